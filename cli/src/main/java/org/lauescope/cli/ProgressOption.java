package org.lauescope.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How progress is shown, the same for all commands that take long.
final class ProgressOption {

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description =
                    "on standard error: line, redrawn; json, one object a second; none (default: line on a terminal)")
    private Progress.@Nullable Style style;

    Progress start(PrintWriter err, String task, long total) {
        return new Progress(err, style == null ? Progress.Style.usual() : style, task, total);
    }
}
