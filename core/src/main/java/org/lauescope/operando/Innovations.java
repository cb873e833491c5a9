package org.lauescope.operando;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;

/// Turns correlated deviations of a map into independent ones of the same variance 1, and back.
///
/// Point by point in the order of the grid,
///
///     eᵢ = (zᵢ − Σₖ wᵢₖ zₖ) / sᵢ
///
/// where the sum is the best linear prediction from the nearest points before it in the same grain
/// (A. V. Vecchia, J. R. Stat. Soc. B 50 (1988) 297; M. Katzfuss, J. Guinness, Stat. Sci. 36 (2021)
/// 124). Ten points of the three rows before reach for the short correlations that noise has; longer
/// ones follow from point to point.
final class Innovations {

    private static final int WINDOW = 3;
    private static final int NEIGHBOURS = 10;

    /// Keeps the prediction from smooth correlations away from differences of large numbers.
    private static final double MOST_STRUCTURED = 0.99;

    private final int[] points;
    private final int[][] neighbours;
    private final Prediction[] predictions;

    /// @param part number of the part of each point; −1 where the point takes no part
    Innovations(ScanGrid grid, int[] part, Correlation correlation) {
        Correlation regular =
                new Correlation(
                        Math.min(correlation.structured(), MOST_STRUCTURED),
                        correlation.length(),
                        correlation.power());
        points = IntStream.range(0, grid.size()).filter(i -> part[i] >= 0).toArray();
        neighbours = new int[points.length][];
        predictions = new Prediction[points.length];
        int[][] window = window(grid);
        Map<Integer, Prediction> known = new HashMap<>();
        for (int k = 0; k < points.length; k++) {
            int i = points[k];
            int[] found = new int[NEIGHBOURS];
            int[] member = new int[NEIGHBOURS];
            int count = 0;
            int key = 0;
            for (int w = 0; w < window.length && count < NEIGHBOURS; w++) {
                int row = grid.row(i) + window[w][0];
                int column = grid.column(i) + window[w][1];
                if (regular.structured() > 0
                        && grid.contains(row, column)
                        && part[grid.index(row, column)] == part[i]) {
                    member[count] = w;
                    found[count++] = grid.index(row, column);
                    key |= 1 << w;
                }
            }
            neighbours[k] = Arrays.copyOf(found, count);
            int[] members = Arrays.copyOf(member, count);
            predictions[k] =
                    known.computeIfAbsent(key, _ -> Prediction.of(grid, window, members, regular));
        }
    }

    /// Points that take part, ascending.
    int[] points() {
        return points;
    }

    /// Sets `independent[i]` from `correlated` for each point i.
    void whiten(double[] correlated, double[] independent) {
        for (int k = 0; k < points.length; k++) {
            independent[points[k]] =
                    (correlated[points[k]] - predicted(k, correlated)) / predictions[k].deviation;
        }
    }

    /// Sets `correlated[i]` from `independent` for each point i; the inverse of [#whiten].
    void colour(double[] independent, double[] correlated) {
        for (int k = 0; k < points.length; k++) {
            correlated[points[k]] =
                    independent[points[k]] * predictions[k].deviation + predicted(k, correlated);
        }
    }

    private double predicted(int k, double[] values) {
        double[] weights = predictions[k].weights;
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            sum += weights[m] * values[neighbours[k][m]];
        }
        return sum;
    }

    /// Row and column of the points before (0, 0), the nearest first.
    private static int[][] window(ScanGrid grid) {
        int width = 2 * WINDOW + 1;
        return IntStream.range(0, WINDOW * width + WINDOW)
                .mapToObj(k -> new int[] {k / width - WINDOW, k % width - WINDOW})
                .sorted(
                        Comparator.comparingDouble(
                                p -> Math.hypot(p[0] * grid.rowStep(), p[1] * grid.columnStep())))
                .toArray(int[][]::new);
    }

    private record Prediction(double[] weights, double deviation) {

        /// Solves R w = r by Cholesky's decomposition; what remains has the variance 1 − w·r.
        static Prediction of(
                ScanGrid grid, int[][] window, int[] members, Correlation correlation) {
            int n = members.length;
            double[][] lower = new double[n][n];
            double[] r = new double[n];
            double[] half = new double[n];
            double remains = 1;
            for (int a = 0; a < n; a++) {
                int[] p = window[members[a]];
                r[a] = correlation.at(distance(grid, p[0], p[1]));
                for (int b = 0; b <= a; b++) {
                    int[] q = window[members[b]];
                    double sum = correlation.at(distance(grid, p[0] - q[0], p[1] - q[1]));
                    for (int c = 0; c < b; c++) {
                        sum -= lower[a][c] * lower[b][c];
                    }
                    lower[a][b] = a == b ? Math.sqrt(sum) : sum / lower[b][b];
                }
                double sum = r[a];
                for (int c = 0; c < a; c++) {
                    sum -= lower[a][c] * half[c];
                }
                half[a] = sum / lower[a][a];
                remains -= half[a] * half[a];
            }
            double[] weights = new double[n];
            for (int a = n - 1; a >= 0; a--) {
                double sum = half[a];
                for (int c = a + 1; c < n; c++) {
                    sum -= lower[c][a] * weights[c];
                }
                weights[a] = sum / lower[a][a];
            }
            return new Prediction(weights, Math.sqrt(remains));
        }

        private static double distance(ScanGrid grid, int rows, int columns) {
            return Math.hypot(rows * grid.rowStep(), columns * grid.columnStep());
        }
    }
}
