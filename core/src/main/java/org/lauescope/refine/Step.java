package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;

/// The change of F⁻ᵀ that a vector of parameters (ω, p) stands for.
final class Step {

    private static final double R2 = Math.sqrt(0.5);
    private static final double R6 = Math.sqrt(1.0 / 6);

    private Step() {}

    /// exp(K) to second order, K = [ω]× − E: what is dropped is of third order, and the next step
    /// corrects it.
    ///
    /// @param delta ω, then p unless only three unknowns were asked for
    static Matrix3 matrix(double[] delta, int unknowns) {
        Matrix3 k =
                new Matrix3(0, -delta[2], delta[1], delta[2], 0, -delta[0], -delta[1], delta[0], 0);
        if (unknowns > 3) {
            k = k.minus(strain(delta, 3));
        }
        return Matrix3.IDENTITY.plus(k).plus(k.times(k).times(0.5));
    }

    /// E = Σ pₖ Mₖ of the five coefficients from `offset` on (basis of [GrainFit]).
    static Matrix3 strain(double[] coefficients, int offset) {
        double a = R2 * coefficients[offset];
        double b = R6 * coefficients[offset + 1];
        double yz = R2 * coefficients[offset + 2];
        double xz = R2 * coefficients[offset + 3];
        double xy = R2 * coefficients[offset + 4];
        return new Matrix3(a + b, xy, xz, xy, b - a, yz, xz, yz, -2 * b);
    }

    /// The five coefficients of a traceless tensor, pₖ = ε : Mₖ.
    static double[] coefficients(SymmetricTensor strain) {
        return new double[] {
            R2 * (strain.xx() - strain.yy()),
            R6 * (strain.xx() + strain.yy() - 2 * strain.zz()),
            strain.yz() / R2,
            strain.xz() / R2,
            strain.xy() / R2
        };
    }
}
