package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// Local means over the uncertainty that noise gives them, in the manner of J. K. Ord and A. Getis
/// (Geogr. Anal. 27 (1995) 286, Gᵢ*) with Gaussian weights: a weak change of several neighbouring
/// points stands out as that of one point does not.
///
///     Gᵢ = Σⱼ wᵢⱼ zⱼ / √(Σⱼₖ wᵢⱼ wᵢₖ ρⱼₖ)
///
/// Without noise but for a change of z everywhere by δ it is δ √n for n independent points in reach.
final class LocalMean {

    private final ScanGrid grid;
    private final int[] part;
    private final double[] kernel;
    private final int reach;
    private final double[] deviation;
    private final double[] along;

    /// @param part number of the grain of each point; −1 where the point takes no part
    /// @param width standard deviation of the weights, steps; 0 for the points alone
    LocalMean(ScanGrid grid, int[] part, Correlation correlation, double width) {
        this.grid = grid;
        this.part = part;
        reach = (int) Math.ceil(2 * width);
        kernel = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            kernel[k + reach] = k == 0 ? 1 : Math.exp(-k * k / (2 * width * width));
        }
        along = new double[grid.size()];
        deviation = new double[grid.size()];
        Neighbour[] near = near(grid, correlation);
        double whole = Double.NaN;
        for (int i = 0; i < deviation.length; i++) {
            if (part[i] < 0) {
                deviation[i] = Double.NaN;
            } else if (isWhole(i)) {
                whole = Double.isNaN(whole) ? Math.sqrt(variance(i, near)) : whole;
                deviation[i] = whole;
            } else {
                deviation[i] = Math.sqrt(variance(i, near));
            }
        }
    }

    /// A step from a point, and the correlation over it.
    private record Neighbour(int row, int column, double correlation) {}

    private static Neighbour[] near(ScanGrid grid, Correlation correlation) {
        List<Neighbour> near = new ArrayList<>();
        near.add(new Neighbour(0, 0, 1));
        Lags lags = Lags.upTo(grid, correlation.reach(EffectiveSampleSize.NEGLIGIBLE));
        for (int lag = 0; lag < lags.size(); lag++) {
            double rho = correlation.at(lags.distance()[lag]);
            near.add(new Neighbour(lags.rows()[lag], lags.columns()[lag], rho));
            near.add(new Neighbour(-lags.rows()[lag], -lags.columns()[lag], rho));
        }
        return near.toArray(Neighbour[]::new);
    }

    /// Whether all points within reach are of the same grain.
    private boolean isWhole(int i) {
        for (int row = -reach; row <= reach; row++) {
            for (int column = -reach; column <= reach; column++) {
                int j = neighbour(i, row, column);
                if (j < 0 || part[j] != part[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private double variance(int i, Neighbour[] near) {
        double variance = 0;
        for (int row = -reach; row <= reach; row++) {
            for (int column = -reach; column <= reach; column++) {
                int first = neighbour(i, row, column);
                if (first < 0) {
                    continue;
                }
                double sum = 0;
                for (Neighbour step : near) {
                    int r = row + step.row;
                    int c = column + step.column;
                    if (Math.abs(r) <= reach && Math.abs(c) <= reach) {
                        int second = neighbour(i, r, c);
                        sum +=
                                second >= 0 && part[second] == part[first]
                                        ? weight(r, c) * step.correlation
                                        : 0;
                    }
                }
                variance += weight(row, column) * sum;
            }
        }
        return variance;
    }

    private double weight(int row, int column) {
        return kernel[row + reach] * kernel[column + reach];
    }

    /// −1 where there is none that takes part.
    private int neighbour(int i, int rows, int columns) {
        int row = grid.row(i) + rows;
        int column = grid.column(i) + columns;
        return grid.contains(row, column) && part[grid.index(row, column)] >= 0
                ? grid.index(row, column)
                : -1;
    }

    /// Sets `means`, NaN where a point takes no part.
    void apply(double[] z, double[] means) {
        int columns = grid.columns();
        for (int i = 0; i < z.length; i++) {
            int column = i % columns;
            double sum = 0;
            for (int c = Math.max(0, column - reach);
                    c <= Math.min(columns - 1, column + reach);
                    c++) {
                int j = i - column + c;
                sum += part[j] < 0 ? 0 : kernel[c - column + reach] * z[j];
            }
            along[i] = sum;
        }
        for (int i = 0; i < z.length; i++) {
            int row = i / columns;
            double sum = 0;
            for (int r = Math.max(0, row - reach);
                    r <= Math.min(grid.rows() - 1, row + reach);
                    r++) {
                sum += kernel[r - row + reach] * along[i + (r - row) * columns];
            }
            means[i] = sum / deviation[i];
        }
    }
}
