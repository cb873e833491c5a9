package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.Estimate;

/// What changes first, strain or the lattice's order (width of peaks, misorientation)?
final class OrderOfEvents {

    private OrderOfEvents() {}

    /// First scan with a significant cluster of each.
    static List<Indicator> of(SeriesEvidence series, ChangeDetection detection) {
        int strain = first(series, detection, SeriesEvidence.STRAIN);
        int width = first(series, detection, SeriesEvidence.WIDTH);
        int misorientation = first(series, detection, SeriesEvidence.MISORIENTATION);
        int order = Math.min(width, misorientation);
        boolean areKnown = strain < Integer.MAX_VALUE && order < Integer.MAX_VALUE;
        List<String> seen = new ArrayList<>();
        seen.add("strain " + text(strain));
        seen.add("width " + text(width));
        seen.add("misorientation " + text(misorientation));
        return List.of(
                new Indicator(
                        "order of events",
                        areKnown ? new Estimate(order - strain, Double.NaN) : Estimate.UNKNOWN,
                        "scans",
                        "hot spots of each scan",
                        "first scan with a hot spot of width or misorientation, less that of strain ("
                                + String.join(", ", seen)
                                + "); above 0 where strain comes first",
                        "the more sensitive quantity seems to come first; few scans",
                        Weight.NONE));
    }

    private static String text(int scan) {
        return scan == Integer.MAX_VALUE ? "never" : "scan " + scan;
    }

    private static int first(SeriesEvidence series, ChangeDetection detection, String family) {
        int fields = series.families().getOrDefault(family, List.of()).size();
        return detection.significant(family).stream()
                .filter(cluster -> cluster.field() < fields)
                .mapToInt(cluster -> cluster.field() % series.laterScans() + 1)
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
