package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;

/// Orientation and deviatoric strain of a crystal. The deformation gradient is F = R (1 + ε) scaled
/// to det F = 1, with R = `labFromCrystal`: white beam does not see the volume.
///
/// @param labFromCrystal rotation that takes CRYSTAL to LAB
/// @param strain ε, traceless, CRYSTAL axes
public record CrystalState(Matrix3 labFromCrystal, SymmetricTensor strain) {

    public static CrystalState unstrained(Matrix3 labFromCrystal) {
        return new CrystalState(labFromCrystal, SymmetricTensor.ZERO);
    }

    /// The state of a deformation F of any positive determinant, LAB from CRYSTAL: F = R V (polar) and
    ///
    ///     ε = 3 V / tr V − 1
    ///
    /// which is traceless and gives back every direction F q₀ exactly. It differs from the deviatoric part of V − 1 at
    /// det V = 1 in third order (1e-10 at 1e-3), from log V in second order (5e-7 at 1e-3).
    public static CrystalState ofDeformation(Matrix3 deformation) {
        Matrix3.Polar polar = deformation.polar();
        Matrix3 stretch = polar.stretch();
        SymmetricTensor strain =
                SymmetricTensor.of(stretch.times(3 / stretch.trace()).minus(Matrix3.IDENTITY));
        return new CrystalState(polar.rotation(), strain.deviatoric());
    }

    /// The state whose reciprocal basis A (columns a\*, b\*, c\*, 1/Å, LAB) is given: F = (A
    /// B⁻¹)⁻ᵀ.
    public static CrystalState ofReciprocal(Matrix3 reciprocal, UnitCell cell) {
        return ofDeformation(reciprocal.times(cell.reciprocal().inverse()).inverse().transpose());
    }

    /// F, dimensionless, LAB from CRYSTAL, det F = 1.
    public Matrix3 deformation() {
        Matrix3 stretch = Matrix3.IDENTITY.plus(strain.matrix());
        return labFromCrystal.times(stretch).times(1 / Math.cbrt(stretch.determinant()));
    }

    /// F⁻ᵀ, which takes reciprocal vectors of the unstrained crystal (CRYSTAL) to those of this one
    /// (LAB).
    public Matrix3 reciprocalDeformation() {
        return deformation().inverse().transpose();
    }

    /// Reciprocal basis A = F⁻ᵀ B, columns a\*, b\*, c\* in 1/Å, LAB: q = A h.
    public Matrix3 reciprocal(UnitCell cell) {
        return reciprocalDeformation().times(cell.reciprocal());
    }

    /// ε in LAB axes.
    public SymmetricTensor strainLab() {
        return strain.in(labFromCrystal);
    }
}
