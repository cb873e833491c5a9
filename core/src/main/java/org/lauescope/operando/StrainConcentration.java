package org.lauescope.operando;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

/// Is the change of strain concentrated in few places? From the square of the equivalent strain of
/// the change without what noise adds on average, s = ⅔ (Δε:Δε − Σ σ²).
final class StrainConcentration {

    private static final int REPLICATES = 200;
    private static final double HIGH = 0.99;

    private StrainConcentration() {}

    static List<Indicator> of(SeriesEvidence series) {
        if (series.strain().isEmpty()) {
            return List.of();
        }
        List<Change> trends = series.strain().stream().map(series::trend).toList();
        List<Deviations> fields = Deviations.of(trends, series.contrasts(), series.grain());
        double[] square = square(trends, fields);
        ScanGrid grid = series.grid();
        Region known = Region.all(grid).where(i -> Double.isFinite(square[i]));
        if (known.size() == 0) {
            return List.of();
        }
        BlockBootstrap bootstrap =
                BlockBootstrap.of(grid, known, fields.getFirst().noise().correlation(), 1);
        Function<int[], double[]> statistics = points -> statistics(square, points);
        BlockBootstrap.Bands bands = bootstrap.bands(REPLICATES, statistics);
        return List.of(ratio(bands), gini(bands));
    }

    private static double[] square(List<Change> trends, List<Deviations> fields) {
        double[] square = new double[fields.getFirst().z().length];
        for (int k = 0; k < 6; k++) {
            double times = (k < 3 ? 1 : 2) * 2 / 3.0;
            double[] value = trends.get(k).evidence().values();
            double[] sigma = fields.get(k).sigma();
            for (int i = 0; i < square.length; i++) {
                square[i] += times * (value[i] * value[i] - sigma[i] * sigma[i]);
            }
        }
        return square;
    }

    /// Mean; 99 % quantile; part of the sum that the upper tenth of the points has.
    private static double[] statistics(double[] square, int[] points) {
        double[] values = Arrays.stream(points).mapToDouble(i -> square[i]).toArray();
        Arrays.sort(values);
        double sum = Arrays.stream(values).sum();
        double upper =
                Arrays.stream(values, values.length - values.length / 10, values.length).sum();
        return new double[] {sum / values.length, Distribution.quantile(values, HIGH), upper / sum};
    }

    private static Indicator ratio(BlockBootstrap.Bands bands) {
        double mean = bands.value()[0];
        double high = bands.value()[1];
        boolean isClear = mean > 3 * bands.sigma(0) && high > 0;
        double value = Math.sqrt(high / mean);
        double relative = Math.hypot(bands.sigma(0) / mean, bands.sigma(1) / high) / 2;
        return new Indicator(
                "strain concentration",
                isClear ? new Estimate(value, value * relative) : Estimate.UNKNOWN,
                "",
                "whole map",
                "√(99 % quantile over mean) of the squared equivalent strain of the change, noise taken"
                        + " off the mean; 2.6 for one normal component",
                "noise is not taken off the quantile: 2.5 and more where most of the square is noise;"
                        + " unknown unless the mean is three uncertainties above 0",
                Weight.NONE);
    }

    private static Indicator gini(BlockBootstrap.Bands bands) {
        boolean isClear = bands.value()[0] > 3 * bands.sigma(0);
        return new Indicator(
                "share of the upper tenth",
                isClear ? new Estimate(bands.value()[2], bands.sigma(2)) : Estimate.UNKNOWN,
                "",
                "whole map",
                "part of the sum of the squared equivalent strains of the change that a tenth of the"
                        + " points has",
                "as for the strain concentration; above 1 where noise leaves negative squares",
                Weight.NONE);
    }
}
