package org.lauescope.refine;

import java.util.Arrays;
import org.lauescope.frame.PeakFlag;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.SpotPattern;

/// Peaks of a frame with their weights, and the pairs of spot and peak that a fit rests on, as
/// columns in reused buffers.
///
/// A residual (dx, dy) is whitened with the peak's covariance C (fit plus systematic): its two
/// components have unit variance then, and its length is Rayleigh distributed.
final class Pairs {

    /// Median of the Rayleigh distribution: median length of a residual of unit variance per
    /// component.
    private static final double RAYLEIGH_MEDIAN = Math.sqrt(2 * Math.log(2));

    /// At most this part of the pairs is rejected: what remains would otherwise describe another
    /// pattern.
    private static final double LARGEST_REJECTED = 0.25;

    private static final int NOT_FOR_FITS = PeakFlag.GAP.bit() | PeakFlag.POOR_FIT.bit();

    private final PeakGrid grid;
    private Peaks peaks = new Peaks.Builder().build();
    private double systematic = Double.NaN;
    private boolean errorsKnown;

    private double[] peakXX = new double[0];
    private double[] peakXY = new double[0];
    private double[] peakYY = new double[0];
    private int[] spotOfPeak = new int[0];
    private double[] squareOfPeak = new double[0];

    int size;
    int[] peak = new int[0];
    int[] spot = new int[0];
    double[] dx = new double[0];
    double[] dy = new double[0];
    double[] length = new double[0];
    double[] weight = new double[0];
    boolean[] used = new boolean[0];
    private double[] sorted = new double[0];

    Pairs(PeakGrid grid) {
        this.grid = grid;
    }

    /// Takes a frame's peaks, unless they are the present ones. Where a peak has no variances, all
    /// peaks get the same weight and the noise is to be estimated from the residuals.
    void load(Peaks newPeaks, double systematicPixels) {
        if (newPeaks != peaks) {
            peaks = newPeaks;
            int n = newPeaks.size();
            if (n > peak.length) {
                reserve(Math.max(n, 2 * peak.length));
            }
            grid.load(newPeaks);
            systematic = Double.NaN;
        }
        weighWith(systematicPixels);
    }

    /// Whitens with the peaks' covariances plus `systematicPixels`² from now on; residuals that are
    /// there already must be predicted again.
    void weighWith(double systematicPixels) {
        if (systematicPixels == systematic) {
            return;
        }
        systematic = systematicPixels;
        double square = systematicPixels * systematicPixels;
        int n = peaks.size();
        errorsKnown = n > 0;
        for (int i = 0; i < n && errorsKnown; i++) {
            double a = peaks.value(Peaks.Column.VARIANCE_X, i) + square;
            double b = peaks.value(Peaks.Column.VARIANCE_Y, i) + square;
            double c = covariance(i);
            errorsKnown = a > 0 && b > 0 && a < 1e6 && b < 1e6 && c * c < a * b;
            peakXX[i] = 1 / Math.sqrt(a - c * c / b);
            peakXY[i] = -c / b * peakXX[i];
            peakYY[i] = 1 / Math.sqrt(b);
        }
        if (!errorsKnown) {
            Arrays.fill(peakXX, 1);
            Arrays.fill(peakXY, 0);
            Arrays.fill(peakYY, 1);
        }
    }

    private double covariance(int peakIndex) {
        double c = peaks.value(Peaks.Column.COVARIANCE_XY, peakIndex);
        return Double.isNaN(c) ? 0 : c;
    }

    /// The σ_sys (px) that makes Σ rᵀ (C + σ_sys² 1)⁻¹ r of the used pairs equal to their degrees
    /// of freedom; 0 where the peaks' own errors explain the residuals (Paule & Mandel, J. Res.
    /// Natl. Bur. Stand. 87 (1982) 377).
    double systematicOfResiduals(int unknowns) {
        double freedom = 2.0 * usedCount() - unknowns;
        double square = 0;
        // The sum falls and is convex in σ_sys²: Newton's steps come from below and never pass the
        // root.
        for (int step = 0; step < 60; step++) {
            double sum = 0;
            double slope = 0;
            for (int i = 0; i < size; i++) {
                if (!used[i]) {
                    continue;
                }
                double a = peaks.value(Peaks.Column.VARIANCE_X, peak[i]) + square;
                double b = peaks.value(Peaks.Column.VARIANCE_Y, peak[i]) + square;
                double c = covariance(peak[i]);
                double determinant = a * b - c * c;
                double alongX = (b * dx[i] - c * dy[i]) / determinant;
                double alongY = (a * dy[i] - c * dx[i]) / determinant;
                sum += dx[i] * alongX + dy[i] * alongY;
                slope += alongX * alongX + alongY * alongY;
            }
            double change = (sum - freedom) / slope;
            if (!(change > 1e-3 * square)) {
                break;
            }
            square += change;
        }
        return Math.sqrt(square);
    }

    Peaks peaks() {
        return peaks;
    }

    /// Whether the residuals are whitened with errors of the peaks; else they are in px.
    boolean errorsKnown() {
        return errorsKnown;
    }

    /// Pairs every spot with the peak nearest to it, each peak with one spot: the nearest that asks
    /// for it.
    ///
    /// @param intensity spots below `faintest` are left out
    void match(
            double[] x, double[] y, double[] intensity, int spots, double faintest, double radius) {
        int n = peaks.size();
        Arrays.fill(spotOfPeak, 0, n, -1);
        for (int s = 0; s < spots; s++) {
            if (!(intensity[s] >= faintest)) {
                continue;
            }
            int p = grid.nearest(x[s], y[s], radius);
            if (p >= 0 && (spotOfPeak[p] < 0 || grid.distanceSquared < squareOfPeak[p])) {
                spotOfPeak[p] = s;
                squareOfPeak[p] = grid.distanceSquared;
            }
        }
        size = 0;
        for (int p = 0; p < n; p++) {
            if (spotOfPeak[p] >= 0) {
                add(p, spotOfPeak[p]);
            }
        }
    }

    void clear() {
        size = 0;
    }

    void add(int peakIndex, int spotIndex) {
        peak[size] = peakIndex;
        spot[size] = spotIndex;
        used[size] = isForFits(peakIndex);
        weight[size] = used[size] ? 1 : 0;
        size++;
    }

    /// Records that pair `i` is predicted at (x, y): its residual, whitened length included.
    void predict(int i, double x, double y) {
        int p = peak[i];
        dx[i] = peaks.x(p) - x;
        dy[i] = peaks.y(p) - y;
        double first = whiteFirst(i, dx[i], dy[i]);
        double second = whiteSecond(i, dy[i]);
        double norm = Math.sqrt(first * first + second * second);
        // A spot that has left the detector plane is infinitely far from its peak.
        length[i] = norm < Double.POSITIVE_INFINITY ? norm : Double.POSITIVE_INFINITY;
    }

    double whiteFirst(int i, double alongX, double alongY) {
        return peakXX[peak[i]] * alongX + peakXY[peak[i]] * alongY;
    }

    double whiteSecond(int i, double alongY) {
        return peakYY[peak[i]] * alongY;
    }

    /// Whitens derivatives along x and y: fills two rows of `target`, the second [StateFit#ALL]
    /// after the first.
    void whiten(int i, double[] alongX, double[] alongY, int columns, double[] target, int offset) {
        int p = peak[i];
        double xx = peakXX[p];
        double xy = peakXY[p];
        double yy = peakYY[p];
        for (int k = 0; k < columns; k++) {
            target[offset + k] = xx * alongX[k] + xy * alongY[k];
            target[offset + StateFit.ALL + k] = yy * alongY[k];
        }
    }

    /// σ of a whitened component as the median length shows it, s = median (1 + 5/(2n − p)) / 1.18,
    /// the factor for few data after Rousseeuw & Leroy (Robust Regression, 1987, p. 202); about 1
    /// where errors are known and right.
    ///
    /// @param unknowns p, how many parameters the residuals are left over from
    double scale(int unknowns) {
        int n = 0;
        for (int i = 0; i < size; i++) {
            if (isForFits(peak[i])) {
                sorted[n++] = length[i];
            }
        }
        double smallSample = 1 + 5.0 / Math.max(1, 2 * n - unknowns);
        return Quantile.of(sorted, n, 0.5) / RAYLEIGH_MEDIAN * smallSample;
    }

    /// The scale that thresholds are in: [#scale], yet not below the noise where that is known.
    double threshold(int unknowns) {
        return Math.max(scale(unknowns), errorsKnown ? 1 : 1e-9);
    }

    /// Huber's weights, 1 up to c = 2.5 scales, then falling as 1/length.
    void weighHuber(double scale) {
        double c = 2.5 * scale;
        for (int i = 0; i < size; i++) {
            weight[i] = isForFits(peak[i]) ? Math.min(1, c / length[i]) : 0;
        }
    }

    /// Tukey's biweights with c = 6 scales (two components).
    void weighTukey(double scale) {
        double c = 6 * scale;
        for (int i = 0; i < size; i++) {
            double t = length[i] / c;
            weight[i] = t < 1 && isForFits(peak[i]) ? (1 - t * t) * (1 - t * t) : 0;
        }
    }

    /// Keeps pairs up to four scales (or the best three quarters) with weight 1, drops the others.
    ///
    /// @return whether the set of kept pairs changed
    boolean reject(double scale) {
        int n = 0;
        for (int i = 0; i < size; i++) {
            if (isForFits(peak[i])) {
                sorted[n++] = length[i];
            }
        }
        double limit =
                n == 0 ? 0 : Math.max(4 * scale, Quantile.of(sorted, n, 1 - LARGEST_REJECTED));
        boolean changed = false;
        for (int i = 0; i < size; i++) {
            boolean keep = length[i] <= limit && isForFits(peak[i]);
            changed |= keep != used[i];
            used[i] = keep;
            weight[i] = keep ? 1 : 0;
        }
        return changed;
    }

    int usedCount() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += used[i] ? 1 : 0;
        }
        return count;
    }

    /// Σ length² of the used pairs.
    double sumOfSquares() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += used[i] ? length[i] * length[i] : 0;
        }
        return sum;
    }

    /// Root mean square distance of the used pairs, px.
    double rmsPixels() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += used[i] ? dx[i] * dx[i] + dy[i] * dy[i] : 0;
        }
        return Math.sqrt(sum / usedCount());
    }

    /// Mean distance of the used pairs, px.
    double meanPixels() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += used[i] ? Math.sqrt(dx[i] * dx[i] + dy[i] * dy[i]) : 0;
        }
        return sum / usedCount();
    }

    /// The pairs with what the pattern, whose spots they hold, says of them.
    Matches matches(SpotPattern pattern) {
        int[] reflection = new int[size];
        int[] order = new int[size];
        double[] energy = new double[size];
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            reflection[i] = pattern.reflection(spot[i]);
            order[i] = pattern.order(spot[i]);
            energy[i] = pattern.energy(spot[i]);
            x[i] = peaks.x(peak[i]) - dx[i];
            y[i] = peaks.y(peak[i]) - dy[i];
        }
        return new Matches(
                Arrays.copyOf(peak, size),
                reflection,
                order,
                energy,
                x,
                y,
                Arrays.copyOf(dx, size),
                Arrays.copyOf(dy, size),
                Arrays.copyOf(used, size));
    }

    /// Median distance of the pairs, px.
    double medianPixels() {
        for (int i = 0; i < size; i++) {
            sorted[i] = Math.sqrt(dx[i] * dx[i] + dy[i] * dy[i]);
        }
        return Quantile.of(sorted, size, 0.5);
    }

    private boolean isForFits(int peakIndex) {
        return (peaks.flags(peakIndex) & NOT_FOR_FITS) == 0;
    }

    private void reserve(int capacity) {
        peakXX = new double[capacity];
        peakXY = new double[capacity];
        peakYY = new double[capacity];
        spotOfPeak = new int[capacity];
        squareOfPeak = new double[capacity];
        peak = new int[capacity];
        spot = new int[capacity];
        dx = new double[capacity];
        dy = new double[capacity];
        length = new double[capacity];
        weight = new double[capacity];
        used = new boolean[capacity];
        sorted = new double[capacity];
    }
}
