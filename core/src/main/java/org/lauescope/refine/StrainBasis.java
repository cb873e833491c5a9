package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;

/// The orthonormal basis of deviatoric tensors in which strain is fitted, ε = Σ pₖ Mₖ:
///
///     M₁ = diag(1, −1, 0)/√2   M₂ = diag(1, 1, −2)/√6   M₃ = yz/√2   M₄ = xz/√2   M₅ = xy/√2
public final class StrainBasis {

    public static final double R2 = Math.sqrt(0.5);
    public static final double R6 = Math.sqrt(1.0 / 6);

    private StrainBasis() {}

    /// E = Σ pₖ Mₖ of the five coefficients from `offset` on.
    public static Matrix3 strain(double[] coefficients, int offset) {
        double a = R2 * coefficients[offset];
        double b = R6 * coefficients[offset + 1];
        double yz = R2 * coefficients[offset + 2];
        double xz = R2 * coefficients[offset + 3];
        double xy = R2 * coefficients[offset + 4];
        return new Matrix3(a + b, xy, xz, xy, b - a, yz, xz, yz, -2 * b);
    }

    /// The five coefficients pₖ = ε : Mₖ; a trace is left out.
    public static double[] coefficients(SymmetricTensor strain) {
        return new double[] {
            R2 * (strain.xx() - strain.yy()),
            R6 * (strain.xx() + strain.yy() - 2 * strain.zz()),
            strain.yz() / R2,
            strain.xz() / R2,
            strain.xy() / R2
        };
    }
}
