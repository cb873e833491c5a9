package org.lauescope.io.virtual;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TomlDocument;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.Bending;
import org.lauescope.simulate.GrainLayout;
import org.lauescope.simulate.HotSpot;
import org.lauescope.simulate.InterfaceLine;
import org.lauescope.simulate.InterfaceStrain;
import org.lauescope.simulate.LatticeField;
import org.lauescope.simulate.RandomLattice;
import org.lauescope.simulate.SubGrains;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSample;

/// Reads the `[[scan]]` tables of a `virtual.toml`: virtual cross-sections.
final class ScanTables {

    private static final String POSITION = "[x, y] in µm";
    private static final int USUAL_GRAINS = 3;

    private final TomlDocument toml;
    private final GrainTables grains;
    private final Geometry geometry;
    private final long seed;
    private final Set<String> names = new HashSet<>();

    ScanTables(TomlDocument toml, GrainTables grains, Geometry geometry, long seed) {
        this.toml = toml;
        this.grains = grains;
        this.geometry = geometry;
        this.seed = seed;
    }

    /// All scans; one with a mistake is left out.
    List<VirtualScan> read() {
        List<VirtualScan> scans = new ArrayList<>();
        int count = toml.tables("scan");
        for (int i = 0; i < count; i++) {
            VirtualScan scan = scan("scan." + i, i);
            if (scan != null) {
                scans.add(scan);
            }
        }
        return scans;
    }

    private @Nullable VirtualScan scan(String key, int number) {
        String name = toml.text(key + ".name", number == 0 ? "scan" : "scan_" + number);
        VirtualToml.checkFileName(toml, key + ".name", name);
        if (!names.add(name)) {
            toml.problem(
                    key + ".name",
                    "two scans are called \"%s\"; expected different names".formatted(name));
        }
        int columns = toml.integer(key + ".columns", 16, 1, 100_000);
        int rows = toml.integer(key + ".rows", 12, 1, 100_000);
        double[] step =
                pair(key + ".step_um", new double[] {10, 10}, 1e-3, 1e4, "0.001 to 10 000 µm");
        String order = toml.text(key + ".order", "raster");
        if (!order.equals("raster") && !order.equals("snake")) {
            toml.problem(
                    key + ".order",
                    "order = \"%s\"; expected \"raster\" or \"snake\"".formatted(order));
        }
        ScanGrid grid =
                columns > 0 && rows > 0 && step.length == 2
                        ? toml.make(key, () -> ScanGrid.of(columns, rows, step[0], step[1]))
                        : null;
        ScanGrid usable = grid == null ? ScanGrid.of(1, 1, 1, 1) : grid;
        VirtualSample.Recipe recipe = recipe(key, usable, seed + 7919L * (number + 1));
        Set<Integer> missing = points(key + ".missing", usable);
        Set<Integer> damaged = points(key + ".damaged", usable);
        if (grid == null || recipe == null) {
            return null;
        }
        VirtualSample sample = toml.make(key, () -> new VirtualSample(recipe, geometry));
        return sample == null
                ? null
                : new VirtualScan(
                        name, number, grid, order.equals("snake"), sample, missing, damaged);
    }

    private VirtualSample.@Nullable Recipe recipe(String key, ScanGrid grid, long scanSeed) {
        SplittableRandom random = new SplittableRandom(scanSeed);
        InterfaceLine line = interfaceLine(key + ".interface.polyline_um");
        List<LatticeField> fields = new ArrayList<>();
        interfaceStrain(key + ".interface", line, fields);
        bending(key, grid, fields);
        subGrains(key + ".subgrain", random.nextLong(), fields);
        randomLattice(key + ".random", random.nextLong(), fields);
        hotSpots(key + ".hot_spot", fields);
        double[] lean = pair(key + ".lean_deg", new double[2], -80, 80, "-80 to 80 degrees");
        int layers = toml.integer(key + ".layers", 12, 1, 256);
        List<VirtualGrain> made = new ArrayList<>();
        GrainLayout layout = layout(key + ".grain", grid, random, made);
        if (layout == null || lean.length == 0 || layers == 0) {
            return null;
        }
        Vector3 shift =
                new Vector3(
                        Math.tan(Math.toRadians(lean[0])), Math.tan(Math.toRadians(lean[1])), 0);
        return toml.make(
                key, () -> new VirtualSample.Recipe(layout, made, fields, line, shift, layers));
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
            String key, @Nullable InterfaceLine line, List<LatticeField> fields) {
        double strain = strain(key + ".strain", -0.03);
        double decay =
                toml.number(key + ".decay_um", 20, d -> d > 0 && d < 1e6, "above 0 and below 1e6");
        if (line != null && strain != 0 && !Double.isNaN(strain + decay)) {
            fields.add(new InterfaceStrain(line, strain, decay));
        } else if (line == null && strain != 0) {
            toml.problem(
                    key + ".strain",
                    "strain of an interface without polyline_um; expected the line");
        }
    }

    /// Rotation vectors per step; the middle of the map is not turned.
    private void bending(String key, ScanGrid grid, List<LatticeField> fields) {
        Vector3 alongColumns = degrees(key + ".bend_x_deg").times(1 / grid.columnStep());
        Vector3 alongRows = degrees(key + ".bend_y_deg").times(1 / grid.rowStep());
        if (alongColumns.norm() + alongRows.norm() > 0) {
            Vector3 middle =
                    new Vector3(
                            (grid.columns() - 1) / 2.0 * grid.columnStep(),
                            (grid.rows() - 1) / 2.0 * grid.rowStep(),
                            0);
            fields.add(new Bending(middle, alongColumns, alongRows));
        }
    }

    private void subGrains(String key, long fieldSeed, List<LatticeField> fields) {
        double size =
                toml.number(key + ".size_um", 30, s -> s > 0 && s < 1e6, "above 0 and below 1e6");
        double angle = angle(key + ".rotation_deg");
        if (angle > 0 && size > 0) {
            fields.add(new SubGrains(fieldSeed, size, Math.toRadians(angle)));
        }
    }

    private void randomLattice(String key, long fieldSeed, List<LatticeField> fields) {
        double strain = strain(key + ".strain", 0);
        double angle = angle(key + ".rotation_deg");
        double length =
                toml.number(key + ".length_um", 20, l -> l > 0 && l < 1e6, "above 0 and below 1e6");
        if (strain + angle > 0 && length > 0) {
            fields.add(new RandomLattice(fieldSeed, strain, Math.toRadians(angle), length));
        }
    }

    private void hotSpots(String table, List<LatticeField> fields) {
        int count = toml.tables(table);
        for (int i = 0; i < count; i++) {
            String key = table + "." + i;
            double[] centre = toml.numbers(key + ".center_um", 2, c -> Math.abs(c) < 1e6, POSITION);
            double radius =
                    toml.number(key + ".radius_um", r -> r > 0 && r < 1e6, "above 0 and below 1e6");
            SymmetricTensor strain =
                    VirtualToml.tensor(grains.strain(key + ".strain", new double[6]));
            double mosaic = angle(key + ".mosaic_deg");
            if (centre.length == 2 && !Double.isNaN(radius + mosaic)) {
                fields.add(
                        new HotSpot(centre[0], centre[1], radius, strain, Math.toRadians(mosaic)));
            }
        }
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

    /// Numbers of the points that an array of [row, column] names.
    private Set<Integer> points(String key, ScanGrid grid) {
        int count = toml.length(key, "an array of points, each [row, column]");
        Set<Integer> points = new HashSet<>();
        for (int i = 0; i < count; i++) {
            double[] p =
                    toml.numbers(
                            key + "." + i,
                            2,
                            v -> v == Math.rint(v),
                            "[row, column] of a point, counted from 0");
            if (p.length == 2 && grid.contains((int) p[0], (int) p[1])) {
                points.add(grid.index((int) p[0], (int) p[1]));
            } else if (p.length == 2) {
                toml.problem(
                        key + "." + i,
                        "point [%.0f, %.0f] lies outside the grid; expected rows 0 to %d, columns 0 to %d"
                                .formatted(p[0], p[1], grid.rows() - 1, grid.columns() - 1));
            }
        }
        return points;
    }
}
