package org.lauescope.io.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Where a result comes from: enough to tell whether another one was made of the same things in the
/// same way.
///
/// @param version of the program
/// @param experiment text of the experiment file; empty for a result that has none
/// @param inputs name of each file that was read, to its SHA-256 in hexadecimal; a set of frames
///   may stand under one name
/// @param java version of the Java machine
public record Provenance(
        String version,
        String experiment,
        SequencedMap<String, String> inputs,
        Instant started,
        Instant finished,
        String java) {

    public Provenance {
        inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    }

    /// Of work that began at `started` and ends with this call, on this machine.
    public static Provenance now(
            String version,
            String experiment,
            SequencedMap<String, String> inputs,
            Instant started) {
        return new Provenance(
                version, experiment, inputs, started, Instant.now(), Runtime.version().toString());
    }

    /// SHA-256 of the text of the experiment file, in hexadecimal.
    public String experimentDigest() {
        return digest(experiment.getBytes(StandardCharsets.UTF_8));
    }

    /// SHA-256 in hexadecimal.
    public static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /// For digests of what is too long for one array.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
