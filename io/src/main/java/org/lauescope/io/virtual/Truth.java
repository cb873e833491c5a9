package org.lauescope.io.virtual;

import java.io.IOException;
import java.nio.file.Path;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.TextFile;
import org.lauescope.io.json.JsonObject;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSpots;

/// Writes what a simulated frame truly is as JSON, with the names that `lauescope index --json`
/// uses.
///
/// Strains are tensors in the order xx, yy, zz, yz, xz, xy: `strainCrystal` and `strainSample` are
/// the deviatoric ones that a white beam can see, `strainCrystalFull` has the volume too. Spots
/// carry the covariance of their core (px², before the integration over pixels); those on masked
/// pixels are listed and say so.
final class Truth {

    private final VirtualExperiment experiment;
    private final FrameSimulator simulator;

    Truth(VirtualExperiment experiment, FrameSimulator simulator) {
        this.experiment = experiment;
        this.simulator = simulator;
    }

    void write(VirtualFrame made, Path file) throws IOException {
        TextFile.write(file, json(made).indented());
    }

    private JsonObject json(VirtualFrame made) {
        SpotShape shape = experiment.spotShape();
        JsonObject root =
                new JsonObject()
                        .text("frame", made.frame().source())
                        .text("title", experiment.title())
                        .text("geometry", "geometry.toml")
                        .integer("seed", made.seed())
                        .flag("emissionDepth", experiment.geometry().emissionDepth());
        root.object("tails").number("part", shape.tails()).number("widthFactor", shape.tailWidth());
        JsonObject.Elements grains = root.elements("grains");
        made.grains().forEach(grain -> add(grains.add(), grain));
        JsonObject.Elements spots = root.elements("spots");
        for (int i = 0; i < made.spots().size(); i++) {
            add(spots.add(), made, i);
        }
        pixels(root.rows("hotPixels"), simulator.hotPixels());
        pixels(root.rows("deadPixels"), simulator.deadPixels());
        return root;
    }

    private void add(JsonObject out, VirtualGrain grain) {
        Geometry geometry = experiment.geometry();
        Matrix3 sampleFromCrystal = geometry.sampleFromLab().times(grain.labFromCrystal());
        SymmetricTensor strain = grain.visibleStrain();
        out.text("crystal", grain.reflections().crystal().name())
                .number("weight", grain.weight())
                .matrix("labFromCrystal", grain.labFromCrystal())
                .numbers("strainCrystal", strain.toArray())
                .numbers("strainSample", strain.in(sampleFromCrystal).toArray())
                .numbers("strainCrystalFull", grain.strain().toArray())
                .numbers("spreadLab", grain.spread().toArray());
    }

    private static void add(JsonObject out, VirtualFrame made, int i) {
        VirtualSpots spots = made.spots();
        ReflectionList reflections = made.grains().get(spots.grain()[i]).reflections();
        int reflection = spots.reflection()[i];
        int order = spots.order()[i];
        out.integer("grain", spots.grain()[i])
                .integer("h", order * reflections.h(reflection))
                .integer("k", order * reflections.k(reflection))
                .integer("l", order * reflections.l(reflection))
                .number("energyKeV", spots.energy()[i])
                .number("x", spots.x()[i])
                .number("y", spots.y()[i])
                .number("counts", spots.counts()[i])
                .numbers("covariance", spots.xx()[i], spots.yy()[i], spots.xy()[i])
                .flag("masked", spots.masked()[i]);
    }

    /// Column and row of each.
    private void pixels(JsonObject.Rows rows, int[] indices) {
        int columns = experiment.geometry().detector().columns();
        for (int index : indices) {
            rows.add(index % columns, Math.floorDiv(index, columns));
        }
    }
}
