package org.lauescope.run.series;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.operando.GrainPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.run.store.RunStore;

/// The spots of the strongest grains of a scan, from the store of its run.
final class StoredPatterns {

    private final RunStore store;
    private final int scan;
    private final List<Crystal> crystals;

    StoredPatterns(RunStore store, int scan, List<Crystal> crystals) {
        this.store = store;
        this.scan = scan;
        this.crystals = crystals;
    }

    /// By point, of the points `first` … `last`.
    Map<Integer, GrainPattern> between(int first, int last) throws IOException {
        Map<Integer, Columns> spots = new HashMap<>();
        String points = "scan = %d AND grain = 0 AND point BETWEEN %d AND %d";
        store.query(
                ("SELECT r.point, r.h, r.k, r.l, p.x, p.y, p.variance_x, p.variance_y, p.covariance_xy"
                                + " FROM (SELECT * FROM final_reflection WHERE used AND "
                                + points
                                + ") r JOIN (SELECT * FROM peak WHERE scan = %d AND point BETWEEN %d AND %d) p USING (scan, point, peak)"
                                + " ORDER BY r.point, r.peak")
                        .formatted(scan, first, last, scan, first, last),
                row -> {
                    double[] values = new double[8];
                    for (int c = 0; c < values.length; c++) {
                        values[c] = row.getDouble(2 + c);
                    }
                    spots.computeIfAbsent(row.getInt(1), point -> new Columns()).add(values);
                });
        Map<Integer, GrainPattern> patterns = new HashMap<>();
        store.query(
                ("SELECT point, crystal, r11, r12, r13, r21, r22, r23, r31, r32, r33, e11, e22, e33, e23, e13, e12 FROM final_grain WHERE "
                                + points)
                        .formatted(scan, first, last),
                row -> {
                    double[] v = new double[15];
                    for (int c = 0; c < v.length; c++) {
                        v[c] = row.getDouble(3 + c);
                    }
                    Columns columns = spots.get(row.getInt(1));
                    if (columns != null && !Double.isNaN(v[9])) {
                        patterns.put(
                                row.getInt(1),
                                columns.pattern(
                                        crystals.get(row.getInt(2)),
                                        new CrystalState(
                                                new Matrix3(
                                                        v[0], v[1], v[2], v[3], v[4], v[5], v[6],
                                                        v[7], v[8]),
                                                new SymmetricTensor(
                                                        v[9], v[10], v[11], v[12], v[13], v[14]))));
                    }
                });
        return patterns;
    }

    /// The spots of one point while they are read.
    private static final class Columns {
        private double[] values = new double[8 * 64];
        private int size;

        void add(double[] row) {
            if (8 * size == values.length) {
                values = java.util.Arrays.copyOf(values, 2 * values.length);
            }
            System.arraycopy(row, 0, values, 8 * size++, 8);
        }

        GrainPattern pattern(Crystal crystal, CrystalState state) {
            return new GrainPattern(
                    crystal,
                    state,
                    indices(0),
                    indices(1),
                    indices(2),
                    column(3),
                    column(4),
                    column(5),
                    column(6),
                    column(7));
        }

        private int[] indices(int column) {
            int[] indices = new int[size];
            for (int i = 0; i < size; i++) {
                indices[i] = (int) values[8 * i + column];
            }
            return indices;
        }

        private double[] column(int column) {
            double[] numbers = new double[size];
            for (int i = 0; i < size; i++) {
                numbers[i] = values[8 * i + column];
            }
            return numbers;
        }
    }
}
