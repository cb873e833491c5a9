package org.lauescope.operando;

import java.util.Arrays;
import org.lauescope.map.Grains;
import org.lauescope.map.Plane;
import org.lauescope.map.ScanGrid;

/// Noise of a plane that comes without uncertainties, from how points differ from the mean of their
/// two neighbours in the row: of noise of variance σ², v(x − 1) − 2 v(x) + v(x + 1) has 6 σ², and
/// whatever changes evenly drops out. One number per grain, from the median, so that steps and
/// spots do not count; a grain of few points has that of the map. What changes from point to point
/// is taken for noise.
final class LocalScatter {

    private static final int ENOUGH = 30;

    /// Standard deviation of a Gaussian over the median of its absolute value.
    private static final double OF_MEDIAN = 1.4826;

    private LocalScatter() {}

    /// Standard uncertainty of each point; NaN where there is no grain.
    static double[] of(Plane plane, Grains grains) {
        int[] number = grains.number();
        double[] sigma = new double[number.length];
        double ofMap = sigma(plane.values(), grains, -1);
        double[] ofGrain = new double[grains.list().size()];
        Arrays.setAll(
                ofGrain,
                n -> {
                    double own = sigma(plane.values(), grains, n);
                    return Double.isNaN(own) ? ofMap : own;
                });
        Arrays.setAll(sigma, i -> number[i] < 0 ? Double.NaN : ofGrain[number[i]]);
        return sigma;
    }

    /// @param only number of the grain; −1 for all
    private static double sigma(double[] values, Grains grains, int only) {
        ScanGrid grid = grains.grid();
        double[] sizes = new double[values.length];
        int count = 0;
        for (int i = 1; i + 1 < values.length; i++) {
            boolean isInRow = grid.column(i) > 0 && grid.column(i) + 1 < grid.columns();
            boolean isOne = grains.join(i - 1, i) && grains.join(i, i + 1);
            if (isInRow && isOne && (only < 0 || grains.number()[i] == only)) {
                double second = values[i - 1] - 2 * values[i] + values[i + 1];
                if (!Double.isNaN(second)) {
                    sizes[count++] = Math.abs(second);
                }
            }
        }
        if (count < ENOUGH && (only >= 0 || count == 0)) {
            return Double.NaN;
        }
        Arrays.sort(sizes, 0, count);
        return OF_MEDIAN * sizes[count / 2] / Math.sqrt(6);
    }
}
