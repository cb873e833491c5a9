package org.lauescope.frame;

import java.util.Arrays;

/// Reads the noise off an image.
///
/// In up to 64 blocks, differences of pixels five columns apart give the variance v of a pixel free
/// of the background's slope and of the neighbours' correlation; differences of 3 × 3 sums give the
/// correlation. Both are clipped at three standard deviations, and medians over blocks keep spots
/// out. Gain and constant follow from v against the blocks' mean m: the slope between the median of
/// the darker and of the brighter half where the background differs by a third, v/m (no offset)
/// where it is too uniform to tell.
///
/// Whole numbers with v/m near 1 and independent pixels are taken for counts. A detector that
/// integrates with a gain of one and no offset is then treated as what its noise is: Poisson.
final class NoiseEstimate {

    private static final int BLOCKS = 64;
    private static final int LAG = 5;

    private final double[] variance = new double[BLOCKS];
    private final double[] level = new double[BLOCKS];
    private final double[] correlation = new double[BLOCKS];
    private final double[] sorted = new double[BLOCKS];
    private int size;

    Noise of(Plane plane, Background background, Frame.Kind kind, double quantum) {
        if (kind == Frame.Kind.COUNTING) {
            return Noise.POISSON;
        }
        measure(plane, background, quantum);
        if (size == 0) {
            return Noise.POISSON;
        }
        double v = median(variance, 0, size);
        double m = median(level, 0, size);
        double c = Math.clamp(median(correlation, 0, size), 1, 9);
        boolean dispersionOfCounts = v > 0.8 * m && v < 1.3 * m && c < 1.3;
        if (kind == Frame.Kind.UNKNOWN && quantum == 1 && (dispersionOfCounts || m == 0)) {
            return Noise.POISSON;
        }
        double smallest = Math.max(smallestPositive(), quantum * quantum / 12);
        double gain = m > 0 ? v / m : 0;
        double dark = median(level, 0, size / 2);
        double bright = median(level, size / 2, size);
        if (size >= 8 && dark > 0 && bright > 1.3 * dark) {
            double slope =
                    (median(variance, size / 2, size) - median(variance, 0, size / 2))
                            / (bright - dark);
            gain = Math.clamp(slope, 0.2 * gain, 5 * gain);
        }
        return new Noise(false, gain, v - gain * m, smallest / 2, c, quantum);
    }

    private double smallestPositive() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (variance[i] > 0) {
                smallest = Math.min(smallest, variance[i]);
            }
        }
        return Double.isInfinite(smallest) ? 0 : smallest;
    }

    private double median(double[] values, int from, int to) {
        System.arraycopy(values, from, sorted, 0, to - from);
        Arrays.sort(sorted, 0, to - from);
        int n = to - from;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /// Fills the columns for blocks spread over the frame, in the order of their level.
    private void measure(Plane plane, Background background, double quantum) {
        size = 0;
        int whole = Math.max(1, plane.columns / Background.BLOCK);
        int high = Math.max(1, plane.rows / Background.BLOCK);
        int blocks = whole * high;
        double step = Math.max(1, (double) blocks / BLOCKS);
        for (double at = step / 2; at < blocks && size < BLOCKS; at += step) {
            int i = (int) at % whole;
            int j = (int) at / whole;
            int block = j * background.across + i;
            if (!Float.isNaN(background.deviation[block])) {
                measure(plane, i, j, background, block, quantum);
            }
        }
        // insertion sort of three columns by level: the blocks come in no order that matters
        for (int i = 1; i < size; i++) {
            for (int k = i; k > 0 && level[k - 1] > level[k]; k--) {
                swap(level, k);
                swap(variance, k);
                swap(correlation, k);
            }
        }
    }

    private static void swap(double[] column, int k) {
        double x = column[k];
        column[k] = column[k - 1];
        column[k - 1] = x;
    }

    private void measure(
            Plane plane, int i, int j, Background background, int block, double quantum) {
        double deviation = background.deviation[block];
        double reach = 3 * Math.sqrt(2) * deviation + 1.5 * quantum;
        double highest = background.mean[block] + 3 * deviation + 1.5 * quantum;
        int right = Math.min(plane.columns, (i + 1) * Background.BLOCK);
        int bottom = Math.min(plane.rows, (j + 1) * Background.BLOCK);
        double squares = 0;
        int n = 0;
        for (int row = j * Background.BLOCK; row < bottom; row += 2) {
            int at = plane.index(i * Background.BLOCK, row);
            int last = plane.index(right, row) - LAG;
            for (; at < last; at++) {
                float a = plane.pixels[at];
                float b = plane.pixels[at + LAG];
                float d = a - b;
                if (Math.abs(d) <= reach && a <= highest && b <= highest) {
                    squares += d * d;
                    n++;
                }
            }
        }
        if (n < 32) {
            return;
        }
        double v = squares / (2.0 * n);
        double boxes = 0;
        int m = 0;
        for (int row = j * Background.BLOCK + 1; row < bottom - 1; row += 4) {
            for (int column = i * Background.BLOCK + 1; column < right - 1 - LAG; column += 2) {
                float d = box(plane, column, row, highest) - box(plane, column + LAG, row, highest);
                if (!Float.isNaN(d)) {
                    boxes += d * d;
                    m++;
                }
            }
        }
        variance[size] = v;
        level[size] = background.mean[block];
        correlation[size] = v > 0 && m > 0 ? boxes / (2.0 * m) / (9 * v) : 1;
        size++;
    }

    /// Sum over 3 × 3 pixels; NaN if one of them is missing or belongs to a spot.
    private static float box(Plane plane, int column, int row, double highest) {
        float sum = 0;
        for (int b = -1; b <= 1; b++) {
            int at = plane.index(column - 1, row + b);
            for (int a = at; a < at + 3; a++) {
                float x = plane.pixels[a];
                sum += x <= highest ? x : Float.NaN;
            }
        }
        return sum;
    }
}
