package org.lauescope.operando;

/// Densities of the amplitude of a change that one mechanism causes and another does not.
///
/// A mechanism at work does something: small amplitudes are improbable, as of the moment densities
/// of V. E. Johnson and D. Rossell (J. R. Stat. Soc. B 72 (2010) 143),
///
///     p(a) = a²/w² · exp(−½ (a/w)²) / (√(2π) w),
///
/// or twice that above zero if it can only grow. A density that is largest at zero would make every
/// amplitude that is not there look like a small one, and the absence of a mechanism could never be
/// concluded. Of a mechanism that is not at work true amplitudes are normal about zero. Measurement
/// adds σ.
///
/// One amplitude in twenty looks as if the mechanism were not at work though it is, or the other way
/// round: no single number weighs more than 19 to 1. One in a hundred may be anything.
///
/// @param present root mean square of true amplitudes where the mechanism is at work, √3 w
/// @param absent the same where it is not
/// @param growsOnly whether a mechanism at work makes it positive
record Presence(double present, double absent, boolean growsOnly) {

    private static final double OTHER_WAY_ROUND = 0.05;
    private static final double ANYTHING = 0.01;

    double logDensityIfPresent(double value, double sigma) {
        return mixture(present(value, sigma), absent(value, sigma), value);
    }

    double logDensityIfAbsent(double value, double sigma) {
        return mixture(absent(value, sigma), present(value, sigma), value);
    }

    private double mixture(double expected, double other, double value) {
        double z = value / present;
        double anything = 1 / (Math.PI * present * (1 + z * z));
        return Math.log(
                (1 - OTHER_WAY_ROUND - ANYTHING) * expected
                        + OTHER_WAY_ROUND * other
                        + ANYTHING * anything);
    }

    private double absent(double value, double sigma) {
        return normal(value, Math.hypot(absent, sigma));
    }

    /// Given its value, a true amplitude of normal density would be normal about `mean` with
    /// `deviation`: what is left to integrate is its square.
    private double present(double value, double sigma) {
        double width = present / Math.sqrt(3);
        double whole = Math.hypot(width, sigma);
        double mean = value * (width / whole) * (width / whole);
        double deviation = width * sigma / whole;
        double square = mean * mean + deviation * deviation;
        if (growsOnly) {
            double z = mean / deviation;
            square =
                    2
                            * (square * below(z)
                                    + mean * deviation * deviation * normal(mean, deviation));
        }
        return normal(value, whole) * Math.max(0, square) / (width * width);
    }

    private static double normal(double value, double deviation) {
        double z = value / deviation;
        return Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * deviation);
    }

    /// Probability of a normal number below z.
    private static double below(double z) {
        double tail = TailProbability.normal(z) / 2;
        return z > 0 ? 1 - tail : tail;
    }
}
