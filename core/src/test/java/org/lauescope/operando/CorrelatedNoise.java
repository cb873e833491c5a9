package org.lauescope.operando;

import java.util.Random;
import org.lauescope.map.ScanGrid;

/// Normal noise of variance 1 on a grid, correlated as it is in maps.
final class CorrelatedNoise {

    private CorrelatedNoise() {}

    /// White noise smoothed by a Gaussian of width `steps` (standard deviation, steps of the grid):
    /// correlation exp(−r²/(4 w²)) at the distance r. The grid is continued beyond its border, so
    /// that all points have the same variance.
    static double[] smoothed(ScanGrid grid, Random random, double steps) {
        int margin = (int) Math.ceil(4 * steps);
        int columns = grid.columns() + 2 * margin;
        int rows = grid.rows() + 2 * margin;
        double[] white = new double[columns * rows];
        for (int i = 0; i < white.length; i++) {
            white[i] = random.nextGaussian();
        }
        double[] kernel = new double[2 * margin + 1];
        double squares = 0;
        for (int k = -margin; k <= margin; k++) {
            kernel[k + margin] = steps > 0 ? Math.exp(-k * k / (2 * steps * steps)) : 1;
            squares += kernel[k + margin] * kernel[k + margin];
        }
        double[] along = new double[grid.columns() * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < grid.columns(); column++) {
                double sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * white[row * columns + column + k];
                }
                along[row * grid.columns() + column] = sum;
            }
        }
        double[] noise = new double[grid.size()];
        for (int i = 0; i < noise.length; i++) {
            double sum = 0;
            for (int k = 0; k < kernel.length; k++) {
                sum += kernel[k] * along[(grid.row(i) + k) * grid.columns() + grid.column(i)];
            }
            noise[i] = sum / squares;
        }
        return noise;
    }

    /// Part `correlated` of the variance smoothed, the rest white.
    static double[] mixed(ScanGrid grid, Random random, double steps, double correlated) {
        double[] noise = smoothed(grid, random, steps);
        for (int i = 0; i < noise.length; i++) {
            noise[i] =
                    Math.sqrt(correlated) * noise[i]
                            + Math.sqrt(1 - correlated) * random.nextGaussian();
        }
        return noise;
    }
}
