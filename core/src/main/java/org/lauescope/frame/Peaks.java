package org.lauescope.frame;

import java.util.Arrays;

/// The peaks of one frame as columns, strongest first. Positions in px (centre of the first pixel
/// is (0, 0)). What a list does not know is NaN.
public final class Peaks {

    /// The numbers of a peak.
    public enum Column {
        /// column position, px
        X,
        /// row position, px
        Y,
        /// variance of x, px²
        VARIANCE_X,
        /// variance of y, px²
        VARIANCE_Y,
        /// covariance of x and y, px²
        COVARIANCE_XY,
        /// volume of the fitted profile above background, counts
        INTENSITY,
        /// standard uncertainty of the intensity, counts
        INTENSITY_SIGMA,
        /// fitted maximum above background, counts per pixel
        HEIGHT,
        /// fitted background under the peak, counts per pixel
        BACKGROUND,
        /// full width at half maximum along the major axis, px
        FWHM_MAJOR,
        /// full width at half maximum along the minor axis, px
        FWHM_MINOR,
        /// from +x to the major axis towards +y, rad, −π/2 … π/2
        ANGLE,
        /// reduced chi-square of the fit
        CHI_SQUARE
    }

    private final int size;
    private final double[][] columns;
    private final int[] flags;

    private Peaks(int size, double[][] columns, int[] flags) {
        this.size = size;
        this.columns = columns;
        this.flags = flags;
    }

    public int size() {
        return size;
    }

    public double x(int i) {
        return columns[Column.X.ordinal()][i];
    }

    public double y(int i) {
        return columns[Column.Y.ordinal()][i];
    }

    public double intensity(int i) {
        return columns[Column.INTENSITY.ordinal()][i];
    }

    public double value(Column column, int i) {
        return columns[column.ordinal()][i];
    }

    /// Sum of [PeakFlag#bit()].
    public int flags(int i) {
        return flags[i];
    }

    public boolean is(PeakFlag flag, int i) {
        return flag.in(flags[i]);
    }

    /// A column, not copied and not to be changed; its length may exceed [#size()].
    public double[] column(Column column) {
        return columns[column.ordinal()];
    }

    /// The chosen peaks in the given order.
    public Peaks select(int[] indices) {
        int n = indices.length;
        double[][] chosen = new double[columns.length][n];
        int[] chosenFlags = new int[n];
        for (int c = 0; c < columns.length; c++) {
            for (int i = 0; i < n; i++) {
                chosen[c][i] = columns[c][indices[i]];
            }
        }
        for (int i = 0; i < n; i++) {
            chosenFlags[i] = flags[indices[i]];
        }
        return new Peaks(n, chosen, chosenFlags);
    }

    /// Collects peaks one by one.
    public static final class Builder {
        private int size;
        private double[][] columns = new double[Column.values().length][16];
        private int[] flags = new int[16];

        /// @param row one value per [Column] in its order; copied
        public Builder add(double[] row, int peakFlags) {
            if (size == flags.length) {
                for (int c = 0; c < columns.length; c++) {
                    columns[c] = Arrays.copyOf(columns[c], 2 * size);
                }
                flags = Arrays.copyOf(flags, 2 * size);
            }
            for (int c = 0; c < columns.length; c++) {
                columns[c][size] = row[c];
            }
            flags[size++] = peakFlags;
            return this;
        }

        /// A peak of which only position and intensity are known.
        public Builder add(double x, double y, double intensity) {
            double[] row = new double[columns.length];
            Arrays.fill(row, Double.NaN);
            row[Column.X.ordinal()] = x;
            row[Column.Y.ordinal()] = y;
            row[Column.INTENSITY.ordinal()] = intensity;
            return add(row, 0);
        }

        public int size() {
            return size;
        }

        /// The collected peaks in the order of adding.
        public Peaks build() {
            double[][] copy = new double[columns.length][];
            for (int c = 0; c < copy.length; c++) {
                copy[c] = Arrays.copyOf(columns[c], size);
            }
            return new Peaks(size, copy, Arrays.copyOf(flags, size));
        }

        /// The collected peaks, strongest first; ties and unknown intensities keep the order of
        /// adding.
        public Peaks buildByIntensity() {
            Peaks all = build();
            int[] order = new int[size];
            // insertion sort: a search adds its peaks nearly in order
            for (int i = 0; i < size; i++) {
                double rank = rank(all, i);
                int place = i;
                for (; place > 0 && rank(all, order[place - 1]) < rank; place--) {
                    order[place] = order[place - 1];
                }
                order[place] = i;
            }
            return all.select(order);
        }

        private static double rank(Peaks peaks, int i) {
            double intensity = peaks.intensity(i);
            return Double.isNaN(intensity) ? Double.NEGATIVE_INFINITY : intensity;
        }
    }
}
