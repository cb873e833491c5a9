package org.lauescope.refine;

import java.util.List;
import java.util.Random;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Crystals, geometries and peak lists with known truth. Positions come from the definitions alone
/// (q = F⁻ᵀ B h, mirror law, ray to plane by [Detector#pixel]), not from the code under test.
final class VirtualPattern {

    static final Beam BEAM = new Beam(5, 24);

    private VirtualPattern() {}

    /// A crystal with one atom at the origin; its form factor falls like that of a real atom.
    static Crystal crystal(String name, UnitCell cell, String hall) {
        return crystal(name, cell, hall, Attenuation.UNKNOWN);
    }

    static Crystal crystal(String name, UnitCell cell, String hall, Attenuation attenuation) {
        FormFactor factor = new FormFactor(new double[] {20, 10}, new double[] {3, 15}, 2);
        Atom atom = new Atom("A", "A", new Vector3(0, 0, 0), 1, 0.5, factor, Dispersion.NONE);
        return new Crystal(
                name, cell, HallSymbol.operators(hall), List.of(atom), attenuation, "test");
    }

    /// Silicon or germanium: eight atoms, so that the reflections with h + k + l = 4n + 2 are
    /// absent.
    static Crystal diamond(String name, double a, Attenuation attenuation) {
        FormFactor factor = new FormFactor(new double[] {20, 10}, new double[] {3, 15}, 2);
        Atom atom = new Atom("A", "A", new Vector3(0, 0, 0), 1, 0.5, factor, Dispersion.NONE);
        return new Crystal(
                name,
                UnitCell.cubic(a),
                HallSymbol.operators("F 4d 2 3 -1d"),
                List.of(atom),
                attenuation,
                "test");
    }

    static Crystal cubic() {
        return crystal("cubic", UnitCell.cubic(5.6575), "-F 4 2 3");
    }

    /// A large cell: some hundred spots on a detector.
    static Crystal garnet() {
        return crystal("garnet", UnitCell.cubic(12.98), "-I 4bd 2c 3");
    }

    static List<Crystal> ofEverySystem() {
        return List.of(
                cubic(),
                crystal("tetragonal", UnitCell.ofDegrees(4.6, 4.6, 2.96, 90, 90, 90), "-P 4 2"),
                crystal(
                        "hexagonal",
                        UnitCell.ofDegrees(4.665, 4.665, 4.947, 90, 90, 120),
                        "-P 6 2"),
                crystal(
                        "rhombohedral",
                        UnitCell.ofDegrees(4.759, 4.759, 12.99, 90, 90, 120),
                        "-R 3 2\""),
                crystal("orthorhombic", UnitCell.ofDegrees(4.1, 5.2, 6.3, 90, 90, 90), "-P 2 2"),
                crystal("monoclinic", UnitCell.ofDegrees(5.15, 5.2, 5.32, 90, 99.2, 90), "-P 2y"),
                crystal("triclinic", UnitCell.ofDegrees(4.1, 5.3, 6.9, 81, 97, 105), "-P 1"));
    }

    /// 981 × 1043 px of 172 µm, 150 mm above the sample, all five pose parameters away from zero;
    /// or its mirror image, or turned about the beam.
    static Geometry geometry(boolean mirrored, double yaw) {
        Detector flat =
                new Detector(
                        "test",
                        981,
                        1043,
                        0.172,
                        0.172,
                        new Vector3(0, 0, 150),
                        new Vector3(0, -1, 0),
                        Vector3.X,
                        null);
        Detector posed = new DetectorPose(150, 480, 515, 0.02, -0.013, yaw, mirrored).applyTo(flat);
        return new Geometry(BEAM, posed, Math.toRadians(45), null);
    }

    static Geometry geometry() {
        return geometry(false, 0);
    }

    static CrystalState state(Random random, double strain) {
        Vector3 axis =
                new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        Matrix3 rotation = Matrix3.rotation(axis.unit().times(random.nextDouble() * Math.PI));
        return new CrystalState(rotation, tensor(random, strain));
    }

    static SymmetricTensor tensor(Random random, double strain) {
        return new SymmetricTensor(
                        strain * random.nextGaussian(),
                        strain * random.nextGaussian(),
                        strain * random.nextGaussian(),
                        strain * random.nextGaussian(),
                        strain * random.nextGaussian(),
                        strain * random.nextGaussian())
                .deviatoric();
    }

    /// A state near `truth`: turned by `angle` rad, strained by random `strain` more.
    static CrystalState near(CrystalState truth, Random random, double angle, double strain) {
        Vector3 axis =
                new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        return new CrystalState(
                Matrix3.rotation(axis.unit().times(angle)).times(truth.labFromCrystal()),
                truth.strain().plus(tensor(random, strain)));
    }

    /// Exact positions of the strongest `count` spots of the pattern in the state `truth`, with
    /// noise of `sigma` px per coordinate and variances that say so (none if sigma is 0).
    static Peaks peaks(
            SpotPattern pattern, CrystalState truth, int count, double sigma, Random random) {
        int n = pattern.compute(truth.reciprocalDeformation());
        int[] order =
                java.util.stream.IntStream.range(0, n)
                        .boxed()
                        .sorted((a, b) ->
                                Double.compare(pattern.intensity(b), pattern.intensity(a)))
                        .limit(count)
                        .mapToInt(Integer::intValue)
                        .toArray();
        Peaks.Builder builder = new Peaks.Builder();
        for (int s : order) {
            double[] p =
                    position(
                            pattern.reflections(),
                            pattern.reflection(s),
                            truth,
                            pattern.geometry(),
                            pattern.depth(s));
            add(
                    builder,
                    p[0] + sigma * random.nextGaussian(),
                    p[1] + sigma * random.nextGaussian(),
                    pattern.intensity(s),
                    sigma);
        }
        return builder.build();
    }

    /// The peaks and, for each of them, `fraction` random ones anywhere on the detector.
    static Peaks withSpurious(
            Peaks peaks, double fraction, Geometry geometry, double sigma, Random random) {
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < peaks.size(); i++) {
            add(builder, peaks.x(i), peaks.y(i), peaks.intensity(i), sigma);
        }
        for (int i = 0; i < fraction * peaks.size(); i++) {
            double x = random.nextDouble() * geometry.detector().columns();
            double y = random.nextDouble() * geometry.detector().rows();
            add(builder, x, y, peaks.intensity(i), sigma);
        }
        return builder.build();
    }

    static Peaks withoutErrors(Peaks peaks) {
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < peaks.size(); i++) {
            builder.add(peaks.x(i), peaks.y(i), peaks.intensity(i));
        }
        return builder.build();
    }

    /// The same positions with another claimed σ, px.
    static Peaks claiming(Peaks peaks, double sigma) {
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < peaks.size(); i++) {
            add(builder, peaks.x(i), peaks.y(i), peaks.intensity(i), sigma);
        }
        return builder.build();
    }

    /// The detector with each pose parameter off by a normal deviate of its sigma.
    static Detector moved(Detector detector, Random random, double[] sigma) {
        DetectorPose pose = DetectorPose.of(detector);
        return new DetectorPose(
                        pose.distance() + sigma[0] * random.nextGaussian(),
                        pose.x0() + sigma[1] * random.nextGaussian(),
                        pose.y0() + sigma[2] * random.nextGaussian(),
                        pose.pitch() + sigma[3] * random.nextGaussian(),
                        pose.roll() + sigma[4] * random.nextGaussian(),
                        pose.yaw(),
                        pose.mirrored())
                .applyTo(detector);
    }

    static void add(Peaks.Builder builder, double x, double y, double intensity, double sigma) {
        double[] row = new double[Peaks.Column.values().length];
        java.util.Arrays.fill(row, Double.NaN);
        row[Peaks.Column.X.ordinal()] = x;
        row[Peaks.Column.Y.ordinal()] = y;
        row[Peaks.Column.INTENSITY.ordinal()] = intensity;
        if (sigma > 0) {
            row[Peaks.Column.VARIANCE_X.ordinal()] = sigma * sigma;
            row[Peaks.Column.VARIANCE_Y.ordinal()] = sigma * sigma;
            row[Peaks.Column.COVARIANCE_XY.ordinal()] = 0;
        }
        builder.add(row, 0);
    }

    /// Pixel of direction `r` of the list from the definitions.
    static double[] position(
            ReflectionList list, int r, CrystalState state, Geometry geometry, double depth) {
        Vector3 hkl = new Vector3(list.h(r), list.k(r), list.l(r));
        Vector3 u = state.reciprocal(list.crystal().cell()).times(hkl).unit();
        Vector3 k = Vector3.X.minus(u.times(2 * u.x()));
        return geometry.detector().pixel(new Vector3(depth, 0, 0), k);
    }
}
