package org.lauescope.laue;

import java.util.stream.IntStream;
import org.lauescope.crystal.Matrix3;

/// The directions of a crystal that can have a spot on the detector in a state or near it.
///
/// @param inverse of the state's F⁻ᵀ
/// @param directions indices into the reflection list, ascending
/// @param x, y, z their reciprocal vectors, 1/Å, CRYSTAL, unstrained cell: together, since one
///   after the other they would come from all over the memory
record Neighbourhood(Matrix3 inverse, int[] directions, double[] x, double[] y, double[] z) {

    /// How far a state may be from the one in the middle, as the norm of (F⁻ᵀ of the one) · (that
    /// of the other)⁻¹ − 1: no scattering vector turns by a larger angle (1.1°), nor changes its
    /// length by a larger part.
    static final double REACH = 0.02;

    static Neighbourhood of(Matrix3 inverse, int[] directions, ReflectionList list) {
        double[] x = new double[directions.length];
        double[] y = new double[directions.length];
        double[] z = new double[directions.length];
        for (int k = 0; k < directions.length; k++) {
            x[k] = list.reciprocalX()[directions[k]];
            y[k] = list.reciprocalY()[directions[k]];
            z[k] = list.reciprocalZ()[directions[k]];
        }
        return new Neighbourhood(inverse, directions, x, y, z);
    }

    /// All directions of a list.
    static Neighbourhood whole(ReflectionList list) {
        return new Neighbourhood(
                Matrix3.IDENTITY,
                IntStream.range(0, list.size()).toArray(),
                list.reciprocalX(),
                list.reciprocalY(),
                list.reciprocalZ());
    }

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
