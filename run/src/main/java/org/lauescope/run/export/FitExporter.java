package org.lauescope.run.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.Peaks;
import org.lauescope.io.TextFile;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.peaks.LaueToolsFitText;
import org.lauescope.io.peaks.LaueToolsFitText.Grain;
import org.lauescope.io.peaks.LaueToolsFitText.Spot;
import org.lauescope.laue.Geometry;
import org.lauescope.map.ScanGrid;
import org.lauescope.refine.CrystalState;
import org.lauescope.run.RunOptions;
import org.lauescope.run.plan.Tile;
import org.lauescope.run.store.RunStore;

/// Writes a LaueTools `.fit` for every point with grains, from the spots in the run's store.
public final class FitExporter implements Exporter {

    @Override
    public String format() {
        return "fit";
    }

    @Override
    public Report export(Order order, Path folder, String name) throws IOException {
        Geometry geometry = order.result().geometry();
        if (geometry == null) {
            throw new IllegalArgumentException(
                    "the result has no detector geometry, as one of `lauescope import`; expected a result of `lauescope run`");
        }
        Path file = RunOptions.of(order.source(), 1).store();
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "the store of the run is not there, and a .fit needs its spots; expected %s — copy it there from where the run was made, or make it with `lauescope run EXPERIMENT --output %s`"
                            .formatted(file, order.source()));
        }
        Path points = Files.createDirectories(folder.resolve(name));
        try (RunStore store = RunStore.openToRead(file)) {
            int scan = number(store, order.scan().name());
            ScanGrid grid = order.scan().map().grid();
            int digits = Math.max(4, String.valueOf(grid.size() - 1).length());
            int written = 0;
            for (int row = 0; row < grid.rows(); row++) {
                Map<Integer, List<Grain>> grains =
                        grains(store, scan, grid, row, order.result().crystals());
                Map<Integer, Peaks> peaks =
                        store.peaks(
                                scan,
                                grid.columns(),
                                new Tile(0, row, 0, 1, grid.columns()),
                                grains.keySet().stream().mapToInt(Integer::intValue).toArray());
                for (Map.Entry<Integer, List<Grain>> point : grains.entrySet()) {
                    String source = ("%s_%0" + digits + "d").formatted(name, point.getKey());
                    TextFile.write(
                            points.resolve(source + ".fit"),
                            LaueToolsFitText.format(
                                    source,
                                    Objects.requireNonNull(peaks.get(point.getKey())),
                                    point.getValue(),
                                    geometry));
                    written++;
                }
            }
            return new Report(
                    List.of(points),
                    List.of(
                            "%d files, one for each indexed point, numbered row · %d + column; uncertainties were left out: the format has no place for them"
                                    .formatted(written, grid.columns())));
        }
    }

    private static int number(RunStore store, String name) throws IOException {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        store.query(
                "SELECT name, scan FROM scan ORDER BY scan",
                row -> numbers.put(row.getString(1), row.getInt(2)));
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(
                    "%s: the store has no scan \"%s\", only %s; expected the store of the run that made the result"
                            .formatted(store.file(), name, numbers.keySet()));
        }
        return number;
    }

    /// Grains of one row of the map, strongest first, by point.
    private static SequencedMap<Integer, List<Grain>> grains(
            RunStore store, int scan, ScanGrid grid, int row, List<Crystal> crystals)
            throws IOException {
        String condition =
                " WHERE scan = %d AND point BETWEEN %d AND %d"
                        .formatted(scan, row * grid.columns(), (row + 1) * grid.columns() - 1);
        Map<List<Integer>, List<Spot>> spots = new LinkedHashMap<>();
        store.query(
                "SELECT point, grain, peak, h, k, l, energy, dx, dy FROM final_reflection"
                        + condition
                        + " AND used ORDER BY point, grain, peak",
                r ->
                        spots.computeIfAbsent(
                                        List.of(r.getInt(1), r.getInt(2)), key -> new ArrayList<>())
                                .add(
                                        new Spot(
                                                r.getInt(3),
                                                r.getInt(4),
                                                r.getInt(5),
                                                r.getInt(6),
                                                r.getDouble(7),
                                                Math.hypot(r.getDouble(8), r.getDouble(9)))));
        SequencedMap<Integer, List<Grain>> grains = new LinkedHashMap<>();
        store.query(
                "SELECT point, grain, crystal, strain_xx, r11, r12, r13, r21, r22, r23, r31, r32, r33, e11, e22, e33, e23, e13, e12 FROM final_grain"
                        + condition
                        + " ORDER BY point, grain",
                r ->
                        grains.computeIfAbsent(r.getInt(1), point -> new ArrayList<>())
                                .add(
                                        new Grain(
                                                crystals.get(r.getInt(3)),
                                                state(r),
                                                !Double.isNaN(r.getDouble(4)),
                                                spots.getOrDefault(
                                                        List.of(r.getInt(1), r.getInt(2)),
                                                        List.of()))));
        return grains;
    }

    private static CrystalState state(ResultSet row) throws SQLException {
        double[] v = new double[15];
        for (int i = 0; i < v.length; i++) {
            v[i] = row.getDouble(5 + i);
        }
        return new CrystalState(
                new Matrix3(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]),
                new SymmetricTensor(v[9], v[10], v[11], v[12], v[13], v[14]));
    }
}
