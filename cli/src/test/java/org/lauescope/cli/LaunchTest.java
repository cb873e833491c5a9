package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts JVMs of its own, without the flags that surefire gives.
final class LaunchTest {

    private static final String EXPORT = "java.base/jdk.internal.module=ALL-UNNAMED";

    @TempDir private Path folder;

    private record Run(int code, String out, String err) {}

    /// What a user's JVM does between `main` and the first kernel.
    static final class Probe {
        static void main() throws ReflectiveOperationException {
            Launch.loadVectors();
            System.out.print(FloatVector.SPECIES_PREFERRED.length());
        }
    }

    @Test
    void loadsTheVectorModuleWithoutAWarning() throws Exception {
        Run run = java("--add-exports", EXPORT, Probe.class.getName());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(Integer.toString(FloatVector.SPECIES_PREFERRED.length()));
    }

    @Test
    void goesOnWithoutVectorsAndSaysSo() throws Exception {
        Run run = java(Launch.class.getName(), "--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("lauescope");
        assertThat(run.err()).startsWith("lauescope: no Vector API").hasLineCount(1);
    }

    private Run java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start()
                        .waitFor();
        return new Run(
                code,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
