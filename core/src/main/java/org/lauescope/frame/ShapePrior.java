package org.lauescope.frame;

/// What is believed of a peak's shape before its own pixels are seen: ln l₁, shear, ln l₂ and tail
/// parameter, each normally distributed.
///
/// A weak spot of some hundred counts cannot tell its own width, let alone its tail; left free, they
/// spoil its position and its intensity. The spots of one frame come from one beam, one sample
/// and one detector: the frame's own peaks, the strongest first, teach the mean and the spread of
/// their shapes (empirical Bayes). A peak of m counts is drawn towards the mean by about (σ ⁄ spread)²
/// of its deviation, σ² ≈ 1/m: nothing for a strong one.
///
/// Each peak's posterior value p and variance V improve mean m and variance s² by one step of the
/// expectation–maximisation algorithm, with gains by what the peak's pixels added, r = 1 − V ⁄ s²:
///
///     m ← m + (p − m) ⁄ Σr,    s² ← s² + ((p − m)² + V − s²) ⁄ Σr².
final class ShapePrior {

    private static final int FIRST = PeakModel.LN_L1;
    private static final int COUNT = 4;

    /// Before the first peak: standard deviations of 0.45 to 2.2 px, any direction.
    private static final double[] GENERIC_SIGMA = {0.8, 1, 0.8, Profile.TAIL_SIGMA};

    /// No frame's shapes are more alike than this.
    private static final double[] SMALLEST_SIGMA = {0.1, 0.1, 0.1, 0.02};

    /// How many peaks the generic belief is worth: little for the mean, more for the spread, which
    /// a few like peaks must not make vanish.
    private static final double GENERIC_MEAN_WORTH = 0.5;

    private static final double GENERIC_SPREAD_WORTH = 2;

    /// Each parameter is to be seen as well as this many bright peaks show it.
    private static final double ENOUGH = 16;

    /// Variance of the logarithm of a width that moments above half height tell, and how it grows
    /// with the relative variance of the highest pixel.
    private static final double PIXELS_ERROR = 0.1;

    private static final double COUNTING_ERROR = 4;

    /// A tail is learnt only from peaks whose pixels fix it to half the spread believed: that of a
    /// weak peak, whose width and position follow the noise, comes out low.
    private static final double LEAST_NEWS_OF_TAIL = 0.8;

    private final Profile profile;
    private final double[] mean = new double[COUNT];
    private final double[] variance = new double[COUNT];
    private final double[] seen = new double[COUNT];
    private final double[] seenSquared = new double[COUNT];
    private boolean tailsTell;

    ShapePrior(Profile profile) {
        this.profile = profile;
        forget();
    }

    /// Back to the generic belief.
    void forget() {
        for (int i = 0; i < COUNT; i++) {
            mean[i] = FIRST + i == PeakModel.TAIL ? profile.usualTail : 0;
            variance[i] = GENERIC_SIGMA[i] * GENERIC_SIGMA[i];
            seen[i] = GENERIC_MEAN_WORTH;
            seenSquared[i] = GENERIC_SPREAD_WORTH;
        }
        tailsTell = profile.tailFree;
    }

    double mean(int parameter) {
        return mean[parameter - FIRST];
    }

    /// Variance of a peak's parameter about the mean, whose own uncertainty is part of it.
    double variance(int parameter) {
        int i = parameter - FIRST;
        return variance[i] * (1 + 1 / seen[i]);
    }

    /// Whether further peaks, weaker than those before, would hardly change it.
    boolean isSettled() {
        int last = tailsTell ? PeakModel.TAIL : PeakModel.LN_L2;
        for (int i = FIRST; i <= last; i++) {
            if (seen[i - FIRST] < ENOUGH) {
                return false;
            }
        }
        return true;
    }

    /// The shape to expect of a spot by its moments above half height and by this belief.
    ///
    /// @param relativeVariance of the spot's highest pixel; that of a width is larger, for all
    ///   pixels of the edge are less certain, and some tenths of a pixel are left to chance
    Ellipse expected(Ellipse moments, double relativeVariance) {
        double error = PIXELS_ERROR + COUNTING_ERROR * relativeVariance;
        return Ellipse.ofFactors(
                Math.exp(mixed(PeakModel.LN_L1, Math.log(moments.l1()), error)),
                mixed(PeakModel.SHEAR, moments.shear(), error),
                Math.exp(mixed(PeakModel.LN_L2, Math.log(moments.l2()), error)));
    }

    private double mixed(int parameter, double measured, double error) {
        double variance = variance(parameter);
        return (mean(parameter) * error + measured * variance) / (variance + error);
    }

    private int parameters() {
        return profile.tailFree ? COUNT : COUNT - 1;
    }

    /// Learns from a fit of one peak under this prior.
    void learn(PeakFit fit) {
        for (int i = 0; i < parameters(); i++) {
            double prior = variance(FIRST + i);
            double posterior = Math.min(prior, fit.covariance(0, FIRST + i, FIRST + i));
            double news = 1 - posterior / prior;
            if (FIRST + i == PeakModel.TAIL && news < LEAST_NEWS_OF_TAIL) {
                tailsTell = false;
                continue;
            }
            double reach = 3 * Math.sqrt(prior);
            double off = Math.clamp(fit.model.at[FIRST + i] - mean[i], -reach, reach);
            seen[i] += news;
            seenSquared[i] += news * news;
            mean[i] += off / seen[i];
            variance[i] += (off * off + posterior - prior) / seenSquared[i];
            variance[i] = Math.max(variance[i], SMALLEST_SIGMA[i] * SMALLEST_SIGMA[i]);
        }
    }
}
