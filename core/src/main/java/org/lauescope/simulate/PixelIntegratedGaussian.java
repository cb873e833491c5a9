package org.lauescope.simulate;

/// Adds a two-dimensional Gaussian to a plane of pixels, integrated over the area of each pixel.
///
/// With the slope b = C_xy / C_yy and s² = C_xx − C_xy² / C_yy the density is that of y times that of x given y, so a
/// pixel collects
///
///     ∫ g(y; y₀, C_yy) [ Φ((x + ½ − x₀ − b (y − y₀))/s) − Φ((x − ½ − x₀ − b (y − y₀))/s) ] dy
///
/// over its height: closed in x; in y closed too if b = 0, else by Gauss–Legendre quadrature on steps shorter than the
/// profile (relative error below 1e-5). A profile that is wide in every direction is instead taken at the middle of the
/// pixel with the pixel's variance of 1/12 px² added: what is left out is (∂⁴/∂x⁴ + ∂⁴/∂y⁴)/2880, 2e-4 of the maximum at
/// most, for a tenth of the time. Less than [#NEGLECTED] counts of the tails are left out.
final class PixelIntegratedGaussian {

    static final double NEGLECTED = 0.01;

    /// Smallest principal variance of a wide profile, px².
    private static final double WIDE = 3;

    /// Nodes and weights of Gauss–Legendre quadrature on −1 … 1 (Abramowitz & Stegun, table 25.4).
    private record Rule(double[] nodes, double[] weights) {}

    private static final Rule THREE =
            new Rule(
                    new double[] {-0.7745966692414834, 0, 0.7745966692414834},
                    new double[] {5.0 / 9, 8.0 / 9, 5.0 / 9});

    private static final Rule FOUR =
            symmetric(
                    new double[] {0.3399810435848563, 0.8611363115940526},
                    new double[] {0.6521451548625461, 0.3478548451374538});

    private static final Rule EIGHT =
            symmetric(
                    new double[] {
                        0.1834346424956498,
                        0.5255324099163290,
                        0.7966664774136267,
                        0.9602898564975363
                    },
                    new double[] {
                        0.3626837833783620,
                        0.3137066458778873,
                        0.2223810344533745,
                        0.1012285362903763
                    });

    private PixelIntegratedGaussian() {}

    /// @param plane row-major, modified
    /// @param xx, yy, xy covariance of the density before the pixels, px²
    /// @param counts volume of the Gaussian
    static void add(
            float[] plane,
            int columns,
            int rows,
            double x,
            double y,
            double xx,
            double yy,
            double xy,
            double counts) {
        double reach = Math.sqrt(2 * Math.log(Math.max(counts / NEGLECTED, 2)));
        if ((xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy) > WIDE) {
            addWide(plane, columns, rows, x, y, xx + 1 / 12.0, yy + 1 / 12.0, xy, counts, reach);
            return;
        }
        double sigmaY = Math.sqrt(yy);
        double slope = xy / yy;
        double sigmaX = Math.sqrt(xx - xy * slope);
        int firstRow = Math.max(0, (int) Math.rint(y - reach * sigmaY));
        int lastRow = Math.min(rows - 1, (int) Math.rint(y + reach * sigmaY));
        if (Math.abs(slope) < 1e-9) {
            for (int row = firstRow; row <= lastRow; row++) {
                double weight =
                        NormalDistribution.cumulative((row + 0.5 - y) / sigmaY)
                                - NormalDistribution.cumulative((row - 0.5 - y) / sigmaY);
                addRow(plane, row * columns, columns, x, sigmaX, reach, counts * weight);
            }
            return;
        }
        // The quadrature's error is a power of (pixel / length): short profiles need more nodes.
        double length = Math.min(sigmaY, sigmaX / Math.abs(slope));
        Rule rule = length >= 1 ? THREE : length >= 0.55 ? FOUR : EIGHT;
        int steps = Math.max(1, (int) Math.ceil(0.3 / length));
        for (int row = firstRow; row <= lastRow; row++) {
            for (int step = 0; step < steps; step++) {
                double centre = row - 0.5 + (step + 0.5) / steps;
                for (int node = 0; node < rule.nodes.length; node++) {
                    double dy = centre + rule.nodes[node] / (2 * steps) - y;
                    double height = dy / sigmaY;
                    double part =
                            NormalDistribution.density(height)
                                    / sigmaY
                                    * rule.weights[node]
                                    / (2 * steps);
                    double rest = Math.sqrt(Math.max(0, reach * reach - height * height));
                    addRow(
                            plane,
                            row * columns,
                            columns,
                            x + slope * dy,
                            sigmaX,
                            rest,
                            counts * part);
                }
            }
        }
    }

    /// The density at the middle of each pixel. Along a row, the ratio of neighbours changes by a
    /// constant factor.
    private static void addWide(
            float[] plane,
            int columns,
            int rows,
            double x,
            double y,
            double xx,
            double yy,
            double xy,
            double counts,
            double reach) {
        double determinant = xx * yy - xy * xy;
        double a = yy / determinant;
        double b = -xy / determinant;
        double top = counts / (2 * Math.PI * Math.sqrt(determinant));
        double change = Math.exp(-a);
        double sigmaY = Math.sqrt(yy);
        int firstRow = Math.max(0, (int) Math.rint(y - reach * sigmaY));
        int lastRow = Math.min(rows - 1, (int) Math.rint(y + reach * sigmaY));
        for (int row = firstRow; row <= lastRow; row++) {
            double dy = row - y;
            double height = dy / sigmaY;
            double rest = Math.sqrt(Math.max(0, reach * reach - height * height) / a);
            double middle = x - b / a * dy;
            int first = Math.max(0, (int) Math.rint(middle - rest));
            int last = Math.min(columns - 1, (int) Math.rint(middle + rest));
            double dx = first - middle;
            double value = top * Math.exp(-(height * height + a * dx * dx) / 2);
            double ratio = Math.exp(-a * (dx + 0.5));
            for (int i = row * columns + first, end = row * columns + last; i <= end; i++) {
                plane[i] += (float) value;
                value *= ratio;
                ratio *= change;
            }
        }
    }

    private static void addRow(
            float[] plane,
            int offset,
            int columns,
            double x,
            double sigma,
            double reach,
            double counts) {
        int first = Math.max(0, (int) Math.rint(x - reach * sigma));
        int last = Math.min(columns - 1, (int) Math.rint(x + reach * sigma));
        double scale = 1 / sigma;
        double below = NormalDistribution.cumulative((first - 0.5 - x) * scale);
        for (int column = first; column <= last; column++) {
            double above = NormalDistribution.cumulative((column + 0.5 - x) * scale);
            plane[offset + column] += (float) (counts * (above - below));
            below = above;
        }
    }

    private static Rule symmetric(double[] positive, double[] weights) {
        int half = positive.length;
        double[] nodes = new double[2 * half];
        double[] both = new double[2 * half];
        for (int i = 0; i < half; i++) {
            nodes[half + i] = positive[i];
            nodes[half - 1 - i] = -positive[i];
            both[half + i] = weights[i];
            both[half - 1 - i] = weights[i];
        }
        return new Rule(nodes, both);
    }
}
