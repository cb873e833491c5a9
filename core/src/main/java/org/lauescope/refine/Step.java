package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;

/// The change of F⁻ᵀ that a vector of parameters (ω, p) stands for.
final class Step {

    private Step() {}

    /// exp(K) to second order, K = [ω]× − E: what is dropped is of third order, and the next step
    /// corrects it.
    ///
    /// @param delta ω, then p unless only three unknowns were asked for
    static Matrix3 matrix(double[] delta, int unknowns) {
        Matrix3 k =
                new Matrix3(0, -delta[2], delta[1], delta[2], 0, -delta[0], -delta[1], delta[0], 0);
        if (unknowns > 3) {
            k = k.minus(StrainBasis.strain(delta, 3));
        }
        return Matrix3.IDENTITY.plus(k).plus(k.times(k).times(0.5));
    }
}
