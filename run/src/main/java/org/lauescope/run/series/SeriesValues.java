package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
            strain(series, changes, c, quantities);
        }
        brought(series, "peak_width", quantities);
        brought(series, "grod", quantities);
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

    private static void strain(
            ScanSeries series,
            List<SeriesAnalysis.Change> changes,
            int component,
            List<SeriesValues> to) {
        ScanMap first = series.first();
        String name = "strain_" + COMPONENTS.get(component);
        if (!first.has(name)) {
            return;
        }
        double[] before = first.plane(name).values();
        List<double[]> scans = new ArrayList<>();
        scans.add(before);
        for (SeriesAnalysis.Change change : changes) {
            StrainChange strain = change.strain();
            List<Plane> planes =
                    strain == null ? change.difference().strain() : strain.unexplained();
            if (planes.isEmpty()) {
                return;
            }
            double[] gained = planes.get(component).values();
            double[] values = new double[before.length];
            Arrays.setAll(values, i -> before[i] + gained[i]);
            scans.add(values);
        }
        to.add(new SeriesValues(first.plane(name).quantity(), scans));
    }
}
