package org.lauescope.frame;

/// Noise of a frame: the variance of a pixel that is expected to show `level` is
///
///     variance(level) = max(gain · level + constant, smallest).
///
/// A photon counter has gain 1 and constant 0, and its counts are Poisson numbers. For an
/// integrating detector, [NoiseEstimate] reads gain and constant off the image.
///
/// @param correlation variance of a 3 × 3 sum divided by nine times that of a pixel: 1 for
///     independent pixels, more where a fibre taper or an interpolation spreads the noise
/// @param quantum smallest difference of two pixels: 1 for whole numbers, 0 for others
record Noise(
        boolean counting,
        double gain,
        double constant,
        double smallest,
        double correlation,
        double quantum) {

    static final Noise POISSON = new Noise(true, 1, 0, 0.02, 1, 1);

    /// A block without a single count still has seen only some hundred pixels.
    private static final double SMALLEST_LEVEL = 0.002;

    double variance(double level) {
        return Math.max(gain * level + constant, smallest);
    }

    /// How far the sum over `n` pixels must rise above n · level to be as improbable as
    /// `significance` standard deviations of a Gaussian.
    ///
    /// For counts the threshold T solves 2 (T ln(T/b) − T + b) = significance² with b = n · level,
    /// the signed root of the Poisson deviance; for large b it is b + z√b + z²/6 − z³/(72 √b).
    double excess(double level, int n, double significance) {
        if (!counting) {
            return significance * Math.sqrt(n * variance(level) * (n > 1 ? correlation : 1));
        }
        double b = n * Math.max(level, SMALLEST_LEVEL);
        double z = significance;
        double root = Math.sqrt(b);
        double threshold = b + z * root + z * z / 6;
        if (b > 10) {
            threshold -= z * z * z / (72 * root);
        } else {
            double step = threshold;
            // Quadratic: the step after one of 1e-7 would be of the order of rounding.
            for (int i = 0; i < 5 && Math.abs(step) > 1e-7 * threshold; i++) {
                double log = Math.log(threshold / b);
                step = (threshold * log - threshold + b - z * z / 2) / log;
                threshold -= step;
            }
        }
        return threshold - n * level;
    }
}
