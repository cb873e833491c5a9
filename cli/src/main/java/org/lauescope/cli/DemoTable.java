package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.virtual.ScanComparison;
import org.lauescope.io.virtual.ScanComparison.Row;
import org.lauescope.io.virtual.VirtualScan;

/// The maps of the demo beside their truth: a line for each scan.
final class DemoTable {

    private static final String[] COMPONENTS = {"xx", "yy", "zz", "yz", "xz", "xy"};

    private DemoTable() {}

    static void print(List<VirtualScan> scans, List<ScanComparison> comparisons, PrintWriter out) {
        out.println(
                """
                         points with their grains  grains    orientation        strain: rms error / σ (1 is honest)   rms error, rms σ of ε_zz
                scan     right wrong missed empty  IoU    error °   σ °      xx    yy    zz    yz    xz    xy        10⁻³       10⁻³\
                """);
        for (int i = 0; i < scans.size(); i++) {
            line(scans.get(i), comparisons.get(i), out);
        }
        out.println(
                "In later scans the detector has moved since its calibration: that is an error of strain beyond σ, which its change is freed from.");
    }

    private static void line(VirtualScan scan, ScanComparison comparison, PrintWriter out) {
        List<Row> rows = comparison.rows();
        double least = 1;
        for (int grain = 0; grain < scan.sample().recipe().grains().size(); grain++) {
            least = Math.min(least, comparison.overlap(grain));
        }
        out.printf(
                Locale.ROOT,
                "%-8s %5d %5d %6d %5d  %.3f  %7.4f  %7.4f ",
                scan.name(),
                comparison.right(),
                comparison.wrong(),
                comparison.missed(),
                comparison.rightlyEmptyPoints(),
                least,
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
