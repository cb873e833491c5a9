package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.BlockBootstrap;
import org.lauescope.operando.Correlation;
import org.lauescope.operando.Region;
import org.lauescope.operando.TailProbability;
import org.lauescope.operando.Variogram;

/// How the medians of whole maps go with a variable that somebody set, as a load: for maps that
/// need not lie on each other, imported ones for instance.
///
/// The line is that of least squares through the medians. What its slope is uncertain by, is the
/// larger of two:
///
/// - how it scatters over maps put together anew out of blocks, the same blocks in all maps, so
///   that what maps have in common (their grains) drops out as it does from the slope;
/// - the scatter of the medians about the line, s / √Σ(x − x̄)², which alone knows what a whole map
///   has wrong, as its calibration. It has n − 2 degrees of freedom: with three maps the interval
///   of 95 % is 12.7 σ wide to either side.
///
/// @param variable what was set, unit included
/// @param x its value at each scan
/// @param rows a line for each quantity that all maps know
public record CourseTrends(String variable, String unit, double[] x, List<Row> rows) {

    /// Name of the table that the last scan gains: one row.
    public static final String TABLE = "course_trend";

    private static final double LEVEL = 0.95;
    private static final int REPLICATES = 400;
    private static final long SEED = 20_220_801;

    /// Blocks are at most this part of the map, or each draw would be the whole of it.
    private static final double LARGEST_BLOCK = 0.25;

    private static final List<String> QUANTITIES =
            List.of(
                    "equivalent_strain",
                    "strain_xx",
                    "strain_yy",
                    "strain_zz",
                    "strain_yz",
                    "strain_xz",
                    "strain_xy");

    /// @param medians of each scan
    /// @param slope per unit of the variable
    /// @param blockSigma uncertainty of the slope from blocks of the maps
    /// @param scatterSigma from the scatter about the line; NaN with two scans
    public record Row(
            Quantity quantity,
            double[] medians,
            double slope,
            double blockSigma,
            double scatterSigma) {

        public boolean isScattered() {
            return scatterSigma > blockSigma;
        }

        public double sigma() {
            return isScattered() ? scatterSigma : blockSigma;
        }

        /// Half of the interval that holds the slope with 95 %.
        public double halfWidth() {
            return sigma() * (isScattered() ? student(medians.length - 2) : normal());
        }

        /// Probability of a slope as far from zero by chance.
        public double p() {
            double t = slope / sigma();
            return isScattered()
                    ? TailProbability.student(t, medians.length - 2)
                    : TailProbability.normal(t);
        }

        private static double normal() {
            return quantile(TailProbability::normal);
        }

        private static double student(int freedom) {
            return quantile(t -> TailProbability.student(t, freedom));
        }

        private interface Tail {
            double of(double t);
        }

        private static double quantile(Tail tail) {
            double low = 0;
            double high = 1e3;
            while (high - low > 1e-9 * high) {
                double middle = (low + high) / 2;
                if (tail.of(middle) > 1 - LEVEL) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return (low + high) / 2;
        }
    }

    public CourseTrends {
        rows = List.copyOf(rows);
    }

    /// @throws SeriesException if scans and values are not as many, or fewer than two
    public static CourseTrends of(Result result, String variable, String unit, double[] x)
            throws SeriesException {
        List<ScanResult> scans = result.scans();
        if (x.length != scans.size() || x.length < 2) {
            throw new SeriesException(
                    "%d values of %s for %d scans (%s); expected one for each of two or more, in their order"
                            .formatted(
                                    x.length,
                                    variable,
                                    scans.size(),
                                    String.join(
                                            ", ", scans.stream().map(ScanResult::name).toList())));
        }
        if (Arrays.stream(x).distinct().count() < 2) {
            throw new SeriesException(
                    "%s is %s %s in all scans; expected two different values or more"
                            .formatted(variable, x[0], unit));
        }
        ScanGrid grid = scans.getFirst().map().grid();
        for (ScanResult scan : scans) {
            if (!scan.map().grid().equals(grid)) {
                throw new SeriesException(
                        "\"%s\" has another grid than \"%s\"; expected the same points in all scans of a series"
                                .formatted(scan.name(), scans.getFirst().name()));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (String name : QUANTITIES) {
            if (scans.stream().allMatch(scan -> scan.map().has(name))) {
                rows.add(
                        row(
                                scans.getFirst().map().plane(name).quantity(),
                                grid,
                                scans.stream().map(s -> s.map().plane(name).values()).toList(),
                                x));
            }
        }
        return new CourseTrends(variable, unit, x.clone(), rows);
    }

    static Row row(Quantity quantity, ScanGrid grid, List<double[]> values, double[] x) {
        Correlation correlation =
                Variogram.of(grid, values.getFirst(), new int[grid.size()]).correlation();
        double shorter = Math.min(grid.columns() * grid.columnStep(), grid.rows() * grid.rowStep());
        double length = correlation.structured() > 0 ? correlation.length() : 0;
        int scans = x.length;
        BlockBootstrap.Bands bands =
                new BlockBootstrap(
                                grid,
                                Region.all(grid),
                                Math.min(5 * length, LARGEST_BLOCK * shorter),
                                SEED)
                        .bands(REPLICATES, points -> statistics(points, values, x));
        double[] medians = Arrays.copyOf(bands.value(), scans);
        double slope = bands.value()[scans];
        return new Row(quantity, medians, slope, bands.sigma(scans), scatter(x, medians, slope));
    }

    /// Median of each scan, then the slope.
    private static double[] statistics(int[] points, List<double[]> values, double[] x) {
        double[] found = new double[x.length + 1];
        for (int k = 0; k < x.length; k++) {
            double[] scan = values.get(k);
            double[] sorted =
                    Arrays.stream(points)
                            .mapToDouble(point -> scan[point])
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
            int n = sorted.length;
            found[k] = n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        }
        double mean = Arrays.stream(x).average().orElse(Double.NaN);
        double square = 0;
        double product = 0;
        for (int k = 0; k < x.length; k++) {
            square += (x[k] - mean) * (x[k] - mean);
            product += (x[k] - mean) * found[k];
        }
        found[x.length] = product / square;
        return found;
    }

    private static double scatter(double[] x, double[] medians, double slope) {
        if (x.length < 3) {
            return Double.NaN;
        }
        double meanX = Arrays.stream(x).average().orElse(Double.NaN);
        double meanY = Arrays.stream(medians).average().orElse(Double.NaN);
        double square = 0;
        double residuals = 0;
        for (int k = 0; k < x.length; k++) {
            double residual = medians[k] - meanY - slope * (x[k] - meanX);
            residuals += residual * residual;
            square += (x[k] - meanX) * (x[k] - meanX);
        }
        return Math.sqrt(residuals / (x.length - 2) / square);
    }

    /// The result with the table of these lines in its last scan.
    public Result addedTo(Result result) {
        List<ScanResult> scans = new ArrayList<>(result.scans());
        ScanResult last = scans.removeLast();
        SequencedMap<String, Table> tables = new LinkedHashMap<>(last.tables());
        tables.put(TABLE, table());
        scans.add(last.with(last.map(), tables));
        return result.withScans(scans);
    }

    private Table table() {
        Table.Builder table = Table.ofSize(1);
        for (Row row : rows) {
            String name = row.quantity().name();
            String of = "of " + row.quantity().title() + " with " + variable;
            String per = "1/" + unit;
            one(table, Quantity.diverging(name + "_slope", "slope " + of, per), row.slope());
            one(table, Quantity.sequential(name + "_slope_sigma", "σ", per), row.sigma());
            one(
                    table,
                    Quantity.sequential(
                            name + "_slope_half_width", "half of the interval of 95 %", per),
                    row.halfWidth());
        }
        return table.build();
    }

    private static void one(Table.Builder table, Quantity quantity, double value) {
        table.add(quantity, new double[] {value});
    }
}
