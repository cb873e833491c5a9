package org.lauescope.run.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.CellHistory;
import org.lauescope.operando.Timeline;

/// How far a series had got at each scan.
///
/// @param charge passed in either direction, median of the points, mA h; the number of the scan
///   where no log tells
/// @param knowsCharge whether it is a charge
/// @param netCharge the same with its sign, mA h; empty where no log tells
/// @param hours from the start of the first scan; empty unless all starts are known. Arrays are not
///   copied and not to be changed
public record SeriesCourse(
        double[] charge, boolean knowsCharge, double[] netCharge, double[] hours) {

    /// @param result of a series, with the planes of its cell's log if there is one
    public static SeriesCourse of(Result result) {
        List<ScanMap> maps = result.scans().stream().map(ScanResult::map).toList();
        double[] passed = medians(maps, Timeline.CHARGE_THROUGHPUT.name());
        boolean grows =
                IntStream.range(1, passed.length).allMatch(k -> passed[k] >= passed[k - 1])
                        && passed[passed.length - 1] > passed[0];
        double[] net = medians(maps, Timeline.CHARGE.name());
        return new SeriesCourse(
                grows ? passed : IntStream.range(0, passed.length).asDoubleStream().toArray(),
                grows,
                grows && Arrays.stream(net).allMatch(Double::isFinite) ? net : new double[0],
                hours(result.scans()));
    }

    private static double[] hours(List<ScanResult> scans) {
        List<Instant> starts =
                scans.stream().map(ScanResult::start).filter(Objects::nonNull).toList();
        return starts.size() < scans.size()
                ? new double[0]
                : starts.stream()
                        .mapToDouble(start ->
                                Duration.between(starts.getFirst(), start).toMillis() / 3.6e6)
                        .toArray();
    }

    CellHistory history() {
        return new CellHistory(charge, netCharge, new double[0]);
    }

    private static double[] medians(List<ScanMap> maps, String plane) {
        return maps.stream()
                .mapToDouble(map -> map.has(plane) ? median(map.plane(plane).values()) : Double.NaN)
                .toArray();
    }

    private static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }
}
