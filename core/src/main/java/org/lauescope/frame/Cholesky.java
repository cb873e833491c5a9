package org.lauescope.frame;

import java.util.Arrays;

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
        // Each column is taken from all that follow at once: no product waits for the one before.
        for (int k = 0; k < n; k++) {
            double square = a[k * n + k];
            if (!(square > 0)) {
                return false;
            }
            double inverse = 1 / Math.sqrt(square);
            a[k * n + k] = inverse;
            for (int i = k + 1; i < n; i++) {
                double left = a[i * n + k] * inverse;
                a[i * n + k] = left;
                for (int j = k + 1; j <= i; j++) {
                    a[i * n + j] -= left * a[j * n + k];
                }
            }
        }
        return true;
    }

    /// Solves L Lᵀ x = b.
    ///
    /// @param x modified: b on entry, the solution on return
    public static void solve(double[] factor, int n, double[] x) {
        forward(factor, n, x);
        backward(factor, n, x);
    }

    /// Fills `inverse` with `scale` · (L Lᵀ)⁻¹, both triangles.
    ///
    /// @param factor modified: its lower triangle becomes L⁻¹
    public static void invert(double[] factor, int n, double scale, double[] inverse) {
        invertTriangle(factor, n);
        // L⁻ᵀ L⁻¹ as a sum over rows of L⁻¹: no product waits for the one before
        for (int i = 0; i < n; i++) {
            Arrays.fill(inverse, i * n, i * n + i + 1, 0);
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i <= k; i++) {
                double scaled = scale * factor[k * n + i];
                for (int j = 0; j <= i; j++) {
                    inverse[i * n + j] += scaled * factor[k * n + j];
                }
            }
        }
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j * n + i] = inverse[i * n + j];
            }
        }
    }

    /// Row i of L⁻¹ is −(Σ Lᵢₖ row k) ⁄ Lᵢᵢ over the rows before it, and 1 ⁄ Lᵢᵢ.
    private static void invertTriangle(double[] factor, int n) {
        for (int i = 1; i < n; i++) {
            double diagonal = factor[i * n + i];
            for (int k = 0; k < i; k++) {
                double left = -diagonal * factor[i * n + k];
                factor[i * n + k] = left * factor[k * n + k];
                for (int j = 0; j < k; j++) {
                    factor[i * n + j] += left * factor[k * n + j];
                }
            }
        }
    }

    private static void forward(double[] factor, int n, double[] x) {
        for (int i = 0; i < n; i++) {
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * x[k];
            }
            x[i] = sum * factor[i * n + i];
        }
    }

    private static void backward(double[] factor, int n, double[] x) {
        for (int i = n - 1; i >= 0; i--) {
            x[i] *= factor[i * n + i];
            for (int k = 0; k < i; k++) {
                x[k] -= factor[i * n + k] * x[i];
            }
        }
    }
}
