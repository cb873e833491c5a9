package org.lauescope.operando;

/// How probable a value as far out or farther is, by chance alone. Relative error below 1e-10 where
/// the result is above 1e-300.
///
/// Formulas: NIST Digital Library of Mathematical Functions, chapters 5, 7 and 8; continued
/// fractions by the modified method of Lentz (W. J. Lentz, Appl. Opt. 15 (1976) 668).
public final class TailProbability {

    private static final double TINY = 1e-300;
    private static final double CLOSE = 1e-15;
    private static final int LONGEST = 100_000;

    private TailProbability() {}

    /// |Z| ≥ |z| of a standard normal variable.
    public static double normal(double z) {
        return upperGamma(0.5, z * z / 2);
    }

    /// X ≥ x of the χ² distribution.
    public static double chiSquare(double x, double degreesOfFreedom) {
        return upperGamma(degreesOfFreedom / 2, x / 2);
    }

    /// |T| ≥ |t| of Student's distribution; degrees of freedom need not be whole.
    public static double student(double t, double degreesOfFreedom) {
        double square = t * t;
        return beta(
                degreesOfFreedom / (degreesOfFreedom + square),
                square / (degreesOfFreedom + square),
                degreesOfFreedom / 2,
                0.5);
    }

    /// The |t| that is exceeded with a probability.
    public static double studentQuantile(double probability, double degreesOfFreedom) {
        double low = 0;
        double high = 1;
        while (student(high, degreesOfFreedom) > probability) {
            high *= 2;
        }
        while (high - low > 1e-12 * high) {
            double middle = (low + high) / 2;
            if (student(middle, degreesOfFreedom) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// `k` successes or fewer in `n` trials.
    public static double binomial(int k, int n, double probability) {
        return k >= n ? 1 : beta(1 - probability, probability, n - k, k + 1);
    }

    /// Q(a, x) = Γ(a, x) / Γ(a) (DLMF 8.7.1 and 8.9.2).
    static double upperGamma(double a, double x) {
        if (!(x >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return 1;
        }
        double front = Math.exp(a * Math.log(x) - x - logGamma(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; Math.abs(term) > CLOSE * sum; n++) {
                term *= x / (a + n);
                sum += term;
            }
            return 1 - front * sum;
        }
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double fraction = d;
        for (int n = 1; n < LONGEST; n++) {
            double an = -n * (n - a);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
            fraction *= d * c;
            if (Math.abs(d * c - 1) < CLOSE) {
                break;
            }
        }
        return front * fraction;
    }

    /// The regularised incomplete beta function I_x(a, b) (DLMF 8.17.22), x and y = 1 − x both
    /// given so that neither loses digits.
    private static double beta(double x, double y, double a, double b) {
        if (!(x >= 0 && y >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || y == 0) {
            return x == 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - beta(y, x, b, a);
        }
        double front =
                Math.exp(
                        a * Math.log(x)
                                + b * Math.log(y)
                                + logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b));
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double fraction = d;
        for (int m = 1; m < LONGEST; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            fraction *= d * c;
            if (Math.abs(d * c - 1) < CLOSE) {
                break;
            }
        }
        return front * fraction / a;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// ln Γ(x), x > 0, by Stirling's series (DLMF 5.11.1) beyond 10 and the recurrence below.
    static double logGamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 10) {
            shift += Math.log(at);
            at++;
        }
        double r = 1 / (at * at);
        double series =
                (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / at;
        return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift;
    }
}
