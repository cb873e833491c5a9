package org.lauescope.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.PointStatus;
import org.lauescope.run.RunOptions;
import org.lauescope.run.RunSummary;
import picocli.CommandLine;

/// What a run says at its end.
final class RunReport {

    /// Failed frames are listed up to this number.
    private static final int MOST_LISTED = 20;

    private final CommandLine line;

    RunReport(CommandLine line) {
        this.line = line;
    }

    /// Says how the run ended and lists the failed frames.
    ///
    /// @return the exit status
    int print(RunSummary summary, RunOptions options) {
        PrintWriter out = line.getOut();
        for (ScanResult scan : summary.scans()) {
            out.printf("%s:", scan.name());
            String separator = "";
            for (Map.Entry<PointStatus, Integer> entry : scan.statusCounts().entrySet()) {
                out.printf("%s %d %s", separator, entry.getValue(), entry.getKey().text());
                separator = ",";
            }
            out.println();
            if (scan.systematic().isKnown()) {
                out.printf(
                        Locale.ROOT,
                        "  systematic error of positions: %.4f ± %.4f px%n",
                        scan.systematic().pixels(),
                        scan.systematic().sigma());
            }
            Agreement agreement = scan.agreement();
            if (agreement.checked() > 0) {
                out.printf(
                        Locale.ROOT,
                        "  indexed again from scratch: %d of %d points agree, largest difference %.4f°%n",
                        agreement.agreed(),
                        agreement.checked(),
                        Math.toDegrees(agreement.largestAngle()));
            }
        }
        Path file = options.isWhole() ? options.output() : options.store();
        if (summary.frames() == 0) {
            out.printf("no frame was left to analyse; %s%n", file);
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d frame%s in %.1f s (%.3g per second); %s%n",
                    summary.frames(),
                    summary.frames() == 1 ? "" : "s",
                    summary.seconds(),
                    summary.frames() / Math.max(summary.seconds(), 1e-3),
                    file);
        }
        summary.warnings().forEach(warning -> line.getErr().println("lauescope: " + warning));
        return list(summary.failed());
    }

    /// Says how to go on after the user stopped a run.
    int stopped(RunOptions options) {
        PrintWriter err = line.getErr();
        err.printf(
                "lauescope: stopped; what is done lies in %s — give the same command again to go on%n",
                options.store());
        err.flush();
        return ExitStatus.WRONG_INPUT;
    }

    private int list(List<RunSummary.Failed> failed) {
        PrintWriter err = line.getErr();
        for (RunSummary.Failed frame : failed.subList(0, Math.min(MOST_LISTED, failed.size()))) {
            err.printf("lauescope: scan \"%s\": %s%n", frame.scan(), frame.reason());
        }
        if (failed.size() > MOST_LISTED) {
            err.printf(
                    "lauescope: … and %d more failed frames (the report lists them)%n",
                    failed.size() - MOST_LISTED);
        }
        return failed.isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }
}
