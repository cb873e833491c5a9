package org.lauescope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.cycler.BdfWriter;
import org.lauescope.map.Plane;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Impedance;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;
import org.lauescope.operando.Step.SetTemperature;
import org.lauescope.operando.Timeline;
import org.lauescope.operando.VirtualCycler;

/// Logs of a simulated cycler beside scans of an experiment file: what fits, and what is said of
/// what does not.
class CellLogTest {

    private static final Instant START = Instant.parse("2021-03-01T10:00:00Z");

    /// Its clock is 40 s behind and gains 5 s in a day.
    private static final ClockMap CLOCK =
            new ClockMap(START.getEpochSecond() - 40, START.getEpochSecond(), -5.8e-5, 0, 0);

    private static final Protocol PROTOCOL =
            new Protocol(
                    List.of(
                            new BeamlineScan("Scan 0", Limit.seconds(3600)),
                            new ConstantCurrent(3e-6, Limit.seconds(7200)),
                            new BeamlineScan("Scan 1", Limit.seconds(3600))));

    private static final String CELL =
            """
            [cell]
            positive_current_plates = "A"
            electrode_area_cm2 = 0.79
            """;

    private static final String LOG =
            """
            [[log]]
            file = "cell.bdf.csv"
            clock = { offset_s = 40 }
            """;

    @TempDir private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(
                folder.resolve("geometry.toml"),
                """
                [detector]
                columns = 8
                rows = 8
                pixel_mm = [1.0, 1.0]
                origin_mm = [-4, 4, 100]
                fast = [0, -1, 0]
                slow = [1, 0, 0]
                [beam]
                energy_keV = [5.0, 24.0]
                [sample]
                tilt_deg = 45.0
                """);
        BdfWriter.write(log(CLOCK), folder.resolve("cell.bdf.csv"));
    }

    private static CyclerLog log(ClockMap clock) {
        return new VirtualCycler(START.getEpochSecond(), clock, 30, 1000, 0, 0).run(PROTOCOL, 1);
    }

    private static String scan(String name, String start, String state) {
        return """
        [[scan]]
        name = "%s"
        frames = "none_*.tif"
        columns = 10
        rows = 10
        step_um = [2, 2]
        start = %s
        seconds_per_point = 30
        electrical_state = "%s"
        """
                .formatted(name, start, state);
    }

    private Experiment read(String... parts) throws IOException {
        Path file = folder.resolve("experiment.toml");
        Files.writeString(
                file,
                "geometry = \"geometry.toml\"\n[[crystal]]\nname = \"LLZO\"\n"
                        + String.join("", parts));
        return ExperimentToml.read(file);
    }

    /// With all scans over, as before a run; that no frames are there is said too.
    private void readWhole(String... parts) throws IOException {
        read(parts);
        ExperimentToml.readWithFrames(folder.resolve("experiment.toml"));
    }

    private static final String BOTH =
            scan("Scan 0", "2021-03-01T10:05:00Z", "pristine")
                    + scan("Scan 1", "2021-03-01T13:05:00Z", "rest");

    @Test
    void pointsKnowWhatTheCellHadGoneThrough() throws IOException {
        Experiment experiment = read(CELL, BOTH, LOG);
        ScanEntry last = experiment.scans().getLast();
        CellLog log = Objects.requireNonNull(experiment.logOf(last));
        List<Plane> planes = log.planes(last, new double[] {0, 1500});
        // 3 µA for two hours on 0.79 cm²; a tenth of a second of clock does not change it.
        Plane density =
                planes.stream()
                        .filter(plane -> plane.name().equals(Timeline.CHARGE_DENSITY.name()))
                        .findFirst()
                        .orElseThrow();
        assertThat(density.values()[0]).isCloseTo(6e-3 / 0.79, within(1e-6));
        Plane since =
                planes.stream()
                        .filter(plane -> plane.name().equals(Timeline.TIME_SINCE_CURRENT.name()))
                        .findFirst()
                        .orElseThrow();
        // Scan 1 began 300 s after current had stopped; an offset without drift leaves 0.6 s.
        assertThat(since.values()[0]).isCloseTo(300, within(1.0));
        assertThat(since.values()[1]).isCloseTo(1800, within(1.0));
        assertThat(Objects.requireNonNull(since.sigma())[0]).isBetween(9.0, 11.0);
    }

    @Test
    void eventsGiveOffsetAndDrift() throws IOException {
        // Cycler's moments of three beamline's moments, from the truth.
        StringBuilder events = new StringBuilder();
        for (long t : new long[] {0, 7200, 14_000}) {
            double cycler = CLOCK.toCycler(START.getEpochSecond() + t);
            events.append(
                    "[%s, %s],"
                            .formatted(
                                    START.plusSeconds(t),
                                    Instant.ofEpochMilli(Math.round(cycler * 1e3))));
        }
        Experiment experiment =
                read(
                        CELL,
                        BOTH,
                        """
                        [[log]]
                        file = "cell.bdf.csv"
                        clock = { drift = "fit", sigma_s = 0.01, events = [%s] }
                        """
                                .formatted(events));
        ClockMap clock = experiment.logs().getFirst().timeline().clock();
        // Milliseconds in 4 hours.
        assertThat(clock.drift()).isCloseTo(CLOCK.drift(), within(1e-7));
        assertThat(clock.toBeamline(CLOCK.cycler())).isCloseTo(CLOCK.beamline(), within(2e-3));
    }

    @Test
    void anHourIsNamedAsTimeZone() throws IOException {
        BdfWriter.write(
                log(new ClockMap(CLOCK.cycler() - 7200, CLOCK.beamline(), CLOCK.drift(), 0, 0)),
                folder.resolve("cell.bdf.csv"));
        assertThatThrownBy(() -> readWhole(CELL, BOTH, LOG))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("2.0 h behind")
                .hasMessageContaining("time_zone")
                .hasMessageContaining("add 7200 to offset_s");
    }

    @Test
    void aLogThatDoesNotCoverAScanIsRefused() {
        assertThatThrownBy(() ->
                        readWhole(CELL, scan("Scan 9", "2021-06-01T10:00:00Z", "unknown"), LOG))
                .hasMessageContaining("scan \"Scan 9\"")
                .hasMessageContaining("expected one that covers it");
    }

    /// Ten minutes longer than the log.
    @Test
    void aLogThatCoversPartOfAScanIsRefused() {
        assertThatThrownBy(() ->
                        readWhole(CELL, scan("Scan 9", "2021-03-01T13:20:00Z", "unknown"), LOG))
                .hasMessageContaining("scan \"Scan 9\" (unknown) from 2021-03-01T13:20:00Z")
                .hasMessageContaining("does not fit the log cell.bdf.csv from 2021-03-01T")
                .hasMessageContaining("check start, the clock of the log");
    }

    /// A year before: scans at rest need not be covered, but such a log says nothing of them.
    @Test
    void theLogOfAnotherCellIsRefused() throws IOException {
        ClockMap year =
                new ClockMap(
                        CLOCK.cycler() - 365 * 86_400.0, CLOCK.beamline(), CLOCK.drift(), 0, 0);
        BdfWriter.write(log(year), folder.resolve("cell.bdf.csv"));
        assertThatThrownBy(() -> readWhole(CELL, BOTH, LOG))
                .hasMessageContaining("cell.bdf.csv from 2020-03-01T")
                .hasMessageContaining("days before all scans")
                .hasMessageContaining("is it the log of this cell");
    }

    @Test
    void currentAgainstTheStateOfAScanIsRefused() {
        assertThatThrownBy(
                        () -> readWhole(CELL, scan("Scan 0", "2021-03-01T11:10:00Z", "rest"), LOG))
                .hasMessageContaining("with current in 100 % of the scan");
    }

    @Test
    void scansThatOverlapAreRefused() {
        assertThatThrownBy(() ->
                        read(
                                scan("a", "2021-03-01T10:00:00Z", "rest"),
                                scan("b", "2021-03-01T10:49:00Z", "rest")))
                .hasMessageContaining("scan \"b\" starts at 2021-03-01T10:49:00Z while scan \"a\"")
                .hasMessageContaining("lasts 3000");
    }

    @Test
    void signAndAreaAreAskedFor() throws IOException {
        assertThatThrownBy(() -> read(BOTH, LOG))
                .hasMessageContaining("positive_current_plates is missing")
                .hasMessageContaining("electrode_area_cm2 is missing");
        Experiment unknown =
                read(
                        "[cell]\npositive_current_plates = \"unknown\"\nelectrode_area_cm2 = \"unknown\"\n",
                        BOTH,
                        LOG);
        assertThat(unknown.logs().getFirst().timeline().planeNames())
                .contains("charge")
                .doesNotContain("charge_density");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    time_zone = "Mars"            | expected one as "Europe/Paris"
                    repair = "glue"               | expected one of "us", "ms", "min"
                    dates = "american"            | expected "month first" or "day first"
                    columns = { time = "t" }      | no line has the columns t
                    keep = ["TTL"]                | no column "TTL"
                    clock = { events = [[1, 2]] } | event without a moment of the beamline
                    rest_below_mA = -1            | expected 0 to 1e6 mA
                    clock = { start = "today" }   | expected date, time and offset
                    """)
    void mistakesAreNamedWithWhatIsExpected(String key, String message) {
        assertThatThrownBy(() -> read(CELL, BOTH, "[[log]]\nfile = \"cell.bdf.csv\"\n" + key))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLogWithoutDatesNeedsItsStart() throws IOException {
        Files.writeString(
                folder.resolve("cell.bdf.csv"),
                "Test Time / s,Voltage / V,Current / A\n0,1,0\n20000,1,0\n");
        assertThatThrownBy(() -> read(CELL, BOTH, "[[log]]\nfile = \"cell.bdf.csv\"\n"))
                .hasMessageContaining("the log has no dates")
                .hasMessageContaining("clock = { start =");
        Experiment experiment =
                read(
                        CELL,
                        BOTH,
                        "[[log]]\nfile = \"cell.bdf.csv\"\nclock = { start = 2021-03-01T10:00:00Z }\n");
        assertThat(experiment.logs().getFirst().timeline().start())
                .isEqualTo(START.getEpochSecond());
    }

    @Test
    void aProtocolIsReadInItsOwnKeysAndInSentences() throws IOException {
        Experiment experiment =
                read(
                        CELL,
                        BOTH,
                        """
                        [protocol]
                        capacity_mAh = 45
                        steps = [
                          { scan = "Scan 0", seconds = 3600 },
                          { repeat = 2, steps = [
                              { current_density_uA_per_cm2 = 3.0, seconds = 7200, until_V = 0.5 },
                              { current_mA = -0.002, seconds = 60 } ] },
                          { voltage_V = 0.1, until_mA = 0.001 },
                          { impedance_Hz = [1e5, 0.1] },
                          { temperature_C = 60 },
                          "Charge at C/10 for 1 hour",
                          "Rest for 10 minutes",
                        ]
                        """);
        double none = Double.NaN;
        assertThat(experiment.protocol())
                .isEqualTo(
                        new Protocol(
                                List.of(
                                        new BeamlineScan("Scan 0", Limit.seconds(3600)),
                                        new Repeat(
                                                2,
                                                List.of(
                                                        new ConstantCurrent(
                                                                1e-6 * 3.0 * 0.79,
                                                                new Limit(7200, 0.5, none)),
                                                        new ConstantCurrent(
                                                                -2e-6, Limit.seconds(60)))),
                                        new ConstantVoltage(0.1, new Limit(none, none, 1e-6)),
                                        new Impedance(1e5, 0.1, 10, 0.01),
                                        new SetTemperature(60),
                                        new ConstantCurrent(0.0045, Limit.seconds(3600)),
                                        new Rest(Limit.seconds(600)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{ rest_s = -1 }]                     | above 0 and below 1e9 s
                    ["Sing for 10 minutes"]               | is not understood
                    [{ current_mA = 3 }]                  | step without an end
                    [{ curent_mA = 3, seconds = 5 }]      | unknown key
                    [{ repeat = 0, steps = ["Rest for 1 s"] }] | from 1 to
                    [{ repeat = 2 }]                      | 2 times 0 steps
                    """)
    void mistakesOfAProtocolAreNamed(String steps, String message) {
        assertThatThrownBy(() -> read(CELL, BOTH, "[protocol]\nsteps = " + steps))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(message);
    }
}
