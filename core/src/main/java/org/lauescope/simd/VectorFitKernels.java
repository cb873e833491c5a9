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

    /// exp(−40) is nothing beside any background.
    private static final float SMALLEST_EXPONENT = -40 * LOG2_E;

    /// Coefficients of 2^r, (ln 2)ᵏ ⁄ k!
    private static final float C1 = 0.6931471805599453f;

    private static final float C2 = 0.2402265069591007f;
    private static final float C3 = 0.05550410866482158f;
    private static final float C4 = 0.009618129107628477f;
    private static final float C5 = 0.0013333558146428443f;
    private static final float C6 = 0.00015403530393381608f;

    @Override
    public void pseudoVoigt(
            float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out) {
        float x0 = (float) peak.x;
        float y0 = (float) peak.y;
        float l1 = (float) peak.l1;
        float l21 = (float) peak.l21;
        float l2 = (float) peak.l2;
        int nodes = peak.nodes;
        float eta = (float) peak.tail;
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
                    FloatVector e = exp2(u.mul(-0.5f * LOG2_E)).mul(w);
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
            FloatVector tail = cauchy.sub(gauss);
            tail.fma(FloatVector.broadcast(FLOATS, eta), gauss).intoArray(out[0], i);
            tail.intoArray(out[6], i);
            gt.intoArray(out[1], i);
            gs.intoArray(out[2], i);
            gtt.intoArray(out[3], i);
            gts.intoArray(out[4], i);
            gss.intoArray(out[5], i);
        }
        derivatives(peak, n, sum, out);
    }

    @Override
    public void pearson(
            float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out) {
        float x0 = (float) peak.x;
        float y0 = (float) peak.y;
        float l1 = (float) peak.l1;
        float l21 = (float) peak.l21;
        float l2 = (float) peak.l2;
        int nodes = peak.nodes;
        double tau = peak.tail;
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
                    FloatVector g = exp2(log.mul(-inverse * LOG2_E)).mul(weight[a] * weight[b]);
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
        derivatives(peak, n, sum, out);
    }

    /// Adds the profile and replaces the means of g, of dg/du times t, s, t², ts, s², and of dg by
    /// the tail by the derivatives of the peak, as in [ScalarFitKernels]. Loops of their own: the
    /// compiler stops inlining in methods much longer than the ones above, and a vector that is not
    /// inlined is an object.
    private static void derivatives(ProfileTerm peak, int n, float[] sum, float[][] out) {
        byPlace(peak, n, sum, out);
        byShape(peak, n, out);
        float perBulk = (float) peak.perBulk;
        float height = (float) peak.height;
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(FLOATS, out[0], i).mul(perBulk).intoArray(out[0], i);
            FloatVector.fromArray(FLOATS, out[6], i).mul(height).intoArray(out[6], i);
        }
    }

    private static void byPlace(ProfileTerm peak, int n, float[] sum, float[][] out) {
        float height = (float) peak.height;
        float xByT = (float) (-2 * peak.l1 * peak.height);
        float yByT = (float) (-2 * peak.l21 * peak.height);
        float yByS = (float) (-2 * peak.l2 * peak.height);
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(FLOATS, out[0], i)
                    .mul(height)
                    .add(FloatVector.fromArray(FLOATS, sum, i))
                    .intoArray(sum, i);
            FloatVector gt = FloatVector.fromArray(FLOATS, out[1], i);
            FloatVector gs = FloatVector.fromArray(FLOATS, out[2], i);
            gt.mul(xByT).intoArray(out[1], i);
            gt.mul(yByT).add(gs.mul(yByS)).intoArray(out[2], i);
        }
    }

    private static void byShape(ProfileTerm peak, int n, float[][] out) {
        float half = (float) (2 * peak.height);
        float shear = (float) (2 * peak.height * peak.l1 / peak.l2);
        float height = (float) peak.height;
        float l1ByL1 = (float) peak.l1ByL1;
        float l1ByShear = (float) peak.l1ByShear;
        float l1ByL2 = (float) peak.l1ByL2;
        float shearByShear = (float) peak.shearByShear;
        float shearByL2 = (float) peak.shearByL2;
        for (int i = 0; i < n; i += LANES) {
            FloatVector g = FloatVector.fromArray(FLOATS, out[0], i).mul(height);
            FloatVector byL1 = FloatVector.fromArray(FLOATS, out[3], i).mul(half).add(g);
            FloatVector byShear = FloatVector.fromArray(FLOATS, out[4], i).mul(shear);
            FloatVector byL2 = FloatVector.fromArray(FLOATS, out[5], i).mul(half).add(g);
            byL1.mul(l1ByL1).intoArray(out[3], i);
            byL1.mul(l1ByShear).add(byShear.mul(shearByShear)).intoArray(out[4], i);
            byL1.mul(l1ByL2)
                    .add(byShear.mul(shearByL2))
                    .add(byL2.mul(shearByShear))
                    .intoArray(out[5], i);
        }
    }

    /// 2^x for x ≤ 0, of rounded x: 2ⁿ times the series of 2^r to r⁶, |r| ≤ ½. Relative error below
    /// 2e-7 and, since x is rounded, 6e-8 |x|.
    private static FloatVector exp2(FloatVector exponent) {
        FloatVector x = exponent.max(SMALLEST_EXPONENT);
        FloatVector shifted = x.add(ROUND);
        FloatVector r = x.sub(shifted.sub(ROUND));
        FloatVector series =
                r.mul(C6)
                        .add(C5)
                        .fma(r, FloatVector.broadcast(FLOATS, C4))
                        .fma(r, FloatVector.broadcast(FLOATS, C3))
                        .fma(r, FloatVector.broadcast(FLOATS, C2))
                        .fma(r, FloatVector.broadcast(FLOATS, C1))
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
