package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;

/// Orientation and deviatoric strain of a crystal. The deformation gradient is F = R V / ∛det V with
/// R = `labFromCrystal` and V = 1 + ε, so det F = 1: white beam does not see the volume.
///
/// @param labFromCrystal rotation that takes CRYSTAL to LAB
/// @param strain ε, deviatoric, CRYSTAL axes
public record CrystalState(Matrix3 labFromCrystal, SymmetricTensor strain) {

    public static CrystalState unstrained(Matrix3 labFromCrystal) {
        return new CrystalState(labFromCrystal, SymmetricTensor.ZERO);
    }

    /// The state whose reciprocal basis A (columns a\*, b\*, c\*, 1/Å, LAB) is given: F = (A B⁻¹)⁻ᵀ scaled to det F = 1,
    /// F = R V (polar), ε = deviatoric part of V − 1.
    public static CrystalState ofReciprocal(Matrix3 reciprocal, UnitCell cell) {
        Matrix3 f = reciprocal.times(cell.reciprocal().inverse()).inverse().transpose();
        Matrix3.Polar polar = f.times(1 / Math.cbrt(f.determinant())).polar();
        SymmetricTensor strain = SymmetricTensor.of(polar.stretch().minus(Matrix3.IDENTITY));
        return new CrystalState(polar.rotation(), strain.deviatoric());
    }

    /// F, dimensionless, LAB from CRYSTAL.
    public Matrix3 deformation() {
        Matrix3 stretch = Matrix3.IDENTITY.plus(strain.matrix());
        return labFromCrystal.times(stretch).times(1 / Math.cbrt(stretch.determinant()));
    }

    /// Reciprocal basis A = F⁻ᵀ B, columns a\*, b\*, c\* in 1/Å, LAB: q = A h.
    public Matrix3 reciprocal(UnitCell cell) {
        return deformation().inverse().transpose().times(cell.reciprocal());
    }
}
