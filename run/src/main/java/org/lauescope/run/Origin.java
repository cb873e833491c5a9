package org.lauescope.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.lauescope.io.result.Provenance;
import org.lauescope.laue.Mask;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.experiment.AnalysisOptions;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.experiment.Phase;
import org.lauescope.run.experiment.ScanFrames;
import org.lauescope.run.store.RunStore;

/// What a run is made of.
final class Origin {

    private static final String GRID = "grid of scan ";

    private Origin() {}

    /// What the analysis of the points depends on beside their frames: version, geometry, crystals,
    /// options and grids, as they were understood. Comments, titles, or what concerns the maps
    /// alone, such as a stiffness, are not among it.
    static SequencedMap<String, String> of(Experiment experiment, String version) {
        SequencedMap<String, String> origin = new LinkedHashMap<>();
        origin.put("version", version);
        origin.put("layout of the store", RunStore.layout());
        origin.put("geometry", digest(Wording.of(experiment.geometry())));
        Mask mask = experiment.geometry().detector().mask();
        if (mask != null) {
            origin.put("detector mask", digest(mask));
        }
        int number = 0;
        for (Phase phase : experiment.phases()) {
            origin.put(
                    "crystal %d (%s)".formatted(number++, phase.name()),
                    digest(Wording.of(phase.crystal())));
        }
        AnalysisOptions analysis = experiment.analysis();
        origin.put("analysis.grains", Integer.toString(analysis.grains()));
        origin.put("analysis.sample_step", Integer.toString(analysis.sampleStep()));
        origin.put("analysis.verify", Double.toString(analysis.verify()));
        origin.put("analysis.tile", Integer.toString(analysis.tile()));
        origin.put("analysis.peak_threshold", Double.toString(analysis.peakThreshold()));
        origin.put("analysis.peaks", Integer.toString(analysis.peaks()));
        for (int scan = 0; scan < experiment.scans().size(); scan++) {
            ScanGrid grid = experiment.scans().get(scan).grid();
            origin.put(GRID + scan, "%d × %d".formatted(grid.columns(), grid.rows()));
        }
        return origin;
    }

    /// What keeps a store from being continued. Scans that were added at the end do not.
    static List<String> obstacles(Map<String, String> stored, Map<String, String> now) {
        return RunStore.differences(stored, now).stream()
                .filter(key -> stored.containsKey(key) || !key.startsWith(GRID))
                .toList();
    }

    /// Digests (SHA-256) of the files that were read, by path from the experiment's folder. The
    /// frames may be terabytes: there it is the digest of the list of their names, sizes and times
    /// of change, and its name says so.
    static SequencedMap<String, String> inputs(Measurement measurement) throws IOException {
        SequencedMap<String, String> inputs = inputs(measurement.experiment());
        for (ScanFrames frames : measurement.frames()) {
            MessageDigest digest = Provenance.sha256();
            frames.describe(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            inputs.put(
                    "list of names, sizes and times of change of the frames of \"%s\""
                            .formatted(frames.scan().name()),
                    HexFormat.of().formatHex(digest.digest()));
        }
        return inputs;
    }

    /// The same without the frames.
    static SequencedMap<String, String> inputs(Experiment experiment) throws IOException {
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        Path folder = experiment.file().toAbsolutePath().normalize().resolveSibling("");
        for (Path file : experiment.inputs()) {
            // Files of one name may lie in several folders.
            Path name = folder.relativize(file.toAbsolutePath().normalize());
            inputs.put(name.toString(), Provenance.digest(Files.readAllBytes(file)));
        }
        Mask mask = experiment.geometry().detector().mask();
        if (mask != null) {
            inputs.put("detector mask", digest(mask));
        }
        return inputs;
    }

    private static String digest(String text) {
        return Provenance.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(Mask mask) {
        byte[] bytes = new byte[mask.columns() * mask.rows()];
        for (int row = 0; row < mask.rows(); row++) {
            for (int column = 0; column < mask.columns(); column++) {
                bytes[row * mask.columns() + column] = (byte) (mask.isMasked(column, row) ? 1 : 0);
            }
        }
        return Provenance.digest(bytes);
    }
}
