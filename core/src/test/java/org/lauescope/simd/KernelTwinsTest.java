package org.lauescope.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each vector kernel against its scalar twin, and the twins' derivatives against differences.
class KernelTwinsTest {

    private static final ImageKernels SCALAR_IMAGE = new ScalarImageKernels();
    private static final ImageKernels VECTOR_IMAGE = new VectorImageKernels();
    private static final FitKernels SCALAR_FIT = new ScalarFitKernels();
    private static final FitKernels VECTOR_FIT = new VectorFitKernels();

    @Test
    void theBuildRunsTheVectorKernels() {
        assertThat(VectorUnit.PRESENT).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 200, 981})
    void loadsAlike(int length) {
        SplittableRandom random = new SplittableRandom(length);
        int[] counts = random.ints(length + 3, -3, 70_000).toArray();
        float[] a = new float[length + 10];
        float[] b = new float[length + 10];
        SCALAR_IMAGE.load(counts, 3, length, 1, 60_000, a, 5);
        VECTOR_IMAGE.load(counts, 3, length, 1, 60_000, b, 5);
        assertThat(b).isEqualTo(a);
        assertThat(a[4 + length + 1]).isZero();
    }

    /// Sums of 512 floats in another order differ by some 512 ulp of their largest partial sum.
    @Test
    void clipsAlike() {
        float[] plane = plane(64 * 40, 3);
        double[] a = new double[3];
        double[] b = new double[3];
        SCALAR_IMAGE.clippedSums(plane, 7, 64, 32, 2, 40, 20, a);
        VECTOR_IMAGE.clippedSums(plane, 7, 64, 32, 2, 40, 20, b);
        assertThat(b[0]).isEqualTo(a[0]).isGreaterThan(300);
        assertThat(b[1]).isCloseTo(a[1], within(512 * 6e-8 * 20 * 512));
        assertThat(b[2]).isCloseTo(a[2], within(512 * 6e-8 * 400 * 512));
    }

    /// The interpolated background may be rounded once more in one of them: 2 ulp of 30.
    @Test
    void subtractsAndMarksAlike() {
        int segments = 5;
        int n = segments * ImageKernels.SEGMENT;
        float[] plane = plane(n, 11);
        float[] level = {10, 12, 11, 30, 25, 20};
        float[] ra = new float[n + 64];
        float[] rb = new float[n + 64];
        float[] ta = new float[n + 64];
        float[] tb = new float[n + 64];
        SCALAR_IMAGE.subtract(plane, 0, segments, level, ra, ta, 32);
        VECTOR_IMAGE.subtract(plane, 0, segments, level, rb, tb, 32);
        for (int i = 0; i < ra.length; i++) {
            if (Float.isInfinite(ra[i]) || Float.isInfinite(ta[i])) {
                assertThat(rb[i]).isEqualTo(ra[i]);
                assertThat(tb[i]).isEqualTo(ta[i]);
            } else {
                assertThat(rb[i]).isCloseTo(ra[i], within(4e-6f));
                assertThat(tb[i]).isCloseTo(ta[i], within(2e-5f));
            }
        }
        long[] ha = new long[4];
        long[] hb = {-1, -1, -1, -1};
        float[] pixel = {25, 20, 22, 24, 20, 30};
        float[] box = {60, 50, 55, 40, 60, 70};
        boolean any = SCALAR_IMAGE.mark(ra, ta, ta, ta, 32, segments, pixel, box, ha, 1);
        assertThat(VECTOR_IMAGE.mark(ra, ta, ta, ta, 32, segments, pixel, box, hb, 1))
                .isEqualTo(any)
                .isTrue();
        assertThat(java.util.Arrays.copyOfRange(hb, 1, 4))
                .isEqualTo(java.util.Arrays.copyOfRange(ha, 1, 4));
        assertThat(Long.bitCount(ha[1])).isBetween(5, 60);
    }

    /// Single precision: exp to 3e-7, sums over up to 36 nodes to a few 1e-7; 3e-6 of the largest
    /// element leaves room for the differences that the derivatives are made of.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void evaluatesProfilesAlike(int nodes) {
        int n = 144;
        float[] dx = new float[n];
        float[] dy = new float[n];
        grid(dx, dy);
        ProfileTerm peak = term(new double[] {0.3, -0.2, 0.9, 0.25, 0.6, 0.2, 3}, nodes);
        float[][] a = new float[FitKernels.COLUMNS + 1][n];
        float[][] b = new float[FitKernels.COLUMNS + 1][n];
        SCALAR_FIT.pseudoVoigt(dx, dy, n, peak, a[FitKernels.COLUMNS], a);
        VECTOR_FIT.pseudoVoigt(dx, dy, n, peak, b[FitKernels.COLUMNS], b);
        assertAlike(a, b);
        SCALAR_FIT.pearson(dx, dy, n, peak, a[FitKernels.COLUMNS], a);
        VECTOR_FIT.pearson(dx, dy, n, peak, b[FitKernels.COLUMNS], b);
        assertAlike(a, b);
    }

    /// @param p x₀, y₀, l₁, k, l₂, tail, bulk
    private static ProfileTerm term(double[] p, int nodes) {
        ProfileTerm term = new ProfileTerm();
        term.set(p[0], p[1], p[2], p[3], p[4], p[5], p[6], nodes);
        return term;
    }

    private static void assertAlike(float[][] a, float[][] b) {
        for (int c = 0; c < a.length; c++) {
            float largest = 0;
            for (float x : a[c]) {
                largest = Math.max(largest, Math.abs(x));
            }
            for (int i = 0; i < a[c].length; i++) {
                assertThat(b[c][i]).isCloseTo(a[c][i], within(3e-6f * largest));
            }
        }
    }

    /// Central differences with step h = 1e-3 of float results: rounding 1e-7 ⁄ h and truncation h²
    /// both stay below 5e-4.
    @ParameterizedTest
    @CsvSource({"false, 3", "true, 3", "false, 1", "true, 1"})
    void derivativesAgreeWithDifferences(boolean pearson, int nodes) {
        int n = 144;
        float[] dx = new float[n];
        float[] dy = new float[n];
        grid(dx, dy);
        double[] at = {0.3, -0.2, 0.9, 0.25, 0.6, 0.2, 1.8};
        float[][] columns = new float[FitKernels.COLUMNS][n];
        model(pearson, dx, dy, term(at, nodes), columns);
        double h = 1e-3;
        for (int p = 0; p < 7; p++) {
            double[] more = at.clone();
            double[] less = at.clone();
            boolean logarithmic = p == 2 || p == 4;
            more[p] = logarithmic ? at[p] * Math.exp(h) : at[p] + h;
            less[p] = logarithmic ? at[p] * Math.exp(-h) : at[p] - h;
            float[][] unused = new float[FitKernels.COLUMNS][n];
            float[] high = model(pearson, dx, dy, term(more, nodes), unused);
            float[] low = model(pearson, dx, dy, term(less, nodes), unused);
            float[] column = columns[p == 6 ? 0 : p + 1];
            for (int i = 0; i < n; i++) {
                assertThat(column[i])
                        .isCloseTo((float) ((high[i] - low[i]) / (2 * h)), within(5e-4f));
            }
        }
    }

    private static float[] model(
            boolean pearson, float[] dx, float[] dy, ProfileTerm peak, float[][] out) {
        float[] sum = new float[dx.length];
        if (pearson) {
            SCALAR_FIT.pearson(dx, dy, dx.length, peak, sum, out);
        } else {
            SCALAR_FIT.pseudoVoigt(dx, dy, dx.length, peak, sum, out);
        }
        return sum;
    }

    /// The mean over a pixel of a Gaussian is that of the blurred one but for its fourth cumulant:
    /// at σ = 1 px, 2 · 3 ⁄ 2880 σ⁻⁴ of the height. Six nodes are the oracle.
    @Test
    void theBlurredGaussianIsTheMeanOverThePixel() {
        int n = 144;
        float[] dx = new float[n];
        float[] dy = new float[n];
        grid(dx, dy);
        double[] p = {0.3, -0.2, 0.9, 0.25, 1.0, 0, 1 / 0.9};
        float[][] unused = new float[FitKernels.COLUMNS][n];
        float[] blurred = model(false, dx, dy, term(p, 1), unused);
        float[] exact = model(false, dx, dy, term(p, 6), unused);
        for (int i = 0; i < n; i++) {
            assertThat(blurred[i]).isCloseTo(exact[i], within(2.1e-3f));
        }
        assertThat(sum(blurred)).isCloseTo(sum(exact), within(1e-5 * sum(exact)));
    }

    private static double sum(float[] list) {
        double sum = 0;
        for (float x : list) {
            sum += x;
        }
        return sum;
    }

    /// Half of the height at the half width for every tail: a closed form of both profiles.
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.66, 0.9})
    void profilesHaveTheirWidth(double tail) {
        double half = Math.sqrt(2 * Math.log(2));
        float[] dx = new float[FitKernels.PADDING];
        float[] dy = new float[FitKernels.PADDING];
        dx[1] = (float) half;
        dy[2] = (float) -half;
        // so narrow that its covariance is 1 px² once the pixel has blurred it
        double l = Math.sqrt(12.0 / 11);
        ProfileTerm peak = term(new double[] {0, 0, l, 0, l, tail, 1}, 1);
        float[][] out = new float[FitKernels.COLUMNS][FitKernels.PADDING];
        float[] sum = new float[FitKernels.PADDING];
        VECTOR_FIT.pseudoVoigt(dx, dy, 16, peak, sum, out);
        assertThat(out[0][0]).isCloseTo(1, within(1e-6f));
        assertThat(out[0][1]).isCloseTo(0.5f, within(1e-6f));
        assertThat(out[0][2]).isCloseTo(0.5f, within(1e-6f));
        VECTOR_FIT.pearson(dx, dy, 16, peak, sum, out);
        assertThat(out[0][1]).isCloseTo(0.5f, within(1e-6f));
        assertThat(out[0][2]).isCloseTo(0.5f, within(1e-6f));
    }

    /// 140 products of order 1 in single precision.
    @Test
    void sumsNormalEquationsAlike() {
        SplittableRandom random = new SplittableRandom(8);
        int n = 144;
        int p = 9;
        float[][] jacobian = new float[p][n];
        float[] weight = new float[n];
        float[] residual = new float[n];
        for (int i = 0; i < 140; i++) {
            for (int c = 0; c < p; c++) {
                jacobian[c][i] = (float) random.nextGaussian();
            }
            weight[i] = random.nextFloat();
            residual[i] = (float) random.nextGaussian();
        }
        double[] ma = new double[p * p];
        double[] mb = new double[p * p];
        double[] va = new double[p];
        double[] vb = new double[p];
        SCALAR_FIT.normal(jacobian, p, weight, residual, 140, new float[n], ma, va);
        VECTOR_FIT.normal(jacobian, p, weight, residual, 140, new float[n], mb, vb);
        for (int i = 0; i < p * p; i++) {
            assertThat(mb[i]).isCloseTo(ma[i], within(1e-4));
        }
        for (int i = 0; i < p; i++) {
            assertThat(vb[i]).isCloseTo(va[i], within(1e-4));
        }
        SCALAR_FIT.project(jacobian, p, residual, 140, va);
        VECTOR_FIT.project(jacobian, p, residual, 140, vb);
        for (int i = 0; i < p; i++) {
            assertThat(vb[i]).isCloseTo(va[i], within(1e-4));
        }
        float[] model = new float[n];
        float[] wa = weight.clone();
        float[] wb = weight.clone();
        SCALAR_FIT.add(model, 3, jacobian[0], 140);
        SCALAR_FIT.weigh(model, 2, 0.5, 0.1, wa, 140);
        VECTOR_FIT.weigh(model, 2, 0.5, 0.1, wb, 140);
        for (int i = 0; i < n; i++) {
            assertThat(wb[i]).isCloseTo(wa[i], within(1e-5f));
        }
        float[] ra = new float[n];
        float[] rb = new float[n];
        double ca = SCALAR_FIT.residuals(residual, model, weight, ra, 140);
        double cb = VECTOR_FIT.residuals(residual, model, weight, rb, 140);
        assertThat(cb).isCloseTo(ca, within(1e-3));
    }

    private static void grid(float[] dx, float[] dy) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] = i % 12 - 6;
            dy[i] = i / 12 - 6;
        }
    }

    /// Counts around 20 with missing and saturated pixels.
    private static float[] plane(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] plane = new float[length];
        for (int i = 0; i < length; i++) {
            double r = random.nextDouble();
            plane[i] =
                    r < 0.05
                            ? Float.NaN
                            : r < 0.07
                                    ? Float.POSITIVE_INFINITY
                                    : (float) (20 + 10 * random.nextGaussian());
        }
        return plane;
    }
}
