package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.testing.Corruption;

/// Whatever stands in a `virtual.toml`: it is an experiment, or a message that names the file.
final class VirtualTomlCorruptionTest {

    private static final String SINGLE_FRAMES =
            """
            seed = 4
            [geometry]
            detector = "Pilatus 300K"
            energy_keV = [5.0, 15.0]
            [exposure]
            strongest = 100
            [[grain]]
            name = "A"
            crystal = "Si"
            orientation = [1, 0, 0, 0]
            strain = [1e-4, 0, 0, 0, 0, 0]
            mosaic_deg2 = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            [[frame]]
            count = 3
            grains = ["A"]
            turn_last_deg = [0, 0.2, 0]
            """;

    /// The demo with silicon instead of LLZO, whose reflections are soon listed.
    private static String scan() {
        return Demo.text(Demo.Scenario.PENETRATION)
                .replace("\"LLZO\"", "\"Si\"")
                .replaceAll("(?m)^#.*\\R", "");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aDamagedFileIsReadOrRefused() {
        assertThat(accepts(SINGLE_FRAMES)).isTrue();
        assertThat(accepts(scan())).isTrue();
        assertThat(damage(SINGLE_FRAMES, 17, 60)).isPositive();
        assertThat(damage(scan(), 18, 200)).isPositive();
    }

    @Tag("acceptance")
    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aFileDamagedInManyWaysIsReadOrRefused() {
        assertThat(damage(SINGLE_FRAMES, 27, 3000)).isPositive();
        assertThat(damage(scan(), 28, 3000)).isPositive();
    }

    /// `JAZZER_FUZZ=1` searches; else the stored inputs are replayed.
    @FuzzTest(maxDuration = "1m")
    void anythingIsReadOrRefused(FuzzedDataProvider data) {
        accepts(data.consumeRemainingAsString());
    }

    private static int damage(String text, long seed, int repeats) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < repeats; i++) {
            read += accepts(Corruption.of(text, random)) ? 1 : 0;
        }
        return read;
    }

    private static boolean accepts(String text) {
        try {
            VirtualExperiment experiment =
                    VirtualToml.parse(new TextFile("v.toml", text), Path.of("no such folder"));
            for (VirtualScan scan : experiment.scans()) {
                // What was accepted can be looked at.
                assertThat(scan.point(scan.grid().rows() - 1, 0).amorphous()).isBetween(0.0, 1.0);
            }
            return true;
        } catch (FileFormatException e) {
            assertThat(e.getMessage()).startsWith("v.toml");
            return false;
        } catch (IOException e) {
            throw new AssertionError("another exception than the reader's own", e);
        }
    }
}
