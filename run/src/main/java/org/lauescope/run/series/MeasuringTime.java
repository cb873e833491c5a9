package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.Grains;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.FalseDiscovery;
import org.lauescope.operando.ScanSeries;
import org.lauescope.operando.TailProbability;
import org.lauescope.operando.TimeTrend;

/// Which quantities go with the time at which points were measured: what relaxes while a map is
/// made looks like a gradient, and a gradient like relaxation.
///
/// Each quantity of each scan is asked in each grain of the first scan, and so is its change since
/// the first scan, from which gradients that stay in the sample have gone.
///
/// @param rows in the order of scans, quantities and grains; none without times of points
public record MeasuringTime(List<Row> rows) {

    /// Of the trends that are reported, at most this part is chance, whatever depends on what.
    public static final double LEVEL = 0.01;

    /// @param scan number of the scan
    /// @param grain number in the series
    /// @param isChange whether of the change since the first scan
    /// @param seconds that measuring the grain took
    /// @param adjusted least level of false discoveries at which it is reported; NaN if unknown
    public record Row(
            int scan,
            int grain,
            Quantity quantity,
            boolean isChange,
            TimeTrend trend,
            double seconds,
            double adjusted) {

        /// Change while the grain was measured, in the unit of the quantity.
        public double rise() {
            return trend.slope() * seconds;
        }

        public double riseSigma() {
            return trend.sigma() * seconds;
        }

        public boolean isReported() {
            return adjusted <= LEVEL;
        }
    }

    public MeasuringTime {
        rows = List.copyOf(rows);
    }

    static MeasuringTime of(ScanSeries series, List<SeriesAnalysis.Change> changes) {
        Grains grains = series.grains().getFirst();
        int[] numbers = series.tracking().numbers().getFirst();
        List<SeriesValues> quantities = SeriesValues.of(series, changes);
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < series.maps().size(); k++) {
            double[] time = time(series, k);
            for (SeriesValues quantity : quantities) {
                double[] values = quantity.scans().get(k);
                rows(k, quantity.quantity(), false, grains, numbers, values, time, rows);
                if (k > 0) {
                    double[] before = quantity.scans().getFirst();
                    double[] change = new double[values.length];
                    Arrays.setAll(change, i -> values[i] - before[i]);
                    rows(k, quantity.quantity(), true, grains, numbers, change, time, rows);
                }
            }
        }
        return new MeasuringTime(adjusted(rows));
    }

    /// Of each point of the first scan, when its partner was measured, s since that scan began.
    private static double[] time(ScanSeries series, int scan) {
        ScanMap map = series.maps().get(scan);
        String name = PointQuantities.TIME.name();
        if (!map.has(name)) {
            double[] unknown = new double[series.first().grid().size()];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }
        double[] time = map.plane(name).values();
        return scan == 0 ? time : series.registrations().get(scan - 1).matches().brought(time);
    }

    private static void rows(
            int scan,
            Quantity quantity,
            boolean isChange,
            Grains grains,
            int[] numbers,
            double[] values,
            double[] time,
            List<Row> rows) {
        for (TimeTrend trend : TimeTrend.of(grains, values, time)) {
            if (Double.isFinite(trend.slope())) {
                rows.add(
                        new Row(
                                scan,
                                numbers[trend.grain()],
                                quantity,
                                isChange,
                                trend,
                                span(grains.number(), trend.grain(), values, time),
                                Double.NaN));
            }
        }
    }

    private static double span(int[] number, int grain, double[] values, double[] time) {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < time.length; i++) {
            if (number[i] == grain && Double.isFinite(values[i]) && Double.isFinite(time[i])) {
                first = Math.min(first, time[i]);
                last = Math.max(last, time[i]);
            }
        }
        return last - first;
    }

    private static List<Row> adjusted(List<Row> rows) {
        double[] p =
                rows.stream()
                        .mapToDouble(row -> TailProbability.normal(row.trend().significance()))
                        .toArray();
        double[] adjusted = FalseDiscovery.benjaminiYekutieli(p).adjusted();
        List<Row> result = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Row row = rows.get(i);
            result.add(
                    new Row(
                            row.scan(),
                            row.grain(),
                            row.quantity(),
                            row.isChange(),
                            row.trend(),
                            row.seconds(),
                            adjusted[i]));
        }
        return result;
    }
}
