package org.lauescope.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;

/// What a result holds, in a few lines.
final class ResultDescription {

    private ResultDescription() {}

    static void print(String name, Result result, PrintWriter out) {
        out.printf("%s: result \"%s\"%n", name, result.title());
        out.printf(
                "  crystals: %s%n",
                result.crystals().stream().map(Crystal::name).collect(Collectors.joining(", ")));
        result.scans().forEach(scan -> print(scan, out));
        Provenance provenance = result.provenance();
        out.printf(
                Locale.ROOT,
                "  made by %s, Java %s, %s, in %.1f s, of %d input%s%n",
                provenance.version(),
                provenance.java(),
                provenance.finished(),
                1e-3 * Duration.between(provenance.started(), provenance.finished()).toMillis(),
                provenance.inputs().size(),
                provenance.inputs().size() == 1 ? "" : "s");
    }

    private static void print(ScanResult scan, PrintWriter out) {
        ScanGrid grid = scan.map().grid();
        int indexed = scan.statusCounts().getOrDefault(PointStatus.INDEXED, 0);
        out.printf(
                Locale.ROOT,
                "  scan \"%s\": %d columns × %d rows, steps of %s × %s µm, %d of %d points indexed (%.1f %%)%n",
                scan.name(),
                grid.columns(),
                grid.rows(),
                grid.columnStep(),
                grid.rowStep(),
                indexed,
                grid.size(),
                100.0 * indexed / grid.size());
        scan.statusCounts()
                .forEach((status, count) -> {
                    if (status != PointStatus.INDEXED) {
                        out.printf("    %d %s%n", count, status.text());
                    }
                });
        out.printf("    planes: %s%n", String.join(", ", scan.map().planeNames()));
        scan.tables()
                .forEach((table, content) ->
                        out.printf("    table %s: %d rows%n", table, content.size()));
        if (scan.systematic().isKnown()) {
            out.printf(
                    Locale.ROOT,
                    "    systematic error of positions: %.4f ± %.4f px%n",
                    scan.systematic().pixels(),
                    scan.systematic().sigma());
        }
        Agreement agreement = scan.agreement();
        if (agreement.checked() > 0) {
            out.printf(
                    Locale.ROOT,
                    "    %d of %d points came out the same from scratch, within %.4f°%n",
                    agreement.agreed(),
                    agreement.checked(),
                    Math.toDegrees(agreement.largestAngle()));
        }
    }
}
