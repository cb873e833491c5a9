package org.lauescope.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.lauescope.io.result.Provenance;
import org.lauescope.laue.Mask;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.Measurement;
import org.lauescope.run.experiment.ScanFrames;

/// What a run is made of: the version of the program, and the digest of every input. Of frames
/// path, size and time of the last change stand for the content, which may be terabytes.
final class Origin {

    static final String VERSION = "version";

    private Origin() {}

    /// Digests (SHA-256) by path of the input from the experiment's folder, and the version.
    static SequencedMap<String, String> of(Measurement measurement, String version)
            throws IOException {
        SequencedMap<String, String> origin = new LinkedHashMap<>();
        origin.put(VERSION, version);
        origin.putAll(inputs(measurement));
        return origin;
    }

    /// The same without the frames, which may still be coming.
    static SequencedMap<String, String> ofExperiment(Experiment experiment, String version)
            throws IOException {
        SequencedMap<String, String> origin = new LinkedHashMap<>();
        origin.put(VERSION, version);
        origin.putAll(inputs(experiment));
        return origin;
    }

    private static SequencedMap<String, String> inputs(Experiment experiment) throws IOException {
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

    /// Digests alone.
    static SequencedMap<String, String> inputs(Measurement measurement) throws IOException {
        SequencedMap<String, String> inputs = inputs(measurement.experiment());
        for (ScanFrames frames : measurement.frames()) {
            MessageDigest digest = Provenance.sha256();
            frames.describe(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            inputs.put(
                    "frames of \"%s\"".formatted(frames.scan().name()),
                    HexFormat.of().formatHex(digest.digest()));
        }
        return inputs;
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
