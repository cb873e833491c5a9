package org.lauescope.simd;

/// Loops over the rows of an image plane.
///
/// A plane is a `float[]` of rows that are a whole number of segments long, one segment being
/// [#SEGMENT] pixels; NaN is "no data" and +∞ "saturated". All rows handed over start at a multiple
/// of nothing in particular, but must be readable and writable over their whole segments.
///
/// Slowly varying quantities (background, thresholds) are given by their values at the segments'
/// borders, `level[0 … segments]`, and interpolated between them: pixel k of segment j has
/// `level[j] + (level[j + 1] − level[j]) (k + ½) / SEGMENT`.
public interface ImageKernels {

    /// Pixels per segment: a multiple of every vector length and the width of a background block.
    int SEGMENT = 32;

    /// The fastest kernels that this Java can run.
    ImageKernels BEST = VectorUnit.PRESENT ? new VectorImageKernels() : new ScalarImageKernels();

    /// Copies `length` counts to floats: below `smallest` becomes NaN, `saturation` and above +∞.
    ///
    /// @param out modified at `to … to + length − 1`
    void load(
            int[] counts,
            int from,
            int length,
            int smallest,
            float saturation,
            float[] out,
            int to);

    /// Adds up the pixels x of a block with `low ≤ x ≤ high`, every second row.
    ///
    /// @param start index of the block's first pixel; it is [#SEGMENT] wide
    /// @param out modified: their number, Σ(x − reference), Σ(x − reference)²
    void clippedSums(
            float[] plane,
            int start,
            int stride,
            int rows,
            float low,
            float high,
            float reference,
            double[] out);

    /// Subtracts a background from a row and adds up each pixel with its two neighbours in the row.
    ///
    /// @param residual modified at `to …`: pixel − background, 0 where there is no data. The
    ///   elements before `to` and after the last segment are read and must be 0
    /// @param triple modified at `to …`: residual[i − 1] + residual[i] + residual[i + 1]
    void subtract(
            float[] plane,
            int from,
            int segments,
            float[] level,
            float[] residual,
            float[] triple,
            int to);

    /// Marks the pixels whose residual exceeds `pixelLevel` or whose 3 × 3 sum exceeds `boxLevel`.
    ///
    /// @param above triple sums of the previous row, `here` of this row, `below` of the next one
    /// @param hits modified from `firstWord` on: bit i of the row is its pixel i. Half a word may
    ///   stay at the end when `segments` is odd; it is cleared
    /// @return whether any pixel was marked
    boolean mark(
            float[] residual,
            float[] above,
            float[] here,
            float[] below,
            int from,
            int segments,
            float[] pixelLevel,
            float[] boxLevel,
            long[] hits,
            int firstWord);

    /// Interpolated value at pixel k of segment j.
    static float interpolated(float[] level, int j, int k) {
        return level[j] + (level[j + 1] - level[j]) * ((k + 0.5f) / SEGMENT);
    }
}
