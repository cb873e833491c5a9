package org.lauescope.operando;

import java.util.Arrays;
import java.util.List;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

/// Does peak width grow along grain boundaries rather than within grains, at whatever depth?
final class BoundaryPreference {

    /// Points are hot from so many uncertainties on.
    private static final double HOT = 2;

    private static final int STRATA = 4;

    /// Growth of width where boundaries conduct, and where they do not, rad.
    private static final Presence PRESENCE = new Presence(2e-4, 2e-5, true);

    private BoundaryPreference() {}

    /// Excess of width, odds ratio.
    static List<Indicator> of(SeriesEvidence series) {
        if (!series.knowsBoundaries() || series.width().isEmpty()) {
            return List.of();
        }
        Change width = series.trend(series.width());
        return List.of(excess(series, width), odds(series, width));
    }

    private static Indicator excess(SeriesEvidence series, Change width) {
        List<Contrast> contrasts = series.contrasts();
        PlannedContrasts.Amplitude found =
                PlannedContrasts.of(List.of(width), contrasts, series.grain())
                        .of(0, contrasts.getFirst());
        double a = found.value();
        double sigma = found.sigma();
        double present = PRESENCE.logDensityIfPresent(a, sigma);
        Weight weight =
                sigma > 0
                        ? new Weight(
                                PRESENCE.logDensityIfAbsent(a, sigma),
                                present,
                                present,
                                "true amplitude above 0, not near it, rms 2e-4 rad under electronic conduction"
                                        + " and mixed; normal about 0, 2e-5 rad under penetration")
                        : Weight.NONE;
        return new Indicator(
                "boundary preference",
                new Estimate(a, sigma),
                "rad",
                "points within 5 µm of a grain boundary against the rest",
                "how much more the width of peaks has grown there, beside exp(−z / 20 µm) from the"
                        + " interface; trend over the series",
                "points at boundaries see two grains, which a displaced scan mixes differently; residual"
                        + " stress of sintering that relaxes",
                weight);
    }

    /// The common odds ratio of strata of depth (N. Mantel, W. Haenszel, J. Natl. Cancer Inst. 22
    /// (1959) 719), and how it scatters where the boundaries are laid elsewhere over the map.
    private static Indicator odds(SeriesEvidence series, Change width) {
        ScanGrid grid = series.grid();
        double[] z = width.evidence().standardised();
        double[] band = series.alongBoundaries().weight();
        int[] stratum = strata(series);
        double value = logOdds(z, band, stratum);
        double squares = 0;
        int count = 0;
        for (Displacement displacement : Displacement.all(grid)) {
            double elsewhere = logOdds(z, displacement.of(grid, band), stratum);
            squares += elsewhere * elsewhere;
            count++;
        }
        return new Indicator(
                "boundary odds",
                new Estimate(value, Math.sqrt(squares / count)),
                "",
                "points within 5 µm of a grain boundary against the rest, in quarters of depth",
                "logarithm of the odds that peaks are wider by 2 σ there, over those elsewhere, at equal"
                        + " depth (Mantel–Haenszel); σ from the boundaries laid elsewhere over the map",
                "as for the boundary preference; where boundaries fill the map, what is laid elsewhere"
                        + " falls on them again",
                Weight.NONE);
    }

    /// Quarters of the points by distance from the interface.
    private static int[] strata(SeriesEvidence series) {
        double[] distance = series.interfaceDistance();
        double[] sorted = Arrays.stream(distance).filter(Double::isFinite).sorted().toArray();
        int[] stratum = new int[distance.length];
        for (int i = 0; i < distance.length && sorted.length > 0; i++) {
            for (int k = 1; k < STRATA; k++) {
                stratum[i] += distance[i] > sorted[k * sorted.length / STRATA] ? 1 : 0;
            }
        }
        return stratum;
    }

    private static double logOdds(double[] z, double[] band, int[] stratum) {
        double[][] count = new double[STRATA][4];
        for (int i = 0; i < z.length; i++) {
            if (!Double.isNaN(z[i])) {
                count[stratum[i]][(band[i] > 0 ? 0 : 2) + (z[i] > HOT ? 0 : 1)]++;
            }
        }
        // Half a point more keeps the ratio finite.
        double same = 0.5;
        double other = 0.5;
        for (double[] c : count) {
            double n = c[0] + c[1] + c[2] + c[3];
            same += n > 0 ? c[0] * c[3] / n : 0;
            other += n > 0 ? c[1] * c[2] / n : 0;
        }
        return Math.log(same / other);
    }
}
