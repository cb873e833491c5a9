package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong is told at once, not when the frames are there.
final class WatchCommandTest {

    private static final String GEOMETRY =
            """
            [detector]
            columns = 8
            rows = 6
            pixel_mm = [0.172, 0.172]
            origin_mm = [0.688, 0.516, 150]
            fast = [0, -1, 0]
            slow = [-1, 0, 0]
            [beam]
            energy_keV = [5, 24]
            [sample]
            tilt_deg = 45
            """;

    private static final String EXPERIMENT =
            """
            geometry = "geometry.toml"
            [[crystal]]
            name = "Cu"
            [[scan]]
            name = "S"
            frames = "S/*.tif"
            columns = 4
            rows = 3
            step_um = [2, 2]
            """;

    @TempDir private Path folder;

    @Test
    void mistakesOfTheExperimentAreToldBeforeAnyFrameComes() throws IOException {
        CommandRun run = watch(EXPERIMENT.replace("rows = 3", "rows = 0"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("rows").doesNotContain("at org.lauescope");
    }

    @Test
    void anOutputThatCannotBeWrittenIsToldBeforeAnyFrameComes() throws IOException {
        CommandRun run = watch(EXPERIMENT, "--output", folder.resolve("absent/result.nxs"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("its folder does not exist");
    }

    @Test
    void aMeasurementThatNeverBeganHasNoPointMeasured() throws IOException {
        CommandRun run = watch(EXPERIMENT, "--stop-after", "1s");
        assertThat(run.err()).contains("result.live");
        assertThat(run.out()).contains("S: 12 not measured");
        assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "10", "0s", "-5s", "1d"})
    void timesNeedAUnit(String text) throws IOException {
        CommandRun run = watch(EXPERIMENT, "--stop-after", text);
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(run.err()).contains("--stop-after").contains("30min");
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "30min, 1800", "2 h, 7200"})
    void timesAreReadAsWritten(String text, long seconds) {
        assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private CommandRun watch(String experiment, Object... options) throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), GEOMETRY);
        Path file = Files.writeString(folder.resolve("experiment.toml"), experiment);
        Object[] arguments = new Object[options.length + 2];
        arguments[0] = "watch";
        arguments[1] = file;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(arguments);
    }
}
