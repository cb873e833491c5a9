package org.lauescope.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.run.experiment.ScanEntry.Order;

/// Kills processes without a warning, as a power cut or the kernel does. Oracle: the bits of a run
/// that nobody disturbed.
@Tag("acceptance")
final class KilledRunTest {

    private static final int KILLS = 50;

    @TempDir private Path folder;

    /// A run in a process of its own.
    static final class Child {
        public static void main(String[] files) throws Exception {
            new Run(
                            ExperimentToml.readWithFrames(Path.of(files[0])),
                            RunOptions.of(Path.of(files[1]), 2),
                            "test",
                            RunListener.NONE)
                    .execute();
        }
    }

    @Test
    void whatWasKilledAtRandomMomentsEndsInTheSameBits() throws Exception {
        Path experiment = TestScan.write(folder.resolve("scan"), Order.RASTER, "tile = 3");
        Path reference = folder.resolve("reference.nxs");
        long begin = System.nanoTime();
        assertThat(start(experiment, reference).waitFor()).isZero();
        long duration = (System.nanoTime() - begin) / 1_000_000;
        Map<String, String> expected = RunTest.content(reference);
        Random random = new Random(50);
        Path output = folder.resolve("killed.nxs");
        int ends = 0;
        for (int kills = 0; kills < KILLS; ) {
            Process child = start(experiment, output);
            if (child.waitFor(random.nextLong(duration), TimeUnit.MILLISECONDS)) {
                ends++;
                check(child, output, expected);
            } else {
                child.destroyForcibly().waitFor();
                kills++;
            }
        }
        if (Files.exists(folder.resolve("killed.duckdb"))) {
            Process last = start(experiment, output);
            last.waitFor();
            ends++;
            check(last, output, expected);
        }
        assertThat(ends).isPositive();
    }

    /// Compares a result, then removes it with its store so that the next run begins anew.
    private void check(Process child, Path output, Map<String, String> expected)
            throws IOException {
        assertThat(child.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        Map<String, String> content = RunTest.content(output);
        assertThat(content.keySet()).isEqualTo(expected.keySet());
        assertThat(
                        expected.keySet().stream()
                                .filter(name -> !expected.get(name).equals(content.get(name))))
                .isEmpty();
        Files.delete(output);
        Files.deleteIfExists(folder.resolve("killed.duckdb"));
        Files.deleteIfExists(folder.resolve("killed.duckdb.wal"));
    }

    private Process start(Path experiment, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        experiment.toString(),
                        output.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }
}
