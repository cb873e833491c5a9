package org.lauescope.refine;

/// The mean length of a vector of normally distributed components of mean zero.
final class GaussianNorm {

    /// Nodes eᵘ, u = −REACH … REACH: beyond, the integrand is below e^{−REACH/2} of its largest
    /// value.
    private static final int REACH = 40;

    private GaussianNorm() {}

    /// E √(pᵀp) for p of covariance C. With E e^{−t p·p} = det(1 + 2tC)^{−1/2},
    ///
    ///     E √Q = 1/(2√π) ∫₀^∞ (1 − E e^{−tQ}) t^{−3/2} dt
    ///
    /// (A. M. Mathai, S. B. Provost, Quadratic Forms in Random Variables, 1992, ch. 3.2), by the
    /// trapezoidal rule in log t, which converges exponentially; relative error below 1e-8. The
    /// determinant is a polynomial in t whose coefficients come from traces (Faddeev and Le Verrier).
    ///
    /// @param covariance n × n, row by row, of positive trace
    static double mean(double[] covariance, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += covariance[(n + 1) * i];
        }
        if (!(trace > 0)) {
            return trace == 0 ? 0 : Double.NaN;
        }
        double[] coefficients = determinant(covariance, n, 2 / trace);
        double integral = 0;
        for (int u = -REACH; u <= REACH; u++) {
            double t = Math.exp(u);
            double excess = 0;
            for (int k = n; k >= 1; k--) {
                excess = (excess + coefficients[k]) * t;
            }
            // 1 − 1/√(1 + e), without the loss of digits for small e.
            double root = Math.sqrt(1 + excess);
            integral += excess / (root * (1 + root)) / Math.sqrt(t);
        }
        return integral * Math.sqrt(trace / Math.PI) / 2;
    }

    /// Coefficients of det(1 + s f C) by powers of s.
    private static double[] determinant(double[] c, int n, double f) {
        double[] coefficients = new double[n + 1];
        coefficients[0] = 1;
        double[] m = new double[n * n];
        for (int k = 1; k <= n; k++) {
            // M ← e_{k−1} 1 − (f C) M, e_k = tr(f C M)/k.
            double[] next = Covariances.product(c, n, m, n);
            for (int i = 0; i < next.length; i++) {
                next[i] *= -f;
            }
            for (int i = 0; i < n; i++) {
                next[(n + 1) * i] += coefficients[k - 1];
            }
            m = next;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += f * c[n * i + j] * m[n * j + i];
                }
            }
            coefficients[k] = sum / k;
        }
        return coefficients;
    }
}
