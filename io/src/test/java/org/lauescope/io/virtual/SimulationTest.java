package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.frame.Frame;
import org.lauescope.io.TextFile;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;
import org.lauescope.simulate.VirtualFrame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SimulationTest {

    private static final String TWO_FRAMES =
            """
            title = "test"
            seed = 7
            [geometry]
            detector = "Pilatus 300K"
            distance_mm = 80
            [detector]
            hot_pixels = 3
            [[frame]]
            count = 2
            [[frame.grain]]
            crystal = "Si"
            strain_scatter = 3e-4
            """;

    private static Simulation simulation() throws IOException {
        return new Simulation(
                VirtualToml.parse(new TextFile("virtual.toml", TWO_FRAMES), Path.of(".")));
    }

    @Test
    void writesFramesTruthAndGeometry(@TempDir Path folder) throws IOException {
        Simulation simulation = simulation();
        AtomicInteger told = new AtomicInteger();
        List<Path> files = simulation.write(folder.resolve("new/folder"), told::incrementAndGet);
        assertThat(told).hasValue(2);
        assertThat(files)
                .extracting(f -> f.getFileName().toString())
                .containsExactly("frame_00.tif", "frame_01.tif");

        // The independent reader gives back what was made, gaps included.
        VirtualFrame made = simulation().frame(1);
        Frame read = Frames.read(files.get(1));
        assertThat(read.columns()).isEqualTo(487);
        assertThat(read.rows()).isEqualTo(619);
        assertThat(read.counts()).isEqualTo(made.frame().counts());
        assertThat(read.at(0, 195)).isEqualTo(-1);

        Geometry geometry = GeometryFiles.read(folder.resolve("new/folder/geometry.toml"));
        assertThat(geometry.detector().origin())
                .isEqualTo(simulation.experiment().geometry().detector().origin());
        // A glob of *.tif must find frames alone.
        assertThat(folder.resolve("new/folder").toFile().list((_, name) -> name.endsWith(".tif")))
                .hasSize(2);

        JsonNode truth =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(Simulation.truthBeside(files.get(1))));
        assertThat(truth.get("frame").asString()).isEqualTo("frame_01.tif");
        assertThat(truth.get("spots")).hasSize(made.spots().size());
        assertThat(truth.get("hotPixels")).hasSize(3);
        JsonNode grain = truth.get("grains").get(0);
        assertThat(grain.get("crystal").asString()).isEqualTo("Si");
        assertThat(grain.get("labFromCrystal").get(0).get(1).asDouble())
                .isEqualTo(made.grains().get(0).labFromCrystal().xy());
        double trace = 0;
        for (int i = 0; i < 3; i++) {
            trace += grain.get("strainSample").get(i).asDouble();
        }
        assertThat(trace).isCloseTo(0, within(1e-15));
        JsonNode spot = truth.get("spots").get(0);
        assertThat(spot.get("x").asDouble()).isEqualTo(made.spots().x()[0]);
        assertThat(spot.get("counts").asDouble()).isCloseTo(50_000, within(1e-6));
    }

    @Test
    void aFrameDoesNotDependOnThoseBefore() throws IOException {
        Simulation forwards = simulation();
        Simulation backwards = simulation();
        VirtualFrame first = forwards.frame(0);
        VirtualFrame second = forwards.frame(1);
        assertThat(backwards.frame(1).frame().counts()).isEqualTo(second.frame().counts());
        assertThat(backwards.frame(0).frame().counts()).isEqualTo(first.frame().counts());
        assertThat(second.seed()).isNotEqualTo(first.seed());
    }
}
