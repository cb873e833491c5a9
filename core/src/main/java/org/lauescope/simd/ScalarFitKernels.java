package org.lauescope.simd;

/// [FitKernels] in plain Java: the reference, and the fallback where the Vector API is missing.
final class ScalarFitKernels implements FitKernels {

    @Override
    public void pseudoVoigt(
            float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out) {
        double l1 = peak.l1;
        double l21 = peak.l21;
        double l2 = peak.l2;
        int nodes = peak.nodes;
        double eta = peak.tail;
        float[] node = Quadrature.NODES[nodes];
        float[] weight = Quadrature.WEIGHTS[nodes];
        for (int i = 0; i < n; i++) {
            double gauss = 0, cauchy = 0, gt = 0, gs = 0, gtt = 0, gts = 0, gss = 0;
            for (int b = 0; b < nodes; b++) {
                double y = dy[i] + node[b] - peak.y;
                double s = l2 * y;
                for (int a = 0; a < nodes; a++) {
                    double t = l1 * (dx[i] + node[a] - peak.x) + l21 * y;
                    double u = t * t + s * s;
                    double w = weight[a] * weight[b];
                    double e = w * Math.exp(-u / 2);
                    double q = 1 / (1 + CAUCHY * u);
                    double c = w * q * Math.sqrt(q);
                    double slope = -0.5 * (1 - eta) * e - 1.5 * CAUCHY * eta * c * q;
                    gauss += e;
                    cauchy += c;
                    gt += slope * t;
                    gs += slope * s;
                    gtt += slope * t * t;
                    gts += slope * t * s;
                    gss += slope * s * s;
                }
            }
            double value = (1 - eta) * gauss + eta * cauchy;
            sum[i] += (float) (peak.height * value);
            out[0][i] = (float) (peak.perBulk * value);
            derivatives(peak, value, gt, gs, gtt, gts, gss, out, i);
            out[6][i] = (float) (peak.height * (cauchy - gauss));
        }
    }

    @Override
    public void pearson(
            float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out) {
        double l1 = peak.l1;
        double l21 = peak.l21;
        double l2 = peak.l2;
        int nodes = peak.nodes;
        double tau = peak.tail;
        double c = Math.expm1(tau * Math.log(2)) / (2 * Math.log(2));
        double dc = Math.pow(2, tau) / 2;
        float[] node = Quadrature.NODES[nodes];
        float[] weight = Quadrature.WEIGHTS[nodes];
        for (int i = 0; i < n; i++) {
            double value = 0, tail = 0, gt = 0, gs = 0, gtt = 0, gts = 0, gss = 0;
            for (int b = 0; b < nodes; b++) {
                double y = dy[i] + node[b] - peak.y;
                double s = l2 * y;
                for (int a = 0; a < nodes; a++) {
                    double t = l1 * (dx[i] + node[a] - peak.x) + l21 * y;
                    double u = t * t + s * s;
                    double q = 1 / (1 + c * u);
                    double log = Math.log1p(c * u);
                    double g = weight[a] * weight[b] * Math.exp(-log / tau);
                    double slope = -c / tau * g * q;
                    value += g;
                    tail += g * (log / (tau * tau) - dc / tau * u * q);
                    gt += slope * t;
                    gs += slope * s;
                    gtt += slope * t * t;
                    gts += slope * t * s;
                    gss += slope * s * s;
                }
            }
            sum[i] += (float) (peak.height * value);
            out[0][i] = (float) (peak.perBulk * value);
            derivatives(peak, value, gt, gs, gtt, gts, gss, out, i);
            out[6][i] = (float) (peak.height * tail);
        }
    }

    /// Chain rule from dg/du to the parameters, with ∂u/∂x₀ = −2 l₁ t, ∂u/∂y₀ = −2 (l₂₁ t + l₂ s),
    /// ∂u/∂ln l₁ = 2 t², ∂u/∂k = 2 t s l₁/l₂, ∂u/∂ln l₂ = 2 s², and l₂₁ = l₁ k. The height is the
    /// bulk times l₁ l₂.
    private static void derivatives(
            ProfileTerm peak,
            double value,
            double gt,
            double gs,
            double gtt,
            double gts,
            double gss,
            float[][] out,
            int i) {
        double height = peak.height;
        out[1][i] = (float) (-2 * peak.l1 * gt * height);
        out[2][i] = (float) (-2 * (peak.l21 * gt + peak.l2 * gs) * height);
        double byL1 = (2 * gtt + value) * height;
        double byShear = 2 * gts * peak.l1 / peak.l2 * height;
        double byL2 = (2 * gss + value) * height;
        out[3][i] = (float) (byL1 * peak.l1ByL1);
        out[4][i] = (float) (byL1 * peak.l1ByShear + byShear * peak.shearByShear);
        out[5][i] =
                (float) (byL1 * peak.l1ByL2 + byShear * peak.shearByL2 + byL2 * peak.shearByShear);
    }

    @Override
    public void add(float[] sum, float factor, float[] column, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += factor * column[i];
        }
    }

    @Override
    public void weigh(
            float[] model, double gain, double constant, double smallest, float[] weight, int n) {
        for (int i = 0; i < n; i++) {
            weight[i] = (float) (1 / Math.max(gain * model[i] + constant, smallest));
        }
    }

    @Override
    public double residuals(float[] data, float[] model, float[] weight, float[] residual, int n) {
        double chiSquare = 0;
        for (int i = 0; i < n; i++) {
            float r = data[i] - model[i];
            residual[i] = r;
            chiSquare += (double) weight[i] * r * r;
        }
        return chiSquare;
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
            double b = 0;
            for (int k = 0; k < n; k++) {
                scratch[k] = weight[k] * column[k];
                b += (double) scratch[k] * residual[k];
            }
            vector[i] = b;
            for (int j = 0; j <= i; j++) {
                float[] other = jacobian[j];
                double a = 0;
                for (int k = 0; k < n; k++) {
                    a += (double) scratch[k] * other[k];
                }
                matrix[i * p + j] = a;
            }
        }
    }

    @Override
    public void project(float[][] jacobian, int p, float[] list, int n, double[] out) {
        for (int i = 0; i < p; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += (double) jacobian[i][k] * list[k];
            }
            out[i] = sum;
        }
    }
}
