package org.lauescope.io.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TomlDocument;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.Bending;
import org.lauescope.simulate.BoundaryDamage;
import org.lauescope.simulate.GrainLayout;
import org.lauescope.simulate.HotSpot;
import org.lauescope.simulate.InterfaceLine;
import org.lauescope.simulate.InterfaceStrain;
import org.lauescope.simulate.LatticeField;
import org.lauescope.simulate.RandomLattice;
import org.lauescope.simulate.SubGrains;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSample;

/// Reads what of a `[[scan]]` describes its sample: grains, lithium, and what bends and strains
/// them. Later scans of a sample have its grains, and what they do not say of the rest is as
/// before.
final class SampleTables {

    static final String POSITION = "[x, y] in µm";
    private static final int USUAL_GRAINS = 3;

    private final TomlDocument toml;
    private final GrainTables grains;
    private final Geometry geometry;

    SampleTables(TomlDocument toml, GrainTables grains, Geometry geometry) {
        this.toml = toml;
        this.grains = grains;
        this.geometry = geometry;
    }

    /// @param seed of what is random in the sample, the same in all of its scans
    /// @param before the sample in an earlier scan; null for a new one
    VirtualSample.@Nullable Recipe read(
            ScanKeys keys, ScanGrid grid, long seed, VirtualSample.@Nullable Recipe before) {
        SplittableRandom random = new SplittableRandom(seed);
        long cells = random.nextLong();
        long waves = random.nextLong();
        List<VirtualGrain> made = new ArrayList<>();
        GrainLayout layout = before == null ? layout(keys.own("grain"), grid, random, made) : null;
        if (before != null) {
            layout = before.layout();
            made.addAll(before.grains());
            if (toml.has(keys.own("grain"))) {
                toml.problem(
                        keys.own("grain"),
                        "grains in a later scan of a sample; expected them in its first scan alone");
            }
        }
        double[] lean = pair(keys.key("lean_deg"), new double[2], -80, 80, "-80 to 80 degrees");
        int layers = toml.integer(keys.key("layers"), 12, 1, 256);
        InterfaceLine line = interfaceLine(keys.key("interface.polyline_um"));
        List<LatticeField> fields = new ArrayList<>();
        interfaceStrain(keys, line, fields);
        bending(keys, grid, fields);
        subGrains(keys, cells, fields);
        randomLattice(keys, waves, fields);
        hotSpots(keys.key("hot_spot"), fields);
        Vector3 shift =
                lean.length == 0
                        ? Vector3.ZERO
                        : new Vector3(
                                Math.tan(Math.toRadians(lean[0])),
                                Math.tan(Math.toRadians(lean[1])),
                                0);
        if (layout == null || lean.length == 0 || layers == 0) {
            return null;
        }
        boundaryDamage(keys, layout, shift, fields);
        GrainLayout found = layout;
        return toml.make(
                keys.tables().getFirst(),
                () -> new VirtualSample.Recipe(found, made, fields, line, shift, layers));
    }

    /// The grains of `[[scan.grain]]` with their places.
    private @Nullable GrainLayout layout(
            String key, ScanGrid grid, SplittableRandom random, List<VirtualGrain> made) {
        List<Vector3> seeds = new ArrayList<>();
        List<List<Vector3>> polygons = new ArrayList<>();
        int tables = toml.tables(key);
        for (int i = 0; i < Math.max(1, tables); i++) {
            String at = key + "." + i;
            int count = toml.integer(at + ".count", tables == 0 ? USUAL_GRAINS : 1, 1, 10_000);
            GrainRecipe recipe = grains.grain(at, "grain " + (i + 1));
            boolean placed = toml.has(at + ".seed_um") | toml.has(at + ".polygon_um");
            if (placed && count > 1) {
                toml.problem(
                        at + ".count",
                        "count = %d of a grain with a place of its own; expected 1"
                                .formatted(count));
            }
            List<Vector3> polygon = polygon(at + ".polygon_um");
            if (recipe == null || count == 0) {
                return null;
            }
            for (int j = 0; j < count; j++) {
                if (polygon.isEmpty()) {
                    seeds.add(seed(at + ".seed_um", grid, random));
                } else {
                    polygons.add(polygon);
                }
                made.add(recipe.grain(geometry, SymmetricTensor.ZERO, Vector3.ZERO, random));
            }
        }
        if (!seeds.isEmpty() && !polygons.isEmpty()) {
            toml.problem(
                    key,
                    "some grains have polygon_um, others have none; expected it of all or none");
            return null;
        }
        return polygons.isEmpty()
                ? new GrainLayout.Voronoi(seeds)
                : new GrainLayout.Polygons(polygons);
    }

    /// Two numbers lie at the surface, three have a height; without any, a random place.
    private Vector3 seed(String key, ScanGrid grid, SplittableRandom random) {
        if (!toml.has(key)) {
            double width = grid.columns() * grid.columnStep();
            double height = grid.rows() * grid.rowStep();
            return new Vector3(
                    width * random.nextDouble(),
                    height * random.nextDouble(),
                    -0.2 * Math.min(width, height) * random.nextDouble());
        }
        int count = toml.isArray(key, 3) ? 3 : 2;
        double[] s = toml.numbers(key, count, c -> Math.abs(c) < 1e6, "[x, y] or [x, y, z] in µm");
        return s.length == 0 ? Vector3.ZERO : new Vector3(s[0], s[1], count == 3 ? s[2] : 0);
    }

    private List<Vector3> polygon(String key) {
        List<double[]> corners = positions(key);
        if (toml.has(key) && corners.size() < 3) {
            toml.problem(
                    key, "polygon of %d corners; expected at least 3".formatted(corners.size()));
            return List.of();
        }
        return corners.stream().map(c -> new Vector3(c[0], c[1], 0)).toList();
    }

    private @Nullable InterfaceLine interfaceLine(String key) {
        List<double[]> corners = positions(key);
        return corners.isEmpty() ? null : toml.make(key, () -> InterfaceLine.of(corners));
    }

    private void interfaceStrain(
            ScanKeys keys, @Nullable InterfaceLine line, List<LatticeField> fields) {
        double strain = strain(keys.key("interface.strain"), -0.03);
        double decay = length(keys.key("interface.decay_um"), 20);
        if (line != null && strain != 0 && !Double.isNaN(strain + decay)) {
            fields.add(new InterfaceStrain(line, strain, decay));
        } else if (line == null && strain != 0) {
            toml.problem(
                    keys.key("interface.strain"),
                    "strain of an interface without polyline_um; expected the line");
        }
    }

    /// Rotation vectors per step; the middle of the map is not turned.
    private void bending(ScanKeys keys, ScanGrid grid, List<LatticeField> fields) {
        Vector3 alongColumns = degrees(keys.key("bend_x_deg")).times(1 / grid.columnStep());
        Vector3 alongRows = degrees(keys.key("bend_y_deg")).times(1 / grid.rowStep());
        if (alongColumns.norm() + alongRows.norm() > 0) {
            fields.add(new Bending(ScanTables.middle(grid), alongColumns, alongRows));
        }
    }

    private void subGrains(ScanKeys keys, long fieldSeed, List<LatticeField> fields) {
        double size = length(keys.key("subgrain.size_um"), 30);
        double angle = angle(keys.key("subgrain.rotation_deg"));
        if (angle > 0 && size > 0) {
            fields.add(new SubGrains(fieldSeed, size, Math.toRadians(angle)));
        }
    }

    private void randomLattice(ScanKeys keys, long fieldSeed, List<LatticeField> fields) {
        double strain = strain(keys.key("random.strain"), 0);
        double angle = angle(keys.key("random.rotation_deg"));
        double length = length(keys.key("random.length_um"), 20);
        if (strain + angle > 0 && length > 0) {
            fields.add(new RandomLattice(fieldSeed, strain, Math.toRadians(angle), length));
        }
    }

    private void boundaryDamage(
            ScanKeys keys, GrainLayout layout, Vector3 lean, List<LatticeField> fields) {
        SymmetricTensor strain =
                VirtualToml.tensor(grains.strain(keys.key("boundary.strain"), new double[6]));
        double mosaic = angle(keys.key("boundary.mosaic_deg"));
        double decay = length(keys.key("boundary.decay_um"), 5);
        if (strain.square() + mosaic > 0 && decay > 0) {
            fields.add(new BoundaryDamage(layout, lean, strain, Math.toRadians(mosaic), decay));
        }
    }

    private void hotSpots(String table, List<LatticeField> fields) {
        int count = toml.tables(table);
        for (int i = 0; i < count; i++) {
            String key = table + "." + i;
            double[] centre = toml.numbers(key + ".center_um", 2, c -> Math.abs(c) < 1e6, POSITION);
            double[] radii = radii(key + ".radius_um");
            double direction =
                    toml.number(
                            key + ".direction_deg",
                            0,
                            a -> Math.abs(a) <= 360,
                            "-360 to 360 degrees");
            SymmetricTensor strain =
                    VirtualToml.tensor(grains.strain(key + ".strain", new double[6]));
            double mosaic = angle(key + ".mosaic_deg");
            if (centre.length == 2 && radii.length == 2 && !Double.isNaN(direction + mosaic)) {
                fields.add(
                        new HotSpot(
                                centre[0],
                                centre[1],
                                radii[0],
                                radii[1],
                                Math.toRadians(direction),
                                strain,
                                Math.toRadians(mosaic)));
            }
        }
    }

    /// One for a round spot, or two along and across its direction; none if they are wrong.
    private double[] radii(String key) {
        if (toml.isArray(key, 2)) {
            return toml.numbers(key, 2, r -> r > 0 && r < 1e6, "above 0 and below 1e6");
        }
        double radius =
                toml.number(key, r -> r > 0 && r < 1e6, "above 0 and below 1e6, or two of them");
        return Double.isNaN(radius) ? new double[0] : new double[] {radius, radius};
    }

    private double length(String key, double usual) {
        return toml.number(key, usual, l -> l > 0 && l < 1e6, "above 0 and below 1e6");
    }

    private double strain(String key, double least) {
        return toml.number(
                key,
                0,
                e -> e >= least && e <= 0.03,
                "a plain number, %s to 0.03".formatted(least));
    }

    private double angle(String key) {
        return toml.number(key, 0, a -> a >= 0 && a <= 5, "0 to 5 degrees");
    }

    /// A rotation vector, rad.
    private Vector3 degrees(String key) {
        if (!toml.has(key)) {
            return Vector3.ZERO;
        }
        double[] v =
                toml.numbers(
                        key,
                        3,
                        a -> Math.abs(a) <= 5,
                        "a rotation vector of at most 5 degrees, SAMPLE axes");
        return v.length == 0
                ? Vector3.ZERO
                : new Vector3(v[0], v[1], v[2]).times(Math.toRadians(1));
    }

    private double[] pair(String key, double[] otherwise, double least, double most, String range) {
        return toml.has(key)
                ? toml.numbers(key, 2, v -> v >= least && v <= most, "two numbers, " + range)
                : otherwise;
    }

    private List<double[]> positions(String key) {
        int count = toml.length(key, "an array of positions, each " + POSITION);
        List<double[]> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] position = toml.numbers(key + "." + i, 2, c -> Math.abs(c) < 1e6, POSITION);
            if (position.length == 2) {
                positions.add(position);
            }
        }
        return positions;
    }
}
