package org.lauescope.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.index.Indexer;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.run.experiment.ScanEntry.Order;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;

/// A small scan of copper on a small detector: two grains that meet in column [#BOUNDARY], where
/// both are seen, the left one turning by [#TURN] from row to row; nothing diffracts in the first
/// two rows.
final class TestScan {

    static final int COLUMNS = 10;
    static final int ROWS = 9;
    static final int BOUNDARY = 5;
    static final int EMPTY_ROWS = 2;

    /// rad about LAB Y
    static final double TURN = Math.toRadians(0.2);

    static final String GEOMETRY =
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

    private static final Random RANDOM = new Random(11);
    private static final Matrix3 LEFT = VirtualGrain.randomOrientation(RANDOM);
    private static final Matrix3 RIGHT = VirtualGrain.randomOrientation(RANDOM);

    private TestScan() {}

    /// Writes frames, geometry and experiment file.
    ///
    /// @param analysis lines of the table `[analysis]`
    /// @return the experiment file
    static Path write(Path folder, Order order, String analysis) throws IOException {
        Files.createDirectories(folder);
        Path geometryFile = Files.writeString(folder.resolve("geometry.toml"), GEOMETRY);
        Geometry geometry = GeometryFiles.read(geometryFile);
        Crystal copper = Crystals.named("Cu", folder);
        ReflectionList reflections = Indexer.reflections(copper, geometry.beam());
        FrameSimulator simulator =
                new FrameSimulator(
                        geometry,
                        VirtualDetector.COUNTER,
                        new Background(10, 0, 0, 0, 1),
                        SpotShape.round(1.1),
                        60_000);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                boolean backwards = order == Order.SNAKE && row % 2 == 1;
                int number = row * COLUMNS + (backwards ? COLUMNS - 1 - column : column);
                Frames.write(
                        simulator
                                .simulate(
                                        "frame",
                                        grains(reflections, row, column),
                                        1000L * row + column)
                                .frame(),
                        folder.resolve("frame_%d.tif".formatted(number)));
            }
        }
        return writeExperiment(folder, order, analysis);
    }

    static Path writeExperiment(Path folder, Order order, String analysis) throws IOException {
        return Files.writeString(
                folder.resolve("experiment.toml"),
                """
                title = "test"
                geometry = "geometry.toml"
                [[crystal]]
                name = "Cu"
                stiffness_GPa = { C11 = 168.4, C12 = 121.4, C44 = 75.4, source = "Simmons & Wang 1971" }
                [interface]
                polyline_um = [[0, 0], [30, 0]]
                [[scan]]
                name = "S"
                frames = "frame_*.tif"
                columns = %d
                rows = %d
                step_um = [2, 2]
                order = "%s"
                seconds_per_point = 0.5
                [analysis]
                sample_step = 4
                verify = 0.01
                instrument_fwhm_px = 2.2
                %s
                """
                        .formatted(
                                COLUMNS,
                                ROWS,
                                order == Order.SNAKE ? "snake" : "raster",
                                analysis));
    }

    static List<Matrix3> orientations(int row, int column) {
        List<Matrix3> orientations = new ArrayList<>();
        if (row >= EMPTY_ROWS && column <= BOUNDARY) {
            orientations.add(Matrix3.rotation(new Vector3(0, TURN * row, 0)).times(LEFT));
        }
        if (row >= EMPTY_ROWS && column >= BOUNDARY) {
            orientations.add(RIGHT);
        }
        return orientations;
    }

    private static List<VirtualGrain> grains(ReflectionList reflections, int row, int column) {
        return orientations(row, column).stream()
                .map(orientation -> new VirtualGrain(reflections, orientation))
                .toList();
    }
}
