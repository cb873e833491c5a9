package org.lauescope.operando;

import java.util.Arrays;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// Semivariance of pairs of points of the same grain against their distance, by the robust estimator
/// of N. Cressie and D. M. Hawkins (Math. Geol. 12 (1980) 115):
///
///     γ(h) = ½ (mean of |zᵢ − zⱼ|^½)⁴ / (0.457 + 0.494 / N)
///
/// It needs no mean, so that a slow rise over the map and a few hot places disturb it little.
///
/// @param distance mean distance of the pairs of each class, µm, ascending
/// @param semivariance in the squared unit of the values
/// @param pairs of each class, at least 1. Arrays are not copied and not to be changed
public record Variogram(double[] distance, double[] semivariance, long[] pairs) {

    /// More steps say nothing about a correlation length that a test could use.
    private static final int LONGEST_STEPS = 40;

    private static final int LENGTHS = 24;

    /// Up to a third of the longer side of the grid, in classes one step wide.
    ///
    /// @param values NaN where unknown
    /// @param grain number of the grain of each point; negative ones take no part
    public static Variogram of(ScanGrid grid, double[] values, int[] grain) {
        int[] part = part(values, grain);
        double step = Math.min(grid.columnStep(), grid.rowStep());
        double side =
                Math.max(
                        (grid.columns() - 1) * grid.columnStep(),
                        (grid.rows() - 1) * grid.rowStep());
        Lags lags = Lags.upTo(grid, Math.clamp(side / 3, 3 * step, LONGEST_STEPS * step));
        int classes = 0;
        double[] distance = new double[lags.size()];
        double[] semivariance = new double[lags.size()];
        long[] pairs = new long[lags.size()];
        int lag = 0;
        while (lag < lags.size()) {
            double end = (Math.rint(lags.distance()[lag] / step) + 0.5) * step;
            // Sums of roots and of distances, and the number of pairs.
            double[] roots = new double[1];
            long[] count = new long[1];
            double distances = 0;
            do {
                long before = count[0];
                lags.forEachPair(
                        lag,
                        grid,
                        part,
                        (i, j) -> {
                            roots[0] += Math.sqrt(Math.abs(values[i] - values[j]));
                            count[0]++;
                        });
                distances += (count[0] - before) * lags.distance()[lag];
                lag++;
            } while (lag < lags.size() && lags.distance()[lag] < end);
            if (count[0] > 0) {
                double mean = roots[0] / count[0];
                distance[classes] = distances / count[0];
                semivariance[classes] = Math.pow(mean, 4) / (0.457 + 0.494 / count[0]) / 2;
                pairs[classes++] = count[0];
            }
        }
        return new Variogram(
                Arrays.copyOf(distance, classes),
                Arrays.copyOf(semivariance, classes),
                Arrays.copyOf(pairs, classes));
    }

    /// Mean of several of the same grid and grains, class by class.
    static Variogram mean(List<Variogram> variograms) {
        int classes = variograms.stream().mapToInt(v -> v.distance.length).min().orElse(0);
        double[] distance = new double[classes];
        double[] semivariance = new double[classes];
        long[] pairs = new long[classes];
        for (int k = 0; k < classes; k++) {
            for (Variogram variogram : variograms) {
                pairs[k] += variogram.pairs[k];
                distance[k] += variogram.pairs[k] * variogram.distance[k];
                semivariance[k] += variogram.pairs[k] * variogram.semivariance[k];
            }
            distance[k] /= pairs[k];
            semivariance[k] /= pairs[k];
        }
        return new Variogram(distance, semivariance, pairs);
    }

    static int[] part(double[] values, int[] grain) {
        int[] part = grain.clone();
        for (int i = 0; i < part.length; i++) {
            if (!Double.isFinite(values[i])) {
                part[i] = -1;
            }
        }
        return part;
    }

    /// The correlation that fits best, of any variance; classes count as their pairs over h².
    public Correlation correlation() {
        return fit(Double.NaN, distance.length == 0 ? 1 : distance[distance.length - 1] / 2);
    }

    /// The correlation that fits best if the variance is known and the correlation is no longer
    /// than a length (µm): what varies more or more slowly is not noise.
    public Correlation correlation(double variance, double longest) {
        return fit(variance, longest);
    }

    private Correlation fit(double variance, double longest) {
        Correlation best = Correlation.NONE;
        double least = Double.POSITIVE_INFINITY;
        if (distance.length == 0 || !(longest > 0)) {
            return best;
        }
        double shortest = Math.min(distance[0] / 2, longest);
        for (int k = 0; k < LENGTHS; k++) {
            double length = shortest * Math.pow(longest / shortest, k / (LENGTHS - 1.0));
            for (int power = 1; power <= 2; power++) {
                Correlation shape = new Correlation(1, length, power);
                double[] parts = Double.isNaN(variance) ? parts(shape) : parts(shape, variance);
                double residual = residual(shape, parts);
                if (residual < least) {
                    least = residual;
                    double whole = parts[0] + parts[1];
                    best =
                            whole > 0
                                    ? new Correlation(parts[1] / whole, length, power)
                                    : Correlation.NONE;
                }
            }
        }
        return best.structured() == 0 ? Correlation.NONE : best;
    }

    private double weight(int k) {
        return pairs[k] / (distance[k] * distance[k]);
    }

    private double residual(Correlation shape, double[] parts) {
        double sum = 0;
        for (int k = 0; k < distance.length; k++) {
            double miss = semivariance[k] - parts[0] - parts[1] * (1 - shape.at(distance[k]));
            sum += weight(k) * miss * miss;
        }
        return sum;
    }

    /// Nugget and structured variance, neither below 0, by least squares.
    private double[] parts(Correlation shape) {
        double w = 0;
        double wg = 0;
        double wgg = 0;
        double wy = 0;
        double wgy = 0;
        for (int k = 0; k < distance.length; k++) {
            double g = 1 - shape.at(distance[k]);
            double weight = weight(k);
            w += weight;
            wg += weight * g;
            wgg += weight * g * g;
            wy += weight * semivariance[k];
            wgy += weight * g * semivariance[k];
        }
        double determinant = w * wgg - wg * wg;
        if (determinant > 1e-12 * w * wgg) {
            double nugget = (wgg * wy - wg * wgy) / determinant;
            double structured = (w * wgy - wg * wy) / determinant;
            if (nugget >= 0 && structured >= 0) {
                return new double[] {nugget, structured};
            }
            if (nugget < 0 && wgg > 0) {
                return new double[] {0, Math.max(0, wgy / wgg)};
            }
        }
        return new double[] {wy / w, 0};
    }

    /// The same if both together are known.
    private double[] parts(Correlation shape, double variance) {
        double rr = 0;
        double ry = 0;
        for (int k = 0; k < distance.length; k++) {
            double rho = shape.at(distance[k]);
            rr += weight(k) * rho * rho;
            ry += weight(k) * rho * (variance - semivariance[k]);
        }
        double structured = rr > 0 ? Math.clamp(ry / rr, 0, variance) : 0;
        return new double[] {variance - structured, structured};
    }
}
