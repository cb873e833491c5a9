package org.lauescope.refine;

/// The χ² distribution.
final class ChiSquare {

    private ChiSquare() {}

    /// Probability that χ² of an odd number of `degrees` of freedom is below `x`. From P(1) = erf √(x/2) upwards:
    ///
    ///     P(k + 2) = P(k) − (x/2)^{k/2} e^{−x/2} / Γ(k/2 + 1)
    ///
    /// (Abramowitz & Stegun 26.4.6), with erf by its series for small x and by the continued fraction of erfc beyond.
    static double probability(double x, int degrees) {
        if (degrees % 2 == 0 || degrees < 1) {
            throw new IllegalArgumentException(
                    "degrees of freedom = %d; expected an odd number".formatted(degrees));
        }
        if (!(x > 0)) {
            return x <= 0 ? 0 : Double.NaN;
        }
        if (x > 1400) {
            return 1;
        }
        double half = x / 2;
        double probability = erf(Math.sqrt(half));
        double term = Math.sqrt(half) * Math.exp(-half) * 2 / Math.sqrt(Math.PI);
        for (int k = 1; k + 2 <= degrees; k += 2) {
            probability -= term;
            term *= half / (k / 2.0 + 1);
        }
        return Math.clamp(probability, 0, 1);
    }

    /// What χ² exceeds as seldom as a standard normal variable exceeds `z`, ν (1 − 2/(9ν) + z
    /// √(2/(9ν)))³ (E. B. Wilson & M. M. Hilferty, PNAS 17 (1931) 684); within 1 % from ν = 5 up,
    /// for z from 0 to 3.
    static double quantile(double z, int degrees) {
        double variance = 2.0 / (9 * degrees);
        double root = 1 - variance + z * Math.sqrt(variance);
        return degrees * root * root * root;
    }

    /// erf z for z > 0; error below 1e-14.
    private static double erf(double z) {
        double square = z * z;
        if (z < 3) {
            // A&S 7.1.6: all terms positive, so no digits are lost.
            double term = 1;
            double sum = 1;
            for (int n = 1; term > 1e-17 * sum; n++) {
                term *= 2 * square / (2 * n + 1);
                sum += term;
            }
            return 2 / Math.sqrt(Math.PI) * z * Math.exp(-square) * sum;
        }
        // A&S 7.1.14 evaluated from its tail.
        double fraction = z;
        for (int n = 60; n >= 1; n--) {
            fraction = z + n / 2.0 / fraction;
        }
        return 1 - Math.exp(-square) / (Math.sqrt(Math.PI) * fraction);
    }
}
