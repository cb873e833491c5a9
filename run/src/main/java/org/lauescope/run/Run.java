package org.lauescope.run;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.crystal.Crystal;
import org.lauescope.index.Indexer;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.experiment.ScanFrames;
import org.lauescope.run.plan.TilePlan;
import org.lauescope.run.store.RunStore;

/// From the frames of an experiment to its result, on the threads of this machine.
///
/// What is done is kept in a [RunStore] beside the result: the same call again goes on where an
/// earlier one ended, however it ended.
public final class Run {

    /// What the store needs for a point with its peaks, bytes.
    private static final long STORE_BYTES_PER_POINT = 30_000;

    private final Measurement measurement;
    private final Experiment experiment;
    private final RunOptions options;
    private final String version;
    private final RunListener listener;

    /// @param version of the program
    public Run(Measurement measurement, RunOptions options, String version, RunListener listener) {
        this.measurement = measurement;
        this.experiment = measurement.experiment();
        this.options = options;
        this.version = version;
        this.listener = listener;
    }

    /// @throws StoppedException if the listener asked to stop
    public RunSummary execute() throws IOException, StoppedException, InterruptedException {
        Instant started = Instant.now();
        checkOutput();
        if (options.restart()) {
            RunStore.delete(options.store());
        }
        return execute(started);
    }

    private RunSummary execute(Instant started)
            throws IOException, StoppedException, InterruptedException {
        try (RunStore store = RunStore.open(options.store())) {
            SequencedMap<String, String> origin = Origin.of(experiment, version);
            checkOrigin(store, origin);
            long frames = watched(store);
            List<ScanResult> scans =
                    options.isWhole() ? write(assemble(store, started)) : List.of();
            double seconds = java.time.Duration.between(started, Instant.now()).toMillis() * 1e-3;
            return new RunSummary(
                    scans, options.output(), frames, seconds, failed(store), warnings(store));
        }
    }

    /// Joins the stores of parts, then does what needs all of them: seams, maps, result.
    ///
    /// @param parts their files; none for those that lie beside the output
    /// @throws IOException if a part is missing, unfinished, or of another experiment
    public RunSummary merge(List<Path> parts)
            throws IOException, StoppedException, InterruptedException {
        Instant started = Instant.now();
        checkOutput();
        List<Parts.Part> found = Parts.find(parts, options);
        Path joined = options.store();
        if (!Files.exists(joined) || options.restart()) {
            RunStore.delete(joined);
            Path temporary = joined.resolveSibling(joined.getFileName() + ".part");
            RunStore.delete(temporary);
            listener.joining(found.size());
            try (RunStore store = RunStore.open(temporary)) {
                SequencedMap<String, String> origin = Origin.of(experiment, version);
                store.begin(origin, experiment);
                for (Parts.Part part : found) {
                    for (int number = 0; number < experiment.scans().size(); number++) {
                        Parts.join(store, part, origin, number, plan(number, part));
                    }
                    listener.joined();
                }
            }
            Files.move(temporary, joined);
        }
        return execute(started);
    }

    private TilePlan plan(int number, Parts.Part part) {
        ScanGrid grid = experiment.scans().get(number).grid();
        return experiment.analysis().tiles(grid, part.number(), part.parts());
    }

    /// [#analyse] with whoever wants to look at what it finds.
    private long watched(RunStore store)
            throws IOException, StoppedException, InterruptedException {
        try (LiveRun live = new LiveRun(store, experiment, options, version)) {
            listener.opened(live);
            try {
                return analyse(store);
            } finally {
                listener.closing();
            }
        }
    }

    private long analyse(RunStore store)
            throws IOException, StoppedException, InterruptedException {
        Geometry geometry = experiment.geometry();
        List<ReflectionList> reflections =
                experiment.crystals().stream()
                        .map(crystal -> Indexer.reflections(crystal, geometry.beam()))
                        .toList();
        List<ScanRun> scans = new ArrayList<>();
        long frames = 0;
        for (int number = 0; number < measurement.frames().size(); number++) {
            ScanRun scan = scan(number, measurement.frames().get(number), store);
            scan.forgetChanged();
            scans.add(scan);
            frames += scan.remaining();
        }
        listener.started(frames);
        try (Workers workers =
                new Workers(
                        options.threads(),
                        () -> new PointAnalysis(geometry, reflections, experiment.analysis()))) {
            for (ScanRun scan : scans) {
                scan.analyse(workers);
                if (options.isWhole()) {
                    scan.closeSeams(workers);
                }
            }
        }
        return frames;
    }

    private ScanRun scan(int number, ScanFrames frames, RunStore store) {
        return new ScanRun(
                number,
                frames,
                experiment.crystals(),
                experiment.analysis(),
                options,
                store,
                listener);
    }

    private Result assemble(RunStore store, Instant started) throws IOException {
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
                            .result(
                                    crystals,
                                    experiment.mapOptions(),
                                    experiment.geometry().detector()));
        }
        Provenance provenance =
                Provenance.now(
                        version,
                        Files.readString(experiment.file()),
                        Origin.inputs(measurement),
                        started);
        return experiment.result(scans, provenance);
    }

    private List<ScanResult> write(Result result) throws IOException {
        ResultFiles.write(result, options.output());
        return result.scans();
    }

    private void checkOrigin(RunStore store, SequencedMap<String, String> origin)
            throws IOException {
        SequencedMap<String, String> stored = store.origin();
        List<String> changed = stored.isEmpty() ? List.of() : Origin.obstacles(stored, origin);
        if (!changed.isEmpty()) {
            throw new IOException(
                    "%s holds a run that cannot be resumed: since then %s changed; expected all as it was — run with --restart to begin anew, or choose another --output"
                            .formatted(options.store(), String.join(", ", changed)));
        }
        if (!stored.equals(origin)) {
            store.begin(origin, experiment);
        }
    }

    /// Whether the output can be written, before hours of work rather than after.
    ///
    /// @return its folder
    public static Path checkWritable(Path file) throws IOException {
        Path output = file.toAbsolutePath();
        Path folder = output.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(output + ": its folder does not exist; make it first");
        }
        if (Files.isDirectory(output)) {
            throw new IOException(
                    output + ": it is a folder; expected the name of a file to write");
        }
        if (!Files.isWritable(folder) || (Files.exists(output) && !Files.isWritable(output))) {
            throw new IOException(
                    output + ": it may not be written; check the permissions of file and folder");
        }
        return folder;
    }

    private void checkOutput() throws IOException {
        Path folder = checkWritable(options.output());
        long points =
                measurement.frames().stream().mapToLong(frames -> frames.measured()).sum()
                        / options.parts();
        long needed = Files.exists(options.store()) ? 0 : points * STORE_BYTES_PER_POINT;
        FileStore disk = Files.getFileStore(folder);
        if (disk.getUsableSpace() < needed) {
            throw new IOException(
                    "%s: %d MB are free; expected at least %d MB for the store of %d points — make room, or choose another --output"
                            .formatted(folder, disk.getUsableSpace() >> 20, needed >> 20, points));
        }
    }

    private List<String> warnings(RunStore store) throws IOException {
        List<String> warnings = new ArrayList<>();
        for (int number = 0; number < measurement.frames().size(); number++) {
            FrameOrder.of(store, number, measurement.frames().get(number))
                    .warning()
                    .ifPresent(warnings::add);
        }
        return warnings;
    }

    private List<RunSummary.Failed> failed(RunStore store) throws IOException {
        List<RunSummary.Failed> list = new ArrayList<>();
        store.query(
                "SELECT scan, point, reason FROM point WHERE status IN (%s) ORDER BY scan, point"
                        .formatted(RunStore.FAILED),
                row ->
                        list.add(
                                new RunSummary.Failed(
                                        experiment.scans().get(row.getInt(1)).name(),
                                        row.getInt(2),
                                        row.getString(3))));
        return list;
    }
}
