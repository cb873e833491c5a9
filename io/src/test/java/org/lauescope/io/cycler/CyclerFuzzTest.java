package org.lauescope.io.cycler;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.testing.SharedData;

/// Whatever a file holds, reading it gives a log or a message that names the file.
class CyclerFuzzTest {

    private static final String BDF =
            "Test Time / s,Voltage / V,Current / A,Unix Time / s\n0,3.7,0.1,1614592790\n100,3.7,0.1,1614592890\n";

    @TempDir private static Path folder;

    @FuzzTest
    void readsOrRefuses(byte[] file) throws IOException {
        readOrRefuse(file);
    }

    @Test
    void survivesRandomDamage() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            readOrRefuse(damaged(BDF.getBytes(StandardCharsets.UTF_8), random));
        }
    }

    /// The first lines of each maker's file, with bytes changed, lost and repeated.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "biologic_eclab/mb.issue_95.de.mpt",
                "biologic_eclab/ocv.mpt",
                "pyprobe/arbin/sample_data_arbin.csv",
                "pyprobe/basytec/sample_data_basytec.txt",
                "pyprobe/maccor/sample_data_maccor.csv",
                "cellpy/neware_uio.csv",
                "bdf/legacy.bdf.parquet"
            })
    void survivesDamageOfRealFiles(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.file("data/cycler/" + name));
        boolean binary = name.endsWith("parquet");
        byte[] head = binary ? whole : Arrays.copyOf(whole, Math.min(whole.length, 8000));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < (binary ? 12 : 60); i++) {
            readOrRefuse(damaged(head, random));
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] damaged = file.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 ->
                        damaged[at] = (byte) "0123456789,.;\t\"\n-eE/:".charAt(random.nextInt(21));
                case 2 -> damaged = Arrays.copyOf(damaged, at + 1);
                default -> {
                    int length = Math.min(random.nextInt(40), damaged.length - at);
                    int to = random.nextInt(damaged.length - length + 1);
                    System.arraycopy(damaged.clone(), at, damaged, to, length);
                }
            }
        }
        return damaged;
    }

    private static void readOrRefuse(byte[] bytes) throws IOException {
        Path file = folder.resolve("damaged.log");
        Files.write(file, bytes);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    try {
                        CyclerFile read = CyclerLogs.read(file, LogOptions.DEFAULT);
                        assertThat(read.log().size()).isGreaterThan(1);
                    } catch (FileFormatException e) {
                        assertThat(e).hasMessageStartingWith("damaged.log");
                    }
                });
    }
}
