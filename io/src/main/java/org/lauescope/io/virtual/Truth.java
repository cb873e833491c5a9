package org.lauescope.io.virtual;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualFrame;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSpots;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes what a simulated frame truly is as JSON, with the names that `lauescope index --json`
/// uses.
///
/// Strains are tensors in the order xx, yy, zz, yz, xz, xy: `strainCrystal` and `strainSample` are
/// the deviatoric ones that a white beam can see, `strainCrystalFull` has the volume too. Spots
/// carry the covariance of their core (px², before the integration over pixels); those on masked
/// pixels are listed and say so.
final class Truth {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final VirtualExperiment experiment;
    private final FrameSimulator simulator;

    Truth(VirtualExperiment experiment, FrameSimulator simulator) {
        this.experiment = experiment;
        this.simulator = simulator;
    }

    void write(VirtualFrame made, Path file) throws IOException {
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(made)));
    }

    ObjectNode json(VirtualFrame made) {
        ObjectNode root = JSON.createObjectNode();
        root.put("frame", made.frame().source());
        root.put("title", experiment.title());
        root.put("geometry", "geometry.toml");
        root.put("seed", made.seed());
        root.put("emissionDepth", experiment.geometry().emissionDepth());
        SpotShape shape = experiment.spotShape();
        root.putObject("tails").put("part", shape.tails()).put("widthFactor", shape.tailWidth());
        ArrayNode grains = root.putArray("grains");
        for (VirtualGrain grain : made.grains()) {
            add(grains.addObject(), grain);
        }
        ArrayNode spots = root.putArray("spots");
        for (int i = 0; i < made.spots().size(); i++) {
            add(spots.addObject(), made, i);
        }
        pixels(root.putArray("hotPixels"), simulator.hotPixels());
        pixels(root.putArray("deadPixels"), simulator.deadPixels());
        return root;
    }

    private void add(ObjectNode node, VirtualGrain grain) {
        Geometry geometry = experiment.geometry();
        Matrix3 sampleFromCrystal = geometry.sampleFromLab().times(grain.labFromCrystal());
        SymmetricTensor strain = grain.visibleStrain();
        node.put("crystal", grain.reflections().crystal().name());
        node.put("weight", grain.weight());
        ArrayNode rows = node.putArray("labFromCrystal");
        for (int row = 0; row < 3; row++) {
            var v = grain.labFromCrystal().row(row);
            numbers(rows.addArray(), v.x(), v.y(), v.z());
        }
        numbers(node.putArray("strainCrystal"), strain.toArray());
        numbers(node.putArray("strainSample"), strain.in(sampleFromCrystal).toArray());
        numbers(node.putArray("strainCrystalFull"), grain.strain().toArray());
        numbers(node.putArray("spreadLab"), grain.spread().toArray());
    }

    private static void add(ObjectNode node, VirtualFrame made, int i) {
        VirtualSpots spots = made.spots();
        ReflectionList reflections = made.grains().get(spots.grain()[i]).reflections();
        int reflection = spots.reflection()[i];
        int order = spots.order()[i];
        node.put("grain", spots.grain()[i]);
        node.put("h", order * reflections.h(reflection));
        node.put("k", order * reflections.k(reflection));
        node.put("l", order * reflections.l(reflection));
        node.put("energyKeV", spots.energy()[i]);
        node.put("x", spots.x()[i]);
        node.put("y", spots.y()[i]);
        node.put("counts", spots.counts()[i]);
        numbers(node.putArray("covariance"), spots.xx()[i], spots.yy()[i], spots.xy()[i]);
        node.put("masked", spots.masked()[i]);
    }

    private void pixels(ArrayNode node, int[] indices) {
        int columns = experiment.geometry().detector().columns();
        for (int index : indices) {
            node.addArray().add(index % columns).add(Math.floorDiv(index, columns));
        }
    }

    private static void numbers(ArrayNode node, double... values) {
        Arrays.stream(values).forEach(node::add);
    }
}
