package org.lauescope.operando;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lauescope.map.Estimate;

/// Does the change of strain depend on the distance from the interface?
///
///     Δε(z) = C + A exp(−z / L)
///
/// Δε is the trend of the strain along the interface's normal over the series. C, a shift of all
/// points, cannot be told from a detector that moved.
final class DepthDependence {

    private static final double SHORTEST = 5;
    private static final double LONGEST = 80;
    private static final int LENGTHS = 17;

    /// A length means something if its amplitude is at least so many uncertainties.
    private static final double CLEAR = 3;

    /// Amplitudes where strain is essential, and where it is not.
    private static final Presence PRESENCE = new Presence(2e-4, 2e-5, false);

    private DepthDependence() {}

    /// Amplitude, length, rank correlation.
    static List<Indicator> of(SeriesEvidence series) {
        if (!series.knowsInterface() || series.strain().isEmpty()) {
            return List.of();
        }
        InterfaceNormal normal = InterfaceNormal.of(series.grid(), series.interfaceDistance());
        Change strain = normal.strain(series.strain().stream().map(series::trend).toList());
        List<Deviations> field = Deviations.of(List.of(strain), series.contrasts(), series.grain());
        return List.of(amplitude(series, field), length(series, field), rank(series, strain));
    }

    private static PlannedContrasts.Amplitude fit(
            SeriesEvidence series, List<Deviations> field, double length) {
        Contrast decay = series.nearInterface(length);
        List<Contrast> contrasts =
                series.knowsBoundaries()
                        ? List.of(series.alongBoundaries(), decay)
                        : List.of(decay);
        return PlannedContrasts.of(field, contrasts).of(0, decay);
    }

    private static Indicator amplitude(SeriesEvidence series, List<Deviations> field) {
        PlannedContrasts.Amplitude found = fit(series, field, Contrast.INTERFACE_LENGTH);
        double a = found.value();
        double sigma = found.sigma();
        double present = PRESENCE.logDensityIfPresent(a, sigma);
        Weight weight =
                sigma > 0
                        ? new Weight(
                                present,
                                PRESENCE.logDensityIfAbsent(a, sigma),
                                present,
                                "true amplitude of either sign, not near 0, rms 2e-4 under penetration and"
                                        + " mixed; normal about 0, 2e-5 under electronic conduction")
                        : Weight.NONE;
        return new Indicator(
                "depth dependence",
                new Estimate(a, sigma),
                "",
                "whole map",
                "amplitude A of Δε_nn = C + A exp(−z / 20 µm), z from the interface, n its normal,"
                        + " beside grain boundaries; trend over the series",
                "deviatoric strain only; relaxation of the surface; a drift that is not even in time"
                        + " where lines run along the interface; a wrong interface line",
                weight);
    }

    /// Where the amplitude stands out most from the noise. At the ends of the interval of 68 % the
    /// square of that has fallen by 1, or by the square of the inflation at the best length: that
    /// of each length would say how the map happens to look there.
    private static Indicator length(SeriesEvidence series, List<Deviations> field) {
        double[] lengths = new double[LENGTHS];
        Arrays.setAll(lengths, k -> SHORTEST * Math.pow(LONGEST / SHORTEST, k / (LENGTHS - 1.0)));
        double[] square = new double[LENGTHS];
        double[] inflation = new double[LENGTHS];
        for (int k = 0; k < LENGTHS; k++) {
            PlannedContrasts.Amplitude found = fit(series, field, lengths[k]);
            inflation[k] = found.inflation();
            square[k] =
                    found.sigma() > 0
                            ? Math.pow(found.value() / found.sigma() * found.inflation(), 2)
                            : 0;
        }
        int best =
                IntStream.range(0, LENGTHS)
                        .boxed()
                        .max(Comparator.comparingDouble(k -> square[k]))
                        .orElse(0);
        double scale = inflation[best] * inflation[best];
        Arrays.setAll(square, k -> square[k] / scale);
        double low = end(lengths, square, best, -1);
        double high = end(lengths, square, best, 1);
        boolean isClear = square[best] >= CLEAR * CLEAR && Double.isFinite(high - low);
        return new Indicator(
                "decay length",
                isClear ? new Estimate(lengths[best], (high - low) / 2) : Estimate.UNKNOWN,
                "µm",
                "whole map",
                "length L of Δε_nn = C + A exp(−z / L), 5 … 80 µm; unknown unless A is at least three"
                        + " uncertainties and L bounded on both sides",
                "as for the amplitude; a profile that is not exponential; its logarithm is what is normal,"
                        + " with the uncertainty σ/L",
                Weight.NONE);
    }

    /// Where the square has fallen by 1, between the lengths tried; NaN if it does not.
    private static double end(double[] lengths, double[] square, int best, int direction) {
        double limit = square[best] - 1;
        for (int k = best + direction; k >= 0 && k < lengths.length; k += direction) {
            if (square[k] <= limit) {
                int before = k - direction;
                double part = (square[before] - limit) / (square[before] - square[k]);
                return lengths[before] * Math.pow(lengths[k] / lengths[before], part);
            }
        }
        return Double.NaN;
    }

    private static Indicator rank(SeriesEvidence series, Change strain) {
        Field evidence = strain.evidence();
        double[] size = evidence.standardised();
        Arrays.setAll(size, i -> Math.abs(size[i]));
        double[] ones = new double[size.length];
        Arrays.fill(ones, 1);
        Region known =
                Region.all(series.grid())
                        .where(i ->
                                Double.isFinite(size[i])
                                        && Double.isFinite(series.interfaceDistance()[i]));
        ModifiedTTest test =
                ModifiedTTest.of(
                        new Field(series.grid(), ranks(size, known), ones),
                        new Field(series.grid(), ranks(series.interfaceDistance(), known), ones),
                        known,
                        series.grain());
        double rho = test.correlation();
        return new Indicator(
                "depth correlation",
                new Estimate(rho, (1 - rho * rho) / Math.sqrt(test.effectivePoints() - 1)),
                "",
                "whole map",
                "Spearman's rank correlation of |Δε_nn|/σ with the distance from the interface; below 0"
                        + " where change is near it",
                "uncertainties that depend on depth; the number of independent points rests on the"
                        + " variograms of ranks",
                Weight.NONE);
    }

    private static double[] ranks(double[] values, Region known) {
        double[] ranks = new double[values.length];
        Arrays.fill(ranks, Double.NaN);
        Integer[] order = Arrays.stream(known.points()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        for (int k = 0; k < order.length; k++) {
            ranks[order[k]] = (double) k / order.length;
        }
        return ranks;
    }
}
