package org.lauescope.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How progress is shown, the same for all commands that take long.
final class ProgressOption {

    enum Style {
        AUTO,
        NONE,
        JSON
    }

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description = "json: one object a second on standard error; none (default: a line on a terminal)")
    private @Nullable Style style;

    Progress start(PrintWriter err, String task, long total) {
        Progress.Style shown =
                switch (style == null ? Style.AUTO : style) {
                    case AUTO -> System.console() != null && System.console().isTerminal()
                            ? Progress.Style.LINE
                            : Progress.Style.NONE;
                    case NONE -> Progress.Style.NONE;
                    case JSON -> Progress.Style.JSON;
                };
        return new Progress(err, shown, task, total);
    }
}
