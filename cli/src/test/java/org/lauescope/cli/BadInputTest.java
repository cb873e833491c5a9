package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.Frames;
import tools.jackson.databind.JsonNode;

/// A user's mistake gives one line with the file, its value and the remedy, the right exit status,
/// and no stack trace; the other frames of the call are still processed.
class BadInputTest {

    private static final int SIDE = 256;

    private static final String GEOMETRY =
            """
            [detector]
            name = "small"
            columns = 256
            rows = 256
            pixel_mm = [0.4, 0.4]
            origin_mm = [-51.2, 51.2, 100.0]
            fast = [0.0, -1.0, 0.0]
            slow = [1.0, 0.0, 0.0]
            [beam]
            energy_keV = [5.0, 24.0]
            [sample]
            tilt_deg = 45.0
            """;

    @TempDir private Path folder;

    private Path geometry;

    @BeforeEach
    void writeGeometry() throws IOException {
        geometry = write("geometry.toml", GEOMETRY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    energy_keV = [5.0, 24.0] | energy_keV = [24.0, 5.0]  | [24.0, 5.0] keV
                    tilt_deg = 45.0          | tilt_deg = 4500           | tilt_deg
                    100.0]                   | 0.0]                      | mm from the sample
                    pixel_mm = [0.4, 0.4]    | pixel_mm = [400, 400]     | pixel_mm
                    fast = [0.0, -1.0, 0.0]  | fast = [0.0, -2.0, 0.0]   | unit vector
                    fast = [0.0, -1.0, 0.0]  | fast = [1.0, 0.0, 0.0]    | perpendicular
                    columns = 256            | colums = 256              | columns
                    rows = 256               | rows = -3                 | rows
                    """)
    void absurdGeometryIsRefusedWithItsLine(String right, String wrong, String named)
            throws IOException {
        Path file = write("wrong.toml", GEOMETRY.replace(right, wrong));
        CommandRun run = index(noise("noise.tif", 1), file, "Si");
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("wrong.toml").contains(named).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_cell_length_a 5.4",
                "_space_group_symop_operation_xyz",
                "_atom_site_label"
            })
    void crystalWithoutCellSymmetryOrAtomsIsRefused(String missing) throws IOException {
        String cif =
                """
                data_X
                _cell_length_a 5.4
                _cell_length_b 5.4
                _cell_length_c 5.4
                _cell_angle_alpha 90
                _cell_angle_beta 90
                _cell_angle_gamma 90
                loop_
                _space_group_symop_operation_xyz
                'x,y,z'
                loop_
                _atom_site_label
                _atom_site_fract_x
                _atom_site_fract_y
                _atom_site_fract_z
                Si 0 0 0
                """;
        Path whole = write("whole.cif", cif);
        assertThat(CommandRun.of("info", whole).status()).isZero();
        Path broken = write("broken.cif", cif.replace(missing, "_removed_" + missing));
        CommandRun run = index(noise("noise.tif", 1), geometry, broken.toString());
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("broken.cif").doesNotContain("\tat ");
    }

    @Test
    void unknownCrystalNamesTheNearest() throws IOException {
        CommandRun run = index(noise("noise.tif", 1), geometry, "LZLO");
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("LZLO").contains("LLZO");
    }

    @Test
    void unreadableFramesAreNamedAndTheOthersProcessed() throws IOException {
        Path good = noise("good.tif", 1);
        Path empty = write("empty.tif", "");
        Path text = write("text.tif", "no image at all\n");
        Path truncated = folder.resolve("truncated.tif");
        byte[] bytes = Files.readAllBytes(good);
        Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
        Path small = frame("small.tif", 16, new int[256]);
        Path absent = folder.resolve("absent.tif");
        CommandRun run =
                CommandRun.of(
                        "index",
                        empty,
                        text,
                        good,
                        truncated,
                        small,
                        absent,
                        folder,
                        "--geometry",
                        geometry,
                        "--crystal",
                        "Si",
                        "--json");
        assertThat(run.status()).isEqualTo(ExitStatus.SOME_FAILED);
        assertThat(run.jsonLines()).hasSize(7);
        assertThat(run.jsonLines().stream().map(line -> line.get("status").asString()))
                .containsExactly(
                        "unreadable",
                        "unreadable",
                        "not-indexed",
                        "unreadable",
                        "unreadable",
                        "unreadable",
                        "unreadable");
        assertThat(run.err().lines()).hasSize(6);
        assertThat(run.err())
                .contains("empty.tif")
                .contains("0 bytes")
                .contains("16 × 16 px")
                .contains("256 × 256 px")
                .contains("absent.tif")
                .doesNotContain("\tat ");
    }

    @Test
    void framesWithoutPeaksAreNotIndexedAndSayWhy() throws IOException {
        int[] zero = new int[SIDE * SIDE];
        int[] masked = new int[SIDE * SIDE];
        Arrays.fill(masked, -1);
        int[] saturated = new int[SIDE * SIDE];
        Arrays.fill(saturated, 65535);
        CommandRun run =
                CommandRun.of(
                        "index",
                        frame("zero.tif", SIDE, zero),
                        frame("masked.tif", SIDE, masked),
                        frame("saturated.tif", SIDE, saturated),
                        "--geometry",
                        geometry,
                        "--crystal",
                        "LLZO",
                        "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.jsonLines())
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.get("status").asString()).isEqualTo("not-indexed");
                    assertThat(line.get("reason").asString()).isNotBlank();
                    assertThat(line.get("peaks").asInt()).isZero();
                });
    }

    @Test
    void noiseIsNotIndexed() throws IOException {
        for (double mean : new double[] {0.3, 10, 1000}) {
            CommandRun run =
                    CommandRun.of(
                            "index",
                            noise("noise.tif", mean),
                            "--geometry",
                            geometry,
                            "--crystal",
                            "LLZO",
                            "--crystal",
                            "Si",
                            "--json");
            assertThat(run.jsonLines().getFirst().get("status").asString())
                    .isEqualTo("not-indexed");
        }
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertThat(CommandRun.of("index").status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(CommandRun.of("no-such-command").status()).isEqualTo(ExitStatus.WRONG_USAGE);
    }

    @Test
    void aPatternWithoutTheCrystalIsNotCalibrated() throws IOException {
        Path output = folder.resolve("out.toml");
        CommandRun run =
                CommandRun.of(
                        "calibrate",
                        noise("noise.tif", 5),
                        "--crystal",
                        "Si",
                        "--geometry",
                        geometry,
                        "--output",
                        output);
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("noise.tif").doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }

    @Test
    void aFailedCalibrationIsJsonToo() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "calibrate",
                        noise("noise.tif", 5),
                        "--crystal",
                        "Si",
                        "--geometry",
                        geometry,
                        "--output",
                        folder.resolve("out.toml"),
                        "--json");
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        JsonNode line = run.jsonLines().getFirst();
        assertThat(line.get("frame").asString()).isEqualTo("noise.tif");
        assertThat(line.get("status").asString()).isEqualTo("not-calibrated");
        assertThat(run.err()).contains(line.get("reason").asString());
    }

    @Test
    void anOutputInNoFolderIsNamedAsItWasGiven() throws IOException {
        Path output = folder.resolve("nowhere/out.toml");
        CommandRun run = CommandRun.of("convert", geometry, output);
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains(output + ": its folder does not exist");
    }

    private CommandRun index(Path frame, Path geometryFile, String crystal) {
        return CommandRun.of("index", frame, "--geometry", geometryFile, "--crystal", crystal);
    }

    private Path noise(String name, double mean) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int[] counts = new int[SIDE * SIDE];
        for (int i = 0; i < counts.length; i++) {
            // Knuth's method; large means by the normal approximation.
            if (mean > 100) {
                counts[i] = (int) Math.round(mean + Math.sqrt(mean) * random.nextGaussian());
            } else {
                double product = random.nextDouble();
                while (product > Math.exp(-mean)) {
                    counts[i]++;
                    product *= random.nextDouble();
                }
            }
        }
        return frame(name, SIDE, counts);
    }

    private Path frame(String name, int side, int[] counts) throws IOException {
        Path file = folder.resolve(name);
        Frames.write(
                Frame.ofCounts(name, side, counts.length / side, counts, Frame.Header.UNKNOWN),
                file);
        return file;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
