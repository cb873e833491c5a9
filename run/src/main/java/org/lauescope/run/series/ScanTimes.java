package org.lauescope.run.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.PointQuantities;

/// When the scans of a series were measured.
final class ScanTimes {

    private ScanTimes() {}

    private record Span(ScanResult scan, Instant start, Instant end) {}

    /// @throws SeriesException if two scans overlap, or a later scan of the file began before an
    ///   earlier one: one sample cannot be measured twice at once. Scans without times pass
    static void check(Result result) throws SeriesException {
        List<Span> spans = new ArrayList<>();
        for (ScanResult scan : result.scans()) {
            Instant start = scan.start();
            if (start != null) {
                spans.add(new Span(scan, start, start.plus(length(scan))));
            }
        }
        for (int k = 1; k < spans.size(); k++) {
            Span before = spans.get(k - 1);
            Span after = spans.get(k);
            if (after.start.isBefore(before.end)) {
                throw new SeriesException(
                        "scan \"%s\" (%s to %s) begins before scan \"%s\" (%s to %s) has ended; expected one after the other in the order of the experiment file — check start, seconds_per_point and the time zone"
                                .formatted(
                                        after.scan.name(),
                                        after.start,
                                        after.end,
                                        before.scan.name(),
                                        before.start,
                                        before.end));
            }
        }
    }

    /// From the first frame to the last.
    private static Duration length(ScanResult scan) {
        String time = PointQuantities.TIME.name();
        double last =
                scan.map().has(time)
                        ? Arrays.stream(scan.map().plane(time).values())
                                .filter(Double::isFinite)
                                .max()
                                .orElse(0)
                        : 0;
        return Duration.ofMillis(Math.round(1000 * Math.max(0, last)));
    }
}
