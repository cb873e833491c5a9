package org.lauescope.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;
import org.lauescope.simd.ImageKernels;

/// A frame's pixels as floats in padded rows: NaN where there is no data, +∞ where saturated.
///
/// Pixel (column, row) is element `row · stride + MARGIN + column`; the padding is NaN. One plane
/// serves many frames of one size.
final class Plane {

    /// Half a segment: the segments' borders are then the centres of the background's blocks.
    static final int MARGIN = ImageKernels.SEGMENT / 2;

    final int columns;
    final int rows;
    final int segments;
    final int stride;
    final float[] pixels;

    /// Runs of pixels of a mask as elements `runStart … runEnd − 1`; those of a row begin with run
    /// `runOfRow`.
    private @Nullable Mask prepared;

    private int[] runStart = new int[1024];
    private int[] runEnd = new int[1024];
    private final int[] runOfRow;

    Plane(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        segments = (columns + ImageKernels.SEGMENT - 1) / ImageKernels.SEGMENT + 1;
        stride = segments * ImageKernels.SEGMENT;
        runOfRow = new int[rows + 1];
        pixels = new float[Math.multiplyExact(stride, rows) + 1];
        Arrays.fill(pixels, Float.NaN);
    }

    int index(int column, int row) {
        return row * stride + MARGIN + column;
    }

    boolean contains(int column, int row) {
        return column >= 0 && row >= 0 && column < columns && row < rows;
    }

    /// The pixel, NaN also outside the frame.
    float at(int column, int row) {
        return contains(column, row) ? pixels[index(column, row)] : Float.NaN;
    }

    /// Copies rows `from … to − 1` of a frame of this plane's size.
    ///
    /// @param zeroIsData whether a pixel of exactly 0 was measured
    void load(Frame frame, boolean zeroIsData, @Nullable Mask mask, int from, int to) {
        float saturation = (float) frame.header().saturation();
        int[] counts = frame.counts();
        float[] values = frame.values();
        for (int row = from; row < to; row++) {
            int source = row * columns;
            int target = index(0, row);
            if (counts != null) {
                ImageKernels.BEST.load(
                        counts, source, columns, zeroIsData ? 0 : 1, saturation, pixels, target);
            } else if (values != null) {
                for (int i = 0; i < columns; i++) {
                    float x = values[source + i];
                    boolean measured = zeroIsData ? x >= 0 : x > 0;
                    pixels[target + i] =
                            !measured || x == Float.POSITIVE_INFINITY
                                    ? Float.NaN
                                    : x >= saturation ? Float.POSITIVE_INFINITY : x;
                }
            }
        }
        if (mask != null) {
            prepare(mask);
            for (int run = runOfRow[from]; run < runOfRow[to]; run++) {
                Arrays.fill(pixels, runStart[run], runEnd[run], Float.NaN);
            }
        }
    }

    /// Notes the runs of masked pixels, row by row.
    private void prepare(Mask mask) {
        if (mask == prepared) {
            return;
        }
        prepared = mask;
        int run = 0;
        int first = mask.nextMasked(0);
        for (int row = 0; row < rows; row++) {
            runOfRow[row] = run;
            int end = (row + 1) * columns;
            while (first >= 0 && first < end) {
                int next = Math.min(mask.nextMeasured(first), end);
                if (run == runStart.length) {
                    runStart = Arrays.copyOf(runStart, 2 * run);
                    runEnd = Arrays.copyOf(runEnd, 2 * run);
                }
                runStart[run] = index(first - row * columns, row);
                runEnd[run] = runStart[run] + next - first;
                run++;
                first = mask.nextMasked(next);
            }
        }
        runOfRow[rows] = run;
    }

    /// Whether there are exact zeros in the rows that [#zeroIsData] looks at.
    private static boolean hasZeros(Frame frame, int[] counts) {
        int zeros = 0;
        int step = step(frame);
        for (int row = 0; row < frame.rows(); row += step) {
            int end = (row + 1) * frame.columns();
            for (int i = row * frame.columns(); i < end; i++) {
                zeros += counts[i] == 0 ? 1 : 0;
            }
        }
        return zeros > 0;
    }

    private static int step(Frame frame) {
        return Math.max(1, frame.rows() / 64);
    }

    /// Whether exact zeros are measurements rather than the surroundings of a round or tiled
    /// detector: those come in runs, amid long runs of values that stay away from zero.
    static boolean zeroIsData(Frame frame) {
        int[] counts = frame.counts();
        float[] values = frame.values();
        if (counts != null && !hasZeros(frame, counts)) {
            return true;
        }
        long zeros = 0;
        long small = 0;
        long others = 0;
        long zeroRuns = 0;
        long otherRuns = 0;
        int step = step(frame);
        for (int row = 0; row < frame.rows(); row += step) {
            int previous = -1;
            for (int i = row * frame.columns(), end = i + frame.columns(); i < end; i++) {
                double x = counts != null ? counts[i] : values != null ? values[i] : 0;
                if (!(x >= 0)) {
                    continue;
                }
                int now = x == 0 ? 0 : 1;
                if (now == 0) {
                    zeros++;
                    zeroRuns += previous == 0 ? 0 : 1;
                } else {
                    others++;
                    otherRuns += previous == 1 ? 0 : 1;
                    small += x <= 2 ? 1 : 0;
                }
                previous = now;
            }
        }
        boolean surroundings =
                zeros >= 4 * zeroRuns && others >= 30 * otherRuns && small * 50 < zeros;
        return zeros == 0 || others == 0 || !surroundings;
    }
}
