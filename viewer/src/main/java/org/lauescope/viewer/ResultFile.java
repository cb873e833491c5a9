package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A result that was written; a later run of the same experiment replaces it.
final class ResultFile implements Source {

    private final Path file;
    private final FutureTask<Exploration> opening;
    private @Nullable Exploration exploration;
    private FileTime seen;
    private long replaced;

    private ResultFile(Path file, Callable<Exploration> opening) throws IOException {
        this.file = file;
        this.seen = Files.getLastModifiedTime(file);
        this.opening = new FutureTask<>(opening);
        Thread.ofPlatform().daemon().name("opening of the result").start(this.opening);
    }

    ResultFile(Exploration exploration) throws IOException {
        this(exploration.file(), () -> exploration);
    }

    /// Begins to read; who asks waits until it is there.
    static ResultFile opening(Path file, @Nullable Path experiment) throws IOException {
        return new ResultFile(file, () -> Exploration.of(file, experiment));
    }

    /// What the file holds now; what it held before, while it cannot be read.
    ///
    /// @throws IOException if the file could not be read from the beginning
    @Override
    public Exploration latest() throws IOException {
        return following(opened());
    }

    private synchronized Exploration following(Exploration first) {
        Exploration known = exploration == null ? first : exploration;
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(seen)) {
                known = known.reread();
                seen = now;
                replaced++;
            }
        } catch (IOException _) {
            // Absent or half copied: the next look finds it whole.
            return known;
        }
        exploration = known;
        return known;
    }

    private Exploration opened() throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException problem -> throw problem;
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the result was read", e);
        }
    }

    @Override
    public synchronized State state() {
        if (opening.state() == FutureTask.State.SUCCESS) {
            following(opening.resultNow());
        }
        return new State(replaced, 0, "", 0, 0);
    }
}
