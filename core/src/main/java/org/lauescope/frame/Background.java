package org.lauescope.frame;

import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;
import org.lauescope.simd.ImageKernels;

/// Smooth background of a frame: clipped means of 32 × 32 px blocks, interpolated between the
/// blocks' centres, constant outside the outer ones.
///
/// A block's pixels are clipped at three standard deviations until the mean rests; the spread is
/// the block's own, so that a gradient is not clipped away. A block that stands above all straight
/// lines through opposite neighbours is under a broad spot and takes their level: a plane passes
/// this test unchanged. Blocks without data take the level of their neighbours.
final class Background {

    static final int BLOCK = ImageKernels.SEGMENT;

    /// Every second row is looked at: 512 px a block give the mean to 0.044 of a pixel's noise.
    private static final int FEWEST = 48;

    private static final int ROUNDS = 12;

    final int across;
    final int down;
    final float[] mean;
    final float[] deviation;
    private final float[] draft;
    private final double[] sums = new double[3];

    Background(Plane plane) {
        across = (plane.columns + BLOCK - 1) / BLOCK;
        down = (plane.rows + BLOCK - 1) / BLOCK;
        mean = new float[across * down];
        deviation = new float[across * down];
        draft = new float[across * down];
    }

    /// Loads the frame into the plane and takes the background of each block while it is in the
    /// cache.
    ///
    /// @param quantum smallest difference of two pixels: 1 for whole numbers
    void load(Frame frame, @Nullable Mask mask, boolean zeroIsData, Plane plane, double quantum) {
        for (int j = 0; j < down; j++) {
            int from = j * BLOCK;
            int to = Math.min(plane.rows, from + BLOCK);
            plane.load(frame, zeroIsData, mask, from, to);
            for (int i = 0; i < across; i++) {
                measure(plane, plane.index(i * BLOCK, from), to - from, quantum, j * across + i);
            }
        }
        fill();
        flatten();
    }

    private void measure(Plane plane, int start, int rows, double quantum, int block) {
        ImageKernels kernels = ImageKernels.BEST;
        kernels.clippedSums(plane.pixels, start, plane.stride, rows, 0, Float.MAX_VALUE, 0, sums);
        double n = sums[0];
        if (n < FEWEST) {
            mean[block] = Float.NaN;
            deviation[block] = Float.NaN;
            return;
        }
        double m = sums[1] / n;
        double s = Math.sqrt(Math.max(0, sums[2] / n - m * m));
        for (int round = 0; round < ROUNDS; round++) {
            double reach = 3 * s + 1.5 * quantum;
            kernels.clippedSums(
                    plane.pixels,
                    start,
                    plane.stride,
                    rows,
                    (float) (m - reach),
                    (float) (m + reach),
                    (float) m,
                    sums);
            if (sums[0] == 0) {
                break;
            }
            boolean settled = sums[0] > 0.995 * n && round > 0;
            n = sums[0];
            double shift = sums[1] / n;
            m += shift;
            s = Math.sqrt(Math.max(0, sums[2] / n - shift * shift));
            if (settled) {
                break;
            }
        }
        mean[block] = (float) m;
        deviation[block] = (float) s;
    }

    /// Gives blocks without data the mean of their neighbours, ring by ring.
    private void fill() {
        boolean missing = true;
        for (int round = 0; missing && round < across + down; round++) {
            missing = false;
            System.arraycopy(mean, 0, draft, 0, mean.length);
            for (int j = 0; j < down; j++) {
                for (int i = 0; i < across; i++) {
                    if (!Float.isNaN(mean[j * across + i])) {
                        continue;
                    }
                    double sum = 0;
                    int n = 0;
                    for (int b = Math.max(0, j - 1); b <= Math.min(down - 1, j + 1); b++) {
                        for (int a = Math.max(0, i - 1); a <= Math.min(across - 1, i + 1); a++) {
                            float x = mean[b * across + a];
                            if (!Float.isNaN(x)) {
                                sum += x;
                                n++;
                            }
                        }
                    }
                    missing |= n == 0;
                    draft[j * across + i] = n == 0 ? Float.NaN : (float) (sum / n);
                }
            }
            System.arraycopy(draft, 0, mean, 0, mean.length);
        }
        for (int block = 0; block < mean.length; block++) {
            if (Float.isNaN(mean[block])) {
                mean[block] = 0;
            }
        }
    }

    /// Lowers blocks that stand above all lines through opposite neighbours to the median line.
    private void flatten() {
        System.arraycopy(mean, 0, draft, 0, mean.length);
        for (int j = 1; j < down - 1; j++) {
            for (int i = 1; i < across - 1; i++) {
                int block = j * across + i;
                float a = line(block, 1);
                float b = line(block, across);
                float c = line(block, across + 1);
                float d = line(block, across - 1);
                float own = draft[block];
                float noise = Float.isNaN(deviation[block]) ? 0 : deviation[block];
                if (own > Math.max(Math.max(a, b), Math.max(c, d)) + 0.5f * noise) {
                    float lower = Math.max(Math.min(a, b), Math.min(c, d));
                    float upper = Math.min(Math.max(a, b), Math.max(c, d));
                    mean[block] = (lower + upper) / 2;
                }
            }
        }
    }

    /// Middle of the line through the neighbours `step` blocks before and after one.
    private float line(int block, int step) {
        return (draft[block - step] + draft[block + step]) / 2;
    }

    /// Values of a block map at the borders of the segments of one row of the plane.
    ///
    /// @param out modified: `across + 2` values
    void interpolate(float[] map, int row, float[] out) {
        int below = Math.min(down - 1, (row + BLOCK / 2) / BLOCK);
        int above = Math.max(0, (row + BLOCK / 2) / BLOCK - 1);
        float t = ((row + BLOCK / 2) % BLOCK + 0.5f) / BLOCK;
        for (int i = 0; i < across; i++) {
            float a = map[above * across + i];
            out[i + 1] = a + t * (map[below * across + i] - a);
        }
        out[0] = out[1];
        out[across + 1] = out[across];
    }

    /// Background of the pixels `from … to` of a row, as [#at] gives it.
    ///
    /// @param out modified: that of column `from` comes first
    void row(int row, int from, int to, float[] out) {
        int below = Math.min(down - 1, (row + BLOCK / 2) / BLOCK) * across;
        int above = Math.max(0, (row + BLOCK / 2) / BLOCK - 1) * across;
        float t = ((row + BLOCK / 2) % BLOCK + 0.5f) / BLOCK;
        int column = from;
        while (column <= to) {
            int segment = (column + BLOCK / 2) / BLOCK;
            int right = Math.min(across - 1, segment);
            int left = Math.max(0, segment - 1);
            float a = mean[above + left] + t * (mean[below + left] - mean[above + left]);
            float b = mean[above + right] + t * (mean[below + right] - mean[above + right]);
            int end = Math.min(to, (segment + 1) * BLOCK - BLOCK / 2 - 1);
            for (; column <= end; column++) {
                float s = (column + BLOCK / 2 - segment * BLOCK + 0.5f) / BLOCK;
                out[column - from] = a + s * (b - a);
            }
        }
    }

    /// Background of one pixel.
    float at(int column, int row) {
        int below = Math.min(down - 1, (row + BLOCK / 2) / BLOCK) * across;
        int above = Math.max(0, (row + BLOCK / 2) / BLOCK - 1) * across;
        float t = ((row + BLOCK / 2) % BLOCK + 0.5f) / BLOCK;
        int right = Math.min(across - 1, (column + BLOCK / 2) / BLOCK);
        int left = Math.max(0, (column + BLOCK / 2) / BLOCK - 1);
        float s = ((column + BLOCK / 2) % BLOCK + 0.5f) / BLOCK;
        float a = mean[above + left] + t * (mean[below + left] - mean[above + left]);
        float b = mean[above + right] + t * (mean[below + right] - mean[above + right]);
        return a + s * (b - a);
    }
}
