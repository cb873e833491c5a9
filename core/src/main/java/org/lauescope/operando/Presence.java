package org.lauescope.operando;

/// Densities of the amplitude of a change that one mechanism causes and another does not: the true
/// amplitude is normal about zero with a large or a small standard deviation, or half of that if it
/// can only grow, and its measurement adds σ. One in twenty follows neither and may be anything up
/// to five times the large one, so that no single number decides alone.
///
/// @param present standard deviation of true amplitudes where the mechanism is at work
/// @param absent the same where it is not
/// @param growsOnly whether a mechanism at work makes it positive
record Presence(double present, double absent, boolean growsOnly) {

    private static final double OUTLIERS = 0.05;
    private static final double ANYTHING = 5;

    double logDensityIfPresent(double value, double sigma) {
        double whole = Math.hypot(present, sigma);
        double side = growsOnly ? 2 * below(value * present / (sigma * whole)) : 1;
        return Math.log(
                (1 - OUTLIERS) * side * normal(value, whole) + OUTLIERS * anything(value, sigma));
    }

    double logDensityIfAbsent(double value, double sigma) {
        return Math.log(
                (1 - OUTLIERS) * normal(value, Math.hypot(absent, sigma))
                        + OUTLIERS * anything(value, sigma));
    }

    private double anything(double value, double sigma) {
        return normal(value, Math.hypot(ANYTHING * present, sigma));
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
