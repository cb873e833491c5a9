package org.lauescope.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FitKernels] on the vector unit, in single precision: results agree with the scalar twin to
/// about 1e-6 of the largest element of a list.
final class VectorFitKernels implements FitKernels {

    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() <= PADDING
                    ? FloatVector.SPECIES_PREFERRED
                    : FloatVector.SPECIES_512;
    private static final int LANES = FLOATS.length();

    /// Adding and subtracting it rounds a float to an integer, which then stands in its low bits.
    private static final float ROUND = 0x1.8p23f;

    private static final float LOG2_E = 1.4426950408889634f;
    private static final float LN2_HIGH = 0x1.62e4p-1f;
    private static final float LN2_LOW = 1.4286068203094172e-6f;

    /// exp(−40) is nothing beside any background.
    private static final float SMALLEST_EXPONENT = -40;

    @Override
    public void pseudoVoigt(
            float[] dx, float[] dy, int n, double[] shape, int nodes, float[][] out) {
        float x0 = (float) shape[0];
        float y0 = (float) shape[1];
        float l1 = (float) shape[2];
        float l21 = (float) (shape[2] * shape[3]);
        float l2 = (float) shape[4];
        float eta = (float) shape[5];
        float[] node = Quadrature.NODES[nodes];
        float[] weight = Quadrature.WEIGHTS[nodes];
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector px = FloatVector.fromArray(FLOATS, dx, i).sub(x0);
            FloatVector py = FloatVector.fromArray(FLOATS, dy, i).sub(y0);
            FloatVector gauss = FloatVector.zero(FLOATS);
            FloatVector cauchy = gauss;
            FloatVector gt = gauss;
            FloatVector gs = gauss;
            FloatVector gtt = gauss;
            FloatVector gts = gauss;
            FloatVector gss = gauss;
            for (int b = 0; b < nodes; b++) {
                FloatVector y = py.add(node[b]);
                FloatVector s = y.mul(l2);
                FloatVector ty = y.mul(l21);
                FloatVector ss = s.mul(s);
                for (int a = 0; a < nodes; a++) {
                    FloatVector t = px.add(node[a]).mul(l1).add(ty);
                    FloatVector u = t.fma(t, ss);
                    float w = weight[a] * weight[b];
                    FloatVector e = exp(u.mul(-0.5f)).mul(w);
                    FloatVector q = one.div(u.mul(CAUCHY).add(1));
                    FloatVector c = q.mul(q.lanewise(VectorOperators.SQRT)).mul(w);
                    FloatVector slope =
                            e.mul(-0.5f * (1 - eta)).add(c.mul(q).mul(-1.5f * CAUCHY * eta));
                    gauss = gauss.add(e);
                    cauchy = cauchy.add(c);
                    FloatVector st = slope.mul(t);
                    FloatVector sl = slope.mul(s);
                    gt = gt.add(st);
                    gs = gs.add(sl);
                    gtt = st.fma(t, gtt);
                    gts = st.fma(s, gts);
                    gss = sl.fma(s, gss);
                }
            }
            gauss.intoArray(out[0], i);
            cauchy.intoArray(out[6], i);
            gt.intoArray(out[1], i);
            gs.intoArray(out[2], i);
            gtt.intoArray(out[3], i);
            gts.intoArray(out[4], i);
            gss.intoArray(out[5], i);
        }
        derivatives(l1, l21, l2, n, out);
        for (int i = 0; i < n; i += LANES) {
            FloatVector gauss = FloatVector.fromArray(FLOATS, out[0], i);
            FloatVector tail = FloatVector.fromArray(FLOATS, out[6], i).sub(gauss);
            tail.mul(eta).add(gauss).intoArray(out[0], i);
            tail.intoArray(out[6], i);
        }
    }

    @Override
    public void pearson(float[] dx, float[] dy, int n, double[] shape, int nodes, float[][] out) {
        float x0 = (float) shape[0];
        float y0 = (float) shape[1];
        float l1 = (float) shape[2];
        float l21 = (float) (shape[2] * shape[3]);
        float l2 = (float) shape[4];
        double tau = shape[5];
        float inverse = (float) (1 / tau);
        float c = (float) (Math.expm1(tau * Math.log(2)) / (2 * Math.log(2)));
        float dc = (float) (Math.pow(2, tau) / 2 / tau);
        float[] node = Quadrature.NODES[nodes];
        float[] weight = Quadrature.WEIGHTS[nodes];
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector px = FloatVector.fromArray(FLOATS, dx, i).sub(x0);
            FloatVector py = FloatVector.fromArray(FLOATS, dy, i).sub(y0);
            FloatVector value = FloatVector.zero(FLOATS);
            FloatVector tail = value;
            FloatVector gt = value;
            FloatVector gs = value;
            FloatVector gtt = value;
            FloatVector gts = value;
            FloatVector gss = value;
            for (int b = 0; b < nodes; b++) {
                FloatVector y = py.add(node[b]);
                FloatVector s = y.mul(l2);
                FloatVector ty = y.mul(l21);
                FloatVector ss = s.mul(s);
                for (int a = 0; a < nodes; a++) {
                    FloatVector t = px.add(node[a]).mul(l1).add(ty);
                    FloatVector u = t.fma(t, ss);
                    FloatVector q = one.div(u.mul(c).add(1));
                    FloatVector log = u.mul(c).lanewise(VectorOperators.LOG1P);
                    FloatVector g = exp(log.mul(-inverse)).mul(weight[a] * weight[b]);
                    FloatVector slope = g.mul(q).mul(-c * inverse);
                    value = value.add(g);
                    tail = g.fma(log.mul(inverse * inverse).sub(u.mul(q).mul(dc)), tail);
                    FloatVector st = slope.mul(t);
                    FloatVector sl = slope.mul(s);
                    gt = gt.add(st);
                    gs = gs.add(sl);
                    gtt = st.fma(t, gtt);
                    gts = st.fma(s, gts);
                    gss = sl.fma(s, gss);
                }
            }
            value.intoArray(out[0], i);
            tail.intoArray(out[6], i);
            gt.intoArray(out[1], i);
            gs.intoArray(out[2], i);
            gtt.intoArray(out[3], i);
            gts.intoArray(out[4], i);
            gss.intoArray(out[5], i);
        }
        derivatives(l1, l21, l2, n, out);
    }

    /// Replaces the sums of dg/du times t, s, t², ts, s² by the derivatives, as in
    /// [ScalarFitKernels]. A loop of its own: the compiler stops inlining in methods much longer
    /// than the ones above, and a vector that is not inlined is an object.
    private static void derivatives(float l1, float l21, float l2, int n, float[][] out) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector gt = FloatVector.fromArray(FLOATS, out[1], i);
            FloatVector gs = FloatVector.fromArray(FLOATS, out[2], i);
            FloatVector gtt = FloatVector.fromArray(FLOATS, out[3], i);
            FloatVector gts = FloatVector.fromArray(FLOATS, out[4], i);
            FloatVector gss = FloatVector.fromArray(FLOATS, out[5], i);
            gt.mul(-2 * l1).intoArray(out[1], i);
            gt.mul(l21).add(gs.mul(l2)).mul(-2).intoArray(out[2], i);
            gtt.mul(2).intoArray(out[3], i);
            gts.mul(2 * l1 / l2).intoArray(out[4], i);
            gss.mul(2).intoArray(out[5], i);
        }
    }

    /// exp(x) for x ≤ 0, relative error below 3e-7: 2ⁿ times the series of exp(r) to r⁶, |r| ≤ ½ ln
    /// 2.
    private static FloatVector exp(FloatVector exponent) {
        FloatVector x = exponent.max(SMALLEST_EXPONENT);
        FloatVector shifted = x.mul(LOG2_E).add(ROUND);
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
        FloatVector series =
                r.mul(1f / 720)
                        .add(1f / 120)
                        .fma(r, FloatVector.broadcast(FLOATS, 1f / 24))
                        .fma(r, FloatVector.broadcast(FLOATS, 1f / 6))
                        .fma(r, FloatVector.broadcast(FLOATS, 0.5f))
                        .fma(r, FloatVector.broadcast(FLOATS, 1f))
                        .fma(r, FloatVector.broadcast(FLOATS, 1f));
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return series.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    @Override
    public void add(float[] sum, float factor, float[] column, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(FLOATS, column, i)
                    .mul(factor)
                    .add(FloatVector.fromArray(FLOATS, sum, i))
                    .intoArray(sum, i);
        }
    }

    @Override
    public void weigh(
            float[] model, double gain, double constant, double smallest, float[] weight, int n) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            one.div(
                            FloatVector.fromArray(FLOATS, model, i)
                                    .mul((float) gain)
                                    .add((float) constant)
                                    .max((float) smallest))
                    .intoArray(weight, i);
        }
        for (; i < n; i++) {
            weight[i] = (float) (1 / Math.max(gain * model[i] + constant, smallest));
        }
    }

    @Override
    public double residuals(float[] data, float[] model, float[] weight, float[] residual, int n) {
        FloatVector chiSquare = FloatVector.zero(FLOATS);
        for (int i = 0; i < n; i += LANES) {
            FloatVector r =
                    FloatVector.fromArray(FLOATS, data, i)
                            .sub(FloatVector.fromArray(FLOATS, model, i));
            r.intoArray(residual, i);
            chiSquare = r.mul(r).fma(FloatVector.fromArray(FLOATS, weight, i), chiSquare);
        }
        return LaneSum.of(chiSquare);
    }

    @Override
    public void normal(
            float[][] jacobian,
            int p,
            float[] weight,
            float[] residual,
            int n,
            float[] scratch,
            double[] matrix,
            double[] vector) {
        for (int i = 0; i < p; i++) {
            float[] column = jacobian[i];
            FloatVector b = FloatVector.zero(FLOATS);
            for (int k = 0; k < n; k += LANES) {
                FloatVector weighted =
                        FloatVector.fromArray(FLOATS, column, k)
                                .mul(FloatVector.fromArray(FLOATS, weight, k));
                weighted.intoArray(scratch, k);
                b = weighted.fma(FloatVector.fromArray(FLOATS, residual, k), b);
            }
            vector[i] = LaneSum.of(b);
            for (int j = 0; j <= i; j += 4) {
                products(jacobian, j, i, scratch, n, matrix, i * p);
            }
        }
    }

    @Override
    public void project(float[][] jacobian, int p, float[] list, int n, double[] out) {
        for (int j = 0; j < p; j += 4) {
            products(jacobian, j, p - 1, list, n, out, 0);
        }
    }

    /// Σ weighted · column for up to four columns `j … last` at once: a loop over a few vectors
    /// costs as much as what is in it.
    private static void products(
            float[][] columns, int j, int last, float[] weighted, int n, double[] out, int row) {
        float[] first = columns[j];
        float[] second = columns[Math.min(j + 1, last)];
        float[] third = columns[Math.min(j + 2, last)];
        float[] fourth = columns[Math.min(j + 3, last)];
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int k = 0; k < n; k += LANES) {
            FloatVector w = FloatVector.fromArray(FLOATS, weighted, k);
            a = w.fma(FloatVector.fromArray(FLOATS, first, k), a);
            b = w.fma(FloatVector.fromArray(FLOATS, second, k), b);
            c = w.fma(FloatVector.fromArray(FLOATS, third, k), c);
            d = w.fma(FloatVector.fromArray(FLOATS, fourth, k), d);
        }
        out[row + j] = LaneSum.of(a);
        if (j + 1 <= last) {
            out[row + j + 1] = LaneSum.of(b);
        }
        if (j + 2 <= last) {
            out[row + j + 2] = LaneSum.of(c);
        }
        if (j + 3 <= last) {
            out[row + j + 3] = LaneSum.of(d);
        }
    }
}
