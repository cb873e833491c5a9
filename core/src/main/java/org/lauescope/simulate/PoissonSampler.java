package org.lauescope.simulate;

import java.util.SplittableRandom;

/// Draws Poisson numbers of any mean, exactly distributed, about 5 ns each for the small means of a
/// background.
///
/// A sum of Poisson numbers is one of the summed mean. Below [#LARGEST_TABULATED] the mean is cut
/// into the next lower multiple of 1/16, drawn from an alias table (Walker, Electron. Lett. 10
/// (1974) 127; built as by Vose, IEEE Trans. Softw. Eng. 17 (1991) 972), and the rest, drawn by
/// inversion and mostly zero. Above, transformed rejection PTRS (Hörmann, Insurance: Mathematics
/// and Economics 12 (1993) 39).
final class PoissonSampler {

    static final int LARGEST_TABULATED = 64;

    private static final int STEPS_PER_UNIT = 16;

    /// The values 0 … 255: at mean 64, 256 lies 24 standard deviations away.
    private static final int VALUES = 256;

    /// Value v of a column is kept with probability `KEEP / 2³¹`, otherwise replaced by its alias.
    private static final int[] KEEP = new int[LARGEST_TABULATED * STEPS_PER_UNIT * VALUES];

    private static final short[] ALIAS = new short[KEEP.length];

    static {
        for (int step = 0; step < LARGEST_TABULATED * STEPS_PER_UNIT; step++) {
            tabulate((double) step / STEPS_PER_UNIT, step * VALUES);
        }
    }

    private PoissonSampler() {}

    /// A Poisson number of the given mean; 0 for a mean that is not above 0; means above 2e9 are
    /// taken as 2e9.
    static int sample(double mean, SplittableRandom random) {
        if (!(mean > 0)) {
            return 0;
        }
        return mean < LARGEST_TABULATED ? small(mean, random) : large(Math.min(mean, 2e9), random);
    }

    private static int small(double mean, SplittableRandom random) {
        int step = (int) (mean * STEPS_PER_UNIT);
        double rest = mean - (double) step / STEPS_PER_UNIT;
        long bits = random.nextLong();
        int value = (int) (bits & (VALUES - 1));
        int entry = step * VALUES + value;
        int number = (int) (bits >>> 8 & Integer.MAX_VALUE) < KEEP[entry] ? value : ALIAS[entry];
        double uniform = (bits >>> 39) * 0x1p-25;
        // exp(−r) ≥ 1 − r spares the exponential in 97 draws of 100.
        return uniform < 1 - rest ? number : number + invert(rest, uniform);
    }

    private static int invert(double mean, double uniform) {
        double term = Math.exp(-mean);
        double sum = term;
        int k = 0;
        while (uniform >= sum && term > 0x1p-60) {
            k++;
            term *= mean / k;
            sum += term;
        }
        return k;
    }

    private static int large(double mean, SplittableRandom random) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double margin = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / margin + b) * u + mean + 0.43);
            if (margin >= 0.07 && v <= squeeze) {
                return (int) k;
            }
            if (k < 0 || (margin < 0.013 && v > margin)) {
                continue;
            }
            double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
            double hat = Math.log(v * inverseAlpha / (a / (margin * margin) + b));
            if (hat <= k * Math.log(mean) - mean - logFactorial(k)) {
                return (int) k;
            }
        }
    }

    /// ln k!, by Stirling's series from 10 on (error below 1e-11).
    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        double series = (1.0 / 12 - (1.0 / 360 - 1 / (1260 * k * k)) / (k * k)) / k;
        return (k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + series;
    }

    /// Fills one alias table: columns that are too full give to those that are not full enough.
    private static void tabulate(double mean, int from) {
        double[] fill = new double[VALUES];
        double probability = Math.exp(-mean);
        for (int value = 0; value < VALUES; value++) {
            fill[value] = probability * VALUES;
            probability *= mean / (value + 1);
        }
        int[] poor = new int[VALUES];
        int[] rich = new int[VALUES];
        int poorCount = 0;
        int richCount = 0;
        for (int value = 0; value < VALUES; value++) {
            if (fill[value] < 1) {
                poor[poorCount++] = value;
            } else {
                rich[richCount++] = value;
            }
        }
        while (poorCount > 0 && richCount > 0) {
            int taker = poor[--poorCount];
            int giver = rich[richCount - 1];
            KEEP[from + taker] = (int) Math.min(Integer.MAX_VALUE, Math.rint(fill[taker] * 0x1p31));
            ALIAS[from + taker] = (short) giver;
            fill[giver] -= 1 - fill[taker];
            if (fill[giver] < 1) {
                richCount--;
                poor[poorCount++] = giver;
            }
        }
        // What is left over is full but for rounding.
        while (richCount > 0) {
            keepAlways(from, rich[--richCount]);
        }
        while (poorCount > 0) {
            keepAlways(from, poor[--poorCount]);
        }
    }

    private static void keepAlways(int from, int value) {
        KEEP[from + value] = Integer.MAX_VALUE;
        ALIAS[from + value] = (short) value;
    }
}
