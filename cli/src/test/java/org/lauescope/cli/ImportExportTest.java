package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.io.TextFile;
import org.lauescope.io.ebsd.CtfFile;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanMap;
import org.lauescope.testing.SharedData;

class ImportExportTest {

    @TempDir private Path folder;

    private Path imported() {
        Path twins = SharedData.file("data/orientation/mtex/twins.ctf");
        Path file = folder.resolve("twins.nxs");
        CommandRun run = CommandRun.of("import", twins, "--output", file);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("167 × 137 points, 22833 indexed");
        return file;
    }

    /// Oracle: `twins_expected.json`, made by another program with a threshold of 5° and four
    /// neighbours; it printed all digits, the angles of the map have five.
    @Test
    void misorientationOfImportedTwinsIsTheExpectedOne() throws IOException {
        ScanMap map = ResultFiles.read(imported()).scans().getFirst().map();
        double[] kam =
                Arrays.stream(map.plane("kam").values())
                        .filter(angle -> !Double.isNaN(angle))
                        .sorted()
                        .toArray();
        assertThat(kam).hasSize(22804);
        assertThat(Arrays.stream(kam).average().orElseThrow())
                .isEqualTo(0.4259242350608983, within(1e-6));
        assertThat((kam[11401] + kam[11402]) / 2).isEqualTo(0.36168493677300195, within(1e-6));
    }

    @Test
    void whatIsImportedIsExportedAgain() throws IOException {
        Path file = imported();
        for (String format : new String[] {"ang", "ctf", "csv"}) {
            CommandRun run = CommandRun.of("export", file, "--format", format, "--output", folder);
            assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
            assertThat(folder.resolve("twins." + format)).isNotEmptyFile();
        }
        TextFile text = TextFile.read(folder.resolve("twins.ctf"));
        ScanMap again = new CtfFile().read(text, MapReader.Request.NOTHING).map();
        ScanMap map = ResultFiles.read(file).scans().getFirst().map();
        double[] before = map.orientations().quaternions();
        double[] after = again.orientations().quaternions();
        for (int i = 0; i < map.grid().size(); i++) {
            if (map.orientations().isKnown(i)) {
                double dot = 0;
                for (int k = 4 * i; k < 4 * i + 4; k++) {
                    dot += before[k] * after[k];
                }
                // Four decimals of a degree, three angles: below 1e-10 in 1 − |cos|.
                assertThat(Math.abs(dot)).isGreaterThan(1 - 1e-10);
            }
        }
    }

    /// Tungsten is nearly isotropic: 2 C44 = 321.2 and C11 − C12 = 318.0 GPa, so deviatoric stress
    /// is 319.6 GPa times the strain, to 1.6 GPa times its norm, in any axes.
    @Test
    void stressAndTablesOfAnImportedMap() throws IOException {
        Path file = folder.resolve("W.nxs");
        CommandRun run =
                CommandRun.of(
                        "import",
                        SharedData.file("data/laue-maps/lauenn/W_tensile_200MPa.csv"),
                        "--crystal",
                        "W",
                        "--columns",
                        "51",
                        "--stiffness",
                        "C11=522.4,C12=204.4,C44=160.6",
                        "--output",
                        file);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("1 µm was taken; --step says otherwise");
        ScanResult scan = ResultFiles.read(file).scans().getFirst();
        assertThat(scan.tables()).containsKeys("grains", "boundaries", "misorientations");
        assertThat(scan.tables().get("grains").size()).isPositive();
        int compared = 0;
        for (int i = 0; i < scan.map().grid().size(); i++) {
            double square = 0;
            for (String c : new String[] {"xx", "yy", "zz", "yz", "xz", "xy"}) {
                double strain = scan.map().plane("strain_" + c).values()[i];
                square += (c.charAt(0) == c.charAt(1) ? 1 : 2) * strain * strain;
            }
            if (!Double.isNaN(square)) {
                compared++;
                double strain = scan.map().plane("strain_xy").values()[i];
                assertThat(scan.map().plane("stress_xy").values()[i])
                        .isEqualTo(319.6 * strain, within(1.6 * Math.sqrt(square) + 1e-12));
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    @Test
    void aWrongStiffnessIsNamed() {
        CommandRun run =
                CommandRun.of(
                        "import",
                        SharedData.file("data/orientation/mtex/twins.ctf"),
                        "--stiffness",
                        "C11:59",
                        "--output",
                        folder.resolve("twins.nxs"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("\"C11:59\" is no elastic constant; expected as C11=522.4");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path file = imported();
        CommandRun format = CommandRun.of("export", file, "--format", "xyz", "--output", folder);
        assertThat(format.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(format.err()).contains("--format = xyz is unknown; expected one of", "ctf");
        CommandRun plane =
                CommandRun.of(
                        "export", file, "--format", "csv", "--output", folder, "--plane", "kan");
        assertThat(plane.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(plane.err()).contains("has no plane \"kan\"; the nearest are kam");
        CommandRun scan =
                CommandRun.of("export", file, "--format", "csv", "--output", folder, "--scan", "x");
        assertThat(scan.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(scan.err()).contains("no scan is called \"x\"; expected one of twins");
        Path foreign = Files.writeString(folder.resolve("a.txt"), "hello\n");
        CommandRun unknown = CommandRun.of("import", foreign, "--output", folder.resolve("b.nxs"));
        assertThat(unknown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unknown.err()).contains("no map of a known format");
    }

    @Test
    void infoTellsWhatAResultHolds() {
        CommandRun run = CommandRun.of("info", imported());
        assertThat(run.status()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out())
                .contains("crystals: Magnesium")
                .contains("22833 of 22879 points indexed (99.8 %)")
                .contains("grain, kam");
    }
}
