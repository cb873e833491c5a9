package org.lauescope.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ImageKernels] on the vector unit. Sums differ from the scalar twin's in their order only.
final class VectorImageKernels implements ImageKernels {

    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() <= SEGMENT
                    ? FloatVector.SPECIES_PREFERRED
                    : FloatVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();

    /// (k + ½) / SEGMENT for the first LANES pixels of a segment.
    private static final FloatVector FRACTION =
            FloatVector.zero(FLOATS).addIndex(1).add(0.5f).div(SEGMENT);

    private static final float FRACTION_STEP = (float) LANES / SEGMENT;

    @Override
    public void load(
            int[] counts,
            int from,
            int length,
            int smallest,
            float saturation,
            float[] out,
            int to) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        for (; i < whole; i += LANES) {
            IntVector c = IntVector.fromArray(INTS, counts, from + i);
            FloatVector x = (FloatVector) c.convertShape(VectorOperators.I2F, FLOATS, 0);
            VectorMask<Float> none = c.compare(VectorOperators.LT, smallest).cast(FLOATS);
            x.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GE, saturation))
                    .blend(Float.NaN, none)
                    .intoArray(out, to + i);
        }
        for (; i < length; i++) {
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
        FloatVector sum = FloatVector.zero(FLOATS);
        FloatVector squares = FloatVector.zero(FLOATS);
        int n = 0;
        for (int row = 0; row < rows; row += 2) {
            int first = start + row * stride;
            for (int i = first; i < first + SEGMENT; i += LANES) {
                FloatVector x = FloatVector.fromArray(FLOATS, plane, i);
                VectorMask<Float> inside =
                        x.compare(VectorOperators.GE, low).and(x.compare(VectorOperators.LE, high));
                FloatVector d = x.sub(reference);
                sum = sum.add(d, inside);
                squares = squares.add(d.mul(d), inside);
                n += inside.trueCount();
            }
        }
        out[0] = n;
        out[1] = LaneSum.of(sum);
        out[2] = LaneSum.of(squares);
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
            float start = level[j];
            float step = level[j + 1] - start;
            for (int k = 0; k < SEGMENT / LANES; k++, i += LANES) {
                FloatVector background =
                        FRACTION.add(k * FRACTION_STEP)
                                .fma(
                                        FloatVector.broadcast(FLOATS, step),
                                        FloatVector.broadcast(FLOATS, start));
                FloatVector x = FloatVector.fromArray(FLOATS, plane, from + i);
                x.sub(background)
                        .blend(0, x.compare(VectorOperators.NE, x))
                        .intoArray(residual, to + i);
            }
        }
        int end = to + segments * SEGMENT;
        for (int i = to; i < end; i += LANES) {
            FloatVector.fromArray(FLOATS, residual, i - 1)
                    .add(FloatVector.fromArray(FLOATS, residual, i))
                    .add(FloatVector.fromArray(FLOATS, residual, i + 1))
                    .intoArray(triple, i);
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
            float pixelStart = pixelLevel[j];
            float pixelStep = pixelLevel[j + 1] - pixelStart;
            float boxStart = boxLevel[j];
            float boxStep = boxLevel[j + 1] - boxStart;
            long word = 0;
            for (int k = 0; k < SEGMENT / LANES; k++, i += LANES) {
                FloatVector fraction = FRACTION.add(k * FRACTION_STEP);
                FloatVector box =
                        FloatVector.fromArray(FLOATS, above, i)
                                .add(FloatVector.fromArray(FLOATS, here, i))
                                .add(FloatVector.fromArray(FLOATS, below, i));
                FloatVector boxLimit =
                        fraction.fma(
                                FloatVector.broadcast(FLOATS, boxStep),
                                FloatVector.broadcast(FLOATS, boxStart));
                FloatVector pixelLimit =
                        fraction.fma(
                                FloatVector.broadcast(FLOATS, pixelStep),
                                FloatVector.broadcast(FLOATS, pixelStart));
                VectorMask<Float> hit =
                        box.compare(VectorOperators.GT, boxLimit)
                                .or(
                                        FloatVector.fromArray(FLOATS, residual, i)
                                                .compare(VectorOperators.GT, pixelLimit));
                word |= hit.toLong() << (k * LANES);
            }
            any |= word;
            int index = firstWord + (j >> 1);
            hits[index] = (j & 1) == 0 ? word : hits[index] | word << SEGMENT;
        }
        return any != 0;
    }
}
