package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.frame.Cholesky;

/// Shift, rotation and drift of a later scan against an earlier one to a part of a step: Gauss–Newton
/// on the difference of their [ScanFeatures], each smoothed about the place in its own scan,
///
///     Σ wᵢ |f_later(p) − f_earlier(q(p))|²
///
/// The gradient is the mean of both scans' own. In the normal matrix the gradient of one scan stands
/// against that of the other (their noise is independent; the square of one would count its noise as
/// information), and a channel counts as much as the two have in common. Rotations may differ by a
/// constant in each grain, numbers of peaks by one in the map. Knots of the drift are taken as
/// normally distributed beforehand.
///
/// The covariance is that of the jackknife over blocks of the map: what misfits there are, of whatever
/// reach below a block, are heard. Boundaries along a row or column are known to a step, however
/// long they are: that part is added.
final class ShiftFit {

    private static final int CHANNELS = ScanFeatures.Local.CHANNELS;
    private static final int MOST_POINTS = 40_000;
    private static final double HUBER = 3;

    /// Standard deviation of the drift of a knot before anything is known, steps.
    private static final double DRIFT = 2;

    /// Side of a block of points whose misfits are taken as independent of other blocks'.
    private static final int BLOCK = 8;

    /// A channel whose misfit is below this part of a step is as good as exact.
    private static final double EXACT_STEPS = 0.003;

    /// Smallest noise of the channels: part of the surroundings, rad, square root of peaks. No scan
    /// is better, and rounding is no information.
    private static final double[] LEAST = {1e-3, 1e-6, 1e-6, 1e-6, 1e-2};

    private final ScanFeatures earlier;
    private final ScanFeatures later;
    private final ScanGrid grid;
    private final ScanGrid from;
    private final double step;
    private final double arm;
    private final DriftKnots knots;
    private final int size;
    private final double[] solution;

    private final int[] points;
    private final double[] residual;
    private final double[] weight;
    private final double[] laterX;
    private final double[] laterY;
    private final double[] earlierX;
    private final double[] earlierY;
    private final double[] laterValue;
    private final boolean[] usable;

    private double[] normal = new double[0];

    ShiftFit(ScanFeatures earlier, ScanFeatures later) {
        this.earlier = earlier;
        this.later = later;
        grid = earlier.grid();
        from = later.grid();
        step = Math.sqrt(grid.columnStep() * grid.rowStep());
        arm = Math.hypot(grid.columns() * grid.columnStep(), grid.rows() * grid.rowStep()) / 2;
        knots = new DriftKnots(from);
        size = 3 + 2 * knots.size();
        solution = new double[size];
        int stride = Math.max(1, (int) Math.ceil((double) from.size() / MOST_POINTS));
        points = new int[(from.size() + stride - 1) / stride];
        Arrays.setAll(points, n -> n * stride);
        residual = new double[CHANNELS * points.length];
        weight = new double[CHANNELS * points.length];
        laterX = new double[CHANNELS * points.length];
        laterY = new double[CHANNELS * points.length];
        earlierX = new double[CHANNELS * points.length];
        earlierY = new double[CHANNELS * points.length];
        laterValue = new double[CHANNELS * points.length];
        usable = new boolean[points.length];
    }

    Registration registration(RemountRotation remount, CoarseShift coarse) {
        solution[0] = grid.originX() - from.originX() + coarse.columns() * grid.columnStep();
        solution[1] = grid.originY() - from.originY() + coarse.rows() * grid.rowStep();
        boolean isLarge = Math.min(from.columns(), from.rows()) >= 24;
        for (double width : isLarge ? new double[] {3, 1} : new double[] {1}) {
            iterate(width);
        }
        double[] covariance = covariance();
        List<Registration.Knot> drift = new ArrayList<>();
        double[] weights = new double[knots.size()];
        for (int knot = 0; knot < knots.size(); knot++) {
            knots.weights(knots.line(knot), weights);
            drift.add(
                    new Registration.Knot(
                            knots.line(knot),
                            combination(weights, 3, covariance),
                            combination(weights, 3 + knots.size(), covariance)));
        }
        return new Registration(
                grid,
                from,
                remount,
                new Estimate(solution[0], Math.sqrt(covariance[0])),
                new Estimate(solution[1], Math.sqrt(covariance[size + 1])),
                new Estimate(solution[2], Math.sqrt(covariance[2 * size + 2])).times(1 / arm),
                drift,
                coarse.agreement());
    }

    private Estimate combination(double[] weights, int first, double[] covariance) {
        double value = 0;
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            value += weights[i] * solution[first + i];
            for (int j = 0; j < weights.length; j++) {
                variance += weights[i] * weights[j] * covariance[(first + i) * size + first + j];
            }
        }
        return new Estimate(value, Math.sqrt(Math.max(0, variance)));
    }

    private void iterate(double width) {
        ScanFeatures.Local here = new ScanFeatures.Local(later, width);
        for (int n = 0; n < points.length; n++) {
            int i = points[n];
            usable[n] = here.evaluate(from.x(i), from.y(i), later.grain()[i]);
            for (int c = 0; c < CHANNELS; c++) {
                int at = CHANNELS * n + c;
                laterValue[at] = usable[n] ? here.value[c] : Double.NaN;
                laterX[at] = here.gradientX[c];
                laterY[at] = here.gradientY[c];
            }
        }
        ScanFeatures.Local there = new ScanFeatures.Local(earlier, width);
        double[] right = new double[size];
        double[] column = new double[size];
        for (int round = 0; round < 30; round++) {
            differences(there);
            weigh();
            accumulate(right);
            double[] factor = normal.clone();
            if (!Cholesky.factor(factor, size)) {
                break;
            }
            System.arraycopy(right, 0, column, 0, size);
            Cholesky.solve(factor, size, column);
            double largest = 0;
            for (int k = 0; k < size; k++) {
                double change = Math.clamp(column[k], -width * step, width * step);
                solution[k] += change;
                largest = Math.max(largest, Math.abs(change));
            }
            if (largest < 1e-4 * step) {
                break;
            }
        }
        differences(there);
        weigh();
        accumulate(right);
    }

    private void differences(ScanFeatures.Local there) {
        double[] b = new double[knots.size()];
        for (int n = 0; n < points.length; n++) {
            int i = points[n];
            double px = from.x(i);
            double py = from.y(i);
            knots.weights(py, b);
            double qx = px + solution[0] - solution[2] / arm * (py - middleY());
            double qy = py + solution[1] + solution[2] / arm * (px - middleX());
            for (int k = 0; k < knots.size(); k++) {
                qx += b[k] * solution[3 + k];
                qy += b[k] * solution[3 + knots.size() + k];
            }
            boolean both = usable[n] && there.evaluate(qx, qy, later.grain()[i]);
            for (int c = 0; c < CHANNELS; c++) {
                int at = CHANNELS * n + c;
                residual[at] = both ? laterValue[at] - there.value[c] : Double.NaN;
                earlierX[at] = there.gradientX[c];
                earlierY[at] = there.gradientY[c];
            }
        }
    }

    private double middleX() {
        return grid.originX() + (grid.columns() - 1) * grid.columnStep() / 2;
    }

    private double middleY() {
        return grid.originY() + (grid.rows() - 1) * grid.rowStep() / 2;
    }

    /// Removes constants from the residuals and weighs them by what each channel is worth.
    private void weigh() {
        for (int c = 0; c < CHANNELS; c++) {
            if (c > 0) {
                removeMeans(c);
            }
            double common = 0;
            double all = 0;
            double misfit = 0;
            for (int n = 0; n < points.length; n++) {
                int at = CHANNELS * n + c;
                double r = residual[at];
                if (!Double.isNaN(r)) {
                    double gx = (laterX[at] + earlierX[at]) / 2;
                    double gy = (laterY[at] + earlierY[at]) / 2;
                    common += laterX[at] * earlierX[at] + laterY[at] * earlierY[at];
                    all += gx * gx + gy * gy;
                    misfit += (gx * gx + gy * gy) * r * r;
                }
            }
            double worth = all > 0 ? Math.clamp(common / all, 0, 1) : 0;
            double mean = 0;
            for (int n = 0; n < points.length; n++) {
                int at = CHANNELS * n + c;
                if (!Double.isNaN(residual[at])) {
                    double gx = (laterX[at] + earlierX[at]) / 2;
                    double gy = (laterY[at] + earlierY[at]) / 2;
                    double g = gx * gx + gy * gy;
                    mean += g * g;
                }
            }
            // Gradient where there is one, 1/µm squared.
            double steep = all > 0 ? mean / all : 0;
            double exact = EXACT_STEPS * step;
            double variance =
                    (all > 0 ? misfit / all : 0) + exact * exact * steep + LEAST[c] * LEAST[c];
            double sigma = Math.sqrt(variance);
            for (int n = 0; n < points.length; n++) {
                int at = CHANNELS * n + c;
                double r = Math.abs(residual[at]);
                weight[at] =
                        !Double.isNaN(r)
                                ? worth / variance * (r > HUBER * sigma ? HUBER * sigma / r : 1)
                                : 0;
            }
        }
    }

    /// The group in which a channel may be off by a constant.
    private int group(int channel, int n) {
        return channel == 4 ? 0 : Math.max(0, later.grain()[points[n]]);
    }

    private int groups() {
        return 1 + Math.max(0, Arrays.stream(later.grain()).max().orElse(0));
    }

    private void removeMeans(int c) {
        double[] sum = new double[groups()];
        double[] count = new double[sum.length];
        for (int n = 0; n < points.length; n++) {
            double r = residual[CHANNELS * n + c];
            if (!Double.isNaN(r)) {
                sum[group(c, n)] += r;
                count[group(c, n)]++;
            }
        }
        for (int n = 0; n < points.length; n++) {
            int g = group(c, n);
            residual[CHANNELS * n + c] -= sum[g] / count[g];
        }
    }

    /// One residual with its rows, means of its group taken off.
    private interface Equation {
        void add(int channel, int n, double weight, double residual, double[] a, double[] b);
    }

    /// All residuals that count. The residual falls by g · ∂q/∂θ, less what a constant of its group
    /// takes up: once with the gradient of the later scan (`a`), once with the earlier one's (`b`).
    private void forEach(Equation equation) {
        double[] a = new double[size];
        double[] b = new double[size];
        double[] hats = new double[knots.size()];
        for (int c = 0; c < CHANNELS; c++) {
            double[][] meanA = new double[groups()][size];
            double[][] meanB = new double[groups()][size];
            if (c > 0) {
                means(c, meanA, meanB);
            }
            for (int n = 0; n < points.length; n++) {
                int at = CHANNELS * n + c;
                double w = weight[at];
                if (!(w > 0)) {
                    continue;
                }
                row(n, laterX[at], laterY[at], hats, a);
                row(n, earlierX[at], earlierY[at], hats, b);
                int g = group(c, n);
                for (int i = 0; i < size; i++) {
                    a[i] -= meanA[g][i];
                    b[i] -= meanB[g][i];
                }
                equation.add(c, n, w, residual[at], a, b);
            }
        }
    }

    /// Fills normal matrix and right side.
    private void accumulate(double[] right) {
        normal = new double[size * size];
        Arrays.fill(right, 0);
        forEach((_, _, w, r, a, b) -> {
            for (int i = 0; i < size; i++) {
                right[i] += w * r * (a[i] + b[i]) / 2;
                for (int j = 0; j <= i; j++) {
                    normal[i * size + j] += w * (a[i] * b[j] + b[i] * a[j]) / 2;
                }
            }
        });
        for (int i = 0; i < size; i++) {
            normal[i * size + i] += prior(i);
            if (i >= 3) {
                right[i] -= prior(i) * solution[i];
            }
            for (int j = 0; j < i; j++) {
                normal[j * size + i] = normal[i * size + j];
            }
        }
    }

    /// g · ∂q/∂θ.
    private void row(int n, double gx, double gy, double[] hats, double[] row) {
        int i = points[n];
        row[0] = gx;
        row[1] = gy;
        row[2] = (gy * (from.x(i) - middleX()) - gx * (from.y(i) - middleY())) / arm;
        knots.weights(from.y(i), hats);
        for (int k = 0; k < knots.size(); k++) {
            row[3 + k] = gx * hats[k];
            row[3 + knots.size() + k] = gy * hats[k];
        }
    }

    private double[] covariance() {
        double[] inverse = new double[size * size];
        double[] factor = normal.clone();
        if (!Cholesky.factor(factor, size)) {
            Arrays.fill(inverse, Double.NaN);
            return inverse;
        }
        Cholesky.invert(factor, size, 1, inverse);
        double[] middle = new double[size * size];
        for (int i = 0; i < size; i++) {
            middle[i * size + i] = prior(i);
        }
        quantise(BoundaryQuantisation.ofColumns(later), true, middle);
        quantise(BoundaryQuantisation.ofRows(later), false, middle);
        double[] covariance = product(product(inverse, middle), inverse);
        double[] fine = jackknife(BLOCK);
        double[] wide = jackknife(2 * BLOCK);
        double[] widening = new double[size];
        for (int i = 0; i < size; i++) {
            // Long steps of a slanting boundary reach across small blocks.
            double ratio = wide[i * size + i] / fine[i * size + i];
            widening[i] = ratio > 1 ? Math.sqrt(ratio) : 1;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                covariance[i * size + j] += widening[i] * widening[j] * fine[i * size + j];
            }
        }
        return covariance;
    }

    /// Adds what straight runs of boundaries leave open: each may be off by an evenly distributed
    /// part of a step, in either scan.
    private void quantise(BoundaryQuantisation boundaries, boolean alongX, double[] middle) {
        double[][] moved = new double[boundaries.runs()][size];
        forEach((channel, n, w, _, a, _) -> {
            int run = boundaries.ofPoint()[points[n]];
            if (channel == 0 && run >= 0) {
                double gradient = (alongX ? laterX : laterY)[CHANNELS * n];
                for (int i = 0; i < size; i++) {
                    moved[run][i] += w * a[i] * gradient;
                }
            }
        });
        double one = alongX ? grid.columnStep() : grid.rowStep();
        double variance = 2 * one * one / 12;
        for (double[] run : moved) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    middle[i * size + j] += variance * run[i] * run[j];
                }
            }
        }
    }

    /// What is known of an unknown beforehand, 1/µm²: a shift or rotation that nothing tells stays
    /// where it is, as uncertain as the map is large.
    private double prior(int unknown) {
        double width = unknown < 3 ? arm : DRIFT * step;
        return 1 / (width * width);
    }

    private double[] product(double[] a, double[] b) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += a[i * size + k] * b[k * size + j];
                }
                product[i * size + j] = sum;
            }
        }
        return product;
    }

    /// Σ δ_b δ_bᵀ with the change δ_b of the solution when block b is left out.
    ///
    /// @param most side of a block, points; a quarter of the map at most
    private double[] jackknife(int most) {
        double[] covariance = new double[size * size];
        int side = Math.clamp(Math.min(from.columns(), from.rows()) / 4, 2, most);
        int across = (from.columns() + side - 1) / side;
        int blocks = across * ((from.rows() + side - 1) / side);
        double[][] score = new double[blocks][size];
        double[][] without = new double[blocks][];
        Arrays.setAll(without, b -> normal.clone());
        forEach((_, n, w, r, a, b) -> {
            int block = from.row(points[n]) / side * across + from.column(points[n]) / side;
            for (int i = 0; i < size; i++) {
                score[block][i] += w * r * (a[i] + b[i]) / 2;
                for (int j = 0; j <= i; j++) {
                    without[block][i * size + j] -= w * (a[i] * b[j] + b[i] * a[j]) / 2;
                }
            }
        });
        for (int block = 0; block < blocks; block++) {
            if (!Cholesky.factor(without[block], size)) {
                without[block] = normal.clone();
                Cholesky.factor(without[block], size);
            }
            Cholesky.solve(without[block], size, score[block]);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i * size + j] += score[block][i] * score[block][j];
                }
            }
        }
        return covariance;
    }

    /// Means of the rows of a channel over each group in which it may be off by a constant.
    private void means(int c, double[][] meanA, double[][] meanB) {
        double[] total = new double[meanA.length];
        double[] a = new double[size];
        double[] b = new double[size];
        double[] hats = new double[knots.size()];
        for (int n = 0; n < points.length; n++) {
            int at = CHANNELS * n + c;
            double w = weight[at];
            if (w > 0) {
                int g = group(c, n);
                total[g] += w;
                row(n, laterX[at], laterY[at], hats, a);
                row(n, earlierX[at], earlierY[at], hats, b);
                for (int i = 0; i < size; i++) {
                    meanA[g][i] += w * (a[i] - meanA[g][i]) / total[g];
                    meanB[g][i] += w * (b[i] - meanB[g][i]) / total[g];
                }
            }
        }
    }
}
