package org.lauescope.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.store.RunStore;

/// What a run has found so far, read beside it over a connection of its own: whole tiles, as soon
/// as they are stored. Safe for other threads than that of the run, and no burden on it.
public final class LiveRun implements AutoCloseable {

    private final RunStore written;
    private final Experiment experiment;
    private final RunOptions options;
    private final String version;
    private final Instant started = Instant.now();
    private @Nullable RunStore read;

    /// @param store of the run
    /// @param version of the program
    LiveRun(RunStore store, Experiment experiment, RunOptions options, String version) {
        this.written = store;
        this.experiment = experiment;
        this.options = options;
        this.version = version;
    }

    /// The result that will be written.
    public Path output() {
        return options.output();
    }

    public Path experiment() {
        return experiment.file();
    }

    public Path storeFile() {
        return written.file();
    }

    /// The store, to read from it; to be closed by the caller.
    public RunStore store() throws IOException {
        return written.alongside();
    }

    /// The maps so far, without what neighbours tell together: grains of the map and what follows
    /// from them. Planes are read when they are asked for.
    public synchronized Result result() throws IOException {
        RunStore store = read == null ? written.alongside() : read;
        read = store;
        List<Crystal> crystals = experiment.crystals();
        List<ScanResult> scans = new ArrayList<>();
        for (int number = 0; number < experiment.scans().size(); number++) {
            ScanEntry scan = experiment.scans().get(number);
            scans.add(
                    new Assembly(
                                    store,
                                    number,
                                    scan,
                                    experiment.logOf(scan),
                                    experiment.geometry().sampleFromLab())
                            .soFar(crystals));
        }
        return experiment.result(
                scans,
                Provenance.now(
                        version,
                        Files.readString(experiment.file()),
                        Collections.emptyNavigableMap(),
                        started));
    }

    @Override
    public synchronized void close() throws IOException {
        if (read != null) {
            read.close();
        }
    }
}
