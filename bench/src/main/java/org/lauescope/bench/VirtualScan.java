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
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.DetectorPreset;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;

/// A line of points in one LLZO grain whose lattice turns by 0.02° and strains by some 10⁻⁴ from
/// point to point, on a Pilatus 1M. Frames are files (int32 TIFF, uncompressed), made once.
///
/// @param photons in the strongest spot; decides how many peaks there are
record VirtualScan(Path folder, int frames, double photons) {

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

    Path file(int index) {
        return folder.resolve("frame_%05d.tif".formatted(index));
    }

    /// Writes the frames that are not there yet.
    void write() throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(file(frames - 1))) {
            return;
        }
        ReflectionList llzo = llzo();
        FrameSimulator simulator =
                new FrameSimulator(
                        GEOMETRY,
                        VirtualDetector.COUNTER,
                        new Background(15, 0.2, 0.1, 0, 1),
                        SpotShape.ellipse(1.0, 0.8, 0.5, 0.1, 2),
                        photons);
        for (int n = 0; n < frames; n++) {
            Frames.write(simulator.simulate("frame", List.of(grain(llzo, n)), n).frame(), file(n));
        }
    }

    /// The grain at a point.
    static VirtualGrain grain(ReflectionList llzo, int index) {
        Random random = new Random(20);
        Matrix3 start = VirtualGrain.randomOrientation(random);
        double angle = Math.toRadians(0.02) * index;
        Matrix3 turn = Matrix3.rotation(new Vector3(0.5, -0.3, 0.8).unit().times(angle));
        double strain = 2e-4 * Math.sin(index / 30.0);
        return new VirtualGrain(
                llzo,
                turn.times(start),
                new SymmetricTensor(strain, -strain, 0, 0, strain / 2, 0),
                SymmetricTensor.ZERO,
                1);
    }
}
