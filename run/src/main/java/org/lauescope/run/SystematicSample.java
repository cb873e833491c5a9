package org.lauescope.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.analysis.PointRecord;

/// The systematic error of positions that all points of a scan have in common, from a few points
/// spread evenly over its sample. They are indexed from scratch; then estimate and refinement take
/// turns. Position alone chooses the points, so every part of a run finds the same.
///
/// @param records what was found at these points, refined with the estimate
record SystematicSample(SharedSystematic systematic, Map<Integer, PointRecord> records) {

    /// Enough for some thousand residuals.
    private static final int POINTS = 25;

    private static final int MOST_ROUNDS = 24;

    /// A change of the estimate that no position can feel, px.
    private static final double SETTLED = 1e-4;

    /// @param sample the points that are indexed from scratch in any case; if they are too few,
    ///   others take their place
    /// @param size number of all points
    /// @param scratch indexes one of them
    static SystematicSample of(
            int[] sample,
            int size,
            Function<Integer, Function<PointAnalysis, @Nullable PointRecord>> scratch,
            Workers workers,
            RunListener listener)
            throws StoppedException, InterruptedException {
        List<Workers.Task<Integer>> tasks =
                IntStream.of(points(sample, size))
                        .mapToObj(point -> new Workers.Task<>(point, scratch.apply(point)))
                        .toList();
        Map<Integer, PointRecord> records = records(tasks, workers, listener);
        SharedSystematic systematic = SharedSystematic.of(samples(records));
        if (!systematic.isKnown()) {
            return new SystematicSample(systematic, records);
        }
        // Residuals tell whether anything is there when the fits have assumed that nothing is.
        double assumed = 0;
        records = refined(records, assumed, workers, listener);
        systematic = SharedSystematic.of(samples(records));
        for (int round = 0;
                round < MOST_ROUNDS && Math.abs(systematic.pixels() - assumed) > SETTLED;
                round++) {
            assumed = systematic.pixels();
            records = refined(records, assumed, workers, listener);
            systematic = SharedSystematic.of(samples(records));
        }
        return new SystematicSample(systematic, records);
    }

    private static Map<Integer, PointRecord> refined(
            Map<Integer, PointRecord> records, double pixels, Workers workers, RunListener listener)
            throws StoppedException, InterruptedException {
        return records(
                records.values().stream()
                        .map(record ->
                                new Workers.Task<>(
                                        record.point(),
                                        analysis -> analysis.assuming(pixels).refineAgain(record)))
                        .toList(),
                workers,
                listener);
    }

    /// The points that tell the systematic error; on each of them every point of the scan depends.
    static int[] points(int[] sample, int size) {
        int[] points = sample.length < POINTS ? IntStream.range(0, size).toArray() : sample;
        int count = Math.min(POINTS, points.length);
        return IntStream.range(0, count)
                .map(i -> points[(int) ((long) i * points.length / count)])
                .toArray();
    }

    private static Map<Integer, PointRecord> records(
            List<Workers.Task<Integer>> tasks, Workers workers, RunListener listener)
            throws StoppedException, InterruptedException {
        SequencedMap<Integer, PointRecord> records = new LinkedHashMap<>();
        workers.run(
                tasks.iterator(),
                listener,
                (Integer point, @Nullable PointRecord record) -> {
                    if (record != null) {
                        records.put(point, record);
                    }
                });
        return records;
    }

    private static List<SharedSystematic.Sample> samples(Map<Integer, PointRecord> records) {
        List<SharedSystematic.Sample> samples = new ArrayList<>();
        for (PointRecord record : records.values()) {
            Peaks peaks = record.peaks();
            if (peaks != null) {
                record.grains()
                        .forEach(grain ->
                                samples.add(new SharedSystematic.Sample(peaks, grain.fit())));
            }
        }
        return samples;
    }
}
