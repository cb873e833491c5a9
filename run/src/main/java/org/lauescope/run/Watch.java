package org.lauescope.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.lauescope.crystal.Crystal;
import org.lauescope.index.Indexer;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.experiment.ArrivingFrames;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.store.RunStore;

/// From frames that are still being measured to live maps, and at the end to the result.
///
/// Until all frames are there each is analysed as it comes, for the live maps alone: what a point
/// shows then depends on which neighbours came before it. The result is made by [Run] from all the
/// frames, hence the same as that of a run after the measurement. What has been seen is kept in a
/// store of its own, so that watching goes on where it was interrupted.
public final class Watch {

    private static final double SECONDS_PER_NANOSECOND = 1e-9;

    /// The rate is that of the last minute.
    private static final double RATE_WINDOW = 60;

    /// Drawing takes at most this part of the time.
    private static final int DRAWING_SHARE = 10;

    private final Path file;
    private final Experiment experiment;
    private final WatchOptions options;
    private final String version;
    private final WatchListener listener;
    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(double time, long done) {}

    /// @param file the experiment file
    /// @param version of the program
    public Watch(Path file, WatchOptions options, String version, WatchListener listener)
            throws IOException {
        this.file = file;
        this.experiment = ExperimentToml.read(file);
        this.options = options;
        this.version = version;
        this.listener = listener;
    }

    /// Watches until all frames are there, none has come for as long as was said, or the listener
    /// ends it; then makes the result.
    ///
    /// @throws StoppedException if the listener asked to stop
    public RunSummary execute() throws IOException, StoppedException, InterruptedException {
        Run.checkWritable(options.run().output());
        Path store = liveStore();
        if (options.run().restart()) {
            RunStore.delete(store);
        }
        watch(store);
        RunSummary summary =
                new Run(
                                ExperimentToml.readWithMeasuredFrames(file),
                                options.run(),
                                version,
                                listener)
                        .execute();
        RunStore.delete(store);
        return summary;
    }

    /// `result.live` of `result.nxs`, the folder of pictures and progress.
    public Path folder() {
        return options.run().beside(".live");
    }

    private Path liveStore() {
        return options.run().beside(".live.duckdb");
    }

    private void watch(Path file) throws IOException, StoppedException, InterruptedException {
        LiveView view = new LiveView(folder());
        try (RunStore store = open(file);
                Workers workers = new Workers(options.run().threads(), analyses());
                LiveRun live = new LiveRun(store, experiment, options.run(), version)) {
            List<LiveScan> scans = scans(store);
            listener.watching(missing(scans));
            listener.opened(live);
            try {
                watch(view, store, scans, workers);
            } finally {
                listener.closing();
            }
        }
    }

    private void watch(LiveView view, RunStore store, List<LiveScan> scans, Workers workers)
            throws IOException, StoppedException, InterruptedException {
        double refreshed = Double.NEGATIVE_INFINITY;
        double drawing = 0;
        double arrived = now();
        long[] drawn = new long[scans.size()];
        while (!isOver(scans, arrived)) {
            int count = 0;
            for (LiveScan scan : scans) {
                count += scan.advance(workers);
            }
            double now = now();
            arrived = count > 0 ? now : arrived;
            if (now - refreshed > Math.max(seconds(options.refresh()), DRAWING_SHARE * drawing)) {
                refresh(view, store, scans, drawn);
                refreshed = now();
                drawing = refreshed - now;
            }
            if (count == 0) {
                Thread.sleep(options.poll());
            }
        }
        refresh(view, store, scans, drawn);
        view.write(progress(scans), rate(scans), true);
    }

    private boolean isOver(List<LiveScan> scans, double arrived) throws StoppedException {
        if (listener.isStopped()) {
            throw new StoppedException();
        }
        return listener.isEnded()
                || scans.stream().allMatch(LiveScan::isComplete)
                || (options.stopAfter() != null && now() - arrived > seconds(options.stopAfter()));
    }

    private RunStore open(Path file) throws IOException {
        SequencedMap<String, String> origin = Origin.of(experiment, version);
        RunStore store = RunStore.open(file);
        SequencedMap<String, String> stored = store.origin();
        if (!stored.isEmpty() && !RunStore.differences(stored, origin).isEmpty()) {
            store.close();
            RunStore.delete(file);
            store = RunStore.open(file);
            stored = store.origin();
        }
        if (stored.isEmpty()) {
            store.begin(origin, experiment);
        }
        return store;
    }

    private Supplier<PointAnalysis> analyses() {
        Geometry geometry = experiment.geometry();
        List<ReflectionList> reflections =
                experiment.crystals().stream()
                        .map(crystal -> Indexer.reflections(crystal, geometry.beam()))
                        .toList();
        return () -> new PointAnalysis(geometry, reflections, experiment.analysis());
    }

    private List<LiveScan> scans(RunStore store) throws IOException {
        List<LiveScan> scans = new ArrayList<>();
        for (ScanEntry scan : experiment.scans()) {
            ArrivingFrames frames =
                    new ArrivingFrames(scan, experiment.folder(), options.poll(), System::nanoTime);
            scans.add(new LiveScan(scans.size(), frames, store, options, listener));
        }
        return scans;
    }

    private void refresh(LiveView view, RunStore store, List<LiveScan> scans, long[] drawn)
            throws IOException {
        view.write(progress(scans), rate(scans), false);
        List<Crystal> crystals = experiment.crystals();
        for (int number = 0; number < drawn.length; number++) {
            int done = scans.get(number).done();
            if (done != drawn[number]) {
                drawn[number] = done;
                view.draw(
                        new Assembly(
                                        store,
                                        number,
                                        experiment.scans().get(number),
                                        null,
                                        experiment.geometry().sampleFromLab())
                                .map(crystals));
            }
        }
    }

    private List<LiveView.Progress> progress(List<LiveScan> scans) {
        List<LiveView.Progress> progress = new ArrayList<>();
        for (int number = 0; number < scans.size(); number++) {
            LiveScan scan = scans.get(number);
            progress.add(
                    new LiveView.Progress(
                            experiment.scans().get(number).name(),
                            scan.points(),
                            scan.done(),
                            scan.indexed()));
        }
        return progress;
    }

    /// Points per second of the last minute.
    private double rate(List<LiveScan> scans) {
        double now = now();
        moments.add(new Moment(now, scans.stream().mapToLong(LiveScan::done).sum()));
        while (moments.size() > 2 && moments.getFirst().time < now - RATE_WINDOW) {
            moments.removeFirst();
        }
        Moment first = moments.getFirst();
        return (moments.getLast().done - first.done) / (now - first.time);
    }

    private static long missing(List<LiveScan> scans) {
        return scans.stream().mapToLong(scan -> scan.points() - scan.done()).sum();
    }

    private static double now() {
        return System.nanoTime() * SECONDS_PER_NANOSECOND;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() * SECONDS_PER_NANOSECOND;
    }
}
