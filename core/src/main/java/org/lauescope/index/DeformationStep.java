package org.lauescope.index;

import java.util.Arrays;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.refine.StrainBasis;

/// Small rotation ω and deviatoric strain E (both LAB) that best turn calculated unit scattering vectors g onto observed
/// ones u: q → (1 + [ω]× − E) q changes a direction by
///
///     dg = (1 − g gᵀ) (ω × g − E g)
///
/// and Σ |(1 − g gᵀ) u − dg|² / σ² + Σ pₖ² / s² is least, pₖ the strain in all, with E = Σ pₖ Mₖ in the basis of [StrainBasis].
/// The strain's prior width s keeps few spots from inventing one. Accumulates pair by pair; allocates nothing while doing so.
final class DeformationStep {

    private static final int N = 8;
    private static final double R2 = StrainBasis.R2;
    private static final double R6 = StrainBasis.R6;

    private final double[] normal = new double[N * N];
    private final double[] right = new double[N];
    private final double[] column = new double[N * 3];
    private final double[] solution = new double[N];

    void clear() {
        Arrays.fill(normal, 0);
        Arrays.fill(right, 0);
    }

    /// One pair: calculated g and observed u, unit vectors in LAB.
    void add(double gx, double gy, double gz, double ux, double uy, double uz) {
        set(0, gx, gy, gz, 0, -gz, gy);
        set(1, gx, gy, gz, gz, 0, -gx);
        set(2, gx, gy, gz, -gy, gx, 0);
        set(3, gx, gy, gz, -R2 * gx, R2 * gy, 0);
        set(4, gx, gy, gz, -R6 * gx, -R6 * gy, 2 * R6 * gz);
        set(5, gx, gy, gz, 0, -R2 * gz, -R2 * gy);
        set(6, gx, gy, gz, -R2 * gz, 0, -R2 * gx);
        set(7, gx, gy, gz, -R2 * gy, -R2 * gx, 0);
        double along = ux * gx + uy * gy + uz * gz;
        double dx = ux - along * gx;
        double dy = uy - along * gy;
        double dz = uz - along * gz;
        for (int a = 0; a < N; a++) {
            double cx = column[3 * a];
            double cy = column[3 * a + 1];
            double cz = column[3 * a + 2];
            right[a] += cx * dx + cy * dy + cz * dz;
            for (int b = 0; b <= a; b++) {
                normal[a * N + b] +=
                        cx * column[3 * b] + cy * column[3 * b + 1] + cz * column[3 * b + 2];
            }
        }
    }

    /// Column `k` of the derivative, with its part along g removed.
    private void set(int k, double gx, double gy, double gz, double vx, double vy, double vz) {
        double along = vx * gx + vy * gy + vz * gz;
        column[3 * k] = vx - along * gx;
        column[3 * k + 1] = vy - along * gy;
        column[3 * k + 2] = vz - along * gz;
    }

    /// Applies the step to F⁻ᵀ.
    ///
    /// @param sigma standard deviation of an observed direction, rad
    /// @param strainScale prior width s; 0 for a rotation only
    /// @return the new F⁻ᵀ with determinant 1, or the old one where the pairs do not determine a
    ///   rotation
    Matrix3 apply(Matrix3 reciprocalDeformation, double sigma, double strainScale) {
        int n = strainScale > 0 ? N : 3;
        if (strainScale > 0) {
            double weight = sigma * sigma / (strainScale * strainScale);
            double[] present = coefficients(reciprocalDeformation);
            for (int k = 3; k < N; k++) {
                normal[k * N + k] += weight;
                right[k] -= weight * present[k - 3];
            }
        }
        if (!solve(n)) {
            return reciprocalDeformation;
        }
        Matrix3 turn = Matrix3.rotation(new Vector3(solution[0], solution[1], solution[2]));
        if (n == 3) {
            return turn.times(reciprocalDeformation);
        }
        Matrix3 stretch = Matrix3.IDENTITY.minus(StrainBasis.strain(solution, 3));
        Matrix3 next = turn.times(stretch).times(reciprocalDeformation);
        return next.times(1 / Math.cbrt(next.determinant()));
    }

    /// Coefficients pₖ of the strain that F⁻ᵀ = (1 − E) R has already: E = (1 − F⁻ᵀ F⁻¹)/2 to first
    /// order.
    static double[] coefficients(Matrix3 reciprocalDeformation) {
        Matrix3 e =
                Matrix3.IDENTITY
                        .minus(reciprocalDeformation.times(reciprocalDeformation.transpose()))
                        .times(0.5);
        return StrainBasis.coefficients(SymmetricTensor.of(e));
    }

    /// Cholesky factorisation in place, then forward and back substitution.
    private boolean solve(int n) {
        for (int a = 0; a < n; a++) {
            double scale = normal[a * N + a];
            for (int b = 0; b <= a; b++) {
                double sum = normal[a * N + b];
                for (int k = 0; k < b; k++) {
                    sum -= normal[a * N + k] * normal[b * N + k];
                }
                if (b < a) {
                    normal[a * N + b] = sum / normal[b * N + b];
                } else if (sum > 1e-10 * scale) {
                    normal[a * N + a] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        for (int a = 0; a < n; a++) {
            double sum = right[a];
            for (int k = 0; k < a; k++) {
                sum -= normal[a * N + k] * solution[k];
            }
            solution[a] = sum / normal[a * N + a];
        }
        for (int a = n - 1; a >= 0; a--) {
            double sum = solution[a];
            for (int k = a + 1; k < n; k++) {
                sum -= normal[k * N + a] * solution[k];
            }
            solution[a] = sum / normal[a * N + a];
        }
        return true;
    }
}
