package org.lauescope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.frame.Frame;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.map.ScanGrid;
import org.lauescope.testing.Corruption;

final class ExperimentTomlTest {

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

    @TempDir private Path folder;

    @BeforeEach
    void writeGeometry() throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), GEOMETRY);
    }

    @Test
    void readsEveryKeyOfTheContract() throws IOException {
        frames("frame_%d.tif", 1, 12);
        Files.writeString(
                folder.resolve("cell.bdf.csv"),
                """
                Test Time / s,Voltage / V,Current / A,Unix Time / s
                0,3.7,0.1,1614592790
                100,3.7,0.1,1614592890
                """);
        Files.writeString(folder.resolve("times.csv"), "0,0\n11,5.5\n");

        Experiment experiment =
                experiment(
                        """
                        title = "Li/LLZO/Li"
                        geometry = "geometry.toml"
                        [[crystal]]
                        name = "garnet"
                        cif = "LLZO"
                        stiffness_GPa = { C11 = 169.8, C12 = 63.9, C44 = 69.8, source = "Yu et al. 2016" }
                        [cell]
                        stack = ["Li", "LLZO", "Li"]
                        positive_current_plates = "A"
                        electrode_A_is = "map top"
                        electrode_area_cm2 = 0.79
                        [[scan]]
                        name = "Scan 0"
                        frames = "frame_*.tif"
                        columns = 4
                        rows = 3
                        step_um = [2.0, 1.5]
                        order = "snake"
                        start = 2021-03-01T10:00:00Z
                        seconds_per_point = 1.2
                        electrical_state = "current on"
                        times = "times.csv"
                        [[log]]
                        file = "cell.bdf.csv"
                        clock = { offset_s = 3, drift = "fit" }
                        [[layer]]
                        name = "Zr K"
                        file = "xrf.h5:/xrf/Zr"
                        landmarks_um = [[[12.0, 40.5], [10.0, 38.0]], [[220.1, 33], [218.5, 30.2]]]
                        [interface]
                        polyline_um = [[0, 12], [130, 9]]
                        """);

        assertThat(experiment.title()).isEqualTo("Li/LLZO/Li");
        assertThat(experiment.phases().getFirst().name()).isEqualTo("garnet");
        assertThat(experiment.phases().getFirst().stiffness())
                .isNotNull()
                .satisfies(stiffness -> {
                    // Averaging over the rotations of the crystal rounds.
                    assertThat(stiffness.constants().get("C33")).isCloseTo(169.8, within(1e-9));
                    assertThat(stiffness.constants().get("C23")).isCloseTo(63.9, within(1e-9));
                    assertThat(stiffness.constants().get("C56")).isCloseTo(0, within(1e-9));
                    assertThat(stiffness.source()).isEqualTo("Yu et al. 2016");
                });
        assertThat(experiment.cell())
                .isEqualTo(
                        new ElectrochemicalCell(
                                java.util.List.of("Li", "LLZO", "Li"), "A", "map top", 0.79));
        ScanEntry scan = experiment.scans().getFirst();
        assertThat(scan.grid()).isEqualTo(ScanGrid.of(4, 3, 2.0, 1.5));
        assertThat(scan.order()).isEqualTo(ScanEntry.Order.SNAKE);
        assertThat(scan.start()).isEqualTo(Instant.parse("2021-03-01T10:00:00Z"));
        assertThat(scan.secondsPerPoint()).isEqualTo(1.2);
        assertThat(scan.times()).isNotNull();
        assertThat(scan.times().sinceStart(null)[11]).isEqualTo(5.5);
        assertThat(scan.electricalState()).isEqualTo(ScanEntry.ElectricalState.CURRENT_ON);
        // 2021-03-01T09:59:50Z on the cycler's clock, which is 3 s behind.
        assertThat(experiment.logs().getFirst().timeline().start()).isEqualTo(1614592793);
        assertThat(experiment.layers().getFirst().landmarks())
                .element(1)
                .isEqualTo(
                        new Experiment.Landmark(
                                new Experiment.Point(220.1, 33),
                                new Experiment.Point(218.5, 30.2)));
        assertThat(experiment.interfaceLine())
                .containsExactly(new Experiment.Point(0, 12), new Experiment.Point(130, 9));
        assertThat(experiment.analysis()).isEqualTo(AnalysisOptions.DEFAULT);
    }

    @Test
    void reportsAllMistakesAtOnceEachWithItsLine() {
        assertThatThrownBy(() ->
                        experiment(
                                """
                                geometry = "geometri.toml"
                                [[crystal]]
                                cif = "LLZZO"
                                stiffness_GPa = { C11 = "hard" }
                                [[crystal]]
                                cif = "Cu"
                                stiffness_GPa = { C11 = 168.4, C12 = 121.4, C13 = 12, source = "x" }
                                [analysis]
                                stress = "hydrostatic"
                                grain_angle_deg = 90
                                [interface]
                                polyline_um = [[0, 12]]
                                [[scan]]
                                frames = "none/*.tif"
                                colums = 4
                                rows = 0
                                step_um = [2.0, -1]
                                order = "zigzag"
                                start = "yesterday"
                                """))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("line 1: geometry = \"geometri.toml\" cannot be read")
                .hasMessageContaining("line 3: crystal 'LLZZO' is unknown; expected LLZO")
                .hasMessageContaining("line 4: stiffness_GPa.C11 = \"hard\"")
                .hasMessageContaining("line 7: ")
                .hasMessageContaining(
                        "line 9: analysis.stress = \"hydrostatic\"; expected one of \"dev")
                .hasMessageContaining("line 10: analysis.grain_angle_deg = 90; expected above 0")
                .hasMessageContaining("line 12: interface of one position")
                .hasMessageContaining("line 15: unknown key")
                .hasMessageContaining("the nearest is \"columns\", which is missing")
                .hasMessageContaining("line 16: rows = 0; expected a whole number from 1")
                .hasMessageContaining("line 17: step_um = [2.0, -1]")
                .hasMessageContaining("line 18: order = \"zigzag\"; expected one of \"raster\"")
                .hasMessageContaining("line 19: start");
    }

    @Test
    void scansOfTheSameNameAreRefused() throws IOException {
        frames("frame_%d.tif", 1, 12);
        assertThatThrownBy(() ->
                        experiment(scan("") + scan("").replaceFirst("(?s).*?\\[\\[scan", "[[scan")))
                .hasMessageContaining("scan name \"S\" is that of [[scan]] number 1 already");
    }

    @Test
    void framesAreTakenInTheOrderOfTheirNumbers() throws IOException {
        frames("frame_%d.tif", 1, 12);
        ScanFrames frames = measurement(scan("")).frames().getFirst();
        assertThat(frames.name(1)).isEqualTo("frame_2.tif");
        assertThat(frames.name(9)).isEqualTo("frame_10.tif");
    }

    @Test
    void aSnakeGoesBackInEverySecondRow() throws IOException {
        frames("frame_%d.tif", 1, 12);
        ScanFrames frames = measurement(scan("order = \"snake\"\n")).frames().getFirst();
        assertThat(frames.name(3)).isEqualTo("frame_4.tif");
        assertThat(frames.name(4)).isEqualTo("frame_8.tif");
        assertThat(frames.name(7)).isEqualTo("frame_5.tif");
        assertThat(frames.name(8)).isEqualTo("frame_9.tif");
    }

    @Test
    void missingFramesAreNamed() throws IOException {
        frames("frame_%04d.tif", 1, 12);
        Files.delete(folder.resolve("frame_0005.tif"));
        assertThatThrownBy(() -> measurement(scan("")))
                .hasMessageContaining(
                        "line 6: frame_*.tif: 11 frames for 4 × 3 = 12 points; 1 missing (frame_0005.tif)");
    }

    @Test
    void extraFramesAreNamed() throws IOException {
        frames("frame_%04d.tif", 1, 14);
        assertThatThrownBy(() -> measurement(scan("")))
                .hasMessageContaining("2 too many (frame_0013.tif, frame_0014.tif)");
    }

    @Test
    void anIncompleteScanLeavesItsHolesNotMeasured() throws IOException {
        frames("frame_%04d.tif", 1, 10);
        Files.delete(folder.resolve("frame_0005.tif"));
        ScanFrames frames = measurement(scan("incomplete = true\n")).frames().getFirst();
        assertThat(frames.measured()).isEqualTo(9);
        for (int point = 0; point < 12; point++) {
            assertThat(frames.isMeasured(point)).isEqualTo(point != 4 && point < 10);
        }
        assertThat(frames.name(5)).isEqualTo("frame_0006.tif");
    }

    @Test
    void framesOfAnotherSizeAreRefused() throws IOException {
        frames("frame_%d.tif", 1, 11);
        Frames.write(frame(7, 6), folder.resolve("frame_12.tif"));
        assertThatThrownBy(() -> measurement(scan("")))
                .hasMessageContaining(
                        "frame_12.tif: the frame is 7 × 6 px; the geometry describes a detector of 8 × 6 px");
    }

    @Test
    void theExperimentAloneNeedsNoFrames() throws IOException {
        assertThat(experiment(scan("")).scans()).hasSize(1);
    }

    private static String scan(String more) {
        return """
        geometry = "geometry.toml"
        [[crystal]]
        name = "Si"
        [[scan]]
        name = "S"
        frames = "frame_*.tif"
        columns = 4
        rows = 3
        step_um = [1, 1]
        """
                + more;
    }

    /// Whatever is typed: an experiment, or a message that a user can read.
    @Test
    void everyDamagedFileIsReadOrExplained() throws IOException {
        Files.writeString(folder.resolve("geometry.toml"), GEOMETRY);
        frames("frame_%d.tif", 0, 11);
        Files.writeString(folder.resolve("times.csv"), "frame,time\n0,0\n");
        Files.writeString(
                folder.resolve("cell.csv"),
                """
                Test Time / s,Voltage / V,Current / A,Unix Time / s
                0,0.01,0,1614592790
                10,0.02,1e-6,1614592800
                1000,0.02,1e-6,1614593790
                """);
        String right =
                """
                title = "Li/LLZO/Li"
                geometry = "geometry.toml"
                [[crystal]]
                name = "garnet"
                cif = "LLZO"
                stiffness_GPa = { C11 = 169.8, C12 = 63.9, C44 = 69.8, source = "x" }
                [cell]
                stack = ["Li", "LLZO", "Li"]
                positive_current_plates = "A"
                electrode_area_cm2 = 0.79
                [[scan]]
                name = "Scan 0"
                frames = "frame_*.tif"
                columns = 4
                rows = 3
                step_um = [2.0, 1.5]
                order = "snake"
                start = 2021-03-01T10:00:00Z
                times = "times.csv"
                [[log]]
                file = "cell.csv"
                clock = { offset_s = 3, drift = "fit" }
                [[layer]]
                name = "Zr K"
                file = "xrf.h5:/xrf/Zr"
                landmarks_um = [[[12.0, 40.5], [10.0, 38.0]], [[220.1, 33], [218.5, 30.2]]]
                [interface]
                polyline_um = [[0, 12], [130, 9]]
                [analysis]
                grain_angle_deg = 4
                stress = "free surface"
                """;
        measurement(right);
        Random random = new Random(17);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            String damaged = Corruption.of(right, random);
            try {
                measurement(damaged);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage())
                        .as(damaged)
                        .isNotBlank()
                        .doesNotContain("Exception", "org.lauescope", "null");
            }
        }
        // Most faults matter; some fall into comments, titles or free numbers.
        assertThat(refused).isBetween(750, 1499);
    }

    private Experiment experiment(String toml) throws IOException {
        return ExperimentToml.read(Files.writeString(folder.resolve("experiment.toml"), toml));
    }

    private Measurement measurement(String toml) throws IOException {
        return ExperimentToml.readWithFrames(
                Files.writeString(folder.resolve("experiment.toml"), toml));
    }

    private void frames(String pattern, int first, int last) throws IOException {
        for (int i = first; i <= last; i++) {
            Frames.write(frame(8, 6), folder.resolve(String.format(Locale.ROOT, pattern, i)));
        }
    }

    private static Frame frame(int columns, int rows) {
        return Frame.ofCounts("test", columns, rows, new int[columns * rows], Frame.Header.UNKNOWN);
    }
}
