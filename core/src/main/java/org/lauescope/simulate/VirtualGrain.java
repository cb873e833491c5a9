package org.lauescope.simulate;

import java.util.random.RandomGenerator;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.ReflectionList;

/// A grain in the beam, as it truly is.
///
/// @param labFromCrystal mean orientation
/// @param strain ε, full tensor, CRYSTAL axes: F = R (1 + ε)
/// @param spread covariance of the small rotations (rotation vectors, LAB) about the mean
///   orientation, rad²
/// @param weight volume in the beam relative to other grains
public record VirtualGrain(
        ReflectionList reflections,
        Matrix3 labFromCrystal,
        SymmetricTensor strain,
        SymmetricTensor spread,
        double weight) {

    public VirtualGrain {
        Matrix3 product = labFromCrystal.times(labFromCrystal.transpose());
        if (!(product.minus(Matrix3.IDENTITY).largest() < 1e-6
                && labFromCrystal.determinant() > 0)) {
            throw new IllegalArgumentException(
                    "orientation %s is not a rotation; expected orthonormal rows and a determinant of +1"
                            .formatted(labFromCrystal));
        }
        if (!(strain.square() < 0.01)) {
            throw new IllegalArgumentException(
                    "strain %s; expected components well below 0.1 (percent or 10⁻³ were given?)"
                            .formatted(strain));
        }
        if (!isCovariance(spread)) {
            throw new IllegalArgumentException(
                    "orientation spread %s; expected a covariance, without negative principal values"
                            .formatted(spread));
        }
        if (!(weight > 0)) {
            throw new IllegalArgumentException(
                    "weight of a grain = %s; expected above 0".formatted(weight));
        }
    }

    /// A perfect crystal without strain.
    public VirtualGrain(ReflectionList reflections, Matrix3 labFromCrystal) {
        this(reflections, labFromCrystal, SymmetricTensor.ZERO, SymmetricTensor.ZERO, 1);
    }

    /// An orientation drawn uniformly over all rotations: four normal numbers point in any
    /// direction of quaternion space alike.
    public static Matrix3 randomOrientation(RandomGenerator random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit()
                .matrix();
    }

    /// F = R (1 + ε), LAB from CRYSTAL.
    public Matrix3 deformation() {
        return labFromCrystal.times(Matrix3.IDENTITY.plus(strain.matrix()));
    }

    /// What a white beam can see of the strain: the deviatoric part of V/∛det V − 1 with V = 1 + ε,
    /// CRYSTAL axes.
    public SymmetricTensor visibleStrain() {
        Matrix3 stretch = Matrix3.IDENTITY.plus(strain.matrix());
        Matrix3 scaled = stretch.times(1 / Math.cbrt(stretch.determinant()));
        return SymmetricTensor.of(scaled.minus(Matrix3.IDENTITY)).deviatoric();
    }

    public VirtualGrain withStrain(SymmetricTensor newStrain) {
        return new VirtualGrain(reflections, labFromCrystal, newStrain, spread, weight);
    }

    public VirtualGrain withWeight(double newWeight) {
        return new VirtualGrain(reflections, labFromCrystal, strain, spread, newWeight);
    }

    /// @param angle standard deviation of the rotation about any axis, rad
    public VirtualGrain withMosaic(double angle) {
        double square = angle * angle;
        return withSpread(new SymmetricTensor(square, square, square, 0, 0, 0));
    }

    public VirtualGrain withSpread(SymmetricTensor newSpread) {
        return new VirtualGrain(reflections, labFromCrystal, strain, newSpread, weight);
    }

    /// Whether no principal value is negative beyond rounding: every principal minor is a sum of
    /// their products.
    private static boolean isCovariance(SymmetricTensor t) {
        double scale = t.trace();
        double rounding = 1e-9 * scale * scale;
        return t.xx() >= 0
                && t.yy() >= 0
                && t.zz() >= 0
                && t.xx() * t.yy() - t.xy() * t.xy() >= -rounding
                && t.xx() * t.zz() - t.xz() * t.xz() >= -rounding
                && t.yy() * t.zz() - t.yz() * t.yz() >= -rounding
                && t.matrix().determinant() >= -rounding * scale;
    }
}
