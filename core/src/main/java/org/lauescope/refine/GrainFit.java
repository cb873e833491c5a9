package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.ReflectionList;

/// A refined grain: state, uncertainty, and the spots it rests on.
///
/// Both covariances are 8 × 8, row-major, of a small rotation vector ω (rad, LAB) and five coefficients p of the
/// deviatoric strain in LAB, ε = Σ pₖ Mₖ, in the orthonormal basis
///
///     M₁ = diag(1, −1, 0)/√2   M₂ = diag(1, 1, −2)/√6   M₃ = yz/√2   M₄ = xz/√2   M₅ = xy/√2
///
/// @param noiseCovariance from the peaks' errors: differs from point to point
/// @param calibrationCovariance from the detector pose: common to a whole map, never averaged away; zero if unknown
/// @param predicted spots of the grain that should have been seen on unmasked pixels
/// @param chiSquare weighted sum of squared residuals per degree of freedom
/// @param logOdds natural logarithm of the odds that the orientation is right against the best chance solution
public record GrainFit(
        ReflectionList reflections,
        CrystalState state,
        double[] noiseCovariance,
        double[] calibrationCovariance,
        Matches matches,
        int predicted,
        double rmsPixels,
        double chiSquare,
        double logOdds) {

    /// Deviatoric strain in SAMPLE axes.
    public SymmetricTensor strainSample(Matrix3 sampleFromLab) {
        return state.strain().in(sampleFromLab.times(state.labFromCrystal()));
    }
}
