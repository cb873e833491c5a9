package org.lauescope.run.series;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lauescope.operando.ScanSeries;
import org.lauescope.operando.Timeline;

/// What trends over a series are drawn against: the charge that had passed in either direction when
/// half of a scan was measured, or the number of the scan where no log tells.
///
/// @param values of each scan, ascending; mA h or scans
/// @param isCharge whether it is charge
public record PassedCharge(double[] values, boolean isCharge) {

    static PassedCharge of(ScanSeries series) {
        String name = Timeline.CHARGE_THROUGHPUT.name();
        double[] passed =
                series.maps().stream()
                        .mapToDouble(map ->
                                map.has(name) ? median(map.plane(name).values()) : Double.NaN)
                        .toArray();
        int last = passed.length - 1;
        boolean grows =
                IntStream.rangeClosed(1, last).allMatch(k -> passed[k] >= passed[k - 1])
                        && passed[last] > passed[0];
        return grows
                ? new PassedCharge(passed, true)
                : new PassedCharge(
                        IntStream.rangeClosed(0, last).asDoubleStream().toArray(), false);
    }

    private static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }
}
