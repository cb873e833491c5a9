package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.virtual.ScanComparison;
import org.lauescope.io.virtual.ScanComparison.Row;
import org.lauescope.io.virtual.VirtualScan;

/// The demo's results beside their truth: a line for each grain, and a summary of the points.
final class DemoTable {

    private static final String[] COMPONENTS = {"xx", "yy", "zz", "yz", "xz", "xy"};

    private DemoTable() {}

    static void print(ScanComparison comparison, VirtualScan scan, PrintWriter out) {
        out.println(
                """
                             points  overlap  orientation           strain: rms error / σ (1 is honest)   rms error, rms σ of ε_zz
                grain    found here      IoU  rms error °  rms σ °    xx    yy    zz    yz    xz    xy        10⁻³       10⁻³\
                """);
        for (int grain = 0; grain < scan.sample().recipe().grains().size(); grain++) {
            line(
                    Integer.toString(grain),
                    comparison.rows(grain),
                    "%7.3f".formatted(comparison.overlap(grain)),
                    out);
        }
        line("all", comparison.rows(), " ".repeat(7), out);
        out.printf(
                "%npoints: %d right, %d with a grain that is not there, %d with a grain missed; lithium: %d of %d points empty%n",
                comparison.right(),
                comparison.wrong(),
                comparison.missed(),
                comparison.rightlyEmptyPoints(),
                comparison.emptyPoints());
    }

    private static void line(String name, List<Row> rows, String overlap, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-8s %10d  %s  %11.4f  %7.4f",
                name,
                rows.size(),
                overlap,
                Math.toDegrees(ScanComparison.rootMeanSquare(rows, Row::angle)),
                Math.toDegrees(
                        ScanComparison.rootMeanSquare(rows, row -> row.found().rotationSigma())));
        for (int i = 0; i < COMPONENTS.length; i++) {
            out.printf(Locale.ROOT, "  %4.2f", ScanComparison.strainPull(rows, i));
        }
        out.printf(
                Locale.ROOT,
                "  %10.3f %10.3f%n",
                1e3 * ScanComparison.rootMeanSquare(rows, row -> row.strainError()[2]),
                1e3 * ScanComparison.rootMeanSquare(rows, row -> row.found().strainSigma()[2]));
    }
}
