package org.lauescope.map;

import java.util.Arrays;

/// Differences of the features of two scans, each smoothed about the place in its own scan, and how
/// they fall with the unknowns of a [ShiftModel]:
///
///     Σ wᵢ |f_later(p) − f_earlier(q(p))|²
///
/// The gradient is the mean of both scans' own. In the normal matrix the gradient of one scan stands
/// against that of the other (their noise is independent; the square of one would count its noise as
/// information), and a channel counts as much as the two have in common. Rotations may differ by a
/// constant in each grain, numbers of peaks by one in the map.
final class ShiftEquations {

    private static final int CHANNELS = ScanFeatures.Local.CHANNELS;
    private static final int MOST_POINTS = 40_000;
    private static final double HUBER = 3;

    /// A channel whose misfit is below this part of a step is as good as exact.
    private static final double EXACT_STEPS = 0.003;

    /// Smallest noise of the channels: part of the surroundings, rad, square root of peaks. No scan
    /// is better, and rounding is no information.
    private static final double[] LEAST = {1e-3, 1e-6, 1e-6, 1e-6, 1e-2};

    private final ScanFeatures later;
    private final ShiftModel model;
    private final int size;

    private final int[] points;
    private final double[] residual;
    private final double[] weight;
    private final double[] laterX;
    private final double[] laterY;
    private final double[] earlierX;
    private final double[] earlierY;
    private final double[] laterValue;
    private final boolean[] usable;

    private final ScanFeatures.Local there;

    /// @param width of the smoothing, steps
    ShiftEquations(ScanFeatures earlier, ScanFeatures later, ShiftModel model, double width) {
        this.later = later;
        this.model = model;
        size = model.size();
        ScanGrid from = later.grid();
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
        there = new ScanFeatures.Local(earlier, width);
        update();
    }

    ScanFeatures later() {
        return later;
    }

    int size() {
        return size;
    }

    /// Point of the later scan of an equation.
    int point(int n) {
        return points[n];
    }

    /// Gradient of the later scan, 1/µm.
    double gradient(int channel, int n, boolean alongX) {
        return (alongX ? laterX : laterY)[CHANNELS * n + channel];
    }

    /// Takes the residuals and weights where the model now is.
    void update() {
        for (int n = 0; n < points.length; n++) {
            int i = points[n];
            double px = later.grid().x(i);
            double py = later.grid().y(i);
            boolean both =
                    usable[n] && there.evaluate(model.x(px, py), model.y(px, py), later.grain()[i]);
            for (int c = 0; c < CHANNELS; c++) {
                int at = CHANNELS * n + c;
                residual[at] = both ? laterValue[at] - there.value[c] : Double.NaN;
                earlierX[at] = there.gradientX[c];
                earlierY[at] = there.gradientY[c];
            }
        }
        weigh();
    }

    /// Normal matrix, with what is known of the unknowns beforehand.
    ///
    /// @param right modified: right side
    double[] normal(double[] right) {
        double[] normal = new double[size * size];
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
            normal[i * size + i] += model.precision(i);
            right[i] -= model.precision(i) * model.excess(i);
            for (int j = 0; j < i; j++) {
                normal[j * size + i] = normal[i * size + j];
            }
        }
        return normal;
    }

    /// One residual with its rows, means of its group taken off.
    interface Equation {
        void add(int channel, int n, double weight, double residual, double[] a, double[] b);
    }

    /// All residuals that count. The residual falls by g · ∂q/∂θ, less what a constant of its group
    /// takes up: once with the gradient of the later scan (`a`), once with the earlier one's (`b`).
    void forEach(Equation equation) {
        double[] a = new double[size];
        double[] b = new double[size];
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
                row(n, laterX[at], laterY[at], a);
                row(n, earlierX[at], earlierY[at], b);
                int g = group(c, n);
                for (int i = 0; i < size; i++) {
                    a[i] -= meanA[g][i];
                    b[i] -= meanB[g][i];
                }
                equation.add(c, n, w, residual[at], a, b);
            }
        }
    }

    /// g · ∂q/∂θ.
    private void row(int n, double gx, double gy, double[] row) {
        model.row(later.grid().x(points[n]), later.grid().y(points[n]), gx, gy, row);
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
            double exact = EXACT_STEPS * model.step();
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

    /// Means of the rows of a channel over each group in which it may be off by a constant.
    private void means(int c, double[][] meanA, double[][] meanB) {
        double[] total = new double[meanA.length];
        double[] a = new double[size];
        double[] b = new double[size];
        for (int n = 0; n < points.length; n++) {
            int at = CHANNELS * n + c;
            double w = weight[at];
            if (w > 0) {
                int g = group(c, n);
                total[g] += w;
                row(n, laterX[at], laterY[at], a);
                row(n, earlierX[at], earlierY[at], b);
                for (int i = 0; i < size; i++) {
                    meanA[g][i] += w * (a[i] - meanA[g][i]) / total[g];
                    meanB[g][i] += w * (b[i] - meanB[g][i]) / total[g];
                }
            }
        }
    }
}
