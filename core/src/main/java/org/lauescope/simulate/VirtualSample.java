package org.lauescope.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;

/// A cross-section of grains under a beam that goes into it at an angle. Everything is a function of
/// the place alone: nothing is stored, so a map may be as large as one likes.
///
/// The path of the beam, (x + s cos ω, y, −s sin ω) at the length s, is cut into layers that give
/// equal light at the sample's mean path T for a photon of [#TYPICAL_ENERGY] that leaves towards the
/// middle of the detector:
///
///     sₖ = −T ln(1 − k/N),   1/T = μ (1 + sin αᵢ / sin αₑ)
///
/// Layers of the same grain are one [VirtualGrain] with their mean orientation and strain; what its
/// orientation varies along the beam is orientation spread.
public final class VirtualSample {

    static final double TYPICAL_ENERGY = 12;

    /// What the sample is made of.
    ///
    /// @param layout which grain is where
    /// @param grains orientation, strain and mosaic of each, without the fields
    /// @param fields what bends and strains them
    /// @param interfaceLine where lithium ends; null without lithium
    /// @param lean shift of all boundaries per depth along SAMPLE x and y, µm/µm: tan of their
    ///   inclination
    /// @param layers along the beam; one layer lies at the surface
    public record Recipe(
            GrainLayout layout,
            List<VirtualGrain> grains,
            List<LatticeField> fields,
            @Nullable InterfaceLine interfaceLine,
            Vector3 lean,
            int layers) {

        public Recipe {
            grains = List.copyOf(grains);
            fields = List.copyOf(fields);
            if (layers < 1 || layers > 256) {
                throw new IllegalArgumentException(
                        "%d layers along the beam; expected 1 to 256".formatted(layers));
            }
        }
    }

    private final Recipe recipe;
    private final Geometry geometry;
    private final Matrix3 sampleFromLab;
    private final Vector3 beam;
    private final double meanPath;

    public VirtualSample(Recipe recipe, Geometry geometry) {
        this.recipe = recipe;
        this.geometry = geometry;
        this.sampleFromLab = geometry.sampleFromLab();
        this.beam = sampleFromLab.times(Vector3.X);
        this.meanPath = recipe.layers == 1 ? 0 : meanPath();
    }

    public Recipe recipe() {
        return recipe;
    }

    public Geometry geometry() {
        return geometry;
    }

    /// Mean path T of the beam in the sample, µm; 0 if the sample is not looked into.
    public double meanPathMicrometre() {
        return meanPath;
    }

    /// What the beam sees where it enters the surface.
    ///
    /// @param x, y µm, SAMPLE
    public VirtualPoint at(double x, double y) {
        int layers = meanPath > 0 ? recipe.layers : 1;
        SequencedMap<Integer, List<Layer>> seen = new TreeMap<>();
        int amorphous = 0;
        for (int k = 0; k < layers; k++) {
            double middle = layers == 1 ? 0 : path((k + 0.5) / layers);
            Vector3 place = new Vector3(x, y, 0).plus(beam.times(middle));
            int grain = grainAt(place);
            if (grain == GrainLayout.NONE) {
                amorphous++;
            } else {
                seen.computeIfAbsent(grain, _ -> new ArrayList<>())
                        .add(
                                layer(
                                        grain,
                                        place,
                                        path((double) k / layers),
                                        path((k + 1.0) / layers)));
            }
        }
        List<VirtualPoint.Part> parts = new ArrayList<>();
        seen.forEach((grain, parted) -> parts.add(part(grain, parted, layers)));
        return new VirtualPoint(
                x, y, geometry, parts, (double) amorphous / layers, meanPath / 1000);
    }

    /// Where that part of the light has been taken, µm along the beam.
    private double path(double part) {
        return part < 1 ? -meanPath * Math.log1p(-part) : Double.POSITIVE_INFINITY;
    }

    /// Boundaries lean: a place below the surface is looked up where its column comes up.
    private int grainAt(Vector3 place) {
        Vector3 column = place.plus(recipe.lean.times(place.z()));
        if (recipe.interfaceLine != null && recipe.interfaceLine.isLithium(column)) {
            return GrainLayout.NONE;
        }
        return recipe.layout.grainAt(column);
    }

    private record Layer(
            double from, double to, Matrix3 turn, SymmetricTensor strain, double variance) {}

    private Layer layer(int grain, Vector3 place, double from, double to) {
        Matrix3 turn = Matrix3.IDENTITY;
        SymmetricTensor strain = SymmetricTensor.ZERO;
        double variance = 0;
        for (LatticeField field : recipe.fields) {
            turn = Matrix3.rotation(field.rotation(grain, place)).times(turn);
            strain = strain.plus(field.strain(place));
            variance += field.mosaicVariance(place);
        }
        return new Layer(from, to, turn, strain, variance);
    }

    /// Mean of the layers of one grain. Rotations are averaged as small ones about the first.
    private VirtualPoint.Part part(int number, List<Layer> layers, int allLayers) {
        int n = layers.size();
        Matrix3 first = layers.getFirst().turn;
        Vector3[] small = new Vector3[n];
        Vector3 mean = Vector3.ZERO;
        SymmetricTensor strain = SymmetricTensor.ZERO;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            Layer layer = layers.get(i);
            small[i] = rotationVector(layer.turn.times(first.transpose()));
            mean = mean.plus(small[i].times(1.0 / n));
            strain = strain.plus(layer.strain.times(1.0 / n));
            variance += layer.variance / n;
        }
        SymmetricTensor spread = new SymmetricTensor(variance, variance, variance, 0, 0, 0);
        for (Vector3 s : small) {
            Vector3 d = s.minus(mean);
            spread =
                    spread.plus(
                            new SymmetricTensor(
                                            d.x() * d.x(),
                                            d.y() * d.y(),
                                            d.z() * d.z(),
                                            d.y() * d.z(),
                                            d.x() * d.z(),
                                            d.x() * d.y())
                                    .times(1.0 / n));
        }
        VirtualGrain grain = recipe.grains.get(number);
        Matrix3 labFromSample = sampleFromLab.transpose();
        Matrix3 sampleTurn = Matrix3.rotation(mean).times(first);
        Matrix3 labFromCrystal =
                labFromSample.times(sampleTurn).times(sampleFromLab).times(grain.labFromCrystal());
        Matrix3 crystalFromSample = sampleFromLab.times(labFromCrystal).transpose();
        VirtualGrain here =
                new VirtualGrain(
                        grain.reflections(),
                        labFromCrystal,
                        grain.strain().plus(strain.in(crystalFromSample)),
                        grain.spread().plus(spread.in(labFromSample)),
                        1);
        double[] from = layers.stream().mapToDouble(l -> l.from / 1000).toArray();
        double[] to = layers.stream().mapToDouble(l -> l.to / 1000).toArray();
        return new VirtualPoint.Part(number, here, (double) n / allLayers, from, to);
    }

    private static Vector3 rotationVector(Matrix3 rotation) {
        Quaternion q = Quaternion.ofMatrix(rotation);
        Vector3 axis = new Vector3(q.x(), q.y(), q.z());
        double sine = axis.norm();
        // angle / sin(angle/2) tends to 2.
        return axis.times(sine < 1e-8 ? 2 : 2 * Math.atan2(sine, q.w()) / sine);
    }

    private double meanPath() {
        Detector detector = geometry.detector();
        Vector3 ray = detector.ray((detector.columns() - 1) / 2.0, (detector.rows() - 1) / 2.0);
        return recipe.grains.isEmpty()
                ? 0
                : 1000
                        * meanPath(
                                recipe.grains.getFirst().reflections().crystal().attenuation(),
                                geometry,
                                TYPICAL_ENERGY,
                                ray);
    }

    /// T in mm of photons of an energy (keV) that leave along `ray` (LAB); 0 where it is not known
    /// or nothing leaves through the surface.
    static double meanPath(Attenuation attenuation, Geometry geometry, double keV, Vector3 ray) {
        double sineIn = Math.sin(geometry.tilt());
        double sineOut = geometry.sampleFromLab().row(2).dot(ray);
        return attenuation.isKnown() && sineIn > 0 && sineOut > 0
                ? 1 / (attenuation.at(keV) * (1 + sineIn / sineOut))
                : 0;
    }
}
