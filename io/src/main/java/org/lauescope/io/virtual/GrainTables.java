package org.lauescope.io.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

/// Reads the `[[grain]]` and `[[frame.grain]]` tables of a `virtual.toml`.
final class GrainTables {

    private static final String DEFAULT_CRYSTAL = "LLZO";

    /// Components of a quaternion or a rotation matrix are written with at least four digits.
    private static final double LARGEST_DEVIATION = 1e-3;

    private final TomlDocument toml;
    private final Path folder;
    private final Geometry geometry;
    private final double minimumStrength;
    private final Set<Path> cifFiles;
    private final Map<String, @Nullable ReflectionList> reflections = new HashMap<>();
    private final SequencedMap<String, String> crystals = new LinkedHashMap<>();

    /// @param cifFiles collects the files that crystals were read from
    GrainTables(
            TomlDocument toml,
            Path folder,
            Geometry geometry,
            double minimumStrength,
            Set<Path> cifFiles) {
        this.toml = toml;
        this.folder = folder;
        this.geometry = geometry;
        this.minimumStrength = minimumStrength;
        this.cifFiles = cifFiles;
    }

    /// The grains of an array of tables; none if it is absent. A grain with a mistake is left out.
    List<GrainRecipe> read(String key) {
        List<GrainRecipe> grains = new ArrayList<>();
        int count = toml.tables(key);
        for (int i = 0; i < count; i++) {
            GrainRecipe grain = grain(key + "." + i, "grain " + (i + 1));
            if (grain != null) {
                grains.add(grain);
            }
        }
        return grains;
    }

    /// Names of the crystals and where they can be found beside the frames: a built-in name, or a
    /// file.
    SequencedMap<String, String> crystals() {
        return crystals;
    }

    /// One grain of the default crystal in a random orientation.
    List<GrainRecipe> byDefault() {
        GrainRecipe grain = grain("frame.0.grain.0", DEFAULT_CRYSTAL);
        return grain == null ? List.of() : List.of(grain);
    }

    /// The grains that a `[[frame]]` names, with its weights; without names all of them.
    List<GrainRecipe> chosen(String key, List<GrainRecipe> shared) {
        List<GrainRecipe> chosen = new ArrayList<>();
        for (String name : toml.texts(key + ".grains")) {
            shared.stream()
                    .filter(grain -> grain.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            chosen::add,
                            () ->
                                    toml.problem(
                                            key + ".grains",
                                            "grain \"%s\" is not in the file; expected one of %s"
                                                    .formatted(
                                                            name,
                                                            shared.stream()
                                                                    .map(GrainRecipe::name)
                                                                    .toList())));
        }
        if (!toml.has(key + ".grains")) {
            chosen.addAll(shared);
        }
        if (toml.has(key + ".weights")) {
            double[] weights =
                    toml.numbers(
                            key + ".weights",
                            chosen.size(),
                            w -> w > 0,
                            "a weight above 0 for each of %d grains".formatted(chosen.size()));
            for (int i = 0; i < weights.length; i++) {
                chosen.set(i, chosen.get(i).withWeight(weights[i]));
            }
        }
        return chosen;
    }

    double[] strain(String key, double[] otherwise) {
        if (!toml.has(key)) {
            return otherwise;
        }
        double[] strain =
                toml.numbers(
                        key,
                        6,
                        e -> Math.abs(e) <= 0.03,
                        "xx, yy, zz, yz, xz, xy as plain numbers, at most 0.03");
        return strain.length == 0 ? otherwise : strain;
    }

    @Nullable GrainRecipe grain(String key, String defaultName) {
        String name = toml.text(key + ".name", defaultName);
        String crystalName = toml.text(key + ".crystal", DEFAULT_CRYSTAL);
        ReflectionList list = reflections(key + ".crystal", crystalName);
        Matrix3 orientation = orientation(key);
        SymmetricTensor strain = VirtualToml.tensor(strain(key + ".strain", new double[6]));
        String frame = toml.text(key + ".strain_frame", "crystal");
        if (!frame.equals("crystal") && !frame.equals("sample")) {
            toml.problem(
                    key + ".strain_frame",
                    "strain_frame = \"%s\"; expected \"crystal\" or \"sample\"".formatted(frame));
        }
        double scatter =
                toml.number(key + ".strain_scatter", 0, s -> s >= 0 && s <= 0.005, "0 to 0.005");
        SymmetricTensor spread = spread(key);
        double weight = toml.number(key + ".weight", 1, w -> w > 0, "a number above 0");
        if (list == null || Double.isNaN(scatter + weight)) {
            return null;
        }
        GrainRecipe recipe =
                new GrainRecipe(
                        name,
                        list,
                        orientation,
                        strain,
                        frame.equals("sample"),
                        scatter,
                        spread,
                        weight);
        // A trial finds what only shows when everything comes together.
        SplittableRandom trial = new SplittableRandom(0);
        boolean good =
                toml.make(
                                key,
                                () ->
                                        recipe.grain(
                                                geometry,
                                                SymmetricTensor.ZERO,
                                                Vector3.ZERO,
                                                trial))
                        != null;
        return good ? recipe : null;
    }

    private @Nullable ReflectionList reflections(String key, String name) {
        if (!reflections.containsKey(name)) {
            reflections.put(name, read(key, name));
        }
        return reflections.get(name);
    }

    private @Nullable ReflectionList read(String key, String name) {
        try {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                cifFiles.add(file);
            }
            Crystal crystal = Crystals.named(name, folder);
            crystals.put(
                    crystal.name(),
                    Files.isRegularFile(file) ? String.valueOf(file.getFileName()) : name);
            return ReflectionList.of(crystal, geometry.beam(), minimumStrength);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(key, "crystal \"%s\" cannot be read: %s".formatted(name, e.getMessage()));
            return null;
        }
    }

    /// Null for a random one.
    private @Nullable Matrix3 orientation(String table) {
        String key = table + ".orientation";
        if (toml.has(table + ".euler_deg")) {
            double[] e =
                    toml.numbers(
                            table + ".euler_deg",
                            3,
                            a -> Math.abs(a) <= 360,
                            "Bunge's φ1, Φ, φ2 in degrees");
            return e.length == 0 ? null : bunge(e);
        }
        if (!toml.has(key)) {
            return null;
        }
        if (toml.isArray(key, 4)) {
            double[] q = toml.numbers(key, 4, c -> Math.abs(c) <= 1.001, "a unit quaternion");
            return q.length == 0 ? null : quaternion(key, q);
        }
        if (toml.isArray(key, 3)) {
            return matrix(key);
        }
        if (!toml.text(key, "").equals("random")) {
            toml.problem(
                    key,
                    "orientation is neither \"random\" nor a quaternion [w, x, y, z] nor three rows"
                            + " of a matrix");
        }
        return null;
    }

    private @Nullable Matrix3 quaternion(String key, double[] q) {
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        if (Math.abs(norm - 1) > LARGEST_DEVIATION) {
            toml.problem(key, "quaternion has length %.6f; expected length 1".formatted(norm));
            return null;
        }
        return new Quaternion(q[0], q[1], q[2], q[3]).unit().matrix();
    }

    private @Nullable Matrix3 matrix(String key) {
        double[][] rows = rows(key, c -> Math.abs(c) <= 1.001);
        if (rows.length == 0) {
            return null;
        }
        Matrix3 m = ofRows(rows);
        Matrix3 product = m.times(m.transpose());
        if (product.minus(Matrix3.IDENTITY).largest() > LARGEST_DEVIATION || m.determinant() < 0) {
            toml.problem(
                    key,
                    "orientation has determinant %.6f and rows that are not orthonormal; expected a rotation"
                            .formatted(m.determinant()));
            return null;
        }
        // Written digits are few: the nearest rotation is meant.
        return m.polar().rotation();
    }

    /// Bunge's passive rotation Z(φ₂) X(Φ) Z(φ₁) takes SAMPLE to CRYSTAL axes (Bunge, Texture
    /// Analysis in Materials Science, 1982, section 2.1.2); its transpose is `sampleFromCrystal`.
    private Matrix3 bunge(double[] degrees) {
        Matrix3 sampleFromCrystal =
                Matrix3.rotation(Vector3.Z.times(Math.toRadians(degrees[0])))
                        .times(Matrix3.rotation(Vector3.X.times(Math.toRadians(degrees[1]))))
                        .times(Matrix3.rotation(Vector3.Z.times(Math.toRadians(degrees[2]))));
        return geometry.sampleFromLab().transpose().times(sampleFromCrystal);
    }

    private SymmetricTensor spread(String table) {
        double degree = Math.toRadians(1);
        if (toml.has(table + ".mosaic_deg2")) {
            double[][] rows = rows(table + ".mosaic_deg2", c -> Math.abs(c) <= 100);
            return rows.length == 0
                    ? SymmetricTensor.ZERO
                    : SymmetricTensor.of(ofRows(rows)).times(degree * degree);
        }
        double angle =
                toml.number(table + ".mosaic_deg", 0, m -> m >= 0 && m <= 5, "0 to 5 degrees");
        double variance = Double.isNaN(angle) ? 0 : angle * angle * degree * degree;
        return new SymmetricTensor(variance, variance, variance, 0, 0, 0);
    }

    private double[][] rows(String key, DoublePredicate valid) {
        double[][] rows = new double[3][];
        boolean right = true;
        for (int row = 0; row < 3; row++) {
            rows[row] =
                    toml.numbers(
                            key + "." + row, 3, valid, "a row of three numbers of a 3 × 3 matrix");
            right &= rows[row].length == 3;
        }
        return right ? rows : new double[0][];
    }

    private static Matrix3 ofRows(double[][] rows) {
        return Matrix3.ofRows(vector(rows[0]), vector(rows[1]), vector(rows[2]));
    }

    private static Vector3 vector(double[] v) {
        return new Vector3(v[0], v[1], v[2]);
    }
}
