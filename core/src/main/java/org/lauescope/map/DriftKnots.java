package org.lauescope.map;

import java.util.Arrays;

/// Drift of the stage within a scan, linear between knots about [#LINES_PER_KNOT] lines apart and
/// zero on average over the lines.
final class DriftKnots {

    private static final int LINES_PER_KNOT = 12;
    private static final int MOST_KNOTS = 9;

    private final double[] knots;

    /// Mean over the lines of the weight of each knot, which is taken off.
    private final double[] mean;

    DriftKnots(ScanGrid scan) {
        int count = Math.clamp(1 + scan.rows() / LINES_PER_KNOT, 2, MOST_KNOTS);
        knots = new double[scan.rows() < 2 ? 0 : count];
        Arrays.setAll(
                knots,
                k -> scan.originY() + k * (scan.rows() - 1) * scan.rowStep() / (knots.length - 1));
        mean = new double[knots.length];
        double[] weights = new double[knots.length];
        double[] sum = new double[knots.length];
        for (int row = 0; row < scan.rows(); row++) {
            weights(scan.originY() + row * scan.rowStep(), weights);
            for (int k = 0; k < knots.length; k++) {
                sum[k] += weights[k] / scan.rows();
            }
        }
        System.arraycopy(sum, 0, mean, 0, sum.length);
    }

    int size() {
        return knots.length;
    }

    /// y of a knot, µm.
    double line(int knot) {
        return knots[knot];
    }

    /// What the drift of each knot does to a line: two weights that add up to 1, less the mean over
    /// all lines.
    ///
    /// @param line y, µm
    /// @param weights modified
    void weights(double line, double[] weights) {
        int last = knots.length - 1;
        for (int k = 0; k <= last; k++) {
            weights[k] = -mean[k];
        }
        if (last < 1) {
            return;
        }
        double t = (line - knots[0]) / (knots[1] - knots[0]);
        int lower = Math.clamp((int) Math.floor(t), 0, last - 1);
        double part = Math.clamp(t - lower, 0, 1);
        weights[lower] += 1 - part;
        weights[lower + 1] += part;
    }
}
