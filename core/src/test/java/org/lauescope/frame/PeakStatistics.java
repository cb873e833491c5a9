package org.lauescope.frame;

import java.util.SplittableRandom;

/// What a search makes of many spots of one kind on a frame: how many it finds, and how far their
/// positions and intensities are off in parts of the errors it claims.
///
/// @param found part of the spots that is found
/// @param biasX mean error of x and y, px
/// @param pull root mean square of (x − x_true) ⁄ σ over both axes
/// @param intensity mean of the intensities in parts of the truth
/// @param intensityPull root mean square of (I − I_true) ⁄ σ
record PeakStatistics(
        double found, double biasX, double biasY, double error, double pull, double intensity, double intensityPull) {

    private static final int SIDE = 12;

    /// Spots of one kind: standard deviations along both axes (px), direction of the major axis, or
    /// NaN for random ones; counts; Cauchy part of the height; background.
    record Kind(
            double major, double minor, double counts, double tail, double background, Profile profile) {}

    static PeakStatistics of(Kind kind, int frames, SplittableRandom random) {
        int spacing = (int) Math.max(40, 20 * kind.major);
        int size = spacing * (SIDE + 1);
        PeakSearch search = new PeakSearch(new PeakSearch.Options(5.5, 1000, kind.profile));
        double n = 0, sumX = 0, sumY = 0, squares = 0, pulls = 0, intensity = 0, intensityPulls = 0;
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
                        kind.counts,
                        kind.tail);
            }
            Peaks peaks = search.find(image.counted(random), null);
            for (double[] at : truth) {
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
                n / (SIDE * SIDE * frames),
                sumX / n,
                sumY / n,
                Math.sqrt(squares / n / 2),
                Math.sqrt(pulls / n / 2),
                intensity / n,
                Math.sqrt(intensityPulls / n));
    }

    public static void main(String[] args) {
        if (args[0].equals("one")) {
            Kind kind = new Kind(Double.parseDouble(args[1]), Double.parseDouble(args[2]), Double.parseDouble(args[3]), Double.parseDouble(args[4]), Double.parseDouble(args[5]), Profile.PSEUDO_VOIGT);
            System.out.println(of(kind, Integer.parseInt(args[6]), new SplittableRandom(5)));
            return;
        }
        Profile profile = args.length > 1 ? Profile.valueOf(args[1]) : Profile.PSEUDO_VOIGT;
        int frames = Integer.parseInt(args[0]);
        System.out.printf("%5s %5s %8s %5s %5s | %5s %7s %7s %7s %5s %6s %5s%n", "major","minor","counts","tail","bg","found","biasx","biasy","error","pull","int","ipull");
        for (double tail : new double[] {0, 0.15}) {
            for (double sigma : args.length > 2 ? new double[] {Double.parseDouble(args[2])} : new double[] {0.3, 0.5, 0.8, 1.2, 2}) {
                for (double ratio : new double[] {1, 1.7}) {
                    for (double counts : new double[] {100, 300, 1000, 1e4, 1e5}) {
                        for (double background : new double[] {2, 10, 50}) {
                            if (counts >= 1000 && background != 10) continue;
                            Kind kind = new Kind(sigma * ratio, sigma, counts, tail, background, profile);
                            PeakStatistics s = of(kind, frames, new SplittableRandom(5));
                            if (s.found < 0.05) continue;
                            System.out.printf("%5.2f %5.2f %8.0f %5.2f %5.0f | %5.2f %7.4f %7.4f %7.4f %5.2f %6.3f %5.2f %s%n", sigma*ratio, sigma, counts, tail, background, s.found, s.biasX, s.biasY, s.error, s.pull, s.intensity, s.intensityPull, s.pull > 1.1 || s.pull < 0.9 ? "*" : "");
                        }
                    }
                }
            }
        }
    }
}
