package org.lauescope.operando;

import java.util.Arrays;

/// How the values of a region are distributed.
///
/// @param sorted known values, ascending; not copied and not to be changed
/// @param noiseVariance mean squared uncertainty of one value
public record Distribution(double[] sorted, double noiseVariance) {

    public static Distribution of(Field field, Region region) {
        int[] points = field.known(region).points();
        double[] sorted = new double[points.length];
        double squares = 0;
        for (int i = 0; i < points.length; i++) {
            sorted[i] = field.values()[points[i]];
            squares += field.sigma()[points[i]] * field.sigma()[points[i]];
        }
        Arrays.sort(sorted);
        return new Distribution(sorted, squares / points.length);
    }

    public int count() {
        return sorted.length;
    }

    /// NaN without values, as all that follow.
    public double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    public double median() {
        return quantile(0.5);
    }

    /// Linear between order statistics, (n − 1) p of them below: type 7 of R. J. Hyndman, Y. Fan,
    /// Am. Stat. 50 (1996) 361.
    ///
    /// @param p 0 … 1
    public double quantile(double p) {
        return quantile(sorted, p);
    }

    static double quantile(double[] sorted, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("quantile of %s; expected 0 … 1".formatted(p));
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// Of the values as they are, noise included; n − 1 in the denominator.
    public double variance() {
        double mean = mean();
        double sum = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
        return sum / (sorted.length - 1);
    }

    /// Variance without what noise adds, Var − mean σ². It scatters about the true one and may be
    /// negative: average first, take the root afterwards.
    public double trueVariance() {
        return variance() - noiseVariance;
    }

    /// Part of the values above a limit; those of a strain above 0 are in tension. Noise pulls it
    /// towards one half.
    public double fractionAbove(double limit) {
        return sorted.length == 0
                ? Double.NaN
                : (double) (sorted.length - countUpTo(limit)) / sorted.length;
    }

    /// Part of the values up to a limit, the empirical distribution function.
    public double fractionUpTo(double limit) {
        return sorted.length == 0 ? Double.NaN : (double) countUpTo(limit) / sorted.length;
    }

    private int countUpTo(double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Wasserstein distance of order one: how far values must be moved on average to turn one
    /// distribution into the other,
    ///
    ///     W₁ = ∫ |F(x) − G(x)| dx
    ///
    /// It is positive by noise alone. In the unit of the values.
    public double wasserstein(Distribution other) {
        double[] a = sorted;
        double[] b = other.sorted;
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        int i = 0;
        int j = 0;
        double x = Math.min(a[0], b[0]);
        while (i < a.length || j < b.length) {
            double next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            sum += Math.abs((double) i / a.length - (double) j / b.length) * (next - x);
            x = next;
            if (j == b.length || (i < a.length && a[i] <= b[j])) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }
}
