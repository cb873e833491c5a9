package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.frame.Frame;
import org.lauescope.index.Indexer;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;
import tools.jackson.databind.ObjectMapper;

/// `run` and `merge` as the user meets them: exit statuses, what is printed where, and one message
/// for each thing that can be wrong with an experiment. The scan is one copper grain, 4 × 3 points.
final class RunCommandTest {

    private static final String GEOMETRY =
            """
            [detector]
            columns = 300
            rows = 300
            pixel_mm = [0.172, 0.172]
            origin_mm = [-25.7, 25.7, 32]
            fast = [0, -1, 0]
            slow = [1, 0, 0]
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
            frames = "frame_*.tif"
            columns = 4
            rows = 3
            step_um = [2, 2]
            [analysis]
            tile = 2
            """;

    @TempDir private static Path original;

    @TempDir private Path folder;

    @BeforeAll
    static void simulate() throws IOException {
        Files.writeString(original.resolve("experiment.toml"), EXPERIMENT);
        Geometry geometry =
                GeometryFiles.read(Files.writeString(original.resolve("geometry.toml"), GEOMETRY));
        Crystal copper = Crystals.named("Cu", original);
        ReflectionList reflections = Indexer.reflections(copper, geometry.beam());
        VirtualGrain grain =
                new VirtualGrain(reflections, VirtualGrain.randomOrientation(new Random(3)));
        FrameSimulator simulator =
                new FrameSimulator(
                        geometry,
                        VirtualDetector.COUNTER,
                        new Background(10, 0, 0, 0, 1),
                        SpotShape.round(1.1),
                        60_000);
        for (int number = 0; number < 12; number++) {
            Frame frame = simulator.simulate("frame", List.of(grain), number).frame();
            Frame.Header header =
                    new Frame.Header(
                            1,
                            Instant.parse("2021-03-01T10:00:00Z").plusSeconds(number),
                            Double.POSITIVE_INFINITY,
                            Frame.Kind.COUNTING);
            Frames.write(
                    Frame.ofCounts(
                            "frame",
                            frame.columns(),
                            frame.rows(),
                            Objects.requireNonNull(frame.counts()),
                            header),
                    original.resolve("frame_%02d.tif".formatted(number)));
        }
    }

    private Path scan() throws IOException {
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder.resolve("experiment.toml");
    }

    @Test
    void aRunEndsWithItsSummaryAndIsNotDoneTwice() throws IOException {
        Path experiment = scan();
        CommandRun run = CommandRun.of("run", experiment, "--threads", 2);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("S: 12 indexed", "12 frames in", "result.nxs");
        assertThat(run.err()).isEmpty();
        CommandRun again = CommandRun.of("run", experiment);
        assertThat(again.status()).isEqualTo(ExitStatus.DONE);
        assertThat(again.out()).contains("S: 12 indexed", "no frame was left to analyse");
        CommandRun anew = CommandRun.of("run", experiment, "--restart");
        assertThat(anew.out()).contains("12 frames in");
    }

    @Test
    void anExperimentIsDescribedBeforeItsRun() throws IOException {
        CommandRun info = CommandRun.of("info", scan());
        assertThat(info.status()).as(info.err()).isEqualTo(ExitStatus.DONE);
        assertThat(info.out())
                .contains("crystals: Cu", "scan \"S\": 4 columns × 3 rows, steps of 2.0 × 2.0 µm")
                .contains("frame_*.tif, 12 of 12 points measured", "time: of the start unknown");
        Files.writeString(
                folder.resolve("experiment.toml"), EXPERIMENT.replace("rows = 3", "rows = 2"));
        CommandRun wrong = CommandRun.of("info", folder.resolve("experiment.toml"));
        assertThat(wrong.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(wrong.err()).contains("12 frames for 4 × 2 = 8 points");
    }

    @Test
    void progressIsAnObjectASecond() throws IOException {
        CommandRun run = CommandRun.of("run", scan(), "--progress", "json");
        assertThat(run.err()).contains("\"done\":12,\"total\":12");
        run.err()
                .lines()
                .forEach(line ->
                        assertThat(new ObjectMapper().readTree(line).isObject()).as(line).isTrue());
    }

    @Test
    void partsAreMergedAndTheirProgressShown() throws IOException {
        Path experiment = scan();
        CommandRun first = CommandRun.of("run", experiment, "--tiles", "1/2");
        assertThat(first.status()).as(first.err()).isEqualTo(ExitStatus.DONE);
        assertThat(first.out()).contains("result.part-1-of-2.duckdb");
        CommandRun early = CommandRun.of("merge", experiment);
        assertThat(early.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(early.err()).contains("part 2 of 2 is missing").contains("--tiles 2/2");
        CommandRun.of("run", experiment, "--tiles", "2/2");
        CommandRun merge = CommandRun.of("merge", experiment, "--progress", "json");
        assertThat(merge.status()).as(merge.err()).isEqualTo(ExitStatus.DONE);
        assertThat(merge.out()).contains("S: 12 indexed");
        assertThat(merge.err()).contains("\"task\":\"merge\",\"done\":2,\"total\":2");
    }

    @Test
    void failedFramesAreListedAndRepairedOnesAlone() throws IOException {
        Path experiment = scan();
        Path frame = folder.resolve("frame_05.tif");
        try (RandomAccessFile file = new RandomAccessFile(frame.toFile(), "rw")) {
            file.setLength(1000);
        }
        CommandRun run = CommandRun.of("run", experiment);
        assertThat(run.status()).isEqualTo(ExitStatus.SOME_FAILED);
        assertThat(run.err()).contains("scan \"S\"", "frame_05.tif").hasLineCount(1);
        Files.delete(frame);
        Files.copy(original.resolve("frame_05.tif"), frame);
        CommandRun repaired = CommandRun.of("run", experiment);
        assertThat(repaired.status()).as(repaired.err()).isEqualTo(ExitStatus.DONE);
        assertThat(repaired.err()).contains("1 frame changed", "frame_05.tif");
    }

    /// Frames of one size differ in nothing but the times they carry.
    @Test
    void exchangedFramesAreNoticed() throws IOException {
        Path experiment = scan();
        Files.copy(
                original.resolve("frame_08.tif"),
                folder.resolve("frame_05.tif"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                original.resolve("frame_05.tif"),
                folder.resolve("frame_08.tif"),
                StandardCopyOption.REPLACE_EXISTING);
        CommandRun run = CommandRun.of("run", experiment);
        assertThat(run.status()).isEqualTo(ExitStatus.DONE);
        assertThat(run.err())
                .contains("2 of 12 frames were taken before the frame that precedes them by name")
                .contains("frame_06.tif", "frame_08.tif")
                .doesNotContain("frame_05.tif")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tiles 3/2",
                "--tiles 0/2",
                "--tiles half",
                "--threads 0",
                "--threads many",
                "--engine spark",
                "--progress loud",
                "--nonsense"
            })
    void wrongUsage(String options) throws IOException {
        Object[] arguments =
                Stream.concat(Stream.of("run", scan()), Stream.of(options.split(" "))).toArray();
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(run.err()).contains(options.split(" ")[0]).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rows = 3             | rows = 2               | 12 frames for 4 × 2 = 8 points; 4 too many
                    rows = 3             | rows = 4               | 12 frames for 4 × 4 = 16 points; 4 missing
                    columns = 4          | columns = 0            | expected a whole number from 1
                    step_um = [2, 2]     | step_um = [2, -2]      | each above 0
                    frames = "frame_*.tif"| frames = "none_*.tif" | no file matches
                    frames = "frame_*.tif"| frames = "no/f_*.tif" | no does not exist; expected that of the frames
                    name = "Cu"          | name = "Unobtainium"   | Unobtainium
                    tile = 2             | tile = 100000          | expected a whole number from 1 to 256
                    tile = 2             | tyle = 2               | unknown key "analysis.tyle"
                    geometry = "geometry.toml" | geometry = "g.toml" | no such file
                    """)
    void eachMistakeHasItsMessage(String right, String wrong, String message) throws IOException {
        Path experiment = scan();
        Files.writeString(experiment, EXPERIMENT.replace(right, wrong));
        refused(experiment, message);
    }

    @Test
    void aMissingFrameIsNamed() throws IOException {
        Path experiment = scan();
        Files.delete(folder.resolve("frame_07.tif"));
        refused(experiment, "frame_07.tif");
    }

    @Test
    void framesOfAnotherDetectorAreRefused() throws IOException {
        Path experiment = scan();
        Files.writeString(
                folder.resolve("geometry.toml"),
                GEOMETRY.replace("columns = 300", "columns = 299"));
        refused(experiment, "the frame is 300 × 300 px; the geometry describes");
    }

    @Test
    void twoScansOfOneNameAreRefused() throws IOException {
        Path experiment = scan();
        String second =
                EXPERIMENT.substring(
                        EXPERIMENT.indexOf("[[scan]]"), EXPERIMENT.indexOf("[analysis]"));
        Files.writeString(experiment, EXPERIMENT + second);
        refused(experiment, "scan name \"S\" is that of [[scan]] number 1 already");
    }

    /// The output too: nobody wants to learn of it after correcting the rest.
    @Test
    void allMistakesAreToldTogether() throws IOException {
        Path experiment = scan();
        Files.writeString(experiment, EXPERIMENT.replace("rows = 3", "rows = 0"));
        CommandRun run = CommandRun.of("run", experiment, "-o", folder.resolve("absent/r.nxs"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("rows = 0", "absent", "its folder does not exist");
    }

    private static void refused(Path experiment, String message) {
        CommandRun run = CommandRun.of("run", experiment);
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(experiment.resolveSibling("result.duckdb")).doesNotExist();
    }

    /// As a batch system ends a job.
    @Test
    void aTerminatedRunGoesOnWhereItStopped() throws Exception {
        Path experiment = scan();
        Path log = folder.resolve("log");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lauescope.class.getName(),
                                "run",
                                experiment.toString(),
                                "--threads",
                                "1")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        while (child.isAlive() && !Files.exists(folder.resolve("result.duckdb"))) {
            Thread.sleep(5);
        }
        child.destroy();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(log);
        // 128 + SIGTERM, unless it was done before.
        assertThat(child.exitValue()).as(said).isIn(143, 0);
        assertThat(said).doesNotContain("\tat ");
        CommandRun run = CommandRun.of("run", experiment);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("S: 12 indexed");
    }
}
