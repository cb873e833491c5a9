package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which elastic constants a symmetry leaves independent, and what the others are.
///
/// The mean of a stiffness over all rotations of a group has the group's symmetry, and a stiffness
/// that has it already is its own mean. So the mean is a linear projection x → P x of 21 constants,
/// and row k of P says how constant k depends on the free ones: known constants are linear
/// equations in x, and independent constants are independent rows. This needs no table per crystal
/// system and holds for every setting of the axes.
final class ElasticSymmetry {

    private static final int CONSTANTS = 21;

    /// Below this a row, whose components are of order one, is a combination of others.
    private static final double DEPENDENT = 1e-6;

    /// How far a given constant may be from what the others make of it, relative to the largest:
    /// references round.
    private static final double ROUNDING = 0.005;

    private final double[][] projection = new double[CONSTANTS][CONSTANTS];

    ElasticSymmetry(List<Matrix3> rotations) {
        double[] turned = new double[36];
        double[] bond = new double[36];
        for (int k = 0; k < CONSTANTS; k++) {
            double[] unit = new double[36];
            unit[6 * row(k) + column(k)] = 1;
            unit[6 * column(k) + row(k)] = 1;
            for (Matrix3 rotation : rotations) {
                Stiffness.turn(unit, rotation, turned, bond);
                for (int c = 0; c < CONSTANTS; c++) {
                    projection[c][k] += turned[6 * row(c) + column(c)] / rotations.size();
                }
            }
        }
    }

    /// The 36 constants, row by row.
    double[] complete(Map<String, Double> constants) {
        Map<String, Double> unused = new TreeMap<>(constants);
        double scale = constants.values().stream().mapToDouble(Math::abs).max().orElse(Double.NaN);
        Equations equations = new Equations();
        for (int k = 0; k < CONSTANTS; k++) {
            Double value = unused.remove(name(k));
            if (value == null) {
                continue;
            }
            double contradiction = equations.add(projection[k], value);
            if (!(Math.abs(contradiction) <= ROUNDING * scale)) {
                throw new IllegalArgumentException(
                        "stiffness %s = %s GPa; expected %.4g GPa by symmetry and the other constants"
                                .formatted(name(k), value, value - contradiction));
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "stiffness has a constant %s; expected names from C11 to C66, the smaller digit first"
                            .formatted(unused.keySet().iterator().next()));
        }
        for (int k = 0; k < CONSTANTS; k++) {
            if (equations.isFree(projection[k])) {
                throw new IllegalArgumentException(
                        "stiffness has no %s; expected %s"
                                .formatted(name(k), String.join(", ", independent())));
            }
        }
        double[] free = equations.solution();
        double[] voigt = new double[36];
        for (int k = 0; k < CONSTANTS; k++) {
            double constant = Equations.dot(projection[k], free);
            voigt[6 * row(k) + column(k)] = constant;
            voigt[6 * column(k) + row(k)] = constant;
        }
        return voigt;
    }

    /// Names of constants that determine all others.
    List<String> independent() {
        Equations equations = new Equations();
        List<String> names = new ArrayList<>();
        for (int k = 0; k < CONSTANTS; k++) {
            if (equations.isFree(projection[k])) {
                equations.add(projection[k], 0);
                names.add(name(k));
            }
        }
        return names;
    }

    /// Name of a constant by two indices from 0 on.
    static String name(int row, int column) {
        return "C" + (row + 1) + (column + 1);
    }

    private static String name(int k) {
        return name(row(k), column(k));
    }

    // The 21 constants by upper triangles of blocks, those of high symmetry first: C11 C22 C33,
    // C44 C55 C66, C12 C13 C23, then the rest row by row.
    private static final int[][] ORDER = {
        {0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}, {3, 3}, {4, 4}, {5, 5}, {0, 3}, {0, 4},
        {0, 5}, {1, 3}, {1, 4}, {1, 5}, {2, 3}, {2, 4}, {2, 5}, {3, 4}, {3, 5}, {4, 5}
    };

    private static int row(int k) {
        return ORDER[k][0];
    }

    private static int column(int k) {
        return ORDER[k][1];
    }

    /// Linear equations, made orthonormal one by one.
    private static final class Equations {
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        /// Adds row · x = value if it says something new; otherwise returns by how much it
        /// contradicts the others.
        double add(double[] row, double value) {
            double[] rest = row.clone();
            double restValue = value;
            for (int m = 0; m < rows.size(); m++) {
                double part = dot(rest, rows.get(m));
                restValue -= part * values.get(m);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= part * rows.get(m)[i];
                }
            }
            double norm = Math.sqrt(dot(rest, rest));
            if (norm < DEPENDENT) {
                return restValue;
            }
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= norm;
            }
            rows.add(rest);
            values.add(restValue / norm);
            return 0;
        }

        boolean isFree(double[] row) {
            double[] rest = row.clone();
            for (double[] known : rows) {
                double part = dot(rest, known);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= part * known[i];
                }
            }
            return Math.sqrt(dot(rest, rest)) >= DEPENDENT;
        }

        /// The smallest x that fulfils all equations.
        double[] solution() {
            double[] x = new double[CONSTANTS];
            for (int m = 0; m < rows.size(); m++) {
                for (int i = 0; i < x.length; i++) {
                    x[i] += values.get(m) * rows.get(m)[i];
                }
            }
            return x;
        }

        static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
