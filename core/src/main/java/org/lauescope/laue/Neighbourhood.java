package org.lauescope.laue;

import org.lauescope.crystal.Matrix3;

/// The directions of a crystal that can have a spot on the detector in a state or near it.
///
/// @param inverse of the state's F⁻ᵀ
/// @param directions indices into the reflection list, ascending
record Neighbourhood(Matrix3 inverse, int[] directions) {

    /// How far a state may be from the one in the middle, as the norm of (F⁻ᵀ of the one) · (that
    /// of the other)⁻¹ − 1: no scattering vector turns by a larger angle (1.1°), nor changes its
    /// length by a larger part.
    static final double REACH = 0.02;

    boolean contains(Matrix3 reciprocalDeformation) {
        Matrix3 t = reciprocalDeformation.times(inverse);
        double xx = t.xx() - 1;
        double yy = t.yy() - 1;
        double zz = t.zz() - 1;
        double square =
                xx * xx
                        + yy * yy
                        + zz * zz
                        + t.xy() * t.xy()
                        + t.xz() * t.xz()
                        + t.yx() * t.yx()
                        + t.yz() * t.yz()
                        + t.zx() * t.zx()
                        + t.zy() * t.zy();
        return square < REACH * REACH;
    }
}
