package org.lauescope.frame;

import java.util.Arrays;

/// Fits the candidates of a frame: gathers those that overlap and the pixels around them, fits, and
/// turns what comes out into [Peaks].
final class SpotFitter {

    /// The region of a spot is the ellipse of covariance SPREAD · C + CORE: four standard deviations,
    /// and never less than three pixels.
    private static final double SPREAD = 16;

    private static final double CORE = 9;

    /// Largest half side of a region, px.
    private static final int REACH = 32;

    /// Most pixels of a fit.
    private static final int MOST_PIXELS = 4096;

    /// A peak whose intensity is below this many of its standard uncertainties is none.
    private static final double SMALLEST_SIGNIFICANCE = 3;

    private static final double STREAK_ASPECT = 3;

    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

    private final PeakFit fit;
    private final double[] row = new double[Peaks.Column.values().length];
    private int[] order = new int[64];
    private long[] keys = new long[64];
    private boolean[] done = new boolean[64];
    private final int[] group = new int[PeakFit.MOST];
    private int members;
    private int[] foreign = new int[64];
    private int foreigners;

    SpotFitter(Profile profile) {
        fit = new PeakFit(profile);
    }

    Peaks fit(Plane plane, Background background, Noise noise, Candidates c, int largestNumber) {
        Peaks.Builder builder = new Peaks.Builder();
        int n = rank(c, largestNumber);
        for (int i = 0; i < n; i++) {
            if (!done[order[i]]) {
                gather(c, order[i], n);
                addPixels(plane, background, c);
                addPeaks(c);
                boolean success = fit.fit(noise);
                for (int k = 0; k < members; k++) {
                    report(builder, c, k, success);
                }
            }
        }
        return builder.buildByIntensity();
    }

    /// Orders the candidates by their volume; the strongest come first.
    private int rank(Candidates c, int largestNumber) {
        if (order.length < c.size) {
            order = new int[c.column.length];
            keys = new long[c.column.length];
            done = new boolean[c.column.length];
            foreign = new int[c.column.length];
        }
        for (int i = 0; i < c.size; i++) {
            double area = Math.sqrt(c.xx[i] * c.yy[i] - c.xy[i] * c.xy[i]);
            float volume = (float) Math.max(0, c.height[i] * area);
            keys[i] = (long) ~Float.floatToIntBits(volume) << 32 | i;
        }
        Arrays.sort(keys, 0, c.size);
        int n = Math.min(c.size, largestNumber);
        for (int i = 0; i < c.size; i++) {
            order[i] = (int) keys[i];
            done[i] = false;
        }
        return n;
    }

    /// Makes a group of a candidate and those that overlap with a member, and lists the others nearby.
    private void gather(Candidates c, int first, int n) {
        members = 0;
        group[members++] = first;
        done[first] = true;
        for (int m = 0; m < members; m++) {
            for (int i = 0; i < n && members < PeakFit.MOST; i++) {
                int other = order[i];
                if (!done[other] && overlap(c, group[m], other)) {
                    group[members++] = other;
                    done[other] = true;
                }
            }
        }
        foreigners = 0;
        for (int i = 0; i < c.size; i++) {
            boolean near = false;
            for (int m = 0; m < members; m++) {
                if (group[m] == i) {
                    near = false;
                    break;
                }
                near |=
                        Math.abs(c.x[group[m]] - c.x[i]) < 2 * REACH
                                && Math.abs(c.y[group[m]] - c.y[i]) < 2 * REACH;
            }
            if (near) {
                foreign[foreigners++] = i;
            }
        }
    }

    /// Whether the centres are nearer than the mean of the radii of both regions along their line.
    private static boolean overlap(Candidates c, int a, int b) {
        double dx = c.x[a] - c.x[b];
        double dy = c.y[a] - c.y[b];
        double square = dx * dx + dy * dy;
        if (square > 4 * REACH * REACH) {
            return false;
        }
        double ra = Math.sqrt(SPREAD * along(c, a, dx, dy) + CORE * square);
        double rb = Math.sqrt(SPREAD * along(c, b, dx, dy) + CORE * square);
        return square < (ra + rb) / 2;
    }

    private static double along(Candidates c, int k, double dx, double dy) {
        return c.xx[k] * dx * dx + 2 * c.xy[k] * dx * dy + c.yy[k] * dy * dy;
    }

    private void addPixels(Plane plane, Background background, Candidates c) {
        fit.clear();
        int originColumn = c.column[group[0]];
        int originRow = c.row[group[0]];
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (int m = 0; m < members; m++) {
            int k = group[m];
            int width = (int) Math.min(REACH, Math.sqrt(SPREAD * c.xx[k] + CORE));
            int height = (int) Math.min(REACH, Math.sqrt(SPREAD * c.yy[k] + CORE));
            left = Math.min(left, c.column[k] - width);
            right = Math.max(right, c.column[k] + width);
            top = Math.min(top, c.row[k] - height);
            bottom = Math.max(bottom, c.row[k] + height);
        }
        for (int r = Math.max(0, top); r <= Math.min(plane.rows - 1, bottom); r++) {
            for (int a = Math.max(0, left); a <= Math.min(plane.columns - 1, right); a++) {
                float x = plane.pixels[plane.index(a, r)];
                if (x < Float.POSITIVE_INFINITY && belongs(c, a, r) && fit.pixels < MOST_PIXELS) {
                    fit.addPixel(a - originColumn, r - originRow, x, background.at(a, r));
                }
            }
        }
    }

    /// Whether a pixel is in a member's region and no foreign spot has a better claim on it.
    private boolean belongs(Candidates c, int column, int row) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int m = 0; m < members; m++) {
            nearest = Math.min(nearest, distance(c, group[m], column, row));
        }
        if (nearest > 1) {
            return false;
        }
        for (int f = 0; f < foreigners; f++) {
            if (distance(c, foreign[f], column, row) < nearest) {
                return false;
            }
        }
        return true;
    }

    /// Square of the distance from a spot in units of its region's radius.
    private static double distance(Candidates c, int k, int column, int row) {
        double xx = SPREAD * c.xx[k] + CORE;
        double yy = SPREAD * c.yy[k] + CORE;
        double xy = SPREAD * c.xy[k];
        double dx = column - c.x[k];
        double dy = row - c.y[k];
        return (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
    }

    private void addPeaks(Candidates c) {
        int originColumn = c.column[group[0]];
        int originRow = c.row[group[0]];
        for (int m = 0; m < members; m++) {
            int k = group[m];
            double height = Float.isInfinite(c.height[k]) ? 1e5 : c.height[k];
            fit.addPeak(
                    height,
                    c.x[k] - originColumn,
                    c.y[k] - originRow,
                    c.xx[k],
                    c.xy[k],
                    c.yy[k]);
        }
    }

    private void report(Peaks.Builder builder, Candidates c, int k, boolean success) {
        int flags = members > 1 ? PeakFlag.OVERLAPPED.bit() : 0;
        if (!success) {
            return;
        }
        double intensity = fit.intensity(k);
        double sigma = fit.intensitySigma(k);
        if (!(intensity > SMALLEST_SIGNIFICANCE * sigma)) {
            return;
        }
        double l1 = fit.l1(k);
        double l21 = fit.l21(k);
        double l2 = fit.l2(k);
        // covariance of the profile: inverse of [[l₁², l₁ l₂₁], [l₁ l₂₁, l₂₁² + l₂²]]
        double determinant = l1 * l1 * l2 * l2;
        double xx = (l21 * l21 + l2 * l2) / determinant;
        double yy = l1 * l1 / determinant;
        double xy = -l1 * l21 / determinant;
        double half = Math.hypot((xx - yy) / 2, xy);
        double major = Math.sqrt((xx + yy) / 2 + half);
        double minor = Math.sqrt(Math.max(0, (xx + yy) / 2 - half));
        if (major > STREAK_ASPECT * minor) {
            flags |= PeakFlag.STREAK.bit();
        }
        set(Peaks.Column.X, c.column[group[0]] + fit.x(k));
        set(Peaks.Column.Y, c.row[group[0]] + fit.y(k));
        set(Peaks.Column.VARIANCE_X, fit.covariance(k, PeakFit.X, PeakFit.X));
        set(Peaks.Column.VARIANCE_Y, fit.covariance(k, PeakFit.Y, PeakFit.Y));
        set(Peaks.Column.COVARIANCE_XY, fit.covariance(k, PeakFit.X, PeakFit.Y));
        set(Peaks.Column.INTENSITY, intensity);
        set(Peaks.Column.INTENSITY_SIGMA, sigma);
        set(Peaks.Column.HEIGHT, fit.height(k));
        set(Peaks.Column.BACKGROUND, fit.constant());
        set(Peaks.Column.FWHM_MAJOR, FWHM * major);
        set(Peaks.Column.FWHM_MINOR, FWHM * minor);
        set(Peaks.Column.ANGLE, Math.atan2(2 * xy, xx - yy) / 2);
        set(Peaks.Column.CHI_SQUARE, fit.reducedChiSquare());
        builder.add(row, flags);
    }

    private void set(Peaks.Column column, double value) {
        row[column.ordinal()] = value;
    }
}
