package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.Grains;
import org.lauescope.map.ScanGrid;

/// How a quantity changes with the time at which its points were measured, inside one grain: what
/// relaxes while it is mapped looks like a gradient along the slow axis.
///
/// The slope is that of least squares. Neighbours are alike, so that its uncertainty is not that of
/// as many independent points: with residuals e and times t̃ about their mean,
///
///     σ² = Σᵢⱼ K(i − j) t̃ᵢ eᵢ t̃ⱼ eⱼ / (Σ t̃²)²
///
/// (T. G. Conley, Journal of Econometrics 92 (1999) 1), where K falls linearly to zero along both
/// axes; it is the mean square over all square blocks of points. Blocks of side s miss a part ∝ 1/s
/// of √Σ, which 2√Σ(2s) − √Σ(s) puts back. Of s = 1, 2, 4 … up to a third of the grain the largest
/// σ is taken: noise hides long correlations from any criterion that looks at neighbours alone.
/// Where these reach farther than a tenth of the grain, σ is up to 1.4 times too small.
///
/// @param grain number of the grain
/// @param points with a value and a time
/// @param slope unit of the quantity per second; NaN if fewer than 16 points tell
/// @param sigma standard uncertainty of the slope
/// @param positionShare share of the variance of time that position explains, 0 to 1: at 1 nothing
///   in this scan can tell relaxation from a gradient
public record TimeTrend(int grain, int points, double slope, double sigma, double positionShare) {

    private static final int LEAST_POINTS = 16;

    /// The slope in units of its uncertainty.
    public double significance() {
        return slope / sigma;
    }

    /// A trend of each grain.
    ///
    /// @param values of the quantity at each point; NaN where unknown
    /// @param time of each point, s; NaN where unknown
    public static List<TimeTrend> of(Grains grains, double[] values, double[] time) {
        List<TimeTrend> trends = new ArrayList<>();
        for (int grain = 0; grain < grains.list().size(); grain++) {
            boolean[] member = new boolean[values.length];
            for (int i = 0; i < member.length; i++) {
                member[i] =
                        grains.number()[i] == grain
                                && Double.isFinite(values[i])
                                && Double.isFinite(time[i]);
            }
            trends.add(of(grain, grains.grid(), member, values, time));
        }
        return trends;
    }

    static TimeTrend of(
            int grain, ScanGrid grid, boolean[] member, double[] values, double[] time) {
        int n = 0;
        double meanTime = 0;
        double meanValue = 0;
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                n++;
                meanTime += (time[i] - meanTime) / n;
                meanValue += (values[i] - meanValue) / n;
            }
        }
        double square = 0;
        double product = 0;
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                square += (time[i] - meanTime) * (time[i] - meanTime);
                product += (time[i] - meanTime) * (values[i] - meanValue);
            }
        }
        if (n < LEAST_POINTS || !(square > 0)) {
            return new TimeTrend(grain, n, Double.NaN, Double.NaN, Double.NaN);
        }
        double slope = product / square;
        double[] score = new double[member.length];
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                double t = time[i] - meanTime;
                score[i] = t * (values[i] - meanValue - slope * t);
            }
        }
        int extent = extent(grid, member);
        double before = Math.sqrt(blocks(grid, score, 1));
        double largest = before;
        for (int side = 2; 3 * side <= extent; side *= 2) {
            double root = Math.sqrt(blocks(grid, score, side));
            largest = Math.max(largest, 2 * root - before);
            before = root;
        }
        double sigma = largest * Math.sqrt(n / (n - 2.0)) / square;
        return new TimeTrend(grain, n, slope, sigma, share(grid, member, time, meanTime, square));
    }

    /// The longer side of the box around the points of a grain.
    private static int extent(ScanGrid grid, boolean[] member) {
        int top = Integer.MAX_VALUE;
        int bottom = 0;
        int left = Integer.MAX_VALUE;
        int right = 0;
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                top = Math.min(top, grid.row(i));
                bottom = Math.max(bottom, grid.row(i));
                left = Math.min(left, grid.column(i));
                right = Math.max(right, grid.column(i));
            }
        }
        return Math.max(bottom - top, right - left) + 1;
    }

    /// Σ (sum of a block)² / side² over all positions of a square block, also those that stick out.
    private static double blocks(ScanGrid grid, double[] score, int side) {
        int width = grid.columns() + 1;
        double[] integral = new double[width * (grid.rows() + 1)];
        for (int row = 0; row < grid.rows(); row++) {
            double along = 0;
            for (int column = 0; column < grid.columns(); column++) {
                along += score[grid.index(row, column)];
                integral[(row + 1) * width + column + 1] =
                        integral[row * width + column + 1] + along;
            }
        }
        double sum = 0;
        for (int row = 1 - side; row < grid.rows(); row++) {
            int above = Math.max(row, 0) * width;
            int below = Math.min(row + side, grid.rows()) * width;
            for (int column = 1 - side; column < grid.columns(); column++) {
                int left = Math.max(column, 0);
                int right = Math.min(column + side, grid.columns());
                double block =
                        integral[below + right]
                                - integral[above + right]
                                - integral[below + left]
                                + integral[above + left];
                sum += block * block;
            }
        }
        return sum / ((double) side * side);
    }

    /// R² of the plane through the times over both coordinates.
    private static double share(
            ScanGrid grid, boolean[] member, double[] time, double meanTime, double square) {
        double n = 0;
        double mx = 0;
        double my = 0;
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                n++;
                mx += (grid.column(i) - mx) / n;
                my += (grid.row(i) - my) / n;
            }
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double xt = 0;
        double yt = 0;
        for (int i = 0; i < member.length; i++) {
            if (member[i]) {
                double x = grid.column(i) - mx;
                double y = grid.row(i) - my;
                double t = time[i] - meanTime;
                xx += x * x;
                xy += x * y;
                yy += y * y;
                xt += x * t;
                yt += y * t;
            }
        }
        double determinant = xx * yy - xy * xy;
        double explained =
                determinant > 1e-9 * xx * yy
                        ? (yy * xt * xt - 2 * xy * xt * yt + xx * yt * yt) / determinant
                        : (xt * xt + yt * yt) / (xx + yy);
        return Math.clamp(explained / square, 0, 1);
    }
}
