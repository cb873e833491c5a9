package org.lauescope.io.ebsd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.ScanMap;

/// What a file of one orientation per point leaves out, and what it can show of quality.
final class EbsdNotes {

    private EbsdNotes() {}

    static List<String> of(ScanResult scan) {
        List<String> notes = new ArrayList<>();
        Table grains = scan.tables().get(ScanResult.POINT_GRAINS);
        if (grains != null && grains.has(PointGrains.RANK.name())) {
            long dropped =
                    Arrays.stream(grains.column(PointGrains.RANK.name()))
                            .filter(r -> r > 0)
                            .count();
            long points =
                    Arrays.stream(grains.column(PointGrains.RANK.name()))
                            .filter(r -> r == 1)
                            .count();
            if (dropped > 0) {
                notes.add(
                        "%d weaker grains of %d points with several were left out: the format holds one orientation per point"
                                .formatted(dropped, points));
            }
        }
        notes.add(
                "strain, uncertainties and residuals were left out: the format has no place for them");
        return notes;
    }

    /// Matched peaks of each point, or NaN.
    static double[] peaks(ScanMap map) {
        if (map.has("peaks_matched")) {
            return map.plane("peaks_matched").values();
        }
        double[] none = new double[map.grid().size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
