package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.BlockBootstrap;
import org.lauescope.operando.Correlation;
import org.lauescope.operando.Region;
import org.lauescope.operando.ScanSeries;
import org.lauescope.operando.Trend;
import org.lauescope.operando.Variogram;
import org.lauescope.run.experiment.Experiment.RegionEntry;

/// How the values of each region are distributed in each scan, with bands from a block bootstrap
/// that draws the same points in all scans, and how their medians go with charge and time.
///
/// Values of later scans stand on the points of the first. Strain of a later scan is that of the
/// first plus its change without what a moved detector explains, where that is known.
///
/// @param rows for each region and quantity that all scans know
public record SeriesStatistics(SeriesCourse course, List<Region> regions, List<Row> rows) {

    /// Probability of the bands.
    public static final double BAND = 0.95;

    /// As many give the ends of a 95 % band to a tenth of its width.
    private static final int REPLICATES = 300;

    private static final long SEED = 20_210_301;

    /// Blocks are at most this part of the map, or each draw would be the whole of it.
    private static final double LARGEST_BLOCK = 0.25;

    public SeriesStatistics {
        regions = List.copyOf(regions);
        rows = List.copyOf(rows);
    }

    /// One region, one quantity, all scans.
    ///
    /// @param blocks independent parts that the region has; below five bands are too narrow
    /// @param charge trend of the median against the charge, or the number of the scan
    /// @param time trend of the median against hours; null where starts are unknown
    public record Row(
            Region region,
            Quantity quantity,
            double blocks,
            List<Summary> scans,
            Trend charge,
            @Nullable Trend time) {
        public Row {
            scans = List.copyOf(scans);
        }
    }

    /// @param low, high the quantiles 0.1 and 0.9
    /// @param positive part above 0; of a strain: in tension
    public record Summary(int points, Band low, Band median, Band high, Band positive) {}

    /// A value, its standard uncertainty, and the ends of its 95 % band.
    public record Band(double value, double sigma, double lower, double upper) {}

    static SeriesStatistics of(
            ScanSeries series,
            List<SeriesAnalysis.Change> changes,
            SeriesCourse course,
            List<RegionEntry> named)
            throws SeriesException {
        List<Region> regions = SeriesRegions.of(series, named);
        List<SeriesValues> quantities = SeriesValues.of(series, changes);
        ScanGrid grid = series.first().grid();
        int[] grain = series.grains().getFirst().number();
        Correlation[] correlations =
                quantities.parallelStream()
                        .map(q -> Variogram.of(grid, q.scans().getFirst(), grain).correlation())
                        .toArray(Correlation[]::new);
        List<Row> rows =
                IntStream.range(0, regions.size() * quantities.size())
                        .parallel()
                        .mapToObj(task -> {
                            int q = task % quantities.size();
                            Region region = regions.get(task / quantities.size());
                            return row(
                                    region,
                                    quantities.get(q),
                                    bootstrap(grid, region, correlations[q], task),
                                    course);
                        })
                        .toList();
        return new SeriesStatistics(course, regions, rows);
    }

    private static BlockBootstrap bootstrap(
            ScanGrid grid, Region region, Correlation correlation, int task) {
        double shorter = Math.min(grid.columns() * grid.columnStep(), grid.rows() * grid.rowStep());
        double length = correlation.structured() > 0 ? correlation.length() : 0;
        return new BlockBootstrap(
                grid, region, Math.min(5 * length, LARGEST_BLOCK * shorter), SEED + task);
    }

    /// Of each scan four statistics, and its median against the mean of the medians: what scans
    /// share says nothing of a trend.
    private static Row row(
            Region region, SeriesValues values, BlockBootstrap bootstrap, SeriesCourse course) {
        int scans = values.scans().size();
        SortedValues[] sorted =
                values.scans().stream()
                        .map(scan -> new SortedValues(scan, region.points()))
                        .toArray(SortedValues[]::new);
        int[] times = new int[values.scans().getFirst().length];
        Function<int[], double[]> statistics =
                points -> {
                    for (int point : points) {
                        times[point]++;
                    }
                    double[] found = new double[5 * scans];
                    double mean = 0;
                    for (int k = 0; k < scans; k++) {
                        sorted[k].summary(times, found, 4 * k);
                        mean += found[4 * k + 1] / scans;
                    }
                    for (int k = 0; k < scans; k++) {
                        found[4 * scans + k] = found[4 * k + 1] - mean;
                    }
                    for (int point : points) {
                        times[point] = 0;
                    }
                    return found;
                };
        BlockBootstrap.Bands bands = bootstrap.bands(REPLICATES, statistics);
        List<Summary> summaries = new ArrayList<>();
        double[] median = new double[scans];
        double[] own = new double[scans];
        for (int k = 0; k < scans; k++) {
            summaries.add(
                    new Summary(
                            sorted[k].size(),
                            band(bands, 4 * k),
                            band(bands, 4 * k + 1),
                            band(bands, 4 * k + 2),
                            band(bands, 4 * k + 3)));
            median[k] = bands.value()[4 * k + 1];
            own[k] = bands.sigma(4 * scans + k) * Math.sqrt(scans / (scans - 1.0));
        }
        return new Row(
                region,
                values.quantity(),
                bootstrap.blocks(),
                summaries,
                Trend.of(course.charge(), median, own),
                course.hours().length == 0 ? null : Trend.of(course.hours(), median, own));
    }

    private static Band band(BlockBootstrap.Bands bands, int statistic) {
        return new Band(
                bands.value()[statistic],
                bands.sigma(statistic),
                bands.lower(statistic, BAND),
                bands.upper(statistic, BAND));
    }
}
