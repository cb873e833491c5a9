package org.lauescope.frame;

import java.util.Arrays;
import org.lauescope.simd.ImageKernels;

/// Pixels that stand out of the background, one bit each: those which alone, or whose 3 × 3
/// neighbourhood in sum, exceed the background by more than noise does.
///
/// The single pixel finds spots narrower than a pixel, the sum finds spots that a single pixel
/// would lose in the noise: for a Gaussian of 1 px it is 1.7 times, for one of 2 px 2.6 times as
/// sensitive.
final class HitMap {

    /// Zeros on both sides of a row, for the sums over neighbours.
    private static final int APRON = ImageKernels.SEGMENT;

    final int wordsPerRow;
    final long[] words;
    private final float[] pixelExcess;
    private final float[] boxExcess;
    private final float[] level;
    private final float[] pixelLevel;
    private final float[] boxLevel;
    private final float[][] residual;
    private final float[][] triple;

    HitMap(Plane plane, Background background) {
        wordsPerRow = (plane.segments + 1) / 2;
        words = new long[wordsPerRow * plane.rows];
        pixelExcess = new float[background.mean.length];
        boxExcess = new float[background.mean.length];
        level = new float[plane.segments + 1];
        pixelLevel = new float[plane.segments + 1];
        boxLevel = new float[plane.segments + 1];
        residual = new float[2][plane.stride + 2 * APRON];
        triple = new float[4][plane.stride + 2 * APRON];
    }

    /// Marks the hits of a frame.
    ///
    /// @param threshold in standard deviations
    void mark(Plane plane, Background background, Noise noise, double threshold) {
        for (int i = 0; i < pixelExcess.length; i++) {
            pixelExcess[i] = (float) noise.excess(background.mean[i], 1, threshold);
            boxExcess[i] = (float) noise.excess(background.mean[i], 9, threshold);
        }
        ImageKernels kernels = ImageKernels.BEST;
        float[] above = triple[0];
        Arrays.fill(above, 0);
        float[] here = triple[1];
        float[] below = triple[2];
        subtract(plane, background, 0, residual[0], here);
        for (int row = 0; row < plane.rows; row++) {
            if (row + 1 < plane.rows) {
                subtract(plane, background, row + 1, residual[(row + 1) & 1], below);
            } else {
                Arrays.fill(below, 0);
            }
            background.interpolate(pixelExcess, row, pixelLevel);
            background.interpolate(boxExcess, row, boxLevel);
            kernels.mark(
                    residual[row & 1],
                    above,
                    here,
                    below,
                    APRON,
                    plane.segments,
                    pixelLevel,
                    boxLevel,
                    words,
                    row * wordsPerRow);
            float[] spare = above;
            above = here;
            here = below;
            below = spare;
        }
    }

    private void subtract(Plane plane, Background background, int row, float[] out, float[] sums) {
        background.interpolate(background.mean, row, level);
        ImageKernels.BEST.subtract(
                plane.pixels, row * plane.stride, plane.segments, level, out, sums, APRON);
    }

    /// The hits at columns − 1, column and column + 1 of a row as three bits, the first the lowest.
    int three(int column, int row) {
        int bit = column + Plane.MARGIN - 1;
        int word = row * wordsPerRow + (bit >> 6);
        int within = bit & 63;
        long bits = words[word] >>> within;
        if (within > 61) {
            bits |= words[word + 1] << (64 - within);
        }
        return (int) bits & 7;
    }

    void clear(int column, int row) {
        int bit = column + Plane.MARGIN;
        words[row * wordsPerRow + (bit >> 6)] &= ~(1L << bit);
    }
}
