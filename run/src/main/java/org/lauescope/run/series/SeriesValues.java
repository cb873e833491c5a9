package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ScanSeries;

/// One quantity in all scans of a series.
///
/// @param scans values on the points of the first scan, NaN where unknown; not to be changed
record SeriesValues(Quantity quantity, List<double[]> scans) {

    private static final List<String> COMPONENTS = List.of("xx", "yy", "zz", "yz", "xz", "xy");

    SeriesValues {
        scans = List.copyOf(scans);
    }

    /// What all scans know of equivalent strain, its components, widths of peaks and GROD.
    static List<SeriesValues> of(ScanSeries series, List<SeriesAnalysis.Change> changes) {
        List<SeriesValues> quantities = new ArrayList<>();
        brought(series, "equivalent_strain", quantities);
        for (int c = 0; c < COMPONENTS.size(); c++) {
            int component = c;
            gained(
                    series,
                    "strain_" + COMPONENTS.get(c),
                    changes,
                    change -> change.evidence(component),
                    quantities);
        }
        brought(series, "peak_width", quantities);
        gained(series, "grod", changes, change -> change.other("difference_grod"), quantities);
        return quantities;
    }

    private static void brought(ScanSeries series, String name, List<SeriesValues> to) {
        if (!series.maps().stream().allMatch(map -> map.has(name))) {
            return;
        }
        List<double[]> scans = new ArrayList<>();
        for (int k = 0; k < series.maps().size(); k++) {
            double[] values = series.maps().get(k).plane(name).values();
            scans.add(
                    k == 0 ? values : series.registrations().get(k - 1).matches().brought(values));
        }
        to.add(new SeriesValues(series.first().plane(name).quantity(), scans));
    }

    /// A later scan has what the first has, and the change since then.
    private static void gained(
            ScanSeries series,
            String name,
            List<SeriesAnalysis.Change> changes,
            Function<SeriesAnalysis.Change, @Nullable Plane> quantity,
            List<SeriesValues> to) {
        ScanMap first = series.first();
        if (!first.has(name)) {
            return;
        }
        double[] before = first.plane(name).values();
        List<double[]> scans = new ArrayList<>();
        scans.add(before);
        for (SeriesAnalysis.Change change : changes) {
            Plane gained = quantity.apply(change);
            if (gained == null) {
                return;
            }
            double[] values = new double[before.length];
            Arrays.setAll(values, i -> before[i] + gained.values()[i]);
            scans.add(values);
        }
        to.add(new SeriesValues(first.plane(name).quantity(), scans));
    }
}
