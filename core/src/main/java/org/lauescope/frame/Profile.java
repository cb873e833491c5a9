package org.lauescope.frame;

import org.lauescope.simd.FitKernels;
import org.lauescope.simd.ProfileTerm;

/// Radial profiles of a peak. Each is scaled to its full width at half maximum, so that widths mean
/// the same whatever the profile; see [FitKernels] for the formulas.
///
/// The default of a search is [#PSEUDO_VOIGT]: real spots have a Gaussian core and weak wide tails
/// (on a MarCCD and on an sCMOS detector a Cauchy part of 0.1 to 0.2 of the height), which a
/// Gaussian takes for background and a Pearson VII follows with the core's width only.
public enum Profile {
    GAUSSIAN(false, 0, 0, 0),
    /// Two-dimensional Cauchy distribution; its projections are Lorentzians.
    LORENTZIAN(false, 1, 1, 1),
    /// Gaussian and Cauchy of the same half width; the tail parameter is the Cauchy part of the
    /// height. Slightly negative values keep a purely Gaussian spot from pushing the fit to one
    /// side.
    PSEUDO_VOIGT(true, 0.15, -0.2, 1),
    /// Tail parameter 1/m; 2/3 is the Cauchy distribution, 0 the Gaussian.
    PEARSON_VII(true, 0.15, 0.01, 0.9);

    /// What is believed of the tail before any pixel is seen: 0.15 ± 0.15. It decides only where
    /// the counts cannot, in spots of some hundred counts.
    static final double TAIL_SIGMA = 0.15;

    final boolean tailFree;
    final double usualTail;
    final double smallestTail;
    final double largestTail;

    Profile(boolean tailFree, double usualTail, double smallestTail, double largestTail) {
        this.tailFree = tailFree;
        this.usualTail = usualTail;
        this.smallestTail = smallestTail;
        this.largestTail = largestTail;
    }

    /// Adds a peak to a model and finds its derivatives; see [FitKernels].
    void evaluate(float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out) {
        if (this == PEARSON_VII) {
            FitKernels.BEST.pearson(dx, dy, n, peak, sum, out);
        } else {
            FitKernels.BEST.pseudoVoigt(dx, dy, n, peak, sum, out);
        }
    }

    /// Volume of the profile of height 1 with l₁ = l₂ = 1, and its derivative by the tail parameter
    /// in `gradient[0]`.
    double volume(double tail, double[] gradient) {
        if (this == PEARSON_VII) {
            // ∫ (1 + c r²)^(−m) 2πr dr = π / (c (m − 1)), with m = 1/τ
            double two = Math.pow(2, tail);
            double c = (two - 1) / (2 * Math.log(2));
            double volume = Math.PI * tail / (c * (1 - tail));
            gradient[0] = volume * (1 / tail + 1 / (1 - tail) - two / 2 / c);
            return volume;
        }
        gradient[0] = 2 * Math.PI * (1 / FitKernels.CAUCHY - 1);
        return 2 * Math.PI + gradient[0] * tail;
    }
}
