package org.lauescope.map;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

/// What two scans are laid over each other by: the grain of each point, its small rotation against
/// the mean of that grain in the earlier scan, and how many peaks it has. Strain is not among them:
/// it is what is to be compared.
///
/// @param grain number of the grain of the earlier scan; −1 where there is none
/// @param turn three components of the rotation vector of each point, rad, SAMPLE axes of the
///   earlier scan; NaN where there is no grain
/// @param peaks square root of the number of peaks, whose noise is the same everywhere; NaN where
///   unknown
record ScanFeatures(ScanGrid grid, int[] grain, double[][] turn, double[] peaks) {

    /// @param grainOf number in `reference` of each grain of `grains`; −1 for none
    /// @param earlierFromThis rotation that is removed from the orientations
    static ScanFeatures of(
            Grains grains,
            int[] grainOf,
            Grains reference,
            Matrix3 earlierFromThis,
            @Nullable Plane peaksFound) {
        ScanGrid grid = grains.grid();
        int[] grain = new int[grid.size()];
        double[][] turn = new double[3][grid.size()];
        OrientationSymmetry[] symmetries = grains.orientations().symmetries();
        Quaternion back = Quaternion.ofMatrix(earlierFromThis);
        for (int i = 0; i < grain.length; i++) {
            int own = grains.number()[i];
            grain[i] = own < 0 ? -1 : grainOf[own];
            Vector3 v =
                    grain[i] < 0
                            ? new Vector3(Double.NaN, Double.NaN, Double.NaN)
                            : RemountRotation.turn(
                                    symmetries[grains.orientations().crystal()[i]],
                                    reference.list().get(grain[i]).sampleFromCrystal(),
                                    back.times(grains.orientations().quaternion(i)));
            turn[0][i] = v.x();
            turn[1][i] = v.y();
            turn[2][i] = v.z();
        }
        double[] peaks = new double[grid.size()];
        Arrays.fill(peaks, Double.NaN);
        if (peaksFound != null) {
            Arrays.setAll(peaks, i -> Math.sqrt(peaksFound.values()[i]));
        }
        return new ScanFeatures(grid, grain, turn, peaks);
    }

    /// Means of the features about any place, weighted by a Gaussian, with their gradients. An
    /// object belongs to one thread.
    static final class Local {

        /// Channels: part of the surroundings that belongs to a grain, three rotations within that
        /// grain, peaks.
        static final int CHANNELS = 5;

        private static final int REACH = 3;

        /// Part of a Gaussian that has to lie on the grid: at its border a mean is that of one
        /// side.
        private static final double ON_GRID = 0.95;

        private static final double OF_GRAIN = 0.4;

        private final ScanFeatures features;
        private final double width;
        private final double[] columnWeight;
        private final double[] rowWeight;

        /// NaN where a channel says nothing.
        final double[] value = new double[CHANNELS];

        /// 1/µm
        final double[] gradientX = new double[CHANNELS];

        final double[] gradientY = new double[CHANNELS];

        /// @param width standard deviation of the Gaussian, steps
        Local(ScanFeatures features, double width) {
            this.features = features;
            this.width = width;
            int span = 2 * (int) Math.ceil(REACH * width) + 2;
            columnWeight = new double[span];
            rowWeight = new double[span];
        }

        /// @param x, y place, µm
        /// @param grain of the first four channels; −1 for none
        /// @return false if too little of the surroundings lies on the grid
        boolean evaluate(double x, double y, int grain) {
            ScanGrid grid = features.grid;
            double u = (x - grid.originX()) / grid.columnStep();
            double v = (y - grid.originY()) / grid.rowStep();
            int firstColumn = first(u);
            int firstRow = first(v);
            double all = weights(u, firstColumn, columnWeight) * weights(v, firstRow, rowWeight);
            Sums known = new Sums();
            Sums own = new Sums();
            Sums counted = new Sums();
            Sums[] turns = {new Sums(), new Sums(), new Sums()};
            Sums peaks = new Sums();
            double onGrid = 0;
            for (int r = 0; r < rowWeight.length; r++) {
                int row = firstRow + r;
                if (row < 0 || row >= grid.rows()) {
                    continue;
                }
                double rowDistance = row - v;
                for (int c = 0; c < columnWeight.length; c++) {
                    int column = firstColumn + c;
                    if (column < 0 || column >= grid.columns()) {
                        continue;
                    }
                    double k = columnWeight[c] * rowWeight[r];
                    onGrid += k;
                    int i = grid.index(row, column);
                    double kx = k * (column - u);
                    double ky = k * rowDistance;
                    int g = features.grain[i];
                    if (g >= 0) {
                        known.add(k, kx, ky, 1);
                        if (g == grain) {
                            own.add(k, kx, ky, 1);
                            for (int axis = 0; axis < 3; axis++) {
                                turns[axis].add(k, kx, ky, features.turn[axis][i]);
                            }
                        }
                    }
                    double p = features.peaks[i];
                    if (!Double.isNaN(p)) {
                        counted.add(k, kx, ky, 1);
                        peaks.add(k, kx, ky, p);
                    }
                }
            }
            if (!(onGrid >= ON_GRID * all)) {
                return false;
            }
            Arrays.fill(value, Double.NaN);
            if (grain >= 0 && known.sum >= OF_GRAIN * all) {
                quotient(0, own, known);
            }
            if (grain >= 0 && own.sum >= OF_GRAIN * all) {
                for (int axis = 0; axis < 3; axis++) {
                    quotient(1 + axis, turns[axis], own);
                }
            }
            if (counted.sum >= ON_GRID * onGrid) {
                quotient(4, peaks, counted);
            }
            return true;
        }

        private int first(double at) {
            return (int) Math.ceil(at - REACH * width) - 1;
        }

        private double weights(double at, int first, double[] weight) {
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                double t = (first + i - at) / width;
                weight[i] = Math.exp(-t * t / 2);
                sum += weight[i];
            }
            return sum;
        }

        private void quotient(int channel, Sums of, Sums by) {
            double mean = of.sum / by.sum;
            double square = width * width;
            value[channel] = mean;
            gradientX[channel] =
                    (of.x - mean * by.x) / (by.sum * square * features.grid.columnStep());
            gradientY[channel] = (of.y - mean * by.y) / (by.sum * square * features.grid.rowStep());
        }

        private static final class Sums {
            private double sum;
            private double x;
            private double y;

            void add(double k, double kx, double ky, double value) {
                sum += k * value;
                x += kx * value;
                y += ky * value;
            }
        }
    }
}
