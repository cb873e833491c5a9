package org.lauescope.frame;

import java.util.Arrays;

/// Fits the candidates of a frame region by region and turns what comes out into [Peaks].
final class SpotFitter {

    /// A peak of less significance is none: the search has its hits at 5.5 by chance.
    private static final double SMALLEST_SIGNIFICANCE = 4;

    /// A peak wider than this, px, and lower than so many standard deviations of a pixel cannot be
    /// told from the background's own structure.
    private static final double BROAD = Background.BLOCK / 4.0;

    private static final double SMALLEST_BROAD_HEIGHT = 5;

    /// A candidate that cannot be fitted is reported by its moments from this significance on.
    private static final double SIGNIFICANT_UNFITTED = 12;

    /// Systematic error of a centroid above half height, px: truncation and pixel grid.
    private static final double CENTROID_ERROR = 0.06;

    private static final double STREAK_ASPECT = 3;

    /// A fit is poor where chi-square and the absolute misfit, in parts of the peak, both exceed:
    private static final double POOR_CHI_SQUARE = 5;

    private static final double POOR_MISFIT = 0.25;

    /// Two peaks nearer than this many standard deviations are parts of one spot.
    private static final double SPLIT_DISTANCE = 4;

    /// A peak sharper than this part of the frame's median width is a hot pixel or a zinger, in
    /// frames with at least FEW peaks.
    private static final double SHARPEST = 0.4;

    private static final int FEW = 8;

    /// A region this many times as large as the one that was fitted is fitted anew.
    private static final double OUTGROWN = 1.3;

    /// Spots that are fitted twice, at most, to learn the frame's usual shape.
    private static final int MOST_TEACHERS = 100;

    static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

    private final Plane plane;
    private final Background background;
    private final Candidates candidates;
    private final Region region;
    private final ShapePrior prior;
    private final PeakModel model;
    private final PeakFit fit;
    private final SplitTest splitTest;
    private final double[] row = new double[Peaks.Column.values().length];
    private int[] order = new int[64];
    private int[] rank = new int[64];
    private long[] keys = new long[64];
    private boolean[] taken = new boolean[64];

    SpotFitter(Plane plane, Background background, Candidates candidates, Profile profile) {
        this.plane = plane;
        this.background = background;
        this.candidates = candidates;
        region = new Region(plane, background, candidates);
        prior = new ShapePrior(profile);
        model = new PeakModel(profile);
        fit = new PeakFit(model, prior);
        splitTest = new SplitTest();
    }

    Peaks fit(Noise noise, int largestNumber) {
        Peaks.Builder builder = new Peaks.Builder();
        int n = rank(largestNumber);
        region.measure();
        learnShapes(noise, n);
        for (int i = 0; i < n; i++) {
            if (taken[order[i]]) {
                continue;
            }
            region.gather(order[i], rank, n, taken);
            if (fitRegion(noise)) {
                report(builder, noise);
            } else if (region.members == 1) {
                reportUnfitted(builder, noise, region.member[0], region.flags[0]);
            } else {
                fitOneByOne(builder, noise);
            }
        }
        return withoutHotPixels(builder.buildByIntensity());
    }

    /// Lets the strongest spots that stand alone tell what the frame's spots look like.
    private void learnShapes(Noise noise, int n) {
        prior.forget();
        for (int i = 0; i < Math.min(n, MOST_TEACHERS) && !prior.isSettled(); i++) {
            region.gather(order[i], rank, n, taken);
            boolean alone = region.members == 1;
            for (int m = 0; m < region.members; m++) {
                taken[region.member[m]] = false;
            }
            if (alone && fitMembers(noise) && region.flags[0] == 0) {
                prior.learn(fit);
            }
        }
    }

    private void fitOneByOne(Peaks.Builder builder, Noise noise) {
        int[] members = Arrays.copyOf(region.member, region.members);
        for (int member : members) {
            region.isolate(member);
            if (fitMembers(noise)) {
                report(builder, noise);
            } else {
                reportUnfitted(builder, noise, member, region.flags[0]);
            }
        }
    }

    /// Orders the candidates by their volume, the strongest first, and says how many to fit.
    private int rank(int largestNumber) {
        Candidates c = candidates;
        if (order.length < c.size) {
            order = new int[c.column.length];
            rank = new int[c.column.length];
            keys = new long[c.column.length];
            taken = new boolean[c.column.length];
        }
        for (int i = 0; i < c.size; i++) {
            double area = Math.sqrt(c.xx[i] * c.yy[i] - c.xy[i] * c.xy[i]);
            float volume = (float) Math.max(0, c.height[i] * area);
            keys[i] = (long) ~Float.floatToIntBits(volume) << 32 | i;
        }
        Arrays.sort(keys, 0, c.size);
        for (int i = 0; i < c.size; i++) {
            order[i] = (int) keys[i];
            rank[order[i]] = i;
            taken[i] = false;
        }
        return Math.min(c.size, largestNumber);
    }

    /// Fits the members of the region together; a single one may turn out to be two.
    private boolean fitRegion(Noise noise) {
        boolean fitted = fitMembers(noise);
        if (model.peaks == 1) {
            return splitTest.trySplit(fit, noise, fitted);
        }
        if (fitted && model.peaks == 2 && splitTest.tryMerge(fit, noise)) {
            region.members = 1;
            adopt();
            return fitPixels(noise);
        }
        return fitted;
    }

    private boolean fitMembers(Noise noise) {
        boolean fitted = fitPixels(noise);
        if (fitted && isOutgrown()) {
            adopt();
            return fitPixels(noise);
        }
        return fitted;
    }

    /// Whether a profile has come out so wide that its region cuts it.
    private boolean isOutgrown() {
        for (int m = 0; m < region.members; m++) {
            if (region.area(model.ellipse(m))
                    > OUTGROWN * region.area(candidates.ellipse(region.member[m]))) {
                return true;
            }
        }
        return false;
    }

    /// Makes what was fitted the candidates' shapes.
    private void adopt() {
        Candidates c = candidates;
        for (int m = 0; m < region.members; m++) {
            int k = region.member[m];
            Ellipse e = model.ellipse(m);
            c.x[k] = region.originColumn() + model.x(m);
            c.y[k] = region.originRow() + model.y(m);
            c.height[k] = (float) model.height(m);
            c.xx[k] = e.xx();
            c.xy[k] = e.xy();
            c.yy[k] = e.yy();
            region.remeasure(k);
        }
        region.listForeigners();
    }

    private boolean fitPixels(Noise noise) {
        Candidates c = candidates;
        model.clear();
        region.addPixels(model);
        // spots that overlap start narrow, so that each finds its own maximum
        boolean alone = region.members == 1;
        for (int m = 0; m < region.members; m++) {
            int k = region.member[m];
            model.addPeak(
                    c.height[k],
                    c.x[k] - region.originColumn(),
                    c.y[k] - region.originRow(),
                    alone ? prior.expected(c.ellipse(k), relativeVariance(noise, k)) : c.ellipse(k),
                    prior.mean(PeakModel.TAIL));
        }
        return fit.fit(noise) && isInside();
    }

    /// Variance of the highest pixel of a candidate in parts of what it stands above the
    /// background.
    private double relativeVariance(Noise noise, int k) {
        double height = candidates.height[k];
        double level = backgroundAt(candidates.x[k], candidates.y[k]);
        return noise.variance(level + height) / (height * height);
    }

    /// Whether every peak stayed near its candidate.
    private boolean isInside() {
        Candidates c = candidates;
        for (int m = 0; m < region.members; m++) {
            int k = region.member[m];
            double dx = region.originColumn() + model.x(m) - c.x[k];
            double dy = region.originRow() + model.y(m) - c.y[k];
            if (!(dx * dx + dy * dy < 4 + 4 * (c.xx[k] + c.yy[k]))) {
                return false;
            }
        }
        return true;
    }

    private void report(Peaks.Builder builder, Noise noise) {
        boolean poor =
                fit.reducedChiSquare() > POOR_CHI_SQUARE && fit.relativeMisfit() > POOR_MISFIT;
        for (int k = 0; k < model.peaks; k++) {
            double intensity = model.intensity(k);
            double sigma = fit.intensitySigma(k);
            if (!(fit.significance(k) > SMALLEST_SIGNIFICANCE)) {
                continue;
            }
            double x = region.originColumn() + model.x(k);
            double y = region.originRow() + model.y(k);
            double level = backgroundAt(x, y);
            int flags = region.flags[Math.min(k, region.members - 1)];
            flags |= poor ? PeakFlag.POOR_FIT.bit() : 0;
            flags |= model.peaks > 1 ? PeakFlag.OVERLAPPED.bit() : 0;
            flags |= isSplit(k) ? PeakFlag.SPLIT.bit() : 0;
            flags |= setShape(model.ellipse(k));
            if (row[Peaks.Column.FWHM_MINOR.ordinal()] > BROAD
                    && model.height(k) < SMALLEST_BROAD_HEIGHT * fit.pixelNoise(noise)) {
                continue;
            }
            set(Peaks.Column.X, x);
            set(Peaks.Column.Y, y);
            set(Peaks.Column.VARIANCE_X, fit.covariance(k, PeakModel.X, PeakModel.X));
            set(Peaks.Column.VARIANCE_Y, fit.covariance(k, PeakModel.Y, PeakModel.Y));
            set(Peaks.Column.COVARIANCE_XY, fit.covariance(k, PeakModel.X, PeakModel.Y));
            set(Peaks.Column.INTENSITY, intensity);
            set(Peaks.Column.INTENSITY_SIGMA, sigma);
            set(Peaks.Column.HEIGHT, model.height(k));
            set(Peaks.Column.BACKGROUND, level + model.constant());
            set(Peaks.Column.CHI_SQUARE, fit.reducedChiSquare());
            builder.add(row, flags);
        }
    }

    /// Reports a candidate by its moments, if it is beyond doubt that there is something.
    private void reportUnfitted(Peaks.Builder builder, Noise noise, int k, int flags) {
        Candidates c = candidates;
        double level = backgroundAt(c.x[k], c.y[k]);
        double significance =
                c.strength[k]
                        / Math.sqrt(
                                9
                                        * noise.correlation()
                                        * noise.variance(level + c.strength[k] / 9));
        if (!(significance > SIGNIFICANT_UNFITTED)) {
            return;
        }
        double intensity = 2 * Math.PI * c.ellipse(k).area() * c.height[k];
        double relative = 1 / (significance * significance);
        int shape = setShape(c.ellipse(k));
        set(Peaks.Column.X, c.x[k]);
        set(Peaks.Column.Y, c.y[k]);
        set(Peaks.Column.VARIANCE_X, c.xx[k] * relative + CENTROID_ERROR * CENTROID_ERROR);
        set(Peaks.Column.VARIANCE_Y, c.yy[k] * relative + CENTROID_ERROR * CENTROID_ERROR);
        set(Peaks.Column.COVARIANCE_XY, c.xy[k] * relative);
        set(Peaks.Column.INTENSITY, intensity);
        set(Peaks.Column.INTENSITY_SIGMA, intensity * Math.hypot(0.2, 1 / significance));
        set(Peaks.Column.HEIGHT, c.height[k]);
        set(Peaks.Column.BACKGROUND, level);
        set(Peaks.Column.CHI_SQUARE, Double.NaN);
        builder.add(row, flags | shape | PeakFlag.POOR_FIT.bit());
    }

    private double backgroundAt(double x, double y) {
        int column = (int) Math.clamp(Math.round(x), 0, plane.columns - 1);
        int atRow = (int) Math.clamp(Math.round(y), 0, plane.rows - 1);
        return background.at(column, atRow);
    }

    /// Widths and angle of a profile; returns the flag of a streak.
    private int setShape(Ellipse ellipse) {
        double major = Math.sqrt(ellipse.major());
        double minor = Math.sqrt(ellipse.minor());
        set(Peaks.Column.FWHM_MAJOR, FWHM * major);
        set(Peaks.Column.FWHM_MINOR, FWHM * minor);
        set(Peaks.Column.ANGLE, ellipse.angle());
        return major > STREAK_ASPECT * minor ? PeakFlag.STREAK.bit() : 0;
    }

    private boolean isSplit(int k) {
        for (int j = 0; j < model.peaks; j++) {
            if (j != k && model.separation(j, k) < SPLIT_DISTANCE) {
                return true;
            }
        }
        return false;
    }

    private void set(Peaks.Column column, double value) {
        row[column.ordinal()] = value;
    }

    private static Peaks withoutHotPixels(Peaks peaks) {
        int n = peaks.size();
        if (n < FEW) {
            return peaks;
        }
        double[] widths = peaks.column(Peaks.Column.FWHM_MAJOR);
        double[] sorted = Arrays.copyOf(widths, n);
        Arrays.sort(sorted);
        double sharpest = SHARPEST * sorted[n / 2];
        if (sorted[0] >= sharpest) {
            return peaks;
        }
        int[] kept = new int[n];
        int size = 0;
        for (int i = 0; i < n; i++) {
            if (widths[i] >= sharpest) {
                kept[size++] = i;
            }
        }
        return peaks.select(Arrays.copyOf(kept, size));
    }
}
