package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.LiveRun;
import org.lauescope.run.WatchListener;

/// A run that goes on in this program, and its result once it has been written. The run tells what
/// it does from its own thread and is never kept waiting for a page.
public final class RunInProgress implements WatchListener, Source {

    /// From one look at the store to the next at least …
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /// … and so many times as long as a look takes.
    private static final int PART = 10;

    /// Frames come while others are watched.
    private static final Duration FRAMES_KNOWN = Duration.ofSeconds(30);

    private final Object look = new Object();
    private @Nullable LiveRun run;
    private @Nullable Exploration shown;
    private @Nullable PointFrames frames;
    private List<List<String>> planes = List.of();
    private long looked;
    private long framesRead;
    private long pause;

    private volatile @Nullable ResultFile written;
    private volatile boolean isChanged;
    private volatile long results;
    private volatile long changes;
    private volatile String task = "";
    private volatile long done;
    private volatile long total;

    @Override
    public void opened(LiveRun opened) {
        synchronized (look) {
            run = opened;
            frames = null;
            isChanged = true;
        }
    }

    @Override
    public void stored(int scan) {
        isChanged = true;
    }

    @Override
    public void closing() {
        synchronized (look) {
            run = null;
        }
    }

    @Override
    public void started(long points) {
        begin("run", points);
    }

    @Override
    public void analysed() {
        step();
    }

    @Override
    public void watching(long points) {
        begin("watch", points);
    }

    @Override
    public void arrived() {
        step();
    }

    private void begin(String name, long points) {
        task = name;
        done = 0;
        total = points;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The thread of the run alone counts.
    private void step() {
        done++;
    }

    /// The run has ended and its result is there: pages turn to it.
    public void finished(Path result, Path experiment) throws IOException {
        written = new ResultFile(Exploration.of(result, experiment));
        ended();
    }

    /// The run has ended, with or without a result.
    public void ended() {
        task = "";
        synchronized (look) {
            results++;
        }
    }

    @Override
    public Exploration latest() throws IOException {
        ResultFile file = written;
        if (file != null) {
            return file.latest();
        }
        synchronized (look) {
            LiveRun now = run;
            long time = System.nanoTime();
            if (now != null && isChanged && (shown == null || time - looked > pause)) {
                isChanged = false;
                look(now, time);
            }
            Exploration known = shown;
            if (known == null) {
                throw new IOException(
                        "the run has found nothing yet; the page shows its maps as they come");
            }
            return known;
        }
    }

    private void look(LiveRun now, long time) throws IOException {
        PointFrames known = frames;
        if (known == null || (task.equals("watch") && time - framesRead > FRAMES_KNOWN.toNanos())) {
            known = new PointFrames(now.output(), "", now.experiment());
            frames = known;
            framesRead = time;
        }
        Exploration next = Exploration.of(now, known);
        List<List<String>> names =
                next.result().scans().stream().map(scan -> scan.map().planeNames()).toList();
        if (names.equals(planes)) {
            changes++;
        } else {
            results++;
        }
        planes = names;
        shown = next;
        looked = System.nanoTime();
        pause = Math.max(SHORTEST.toNanos(), PART * (looked - time));
    }

    @Override
    public State state() {
        ResultFile file = written;
        if (file != null) {
            State state = file.state();
            return new State(results + state.result(), state.change(), "", 0, 0);
        }
        try {
            latest();
        } catch (IOException _) {
            // Who asks for something is told.
            return new State(results, changes, task, done, total);
        }
        return new State(results, changes, task, done, total);
    }
}
