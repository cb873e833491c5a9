package org.lauescope.frame;

import java.util.SplittableRandom;

/// What a search makes of many spots of one kind on photon-counting frames: how many it finds, and
/// how far their positions and intensities are off in parts of the errors it claims.
///
/// @param number how many of the spots were found
/// @param found part of the spots that is found
/// @param biasX mean error of x, px
/// @param biasY mean error of y, px
/// @param error root mean square error of x and y, px
/// @param pull root mean square of (x − x_true) ⁄ σ over both axes
/// @param intensity mean of the intensities in parts of the truth
/// @param intensityPull root mean square of (I − I_true) ⁄ σ
record PeakStatistics(
        int number,
        double found,
        double biasX,
        double biasY,
        double error,
        double pull,
        double intensity,
        double intensityPull) {

    private static final int SIDE = 12;

    /// Spots of one kind at random places in their pixels, in random directions.
    ///
    /// @param major standard deviation along the major axis, px
    /// @param minor standard deviation along the minor axis, px
    /// @param tail Cauchy part of the height
    /// @param background counts per pixel
    /// @param brighter counts of every third spot, of which no statistics are taken; 0 for none
    record Kind(
            double major,
            double minor,
            double counts,
            double tail,
            double background,
            double brighter) {}

    private static boolean isBright(Kind kind, int i) {
        return kind.brighter > 0 && i % 3 == 0;
    }

    static PeakStatistics of(Kind kind, int frames, SplittableRandom random) {
        int spacing = (int) Math.max(40, 20 * kind.major);
        int size = spacing * (SIDE + 1);
        PeakSearch search = new PeakSearch();
        double n = 0, asked = 0, sumX = 0, sumY = 0, squares = 0;
        double pulls = 0, intensity = 0, intensityPulls = 0;
        for (int f = 0; f < frames; f++) {
            SpotImage image = new SpotImage(size, size, kind.background);
            double[][] truth = new double[SIDE * SIDE][];
            for (int i = 0; i < truth.length; i++) {
                double x = spacing * (1 + i % SIDE) + random.nextDouble() - 0.5;
                double y = spacing * (1 + i / SIDE) + random.nextDouble() - 0.5;
                truth[i] = new double[] {x, y};
                image.addVoigt(
                        x,
                        y,
                        kind.major,
                        kind.minor,
                        Math.PI * random.nextDouble(),
                        isBright(kind, i) ? kind.brighter : kind.counts,
                        kind.tail);
            }
            Peaks peaks = search.find(image.counted(random), null);
            for (int k = 0; k < truth.length; k++) {
                if (isBright(kind, k)) {
                    continue;
                }
                asked++;
                double[] at = truth[k];
                int i = peaks.size() == 0 ? -1 : PeakPairsTest.nearest(peaks, at);
                if (i < 0 || Math.hypot(peaks.x(i) - at[0], peaks.y(i) - at[1]) > 3) {
                    continue;
                }
                double dx = peaks.x(i) - at[0];
                double dy = peaks.y(i) - at[1];
                n++;
                sumX += dx;
                sumY += dy;
                squares += dx * dx + dy * dy;
                pulls +=
                        dx * dx / peaks.value(Peaks.Column.VARIANCE_X, i)
                                + dy * dy / peaks.value(Peaks.Column.VARIANCE_Y, i);
                double off = peaks.intensity(i) - kind.counts;
                intensity += peaks.intensity(i) / kind.counts;
                double ratio = off / peaks.value(Peaks.Column.INTENSITY_SIGMA, i);
                intensityPulls += ratio * ratio;
            }
        }
        return new PeakStatistics(
                (int) n,
                n / asked,
                sumX / n,
                sumY / n,
                Math.sqrt(squares / n / 2),
                Math.sqrt(pulls / n / 2),
                intensity / n,
                Math.sqrt(intensityPulls / n));
    }
}
