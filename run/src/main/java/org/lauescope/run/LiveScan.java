package org.lauescope.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.lauescope.index.Prediction;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.experiment.ArrivingFrames;
import org.lauescope.run.experiment.ArrivingFrames.Arrival;
import org.lauescope.run.plan.Tile;
import org.lauescope.run.store.RunStore;
import org.lauescope.run.store.RunStore.StoredGrain;
import org.lauescope.run.store.TileWriter;

/// A first analysis of the frames of one scan as they come, with the grains of those neighbours
/// that are known. What it finds depends on the order of arrival and is for the eye alone.
final class LiveScan {

    /// Frames from one look at the neighbours, and one transaction, to the next.
    private static final int BATCH = 64;

    private static final int WAVE = 1;

    /// A file that is being written changes within that time.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final int number;
    private final ArrivingFrames frames;
    private final ScanGrid grid;
    private final RunStore store;
    private final WatchOptions options;
    private final WatchListener listener;
    private final Queue<Arrival> waiting = new ArrayDeque<>();
    private int batches;
    private int indexed;
    private String told = "";

    LiveScan(
            int number,
            ArrivingFrames frames,
            RunStore store,
            WatchOptions options,
            WatchListener listener)
            throws IOException {
        this.number = number;
        this.frames = frames;
        this.grid = frames.scan().grid();
        this.store = store;
        this.options = options;
        this.listener = listener;
        batches = store.finished(number, WAVE).length();
        store.query(
                "SELECT point, status FROM point WHERE scan = " + number,
                row -> {
                    frames.take(row.getInt(1));
                    count(PointStatus.ofCode(row.getInt(2)));
                });
    }

    private void count(PointStatus status) {
        indexed += status == PointStatus.INDEXED ? 1 : 0;
    }

    int points() {
        return grid.size();
    }

    /// Points that have their frame.
    int done() {
        return frames.taken();
    }

    int indexed() {
        return indexed;
    }

    boolean isComplete() {
        return frames.isComplete();
    }

    /// Analyses frames that have come, as many as a batch has.
    ///
    /// @return number of the frames
    int advance(Workers workers) throws IOException, StoppedException, InterruptedException {
        if (waiting.isEmpty()) {
            look();
        }
        List<Arrival> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.remove());
        }
        return batch.isEmpty() ? 0 : analyse(batch, workers);
    }

    private void look() throws IOException {
        ArrivingFrames.Look look = frames.look();
        ArrivingFrames.Obstacle obstacle = look.obstacle();
        if (obstacle != null
                && obstacle.unchanged().compareTo(SILENCE) >= 0
                && !obstacle.message().equals(told)) {
            told = obstacle.message();
            listener.waiting(
                    "scan \"%s\" waits for a file that cannot be opened: %s"
                            .formatted(frames.scan().name(), told));
        }
        if (look.isRenumbered()) {
            store.forget(number);
            indexed = 0;
        }
        waiting.addAll(look.arrivals());
    }

    private int analyse(List<Arrival> batch, Workers workers)
            throws IOException, StoppedException, InterruptedException {
        Map<Integer, List<StoredGrain>> known =
                store.grains(number, WAVE, grid.columns(), around(batch));
        int[] arrived = new int[1];
        try (TileWriter writer = store.write(number, WAVE, batches)) {
            workers.run(
                    batch.stream()
                            .map(arrival ->
                                    new Workers.Task<>(
                                            arrival,
                                            analysis ->
                                                    analysis.analyse(
                                                            arrival.point(),
                                                            arrival::read,
                                                            neighbours(arrival.point(), known))))
                            .iterator(),
                    listener,
                    (arrival, record) -> {
                        if (record != null && isFinal(arrival, record.status())) {
                            writer.add(record);
                            frames.take(arrival.point());
                            count(record.status());
                            listener.arrived();
                            arrived[0]++;
                        }
                    });
            if (arrived[0] > 0) {
                writer.finish();
                batches++;
                listener.stored(number);
            }
        }
        return arrived[0];
    }

    /// A frame that cannot be read, or has nothing in it, may be half-written for as long as its
    /// file changes, and a while longer.
    private boolean isFinal(Arrival arrival, PointStatus status) {
        return !status.isFailed() || arrival.unchanged().compareTo(options.patience()) >= 0;
    }

    /// The rectangle of the points of a batch and their neighbours.
    private Tile around(List<Arrival> batch) {
        int top = batch.stream().mapToInt(a -> grid.row(a.point())).min().orElseThrow();
        int bottom = batch.stream().mapToInt(a -> grid.row(a.point())).max().orElseThrow();
        int left = batch.stream().mapToInt(a -> grid.column(a.point())).min().orElseThrow();
        int right = batch.stream().mapToInt(a -> grid.column(a.point())).max().orElseThrow();
        return new Tile(0, top, left, bottom - top + 1, right - left + 1).grown(grid);
    }

    private List<Prediction> neighbours(int point, Map<Integer, List<StoredGrain>> known) {
        List<Prediction> predictions = new ArrayList<>();
        int row = grid.row(point);
        int column = grid.column(point);
        for (int r = row - 1; r <= row + 1; r++) {
            for (int c = column - 1; c <= column + 1; c++) {
                if (grid.contains(r, c)) {
                    known.getOrDefault(grid.index(r, c), List.of())
                            .forEach(grain -> predictions.add(grain.prediction()));
                }
            }
        }
        return predictions;
    }
}
