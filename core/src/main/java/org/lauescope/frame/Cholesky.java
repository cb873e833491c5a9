package org.lauescope.frame;

/// Small symmetric positive definite systems in place, row-major with the given row length.
///
/// A factor L, A = L Lᵀ, carries the inverses of its diagonal elements on its diagonal: a division
/// takes as long as ten multiplications.
public final class Cholesky {

    private Cholesky() {}

    /// Replaces the lower triangle of `a` by its factor.
    ///
    /// @param a modified: n × n, only its lower triangle is read
    /// @return whether the matrix is positive definite; if not, `a` is spoilt
    public static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int j = 0; j < i; j++) {
                a[row + j] = (a[row + j] - product(a, row, j * n, j)) * a[j * n + j];
            }
            double square = a[row + i] - product(a, row, row, i);
            if (!(square > 0)) {
                return false;
            }
            a[row + i] = 1 / Math.sqrt(square);
        }
        return true;
    }

    /// Of the first elements of two rows.
    private static double product(double[] a, int row, int other, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[row + k] * a[other + k];
        }
        return sum;
    }

    /// Solves L Lᵀ x = b.
    ///
    /// @param x modified: b on entry, the solution on return
    public static void solve(double[] factor, int n, double[] x) {
        forward(factor, n, 0, x);
        backward(factor, n, 0, x);
    }

    /// Fills `inverse` with `scale` · (L Lᵀ)⁻¹, both triangles.
    ///
    /// @param x modified: n elements
    public static void invert(double[] factor, int n, double scale, double[] x, double[] inverse) {
        for (int j = 0; j < n; j++) {
            x[j] = scale;
            for (int i = j + 1; i < n; i++) {
                x[i] = 0;
            }
            forward(factor, n, j, x);
            backward(factor, n, j, x);
            for (int i = j; i < n; i++) {
                inverse[i * n + j] = x[i];
                inverse[j * n + i] = x[i];
            }
        }
    }

    /// Solves L y = b, whose elements before `first` are 0.
    private static void forward(double[] factor, int n, int first, double[] x) {
        for (int i = first; i < n; i++) {
            double sum = x[i];
            for (int k = first; k < i; k++) {
                sum -= factor[i * n + k] * x[k];
            }
            x[i] = sum * factor[i * n + i];
        }
    }

    /// Solves Lᵀ x = y down to the element `first`.
    private static void backward(double[] factor, int n, int first, double[] x) {
        for (int i = n - 1; i >= first; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * x[k];
            }
            x[i] = sum * factor[i * n + i];
        }
    }
}
