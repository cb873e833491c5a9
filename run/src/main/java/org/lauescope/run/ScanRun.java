package org.lauescope.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.index.Prediction;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.analysis.FrameSource;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.analysis.PointRecord;
import org.lauescope.run.experiment.AnalysisOptions;
import org.lauescope.run.experiment.ScanFrames;
import org.lauescope.run.plan.SampleGrid;
import org.lauescope.run.plan.Templates;
import org.lauescope.run.plan.Tile;
import org.lauescope.run.plan.TilePlan;
import org.lauescope.run.store.RunStore;
import org.lauescope.run.store.RunStore.StoredGrain;
import org.lauescope.run.store.StoredFrames;
import org.lauescope.run.store.TileWriter;

/// The three waves over one scan. What is found at a point depends on the frames alone:
///
/// 1. the points of the [SampleGrid] are indexed from scratch; a few of them tell the systematic
///    error of positions ([SystematicSample]) that all fits of the scan are made with;
/// 2. every other point is indexed with what the sample points around it let expect ([Templates]);
/// 3. grains that a neighbour has and the point has not are tried on its peaks ([Seams]).
final class ScanRun {

    private static final int SAMPLE = 1;
    private static final int MAP = 2;
    private static final int SEAMS = 3;

    /// Points that are indexed again however small the scan.
    private static final int FEWEST_CHECKED = 10;

    private final int number;
    private final ScanFrames frames;
    private final ScanGrid grid;
    private final SampleGrid samples;
    private final TilePlan plan;
    private final List<Crystal> crystals;
    private final Verification verification;
    private final RunStore store;
    private final RunListener listener;

    ScanRun(
            int number,
            ScanFrames frames,
            List<Crystal> crystals,
            AnalysisOptions options,
            RunOptions run,
            RunStore store,
            RunListener listener) {
        this.number = number;
        this.frames = frames;
        this.crystals = crystals;
        this.store = store;
        this.listener = listener;
        grid = frames.scan().grid();
        samples = new SampleGrid(grid, options.sampleStep());
        plan = options.tiles(grid, run.part(), run.parts());
        verification = new Verification(number, grid, samples, options.verify());
    }

    /// Compares the frames with those of an earlier run and forgets what depends on changed ones.
    void forgetChanged() throws IOException {
        StoredFrames known = new StoredFrames(store, number);
        long[] now = frames.fingerprints();
        BitSet changed = known.changed(now);
        BitSet again = dependents(changed);
        BitSet tiles = new BitSet();
        again.stream().map(plan::tileOf).forEach(tiles::set);
        if (!changed.isEmpty()) {
            int first = changed.nextSetBit(0);
            listener.resumed(
                    "scan \"%s\": %d frame%s changed since the run began, the first that of point %d (%s); %d points that depend on them are analysed again"
                            .formatted(
                                    frames.scan().name(),
                                    changed.cardinality(),
                                    changed.cardinality() == 1 ? "" : "s",
                                    first,
                                    frames.isMeasured(first) ? frames.name(first) : "gone",
                                    again.cardinality()));
        }
        if (!changed.isEmpty() || !known.areThere()) {
            known.replace(now, again, tiles);
        }
    }

    /// Changed points and those that take their predictions from them: all points if one changed
    /// that tells the systematic error.
    private BitSet dependents(BitSet changed) {
        BitSet again = (BitSet) changed.clone();
        if (IntStream.of(SystematicSample.points(samples.points(), grid.size()))
                .anyMatch(changed::get)) {
            again.set(0, grid.size());
        } else if (changed.stream().anyMatch(this::isSample)) {
            for (int point = 0; point < grid.size(); point++) {
                if (!isSample(point)
                        && IntStream.of(samples.around(grid.row(point), grid.column(point)))
                                .anyMatch(changed::get)) {
                    again.set(point);
                }
            }
        }
        return again;
    }

    private boolean isSample(int point) {
        return samples.contains(grid.row(point), grid.column(point));
    }

    /// Frames that are still to be analysed.
    long remaining() throws IOException {
        return Stream.concat(sampleSteps(), mapSteps()).filter(step -> step.point >= 0).count();
    }

    /// One point of a tile, or a tile without points (−1).
    private record Step(int tile, int point, boolean isLast) {}

    private static Stream<Step> steps(int tile, int[] points) {
        return points.length == 0
                ? Stream.of(new Step(tile, -1, true))
                : IntStream.range(0, points.length)
                        .mapToObj(i -> new Step(tile, points[i], i == points.length - 1));
    }

    private Stream<Step> sampleSteps() throws IOException {
        BitSet finished = store.finished(number, SAMPLE);
        BitSet stored = store.stored(number, SAMPLE);
        return plan.sampleTiles().stream()
                .filter(sample -> !finished.get(sample.tile().number()))
                .flatMap(sample ->
                        steps(
                                sample.tile().number(),
                                IntStream.of(sample.points())
                                        .filter(point -> !stored.get(point))
                                        .toArray()));
    }

    private Stream<Step> mapSteps() throws IOException {
        BitSet finished = store.finished(number, MAP);
        BitSet stored = store.stored(number, MAP);
        return plan.owned().stream()
                .filter(tile -> !finished.get(tile.number()))
                .flatMap(tile ->
                        steps(
                                tile.number(),
                                IntStream.of(plan.points(tile))
                                        .filter(point -> !isSample(point) && !stored.get(point))
                                        .toArray()));
    }

    /// The two waves that need the frames.
    void analyse(Workers workers) throws IOException, StoppedException, InterruptedException {
        try (FrameSource source = new FrameSource(frames)) {
            sampleWave(workers, source);
            double systematic = store.systematic(number).pixels();
            Templates templates = templates();
            wave(
                    workers,
                    MAP,
                    mapSteps()
                            .map(step ->
                                    task(
                                            step,
                                            (analysis, point) ->
                                                    analysis.assuming(systematic)
                                                            .analyse(
                                                                    point,
                                                                    source,
                                                                    templates.predictions(
                                                                            grid.row(point),
                                                                            grid.column(point)))))
                            .iterator());
        }
    }

    private void sampleWave(Workers workers, FrameSource source)
            throws IOException, StoppedException, InterruptedException {
        List<Step> steps = sampleSteps().toList();
        if (steps.isEmpty()) {
            return;
        }
        SystematicSample known =
                SystematicSample.of(
                        samples.points(),
                        grid.size(),
                        point ->
                                analysis ->
                                        analysis.assuming(Double.NaN)
                                                .analyse(point, source, List.of()),
                        workers,
                        listener);
        store.keep(number, known.systematic());
        double systematic = known.systematic().pixels();
        wave(
                workers,
                SAMPLE,
                steps.stream()
                        .map(step ->
                                task(
                                        step,
                                        (analysis, point) -> {
                                            PointRecord record = known.records().get(point);
                                            return record != null
                                                    ? record
                                                    : analysis.assuming(systematic)
                                                            .analyse(point, source, List.of());
                                        }))
                        .iterator());
    }

    private interface PointWork {
        PointRecord of(PointAnalysis analysis, int point);
    }

    private static Workers.Task<Step> task(Step step, PointWork work) {
        return new Workers.Task<>(
                step, analysis -> step.point < 0 ? null : work.of(analysis, step.point));
    }

    private Templates templates() throws IOException {
        Map<Integer, List<Prediction>> grains = new HashMap<>();
        store.grains(number, SAMPLE, grid.columns(), Tile.whole(grid))
                .forEach((point, stored) ->
                        grains.put(point, stored.stream().map(StoredGrain::prediction).toList()));
        return new Templates(samples, crystals, point -> grains.getOrDefault(point, List.of()));
    }

    /// The wave that needs what all tiles found.
    void closeSeams(Workers workers) throws IOException, StoppedException, InterruptedException {
        BitSet finished = store.finished(number, SEAMS);
        Verification checked = verification.withAtLeast(FEWEST_CHECKED, indexed());
        double systematic = store.systematic(number).pixels();
        wave(
                workers,
                SEAMS,
                plan.owned().stream()
                        .filter(tile -> !finished.get(tile.number()))
                        .flatMap(tile -> seamTasks(tile, checked, systematic))
                        .iterator());
    }

    /// What the first two waves indexed.
    private IntStream indexed() throws IOException {
        IntStream.Builder points = IntStream.builder();
        store.query(
                "SELECT point FROM point WHERE scan = %d AND wave < %d AND status = %d"
                        .formatted(number, SEAMS, PointStatus.INDEXED.code()),
                row -> points.add(row.getInt(1)));
        return points.build();
    }

    private Stream<Workers.Task<Step>> seamTasks(
            Tile tile, Verification checked, double systematic) {
        try {
            Seams seams = new Seams(store, number, grid, tile, crystals, checked);
            int[] points = seams.points().stream().mapToInt(Integer::intValue).toArray();
            return steps(tile.number(), points)
                    .map(step ->
                            task(
                                    step,
                                    (analysis, point) ->
                                            seams.work(
                                                    point,
                                                    analysis.assuming(systematic),
                                                    checked.includes(point))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void wave(Workers workers, int wave, Iterator<Workers.Task<Step>> tasks)
            throws IOException, StoppedException, InterruptedException {
        try (Tiles tiles = new Tiles(wave)) {
            workers.run(tasks, listener, tiles);
        }
    }

    /// Writes what comes, a transaction for each tile.
    private final class Tiles implements Workers.Receiver<Step, IOException>, AutoCloseable {

        private final int wave;
        private @Nullable TileWriter writer;

        Tiles(int wave) {
            this.wave = wave;
        }

        @Override
        public void accept(Step step, @Nullable PointRecord record) throws IOException {
            TileWriter tile = writer == null ? store.write(number, wave, step.tile) : writer;
            writer = tile;
            if (record != null) {
                tile.add(record);
                if (wave < SEAMS) {
                    listener.analysed();
                }
            }
            if (step.isLast) {
                writer = null;
                tile.finish();
                listener.stored(number);
            }
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
