package org.lauescope.operando;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Fits regressors to values of variance 1 by P. J. Huber's robust regression (Ann. Math. Stat. 35
/// (1964) 73; residuals beyond 1.345 count less), which a change in a small part of the map moves
/// little. An object serves one thread; its buffers are used again.
final class RobustRegression {

    private static final double HUBER = 1.345;
    private static final int ROUNDS = 5;

    /// Amplitudes that move by less than this part of their uncertainty have been found.
    private static final double SETTLED = 0.01;

    /// Points where all regressors are known.
    private final int[] points;

    /// Regressors of each such point, point by point.
    private final double[] regressors;

    private final double[][] normal;
    private final double[] right;
    private final double[] amplitudes;

    /// @param regressors one or more, each with a value at each point, NaN where unknown
    RobustRegression(double[][] regressors) {
        int count = regressors.length;
        points =
                IntStream.range(0, regressors[0].length)
                        .filter(i -> Arrays.stream(regressors).noneMatch(r -> Double.isNaN(r[i])))
                        .toArray();
        this.regressors = new double[points.length * count];
        for (int k = 0; k < this.regressors.length; k++) {
            this.regressors[k] = regressors[k % count][points[k / count]];
        }
        normal = new double[count][count];
        right = new double[count];
        amplitudes = new double[count];
    }

    /// Residuals beyond Huber's limit, at the limit.
    static double limited(double residual) {
        return Math.clamp(residual, -HUBER, HUBER);
    }

    /// Standard uncertainty of the last amplitude of the last fit, beside all others; 0 if it
    /// cannot be told from them.
    double lastSigma() {
        int last = amplitudes.length - 1;
        return 1 / normal[last][last];
    }

    /// @param z modified: what the regressors explain is taken off
    void remove(double[] z) {
        double[] found = fit(z);
        int count = found.length;
        for (int k = 0; k < points.length; k++) {
            for (int m = 0; m < count; m++) {
                z[points[k]] -= found[m] * regressors[k * count + m];
            }
        }
    }

    /// @param z values over uncertainties, NaN where unknown
    /// @return amplitude of each regressor, valid until the next fit
    double[] fit(double[] z) {
        int count = amplitudes.length;
        double[] before = new double[count];
        Arrays.fill(amplitudes, 0);
        for (int round = 0; round < ROUNDS; round++) {
            for (int m = 0; m < count; m++) {
                Arrays.fill(normal[m], 0);
                right[m] = 0;
                before[m] = amplitudes[m];
            }
            for (int k = 0; k < points.length; k++) {
                int row = k * count;
                double value = z[points[k]];
                double residual = value;
                for (int m = 0; m < count; m++) {
                    residual -= amplitudes[m] * regressors[row + m];
                }
                if (Double.isNaN(residual)) {
                    continue;
                }
                double size = Math.abs(residual);
                double weight = round == 0 || size <= HUBER ? 1 : HUBER / size;
                for (int m = 0; m < count; m++) {
                    double weighted = weight * regressors[row + m];
                    right[m] += weighted * value;
                    double[] normalRow = normal[m];
                    for (int other = 0; other <= m; other++) {
                        normalRow[other] += weighted * regressors[row + other];
                    }
                }
            }
            solve();
            if (round > 0 && isSettled(before)) {
                break;
            }
        }
        return amplitudes;
    }

    /// After the decomposition a diagonal element is at least 1/σ of its amplitude with those
    /// before it.
    private boolean isSettled(double[] before) {
        for (int m = 0; m < before.length; m++) {
            double step = Math.abs(amplitudes[m] - before[m]);
            if (Double.isFinite(normal[m][m]) && step * normal[m][m] > SETTLED) {
                return false;
            }
        }
        return true;
    }

    /// Cholesky's decomposition in place; a pivot that is lost to rounding leaves its mode out.
    private void solve() {
        int n = amplitudes.length;
        for (int a = 0; a < n; a++) {
            double whole = normal[a][a];
            for (int b = 0; b <= a; b++) {
                double sum = normal[a][b];
                for (int c = 0; c < b; c++) {
                    sum -= normal[a][c] * normal[b][c];
                }
                if (a == b) {
                    normal[a][a] = sum > 1e-9 * whole ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
                } else {
                    normal[a][b] = sum / normal[b][b];
                }
            }
            double sum = right[a];
            for (int c = 0; c < a; c++) {
                sum -= normal[a][c] * right[c];
            }
            right[a] = sum / normal[a][a];
        }
        for (int a = n - 1; a >= 0; a--) {
            double sum = right[a];
            for (int c = a + 1; c < n; c++) {
                sum -= normal[c][a] * amplitudes[c];
            }
            amplitudes[a] = sum / normal[a][a];
        }
    }
}
