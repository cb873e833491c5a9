package org.lauescope.frame;

/// Decides whether a spot is two: sub-grains of slightly different orientation.
///
/// A single profile that leaves more misfit than noise is replaced by two of one common shape, put
/// apart along its major axis, if the Bayesian information criterion falls by more than 10. Two weak
/// profiles, whose valley may be noise, are replaced by a single one if it does not. Since a
/// bright spot's chi-square is scaled by the model's own error, the criterion is
///
///     n ln(χ²₁ ⁄ χ²₂) > 3 ln n + 10                 (three parameters more)
///
/// and the parts must be what two grains would show: each a sixth of the spot or more, and more than
/// 1.3 standard deviations of their profile and 1.5 px apart. Nearer ones cannot be told from the
/// response of a pixel: a detector whose images are interpolated turns a narrow spot into two narrower
/// ones a pixel apart.
final class SplitTest {

    private static final double BIC = 10;
    private static final double SMALLEST_PART = 1.0 / 6;
    private static final double SMALLEST_SEPARATION = 1.3;

    private static final double SMALLEST_DISTANCE = 1.5;

    /// Two grains leave the spot elongated: two equal ones 1.5 standard deviations apart make its
    /// variances differ by half, one of a quarter by 40 %.
    private static final double SMALLEST_ELONGATION = 1.25;

    /// Height of a spot worth looking into, in standard deviations of a background pixel.
    private static final double SMALLEST_HEIGHT = 8;

    /// Below this chi-square a second profile has nothing to explain; the noise of a reduced
    /// chi-square is √(2 ⁄ degrees of freedom).
    private static final double SIGNIFICANCE = 4;

    /// Two parts, the weaker of which is less significant than this, may be one spot that noise has
    /// parted; nearer than this many standard deviations of their profiles.
    private static final double SURE = 12;

    private static final double NEAR = 5;

    /// Tries to replace the one peak of a fit by two; leaves the fit as it was if that is refused.
    ///
    /// @param fitted whether the fit of one peak found a minimum
    /// @return whether the fit stands, with one peak or with two
    boolean trySplit(PeakFit fit, Noise noise, boolean fitted) {
        PeakModel model = fit.model;
        int n = model.pixels;
        double single = fit.chiSquare;
        boolean misfits =
                fit.reducedChiSquare() > 1 + SIGNIFICANCE * Math.sqrt(2.0 / fit.degrees());
        if (!misfits
                || model.ellipse(0).major() < SMALLEST_ELONGATION * model.ellipse(0).minor()
                || model.height(0) < SMALLEST_HEIGHT * fit.pixelNoise(noise)) {
            return fitted;
        }
        model.keep();
        model.halve();
        boolean accepted =
                fit.fit(noise)
                        && areTwo(n, single, fit.chiSquare)
                        && share(model) > SMALLEST_PART
                        && share(model) < 1 - SMALLEST_PART
                        && model.separation(0, 1) > SMALLEST_SEPARATION
                        && Math.hypot(model.x(0) - model.x(1), model.y(0) - model.y(1))
                                > SMALLEST_DISTANCE;
        if (accepted) {
            return true;
        }
        return fitted && fit.restore(noise);
    }

    /// Replaces two peaks by one if they are no better; leaves the fit as it was otherwise.
    ///
    /// @return whether there is now one peak
    boolean tryMerge(PeakFit fit, Noise noise) {
        PeakModel model = fit.model;
        if (Math.min(fit.significance(0), fit.significance(1)) > SURE
                || model.separation(0, 1) > NEAR) {
            return false;
        }
        double two = fit.chiSquare;
        model.keep();
        model.merge();
        if (fit.fit(noise) && !areTwo(model.pixels, fit.chiSquare, two)) {
            return true;
        }
        fit.restore(noise);
        return false;
    }

    private static boolean areTwo(int pixels, double single, double two) {
        return pixels * Math.log(single / two) > 3 * Math.log(pixels) + BIC;
    }

    private static double share(PeakModel model) {
        return model.intensity(0) / (model.intensity(0) + model.intensity(1));
    }
}
