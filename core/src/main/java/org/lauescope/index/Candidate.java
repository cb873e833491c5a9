package org.lauescope.index;

import org.lauescope.crystal.Matrix3;

/// An orientation (with strain) of one of the crystals and what speaks for it.
///
/// @param crystal index of the crystal, −1 for none
/// @param reciprocalDeformation F⁻ᵀ, LAB from CRYSTAL, determinant 1
/// @param sigma width of the residuals, px per coordinate
/// @param strained whether a strain was fitted
/// @param matched free peaks it explains
/// @param logOdds natural logarithm of the odds against chance, the number of orientations and
///   strains tried included
record Candidate(
        int crystal,
        Matrix3 reciprocalDeformation,
        double sigma,
        boolean strained,
        int matched,
        double logOdds) {

    /// Two solutions whose odds differ by less than a thousand are not told apart.
    private static final double DECISIVE = Math.log(1000);

    /// Nor are those whose logarithms differ by less than this part: which spots should have been
    /// seen is known from a model of intensities, and no better than that.
    private static final double DECISIVE_PART = 0.03;

    static final Candidate NONE =
            new Candidate(-1, Matrix3.IDENTITY, Double.NaN, false, 0, Double.NEGATIVE_INFINITY);

    boolean beats(Candidate other) {
        return logOdds > other.logOdds;
    }

    /// Whether `other` does about as well.
    boolean isNear(Candidate other) {
        return logOdds - other.logOdds < Math.max(DECISIVE, DECISIVE_PART * logOdds);
    }
}
