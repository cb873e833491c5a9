package org.lauescope.frame;

/// Small symmetric positive definite systems in place, row-major with the given row length.
final class Cholesky {

    private Cholesky() {}

    /// Replaces the lower triangle of `a` by its factor L, a = L Lᵀ.
    ///
    /// @param a modified: n × n, only its lower triangle is read
    /// @return whether the matrix is positive definite; if not, `a` is spoilt
    static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                if (i > j) {
                    a[i * n + j] = sum / a[j * n + j];
                } else if (sum > 0) {
                    a[i * n + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /// Solves L Lᵀ x = b.
    ///
    /// @param x modified: b on entry, the solution on return
    static void solve(double[] factor, int n, double[] x) {
        for (int i = 0; i < n; i++) {
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * x[k];
            }
            x[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * x[k];
            }
            x[i] = sum / factor[i * n + i];
        }
    }
}
