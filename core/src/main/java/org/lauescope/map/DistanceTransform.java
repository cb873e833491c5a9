package org.lauescope.map;

/// Exact Euclidean distance transform of a grid: one pass along columns and one along rows, each
/// the lower envelope of parabolas (P. F. Felzenszwalb, D. P. Huttenlocher, Theory of Computing 8
/// (2012) 415). Linear in the number of points.
final class DistanceTransform {

    private DistanceTransform() {}

    /// Replaces every value f(p) by the least of f(s) + |p − s|² over all s: squared distances from
    /// the points that are 0 if all others are +∞. Without any finite value all stay +∞.
    ///
    /// @param values modified: `rows` × `columns`, row by row
    static void apply(double[] values, int columns, int rows, double columnStep, double rowStep) {
        Envelope envelope = new Envelope(Math.max(columns, rows));
        for (int column = 0; column < columns; column++) {
            envelope.apply(values, column, columns, rows, rowStep);
        }
        for (int row = 0; row < rows; row++) {
            envelope.apply(values, row * columns, 1, columns, columnStep);
        }
    }

    /// The lower envelope of the parabolas over one line.
    private static final class Envelope {
        private final double[] line;
        private final int[] lowest;
        private final double[] start;

        Envelope(int longest) {
            line = new double[longest];
            lowest = new int[longest];
            start = new double[longest];
        }

        void apply(double[] values, int offset, int stride, int count, double step) {
            int parabolas = 0;
            for (int i = 0; i < count; i++) {
                double value = values[offset + i * stride];
                line[i] = value;
                if (value == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double from = Double.NEGATIVE_INFINITY;
                while (parabolas > 0) {
                    from = crossing(lowest[parabolas - 1], i, step);
                    if (from > start[parabolas - 1]) {
                        break;
                    }
                    parabolas--;
                    from = Double.NEGATIVE_INFINITY;
                }
                lowest[parabolas] = i;
                start[parabolas++] = from;
            }
            if (parabolas == 0) {
                return;
            }
            int k = 0;
            for (int i = 0; i < count; i++) {
                while (k + 1 < parabolas && start[k + 1] <= i * step) {
                    k++;
                }
                double distance = (i - lowest[k]) * step;
                values[offset + i * stride] = distance * distance + line[lowest[k]];
            }
        }

        /// Where the parabola of `right` becomes lower than that of `left`.
        private double crossing(int left, int right, double step) {
            double l = left * step;
            double r = right * step;
            return ((line[right] + r * r) - (line[left] + l * l)) / (2 * (r - l));
        }
    }
}
