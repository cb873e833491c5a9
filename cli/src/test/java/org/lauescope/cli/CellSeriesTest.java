package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;
import org.lauescope.run.experiment.CellLog;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ExperimentToml;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;

/// `lauescope series` of two scans with a log in between: the same map twice, so that nothing
/// changes but what the cell went through. The cycler's clock is 100 s behind and its seconds are
/// too short by 50 µs/s; it writes local time of Paris.
///
/// On the beamline's clock: rest from 10:00, 2 mA from 12:00 to 13:00, then rest until 17:00. The
/// scans start at 10:00:10 and 14:00:00, a point a second.
class CellSeriesTest {

    private static final Instant FIRST = Instant.parse("2021-03-01T10:00:10Z");
    private static final Instant SECOND = Instant.parse("2021-03-01T14:00:00Z");
    private static final Instant BEGIN = Instant.parse("2021-03-01T10:00:00Z");
    private static final double DRIFT = 5e-5;

    private static final String EXPERIMENT =
            """
            title = "cell"
            geometry = "geometry.toml"
            [[crystal]]
            name = "W"
            cif = "W"
            [[scan]]
            name = "before"
            frames = "a/*.tif"
            columns = 51
            rows = 21
            step_um = [5, 5]
            start = 2021-03-01T10:00:10Z
            seconds_per_point = 1
            electrical_state = "pristine"
            [[scan]]
            name = "after"
            frames = "b/*.tif"
            columns = 51
            rows = 21
            step_um = [5, 5]
            start = 2021-03-01T14:00:00Z
            seconds_per_point = 1
            electrical_state = "rest"
            [cell]
            positive_current_plates = "A"
            electrode_area_cm2 = 0.5
            [[log]]
            file = "cell.csv"
            time_zone = "Europe/Paris"
            clock = { drift = "fit", sigma_s = 0.2, events = [%s, %s] }
            [protocol]
            steps = [ "Rest for 2 hours", { current_mA = 2.5, seconds = 3600 }, "Rest for 4 hours" ]
            """;

    @TempDir private Path folder;

    private Path experiment;

    /// Seconds since 1970 that the cycler shows, by which it is behind at first and ever more.
    private static double cycler(double beamline) {
        return BEGIN.getEpochSecond() - 100 + beamline / (1 + DRIFT);
    }

    private static String event(double beamline) {
        return "[%s, %s]"
                .formatted(
                        BEGIN.plusMillis(Math.round(1000 * beamline)),
                        Instant.ofEpochMilli(Math.round(1000 * cycler(beamline))));
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("geometry.toml"),
                """
                [detector]
                columns = 981
                rows = 1043
                pixel_mm = [0.172, 0.172]
                origin_mm = [-87.640, 85.091, 138.493]
                fast = [0, -1, 0]
                slow = [1, 0, 0]
                [beam]
                energy_keV = [5, 24]
                [sample]
                tilt_deg = 45
                """);
        StringBuilder log = new StringBuilder("Test Time / s;Voltage / V;Current / mA;Date Time\n");
        for (int t = 0; t <= 25_200; t += 20) {
            double seconds = cycler(t) - cycler(0);
            double moment = cycler(t) + 3600;
            log.append(
                    "%s;%s;%s;%s%n"
                            .formatted(
                                    comma("%.4f", seconds),
                                    comma("%.3f", t > 7200 && t <= 10_800 ? 0.1 : 0.0),
                                    comma("%.3f", t >= 7200 && t < 10_800 ? 2.0 : 0.0),
                                    Instant.ofEpochMilli(Math.round(1000 * moment))
                                            .toString()
                                            .replaceAll("[TZ]", " ")
                                            .strip()));
        }
        Files.writeString(folder.resolve("cell.csv"), log.toString());
        experiment =
                Files.writeString(
                        folder.resolve("experiment.toml"),
                        EXPERIMENT.formatted(event(0), event(25_200)));
    }

    private static String comma(String format, double value) {
        return String.format(Locale.ROOT, format, value).replace('.', ',');
    }

    /// What a run would have written, of a map of tungsten that was measured elsewhere.
    private Path result() throws IOException {
        Path imported = folder.resolve("imported.nxs");
        Path map = SharedData.file("data/laue-maps/lauenn/W_tensile_0MPa.csv");
        Object[] arguments = {
            "import",
            map,
            "--crystal",
            "W",
            "--columns",
            "51",
            "--rows",
            "21",
            "--step",
            "5",
            "--output",
            imported
        };
        assertThat(CommandRun.of(arguments).status()).isZero();
        ScanMap once = ResultFiles.read(imported).scans().getFirst().map();
        Experiment read = ExperimentToml.read(experiment);
        CellLog log = read.logs().getFirst();
        List<ScanResult> scans = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            double[] time = new double[once.grid().size()];
            Arrays.setAll(time, i -> i);
            PointStatus[] status = new PointStatus[time.length];
            Arrays.setAll(status, once::status);
            ScanMap.Builder changed =
                    ScanMap.builder(read.scans().get(k).name(), status, once.orientations());
            once.planeNames().forEach(name -> changed.add(once.plane(name)));
            changed.add(new Plane(PointQuantities.TIME, time));
            log.planes(read.scans().get(k), time).forEach(changed::add);
            scans.add(
                    new ScanResult(
                            changed.build(),
                            new TreeMap<>(),
                            new ScanResult(once).agreement(),
                            new ScanResult(once).systematic(),
                            k == 0 ? FIRST : SECOND,
                            k == 0 ? "pristine" : "rest"));
        }
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(
                new Result(
                        "cell",
                        read.geometry(),
                        ResultFiles.read(imported).crystals(),
                        read.cell(),
                        List.of(),
                        List.of(log.record()),
                        scans,
                        Provenance.now(
                                "test", Files.readString(experiment), new TreeMap<>(), BEGIN)),
                file);
        return file;
    }

    @Test
    void seriesSaysWhatTheCellWentThrough() throws IOException {
        Path result = result();
        CommandRun text = CommandRun.of("series", experiment, "--output", result);
        assertThat(text.err()).isEmpty();
        assertThat(text.status()).isZero();
        // Events and dates are rounded to ms; behind by 100 s at first, 101.26 s at the end.
        assertThat(text.out())
                .contains("What the cell went through:")
                .contains("cell.csv (BDF): 2021-03-01T10:00:00Z to 2021-03-01T17:00:00Z")
                .contains("the cycler's is behind by 100.63 s in the middle, drift +50 ± 11 µs/s.")
                .contains("The executed protocol differs from the planned one:")
                .contains("planned step 2, current was 2.000 mA instead of 2.500 mA")
                .doesNotContain(" -0.");
        CommandRun json = CommandRun.of("series", experiment, "--output", result, "--json");
        assertThat(json.status()).isZero();
        JsonNode root = json.jsonLines().getFirst();
        JsonNode clock = root.get("logs").get(0).get("clock");
        double offset = clock.get("beamline").asDouble() - clock.get("cycler").asDouble();
        assertThat(offset).isCloseTo(100.63, within(0.01));
        assertThat(clock.get("drift").asDouble()).isCloseTo(DRIFT, within(1e-7));
        // Two events of 0.2 s, seven hours apart.
        assertThat(clock.get("driftSigma").asDouble())
                .isCloseTo(0.2 * Math.sqrt(2) / 25_200, within(1e-8));
        assertThat(root.get("executedSteps")).hasSize(3);
        JsonNode charging = root.get("executedSteps").get(1);
        assertThat(charging.get("kind").asString()).isEqualTo("constant_current");
        // On the beamline's clock a step begins with its first sample, to half of the 20 s between.
        assertThat(Instant.parse(charging.get("start").asString()).getEpochSecond())
                .isCloseTo(BEGIN.getEpochSecond() + 7200L, within(10L));
        assertThat(charging.get("seconds").asDouble()).isCloseTo(3600, within(20.0));
        JsonNode difference = root.get("protocolDifferences").get(0);
        assertThat(difference.get("planned").asInt()).isEqualTo(1);
        assertThat(difference.get("expected").asDouble()).isEqualTo(2.5e-3);
        // 2 mA for an hour; 20 s between samples leave 20 s · 2 mA/√12 at either end.
        assertThat(root.get("course").get("netChargeMAh").get(0).asDouble()).isZero();
        assertThat(root.get("course").get("netChargeMAh").get(1).asDouble())
                .isCloseTo(2, within(0.012));
    }

    @Test
    void pointsKnowTimeChargeAndRest() throws IOException {
        Path file = result();
        assertThat(CommandRun.of("series", experiment, "--output", file).status()).isZero();
        Result result = ResultFiles.read(file);
        ScanMap before = result.scans().getFirst().map();
        ScanMap after = result.scans().getLast().map();
        int last = 51 * 21 - 1;
        assertThat(before.plane("charge").values()[last]).isZero();
        assertThat(before.plane("time_since_current").values()[last]).isNaN();
        assertThat(after.plane("charge").values()[last]).isCloseTo(2, within(0.012));
        assertThat(after.plane("charge_density").values()[last]).isCloseTo(4, within(0.024));
        assertThat(after.plane("time").values()[last]).isEqualTo(last);
        // Current ends at 13:00:00, the second scan begins an hour later; samples are 20 s apart.
        double[] since = after.plane("time_since_current").values();
        assertThat(since[0]).isCloseTo(3600, within(11.0));
        assertThat(since[last] - since[0]).isCloseTo(last, within(1e-3));
    }

    @Test
    void theReportSaysTheSame() throws IOException {
        Path result = result();
        assertThat(CommandRun.of("series", experiment, "--output", result).status()).isZero();
        Path page = folder.resolve("report.html");
        assertThat(CommandRun.of("report", result, "--output", page, "--no-figures").status())
                .isZero();
        assertThat(Files.readString(page))
                .contains("What the cell went through")
                .contains("behind by 100.63 s in the middle, drift +50 ± 11 µs/s.")
                .contains("current was 2.000 mA instead of 2.500 mA")
                .doesNotContain("cell_history");
    }
}
