package org.lauescope.simd;

/// [ImageKernels] in plain Java: the reference, and the fallback where the Vector API is missing.
final class ScalarImageKernels implements ImageKernels {

    @Override
    public void load(
            int[] counts,
            int from,
            int length,
            int smallest,
            float saturation,
            float[] out,
            int to) {
        for (int i = 0; i < length; i++) {
            int count = counts[from + i];
            float value = count;
            out[to + i] =
                    count < smallest
                            ? Float.NaN
                            : value >= saturation ? Float.POSITIVE_INFINITY : value;
        }
    }

    @Override
    public void clippedSums(
            float[] plane,
            int start,
            int stride,
            int rows,
            float low,
            float high,
            float reference,
            double[] out) {
        int n = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows; row += 2) {
            int first = start + row * stride;
            for (int i = first; i < first + SEGMENT; i++) {
                float x = plane[i];
                if (x >= low && x <= high) {
                    float d = x - reference;
                    n++;
                    sum += d;
                    squares += d * d;
                }
            }
        }
        out[0] = n;
        out[1] = sum;
        out[2] = squares;
    }

    @Override
    public void subtract(
            float[] plane,
            int from,
            int segments,
            float[] level,
            float[] residual,
            float[] triple,
            int to) {
        for (int j = 0, i = 0; j < segments; j++) {
            for (int k = 0; k < SEGMENT; k++, i++) {
                float x = plane[from + i];
                residual[to + i] = Float.isNaN(x) ? 0 : x - ImageKernels.interpolated(level, j, k);
            }
        }
        int end = to + segments * SEGMENT;
        for (int i = to; i < end; i++) {
            triple[i] = residual[i - 1] + residual[i] + residual[i + 1];
        }
    }

    @Override
    public boolean mark(
            float[] residual,
            float[] above,
            float[] here,
            float[] below,
            int from,
            int segments,
            float[] pixelLevel,
            float[] boxLevel,
            long[] hits,
            int firstWord) {
        long any = 0;
        for (int j = 0, i = from; j < segments; j++) {
            long word = 0;
            for (int k = 0; k < SEGMENT; k++, i++) {
                float box = above[i] + here[i] + below[i];
                if (residual[i] > ImageKernels.interpolated(pixelLevel, j, k)
                        || box > ImageKernels.interpolated(boxLevel, j, k)) {
                    word |= 1L << k;
                }
            }
            any |= word;
            int index = firstWord + (j >> 1);
            hits[index] = (j & 1) == 0 ? word : hits[index] | word << SEGMENT;
        }
        return any != 0;
    }
}
