package org.lauescope.operando;

import java.util.Arrays;

/// Brings values of variance about 1 to a median size as that of a normal variable. Those beyond 4
/// are no noise and do not count. An object serves one thread; its buffer is used again.
final class RobustScale {

    private static final double MEDIAN_OF_NORMAL = 0.6744897501960817;
    private static final int BINS_PER_UNIT = 200;
    private static final int LARGEST = 4;

    private final int[] count = new int[LARGEST * BINS_PER_UNIT];

    /// @param values modified; NaN where unknown
    void apply(double[] values) {
        Arrays.fill(count, 0);
        int known = 0;
        for (double value : values) {
            if (Math.abs(value) < LARGEST) {
                count[(int) (Math.abs(value) * BINS_PER_UNIT)]++;
                known++;
            }
        }
        int bin = 0;
        int below = 0;
        while (bin < count.length - 1 && 2 * (below + count[bin]) < known) {
            below += count[bin++];
        }
        double within = count[bin] > 0 ? (known / 2.0 - below) / count[bin] : 0;
        double median = (bin + within) / BINS_PER_UNIT;
        if (median > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= MEDIAN_OF_NORMAL / median;
            }
        }
    }
}
