package org.lauescope.frame;

import java.util.SplittableRandom;

/// Test images: Gaussian spots integrated exactly over the pixels, a background, Poisson noise.
/// Independent of the code under test: axis-parallel spots are products of error functions, rotated
/// ones are sums over 11 × 11 points of each pixel.
final class SpotImage {

    final int columns;
    final int rows;
    final double[] expected;

    SpotImage(int columns, int rows, double background) {
        this.columns = columns;
        this.rows = rows;
        expected = new double[columns * rows];
        java.util.Arrays.fill(expected, background);
    }

    SpotImage add(double x, double y, double sigma, double counts) {
        return add(x, y, sigma, sigma, counts);
    }

    /// A Gaussian of `counts` in all with standard deviations along columns and rows.
    SpotImage add(double x, double y, double sigmaX, double sigmaY, double counts) {
        int reachX = (int) Math.ceil(7 * sigmaX) + 1;
        int reachY = (int) Math.ceil(7 * sigmaY) + 1;
        for (int r = (int) y - reachY; r <= y + reachY; r++) {
            double inRow = between(r - 0.5, r + 0.5, y, sigmaY);
            for (int c = (int) x - reachX; c <= x + reachX; c++) {
                if (r >= 0 && r < rows && c >= 0 && c < columns) {
                    expected[r * columns + c] +=
                            counts * inRow * between(c - 0.5, c + 0.5, x, sigmaX);
                }
            }
        }
        return this;
    }

    /// A Gaussian whose long axis points `angle` from +x towards +y, plus a part of its counts in a
    /// Gaussian `tail` times as wide.
    SpotImage addRotated(
            double x,
            double y,
            double major,
            double minor,
            double angle,
            double counts,
            double part,
            double tail) {
        int reach = (int) Math.ceil(6 * major * tail) + 1;
        int points = 11;
        for (int r = Math.max(0, (int) y - reach); r <= Math.min(rows - 1, y + reach); r++) {
            for (int c = Math.max(0, (int) x - reach); c <= Math.min(columns - 1, x + reach); c++) {
                double sum = 0;
                for (int b = 0; b < points; b++) {
                    for (int a = 0; a < points; a++) {
                        double dx = c + (a + 0.5) / points - 0.5 - x;
                        double dy = r + (b + 0.5) / points - 0.5 - y;
                        double along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / major;
                        double across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / minor;
                        double u = along * along + across * across;
                        sum += (1 - part) * Math.exp(-u / 2);
                        sum += part / (tail * tail) * Math.exp(-u / (2 * tail * tail));
                    }
                }
                expected[r * columns + c] +=
                        counts * sum / (points * points) / (2 * Math.PI * major * minor);
            }
        }
        return this;
    }

    /// A rotated pseudo-Voigt of `counts` in all: a Gaussian and a two-dimensional Cauchy
    /// distribution of the same half width, `tail` the latter's part of the height. A pixel is
    /// integrated by a Gauss–Legendre rule, 4 × 4 points or 8 × 8 if narrow, exact to 1e-6; far
    /// out, where only the Cauchy part is left, by its centre.
    SpotImage addVoigt(
            double x,
            double y,
            double major,
            double minor,
            double angle,
            double counts,
            double tail) {
        double cauchy = (Math.cbrt(4) - 1) / (2 * Math.log(2));
        double volume = 2 * Math.PI * major * minor * (1 - tail + tail / cauchy);
        var rule =
                new org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory()
                        .legendre(minor < 0.6 ? 8 : 4);
        int core = (int) Math.ceil(6 * major) + 1;
        int reach = tail == 0 ? core : (int) Math.ceil(40 * major) + 1;
        for (int r = Math.max(0, (int) y - reach); r <= Math.min(rows - 1, y + reach); r++) {
            for (int c = Math.max(0, (int) x - reach); c <= Math.min(columns - 1, x + reach); c++) {
                boolean far = Math.abs(c - x) > core || Math.abs(r - y) > core;
                int points = far ? 1 : rule.getNumberOfPoints();
                double sum = 0;
                for (int b = 0; b < points; b++) {
                    for (int a = 0; a < points; a++) {
                        double dx = c - x + (far ? 0 : rule.getPoint(a) / 2);
                        double dy = r - y + (far ? 0 : rule.getPoint(b) / 2);
                        double along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / major;
                        double across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / minor;
                        double u = along * along + across * across;
                        double value =
                                (1 - tail) * Math.exp(-u / 2)
                                        + tail * Math.pow(1 + cauchy * u, -1.5);
                        sum += value * (far ? 1 : rule.getWeight(a) * rule.getWeight(b) / 4);
                    }
                }
                expected[r * columns + c] += counts * sum / volume;
            }
        }
        return this;
    }

    /// Photon counts.
    Frame counted(SplittableRandom random) {
        int[] counts = new int[expected.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = poisson(expected[i], random);
        }
        var header =
                new Frame.Header(Double.NaN, null, Double.POSITIVE_INFINITY, Frame.Kind.COUNTING);
        return Frame.ofCounts("simulated", columns, rows, counts, header);
    }

    /// An integrating detector: photons times a gain, blurred noise is left out, plus read noise
    /// and an offset, rounded.
    Frame integrated(SplittableRandom random, double gain, double readNoise, double offset) {
        int[] counts = new int[expected.length];
        for (int i = 0; i < counts.length; i++) {
            double x =
                    offset
                            + gain * poisson(expected[i], random)
                            + readNoise * random.nextGaussian();
            counts[i] = (int) Math.round(Math.max(0, x));
        }
        return Frame.ofCounts("simulated", columns, rows, counts, Frame.Header.UNKNOWN);
    }

    static int poisson(double mean, SplittableRandom random) {
        if (mean > 1000) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        // the sum of two Poisson numbers is one; keeps exp(−mean) away from underflow
        if (mean > 300) {
            return poisson(mean / 2, random) + poisson(mean / 2, random);
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private static double between(double from, double to, double centre, double sigma) {
        double scale = 1 / (sigma * Math.sqrt(2));
        return (errorFunction((to - centre) * scale) - errorFunction((from - centre) * scale)) / 2;
    }

    private static double errorFunction(double z) {
        return org.hipparchus.special.Erf.erf(z);
    }
}
