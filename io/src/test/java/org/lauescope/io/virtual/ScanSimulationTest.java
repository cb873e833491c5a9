package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.io.TextFile;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.Frames;
import org.lauescope.simulate.VirtualPoint;

final class ScanSimulationTest {

    private static final String SMALL =
            """
            seed = 3
            [geometry]
            detector = "Pilatus 300K"
            distance_mm = 80
            [[scan]]
            name = "map"
            columns = 4
            rows = 3
            step_um = [20, 15]
            order = "snake"
            missing = [[0, 1]]
            damaged = [[2, 0]]
            [scan.interface]
            polyline_um = [[0, 10], [80, 10]]
            strain = -1e-3
            [[scan.grain]]
            crystal = "Si"
            mosaic_deg = 0.02
            [[scan.grain]]
            crystal = "Si"
            """;

    private static VirtualExperiment experiment(String toml) throws IOException {
        return VirtualToml.parse(new TextFile("virtual.toml", toml), Path.of("."));
    }

    private static ScanSimulation simulation(VirtualExperiment experiment) {
        return new ScanSimulation(experiment, experiment.scans().getFirst());
    }

    @Test
    void aFrameDependsOnItsPlaceAlone() throws IOException {
        VirtualExperiment experiment = experiment(SMALL);
        ScanSimulation one = simulation(experiment);
        one.frame(2);
        one.frame(7);
        int[] later = one.frame(5).frame().counts();
        assertThat(simulation(experiment(SMALL)).frame(5).frame().counts()).isEqualTo(later);
        assertThat(one.frame(6).frame().counts()).isNotEqualTo(later);
        // The way through the grid changes numbers, not frames: point (1, 2) is number 6 or 5.
        ScanSimulation raster = simulation(experiment(SMALL.replace("snake", "raster")));
        assertThat(raster.frame(6).frame().counts()).isEqualTo(later);
    }

    @Test
    void whatIsThereIsNotMadeAgain(@TempDir Path folder) throws IOException {
        VirtualExperiment experiment = experiment(SMALL);
        VirtualScan scan = experiment.scans().getFirst();
        VirtualFolder.prepare(folder, experiment, SMALL);
        ScanSimulation simulation = simulation(experiment);
        int made = 0;
        for (int order = 0; order < scan.grid().size(); order++) {
            made += simulation.write(folder, order) ? 1 : 0;
        }
        assertThat(made).isEqualTo(11);
        for (int order = 0; order < scan.grid().size(); order++) {
            assertThat(simulation.write(folder, order)).isFalse();
        }
        Path deleted = ScanSimulation.file(folder, experiment, scan, 7);
        byte[] before = Files.readAllBytes(deleted);
        Files.delete(deleted);
        VirtualFolder.prepare(folder, experiment, SMALL);
        assertThat(simulation(experiment).write(folder, 7)).isTrue();
        assertThat(Files.readAllBytes(deleted)).isEqualTo(before);

        assertThatThrownBy(() -> VirtualFolder.prepare(folder, experiment, SMALL + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another virtual.toml");
    }

    @Test
    void framesAreLeftOutAndCutOffOnRequest(@TempDir Path folder) throws IOException {
        VirtualExperiment experiment = experiment(SMALL);
        VirtualScan scan = experiment.scans().getFirst();
        VirtualFolder.prepare(folder, experiment, SMALL);
        ScanSimulation simulation = simulation(experiment);
        for (int order : new int[] {0, 1, 8}) {
            simulation.write(folder, order);
        }
        assertThat(folder.resolve("map/map_0001.tif")).doesNotExist();
        assertThat(Frames.read(new FrameAddress(folder.resolve("map/map_0000.tif"))).columns())
                .isEqualTo(487);
        assertThatThrownBy(() -> Frames.read(new FrameAddress(folder.resolve("map/map_0008.tif"))))
                .isInstanceOf(IOException.class);
        assertThat(scan.point(8)).isEqualTo(scan.grid().index(2, 0));
        assertThat(Files.readString(folder.resolve("experiment.toml")))
                .contains("frames   = \"map/*.tif\"", "order    = \"snake\"", "incomplete = true");
    }

    @Test
    void theTruthHasARowForEveryGrainInTheBeam(@TempDir Path folder) throws IOException {
        VirtualExperiment experiment = experiment(SMALL);
        VirtualScan scan = experiment.scans().getFirst();
        VirtualFolder.prepare(folder, experiment, SMALL);
        List<String> lines = Files.readAllLines(folder.resolve("map.truth.csv"));
        assertThat(lines.getFirst()).startsWith("row,column,frame,x_um,y_um,amorphous,rank,grain");
        int columns = lines.getFirst().split(",").length;
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
        assertThat(lines).filteredOn(line -> line.split(",", -1)[6].equals("0")).hasSize(12);

        String[] last =
                lines.stream()
                        .filter(line -> line.startsWith("2,3,"))
                        .findFirst()
                        .orElseThrow()
                        .split(",");
        VirtualPoint seen = scan.point(2, 3);
        assertThat(last[2]).isEqualTo("11");
        assertThat(Double.parseDouble(last[3])).isEqualTo(60);
        VirtualPoint.Part part =
                seen.parts().stream()
                        .filter(p -> p.number() == Integer.parseInt(last[7]))
                        .findFirst()
                        .orElseThrow();
        Matrix3 written =
                new Quaternion(
                                number(last, 9),
                                number(last, 10),
                                number(last, 11),
                                number(last, 12))
                        .matrix();
        Matrix3 lab = experiment.geometry().sampleFromLab().transpose().times(written);
        assertThat(lab.minus(part.grain().labFromCrystal()).largest()).isLessThan(1e-12);
        // Silicon is softest in no direction here: only the trace is known to vanish.
        assertThat(number(last, 13) + number(last, 14) + number(last, 15))
                .isCloseTo(0, within(1e-9));
        assertThat(Files.readAllLines(folder.resolve("map.truth.csv")).get(1))
                .startsWith("0,0,0,0.0,0.0,1.0,0,-1,,");
    }

    private static double number(String[] fields, int index) {
        return Double.parseDouble(fields[index]);
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        String wrong =
                """
                [[scan]]
                colums = 4
                rows = 0
                order = "spiral"
                missing = [[99, 0], [0, 1, 2]]
                [scan.interface]
                strain = 1e-3
                [[scan.hot_spot]]
                center_um = [1, 2]
                radius = 4
                [[scan.grain]]
                polygon_um = [[0, 0], [1, 1]]
                [[scan]]
                name = "scan"
                [[scan.grain]]
                count = 2
                seed_um = [0, 0]
                """;
        assertThatThrownBy(() -> experiment(wrong))
                .hasMessageContaining("line 2: unknown key \"colums\"")
                .hasMessageContaining("line 3: rows = 0")
                .hasMessageContaining("order = \"spiral\"; expected \"raster\" or \"snake\"")
                .hasMessageContaining("point [99, 0] lies outside the grid")
                .hasMessageContaining("value 2 of missing = [0, 1, 2]")
                .hasMessageContaining("line 7: strain of an interface without polyline_um")
                .hasMessageContaining("line 10: unknown key \"radius\"")
                .hasMessageContaining("polygon of 2 corners; expected at least 3")
                .hasMessageContaining("two scans are called \"scan\"")
                .hasMessageContaining("count = 2 of a grain with a place of its own");
    }

    /// The page that users read must be right, key by key.
    @Test
    void theExampleOfTheDocumentationWorks() throws IOException {
        Path page = Path.of(System.getProperty("lauescope.home", ".."), "docs", "simulate.md");
        String text = Files.readString(page);
        int start = text.indexOf("```toml\n[[scan]]") + 7;
        int later = text.indexOf("```toml\n[[scan]]", start) + 7;
        VirtualExperiment experiment =
                experiment(
                        text.substring(start, text.indexOf("```", start))
                                + text.substring(later, text.indexOf("```", later)));
        assertThat(experiment.scans().get(1).sample().recipe().grains())
                .isEqualTo(experiment.scans().getFirst().sample().recipe().grains());
        VirtualScan scan = experiment.scans().getFirst();
        assertThat(scan.sample().recipe().grains()).hasSize(6);
        assertThat(scan.sample().recipe().fields()).hasSize(5);
        VirtualScan usual = experiment("[[scan]]").scans().getFirst();
        assertThat(scan.grid()).isEqualTo(usual.grid());
        assertThat(scan.sample().recipe().layers()).isEqualTo(usual.sample().recipe().layers());
        assertThat(usual.sample().recipe().grains()).hasSize(3);
    }
}
