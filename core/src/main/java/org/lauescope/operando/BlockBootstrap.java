package org.lauescope.operando;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.lauescope.map.ScanGrid;

/// Uncertainty of any statistic of a region from maps put together anew out of square blocks of the
/// measured one: neighbours stay neighbours, so their correlation is kept.
///
/// Blocks begin anywhere and go on at the opposite border (D. N. Politis, J. P. Romano, in
/// Exploring the Limits of Bootstrap, Wiley 1992, 263), so that every point is drawn as often as
/// any other. As many are drawn as have the points of the region.
///
/// Correlation across the edges of blocks is lost, so that σ comes out too small. For the mean of a
/// Gaussian correlation of length a and blocks of side b the variance is (1 − a/(√π b))² of the
/// true one: a half at b = 2a, 0.79 at b = 5a, which is taken here. Scans on one grid are resampled
/// alike: what they share, stays shared.
///
/// Blocks must be many: bands of a region less than five blocks wide are too narrow.
public final class BlockBootstrap {

    private final ScanGrid grid;
    private final Region region;
    private final boolean[] belongs;
    private final int blockColumns;
    private final int blockRows;
    private final long seed;

    /// @param side of a block, µm; a step at least, the whole map at most
    public BlockBootstrap(ScanGrid grid, Region region, double side, long seed) {
        if (region.size() == 0) {
            throw new IllegalArgumentException(
                    "region \"%s\" has no points; expected one at least".formatted(region.name()));
        }
        this.grid = grid;
        this.region = region;
        this.seed = seed;
        belongs = new boolean[grid.size()];
        for (int point : region.points()) {
            belongs[point] = true;
        }
        blockColumns = (int) Math.clamp(Math.rint(side / grid.columnStep()), 1, grid.columns());
        blockRows = (int) Math.clamp(Math.rint(side / grid.rowStep()), 1, grid.rows());
    }

    /// With blocks of five times the correlation length.
    public static BlockBootstrap of(
            ScanGrid grid, Region region, Correlation correlation, long seed) {
        double length = correlation.structured() > 0 ? correlation.length() : 0;
        return new BlockBootstrap(grid, region, 5 * length, seed);
    }

    /// How many whole blocks the region has.
    public double blocks() {
        return (double) region.size() / (blockColumns * blockRows);
    }

    /// Values of statistics for the region as measured, and how they scatter.
    ///
    /// @param replicates how many maps are put together; 400 give a σ right to 4 %
    /// @param statistics of points, of which some occur several times
    public Bands bands(int replicates, Function<int[], double[]> statistics) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] value = statistics.apply(region.points());
        double[][] drawn = new double[value.length][replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            double[] found = statistics.apply(draw(random));
            for (int k = 0; k < value.length; k++) {
                drawn[k][replicate] = found[k];
            }
        }
        for (double[] one : drawn) {
            Arrays.sort(one);
        }
        return new Bands(value, drawn);
    }

    private int[] draw(SplittableRandom random) {
        int[] points = new int[region.size() + blockColumns * blockRows];
        int count = 0;
        while (count < region.size()) {
            int row = random.nextInt(grid.rows());
            int column = random.nextInt(grid.columns());
            for (int r = 0; r < blockRows; r++) {
                for (int c = 0; c < blockColumns; c++) {
                    int point = grid.index((row + r) % grid.rows(), (column + c) % grid.columns());
                    if (belongs[point]) {
                        points[count++] = point;
                    }
                }
            }
        }
        return Arrays.copyOf(points, count);
    }

    /// @param value of each statistic
    /// @param drawn for each statistic its replicates, ascending. Arrays are not copied and not to
    ///   be changed
    public record Bands(double[] value, double[][] drawn) {

        /// Standard uncertainty.
        public double sigma(int statistic) {
            double[] replicates = drawn[statistic];
            double mean = Arrays.stream(replicates).average().orElse(Double.NaN);
            double sum = Arrays.stream(replicates).map(v -> (v - mean) * (v - mean)).sum();
            return Math.sqrt(sum / (replicates.length - 1));
        }

        /// Lower end of the interval that has the probability `level`, by the percentiles.
        public double lower(int statistic, double level) {
            return Distribution.quantile(drawn[statistic], (1 - level) / 2);
        }

        public double upper(int statistic, double level) {
            return Distribution.quantile(drawn[statistic], (1 + level) / 2);
        }
    }
}
