package org.lauescope.io.lauemap;

import java.util.Arrays;

/// Equal steps along one axis of a scan.
///
/// @param step the smallest distance of different positions; 1 where there is one position alone
record Steps(double origin, double step, double count) {

    /// Positions nearer than this part of their range are the same.
    private static final double SAME = 1e-6;

    static Steps of(double[] positions) {
        double[] sorted = Arrays.stream(positions).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Steps(0, 1, Double.NaN);
        }
        double range = sorted[sorted.length - 1] - sorted[0];
        double step = range;
        for (int i = 1; i < sorted.length; i++) {
            double distance = sorted[i] - sorted[i - 1];
            step = distance > SAME * range ? Math.min(step, distance) : step;
        }
        return range > 0
                ? new Steps(sorted[0], step, Math.rint(range / step) + 1)
                : new Steps(sorted[0], 1, 1);
    }
}
