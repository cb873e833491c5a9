package org.lauescope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.virtual.VirtualExperiment;
import org.lauescope.io.virtual.VirtualFolder;
import org.lauescope.io.virtual.VirtualToml;
import org.lauescope.map.Plane;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.Timeline;

/// A virtual cell whose log and scans are written as files and read again: the drifting clock and
/// the charge of each scan must be found.
class VirtualCellTest {

    private static final String RECIPE =
            """
            seed = 5
            [[scan]]
            name = "scan_0"
            columns = 4
            rows = 3
            [[scan]]
            name = "scan_1"
            columns = 4
            rows = 3
            [[scan]]
            name = "scan_2"
            columns = 4
            rows = 3
            [cycler]
            start = 2021-03-01T10:00:00Z
            offset_s = 41.5
            drift = 6e-5
            current_noise_mA = 1e-6
            voltage_noise_mV = 0.01
            electrode_area_cm2 = 0.79
            seconds_per_point = 20
            event_sigma_s = 0.2
            steps = [
              { scan = "scan_0", seconds = 600 },
              { repeat = 3, steps = [ { current_density_uA_per_cm2 = 3.34, seconds = 2400 }, { current_density_uA_per_cm2 = -3.34, seconds = 2400 } ] },
              { scan = "scan_1", seconds = 600 },
              { current_density_uA_per_cm2 = 6.68, seconds = 3600 },
              { scan = "scan_2", seconds = 600 },
            ]
            """;

    @TempDir private Path folder;

    private Experiment experiment(String recipe) throws IOException {
        VirtualExperiment virtual = VirtualToml.parse(new TextFile("virtual.toml", recipe), folder);
        VirtualFolder.prepare(folder, virtual, recipe);
        return ExperimentToml.read(folder.resolve("experiment.toml"));
    }

    @Test
    void clockAndChargeAreFoundAgain() throws IOException {
        Experiment experiment = experiment(RECIPE);
        ClockMap clock = experiment.logs().getFirst().timeline().clock();
        assertThat(Math.abs(clock.drift() - 6e-5)).isLessThan(4 * clock.driftSigma());
        // Three starts known to 0.2 s in 5.2 h, at 0, 15 000 and 19 200 s.
        assertThat(clock.driftSigma()).isCloseTo(0.2 / 14_200, within(0.2e-5));
        double start = 1_614_592_800;
        assertThat(clock.toBeamline(start - 41.5)).isCloseTo(start, within(4 * clock.sigma(start)));

        ScanEntry last = experiment.scans().getLast();
        assertThat(last.electricalState()).isEqualTo(ScanEntry.ElectricalState.REST);
        assertThat(experiment.scans().getFirst().electricalState())
                .isEqualTo(ScanEntry.ElectricalState.PRISTINE);
        List<Plane> planes =
                Objects.requireNonNull(experiment.logOf(last)).planes(last, new double[] {0, 220});
        Plane density = plane(planes, Timeline.CHARGE_DENSITY.name());
        // 6.68 µA/cm² for an hour; noise of 1 nA √(10 s · 19 000 s) is 1.5e-7 mA h/cm².
        assertThat(density.values()[1]).isCloseTo(6.68e-3, within(1e-5));
        assertThat(plane(planes, Timeline.TIME_SINCE_CURRENT.name()).values()[1])
                .isCloseTo(220, within(1.5));
        assertThat(Files.readString(folder.resolve("cell.truth.csv")))
                .contains("scan_2,1614612000,0.00527");
    }

    /// Edges are known to the interval of 2 s over √12, of which the first scan has none: the log
    /// begins with it.
    @Test
    void aTriggerTellsTheClockToo() throws IOException {
        Experiment experiment =
                experiment(RECIPE.replace("event_sigma_s = 0.2", "interval_s = 2\ntrigger = true"));
        ClockMap clock = experiment.logs().getFirst().timeline().clock();
        double later = 1_614_592_800 + 16_000;
        double sigma = 2 / Math.sqrt(12);
        assertThat(clock.toBeamline(later - 41.5 - 6e-5 * 16_000))
                .isCloseTo(later, within(4 * sigma));
    }

    private static Plane plane(List<Plane> planes, String name) {
        return planes.stream().filter(plane -> plane.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> experiment(RECIPE.replace("\"scan_2\", s", "\"scan_9\", s")))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("scan \"scan_9\"")
                .hasMessageContaining("steps without some of the scans");
        assertThatThrownBy(() -> experiment(RECIPE.replace("seconds = 3600", "until_V = 3")))
                .hasMessageContaining("ends by time alone");
    }
}
