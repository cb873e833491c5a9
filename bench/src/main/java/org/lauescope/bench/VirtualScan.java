package org.lauescope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.index.Indexer;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.DetectorPreset;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;

/// A map of one LLZO grain whose lattice turns by 0.02° and strains by some 10⁻⁴ from point to
/// point, on a Pilatus 1M. Frames are files (int32 TIFF, uncompressed), made once. A patch of
/// [#PATCH] × [#PATCH] points is simulated; a larger map is that patch and its mirror images, whose
/// frames are links to the same files.
///
/// @param rows points down the map, [#COLUMNS] across
/// @param photons in the strongest spot; decides how many peaks there are
record VirtualScan(Path folder, int rows, double photons) {

    static final int COLUMNS = 32;

    private static final int PATCH = 16;

    static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_1M.place(140, Math.PI / 2),
                    Math.PI / 4,
                    null);

    static ReflectionList llzo() throws IOException {
        return ReflectionList.of(
                Crystals.named("LLZO", Path.of(".")), GEOMETRY.beam(), Indexer.FAINTEST);
    }

    int frames() {
        return rows * COLUMNS;
    }

    Path file(int point) {
        return folder.resolve("frame_%06d.tif".formatted(point));
    }

    Path experiment() {
        return folder.resolve("experiment.toml");
    }

    /// Writes the frames that are not there yet, and the experiment.
    void write() throws IOException {
        Path patch =
                Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-patch"));
        Files.createDirectories(folder);
        ReflectionList llzo = llzo();
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        new Background(15, 0.2, 0.1, 0, 1),
                        SpotShape.ellipse(1.0, 0.8, 0.5, 0.1, 2),
                        photons);
        for (int point = 0; point < frames(); point++) {
            int column = mirrored(point % COLUMNS);
            int row = mirrored(point / COLUMNS);
            int n = row * PATCH + column;
            Path simulated = patch.resolve("frame_%03d.tif".formatted(n));
            if (!Files.exists(simulated)) {
                VirtualGrain grain = grain(llzo, column, row);
                Frames.write(simulator.simulate("frame", List.of(grain), n).frame(), simulated);
            }
            if (!Files.exists(file(point))) {
                Files.createLink(file(point), simulated);
            }
        }
        GeometryFiles.write(GEOMETRY, folder.resolve("geometry.toml"));
        Files.writeString(
                experiment(),
                """
                title = "Throughput"
                geometry = "geometry.toml"

                [[crystal]]
                name = "LLZO"
                cif = "LLZO"

                [[scan]]
                name = "Scan"
                frames = "frame_*.tif"
                columns = %d
                rows = %d
                step_um = [2.0, 2.0]
                """
                        .formatted(COLUMNS, rows));
    }

    private static int mirrored(int index) {
        int within = index % (2 * PATCH);
        return within < PATCH ? within : 2 * PATCH - 1 - within;
    }

    /// The grain at a point.
    private static VirtualGrain grain(ReflectionList llzo, int column, int row) {
        Random random = new Random(20);
        Matrix3 start = VirtualGrain.randomOrientation(random);
        double step = Math.toRadians(0.02);
        Matrix3 turn =
                Matrix3.rotation(new Vector3(0.5, -0.3, 0.8).unit().times(step * column))
                        .times(
                                Matrix3.rotation(
                                        new Vector3(-0.6, 0.7, 0.4).unit().times(step * row)));
        double strain = 2e-4 * Math.sin((column + 2 * row) / 10.0);
        return new VirtualGrain(
                llzo,
                turn.times(start),
                new SymmetricTensor(strain, -strain, 0, 0, strain / 2, 0),
                SymmetricTensor.ZERO,
                1);
    }
}
