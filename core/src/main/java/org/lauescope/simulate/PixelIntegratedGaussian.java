package org.lauescope.simulate;

/// Adds a two-dimensional Gaussian to a plane of pixels, integrated over the area of each pixel.
///
/// With the slope b = C_xy / C_yy and s² = C_xx − C_xy² / C_yy the density is that of y times that of x given y, so a
/// pixel collects
///
///     ∫ g(y; y₀, C_yy) [ Φ((x + ½ − x₀ − b (y − y₀))/s) − Φ((x − ½ − x₀ − b (y − y₀))/s) ] dy
///
/// over its height: closed in x; in y closed too if b = 0, else by Gauss–Legendre quadrature on steps shorter than the
/// profile (relative error below 1e-6). Less than [#NEGLECTED] counts of the tails are left out.
final class PixelIntegratedGaussian {

    static final double NEGLECTED = 0.01;

    private static final double[] NODES_4 = {0.3399810435848563, 0.8611363115940526};
    private static final double[] WEIGHTS_4 = {0.6521451548625461, 0.3478548451374538};
    private static final double[] NODES_8 = {
        0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
    };
    private static final double[] WEIGHTS_8 = {
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
    };

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
        double length = Math.min(sigmaY, sigmaX / Math.abs(slope));
        boolean wide = length >= 0.8;
        int steps = wide ? 1 : (int) Math.ceil(0.3 / length);
        double[] nodes = wide ? NODES_4 : NODES_8;
        double[] weights = wide ? WEIGHTS_4 : WEIGHTS_8;
        for (int row = firstRow; row <= lastRow; row++) {
            for (int step = 0; step < steps; step++) {
                double centre = row - 0.5 + (step + 0.5) / steps;
                for (int node = 0; node < 2 * nodes.length; node++) {
                    int side = (node & 1) == 0 ? 1 : -1;
                    double dy = centre + side * nodes[node / 2] / (2 * steps) - y;
                    double weight =
                            NormalDistribution.density(dy / sigmaY)
                                    / sigmaY
                                    * weights[node / 2]
                                    / (2 * steps);
                    addRow(
                            plane,
                            row * columns,
                            columns,
                            x + slope * dy,
                            sigmaX,
                            reach,
                            counts * weight);
                }
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
        double below = NormalDistribution.cumulative((first - 0.5 - x) / sigma);
        for (int column = first; column <= last; column++) {
            double above = NormalDistribution.cumulative((column + 0.5 - x) / sigma);
            plane[offset + column] += (float) (counts * (above - below));
            below = above;
        }
    }
}
