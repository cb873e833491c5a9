package org.lauescope.io.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.TomlDocument;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.Mounting;
import org.lauescope.simulate.PoseMotion;
import org.lauescope.simulate.VirtualSample;

/// Reads the `[[scan]]` tables of a `virtual.toml`: maps of virtual cross-sections. With `sample =
/// "NAME"` a scan sees the sample of an earlier one again, as it lies and is by then.
final class ScanTables {

    private final TomlDocument toml;
    private final SampleTables samples;
    private final Geometry geometry;
    private final long seed;
    private final Map<String, Entry> entries = new HashMap<>();

    /// A scan that later ones can go back to.
    private record Entry(ScanKeys keys, long seed, VirtualSample.@Nullable Recipe recipe) {}

    ScanTables(TomlDocument toml, GrainTables grains, Geometry geometry, long seed) {
        this.toml = toml;
        this.samples = new SampleTables(toml, grains, geometry);
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

    private @Nullable VirtualScan scan(String table, int number) {
        Entry before = sampleOf(table);
        List<String> tables = new ArrayList<>(List.of(table));
        if (before != null) {
            tables.addAll(before.keys.tables());
        }
        ScanKeys keys = new ScanKeys(toml, tables);
        String name = name(table, number);
        ScanGrid grid = grid(keys);
        String order = toml.text(keys.key("order"), "raster");
        if (!order.equals("raster") && !order.equals("snake")) {
            toml.problem(
                    keys.key("order"),
                    "order = \"%s\"; expected \"raster\" or \"snake\"".formatted(order));
        }
        ScanGrid usable = grid == null ? ScanGrid.of(1, 1, 1, 1) : grid;
        long sampleSeed = before == null ? seed + 7919L * (number + 1) : before.seed;
        VirtualSample.Recipe recipe =
                samples.read(keys, usable, sampleSeed, before == null ? null : before.recipe);
        entries.putIfAbsent(name, new Entry(keys, sampleSeed, recipe));
        Mounting mounting = mounting(table, usable);
        PoseMotion pose = new PoseMotion(pose(table + ".pose_shift"), pose(table + ".pose_drift"));
        Set<Integer> missing = points(table + ".missing", usable);
        Set<Integer> damaged = points(table + ".damaged", usable);
        if (grid == null || recipe == null) {
            return null;
        }
        VirtualSample sample = toml.make(table, () -> new VirtualSample(recipe, geometry));
        return sample == null
                ? null
                : new VirtualScan(
                        name,
                        number,
                        grid,
                        order.equals("snake"),
                        sample,
                        mounting,
                        pose,
                        missing,
                        damaged);
    }

    private String name(String table, int number) {
        String name = toml.text(table + ".name", number == 0 ? "scan" : "scan_" + number);
        VirtualToml.checkFileName(toml, table + ".name", name);
        if (entries.containsKey(name)) {
            toml.problem(
                    table + ".name",
                    "two scans are called \"%s\"; expected different names".formatted(name));
        }
        return name;
    }

    /// The scan whose sample this one sees again; null for a new sample.
    private @Nullable Entry sampleOf(String table) {
        String key = table + ".sample";
        if (!toml.has(key)) {
            return null;
        }
        String name = toml.text(key);
        Entry entry = entries.get(name);
        if (entry == null) {
            toml.problem(
                    key,
                    "sample of scan \"%s\", which does not stand above; expected one of %s"
                            .formatted(name, entries.keySet().stream().sorted().toList()));
        }
        return entry;
    }

    private @Nullable ScanGrid grid(ScanKeys keys) {
        int columns = toml.integer(keys.key("columns"), 16, 1, 100_000);
        int rows = toml.integer(keys.key("rows"), 12, 1, 100_000);
        double[] step =
                toml.has(keys.key("step_um"))
                        ? toml.numbers(
                                keys.key("step_um"),
                                2,
                                s -> s >= 1e-3 && s <= 1e4,
                                "two numbers, 0.001 to 10 000 µm")
                        : new double[] {10, 10};
        return columns > 0 && rows > 0 && step.length == 2
                ? toml.make(
                        keys.tables().getFirst(),
                        () -> ScanGrid.of(columns, rows, step[0], step[1]))
                : null;
    }

    private Mounting mounting(String table, ScanGrid grid) {
        Vector3 rotation =
                vector(
                                table + ".remount_deg",
                                3,
                                10,
                                "a rotation vector of at most 10 degrees, SAMPLE axes")
                        .times(Math.toRadians(1));
        return new Mounting(
                rotation,
                middle(grid),
                vector(table + ".offset_um", 2, 1e6, SampleTables.POSITION),
                vector(table + ".drift_um", 2, 1e6, SampleTables.POSITION),
                grid.originY(),
                grid.originY() + (grid.rows() - 1) * grid.rowStep());
    }

    /// Middle of a map, µm, SAMPLE.
    static Vector3 middle(ScanGrid grid) {
        return new Vector3(
                grid.originX() + (grid.columns() - 1) / 2.0 * grid.columnStep(),
                grid.originY() + (grid.rows() - 1) / 2.0 * grid.rowStep(),
                0);
    }

    private Vector3 vector(String key, int length, double most, String range) {
        if (!toml.has(key)) {
            return Vector3.ZERO;
        }
        double[] v = toml.numbers(key, length, a -> Math.abs(a) <= most, range);
        return v.length == 0 ? Vector3.ZERO : new Vector3(v[0], v[1], length == 3 ? v[2] : 0);
    }

    /// Movement of a detector: mm, px, px, and two angles in rad.
    private double[] pose(String key) {
        double[] pose =
                toml.has(key)
                        ? toml.numbers(
                                key,
                                PoseMotion.PARAMETERS,
                                p -> Math.abs(p) <= 10,
                                "distance (mm), x0, y0 (px), pitch, roll (degrees), at most 10 each")
                        : new double[0];
        double[] motion = Arrays.copyOf(pose, PoseMotion.PARAMETERS);
        motion[3] = Math.toRadians(motion[3]);
        motion[4] = Math.toRadians(motion[4]);
        return motion;
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
