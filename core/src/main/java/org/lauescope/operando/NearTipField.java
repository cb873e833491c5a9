package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

/// Stress intensity from how strain falls off around a tip,
///
///     ε(r) = K / (E √(2π r))
///
/// (J. R. Rice, in Fracture II, Academic Press 1968, 191; angular factors and the difference of
/// plane stress and plane strain left out). The square of the equivalent strain without what noise
/// adds is linear in K²: its slope against 1/(2π r) is K²/E², whatever the noise.
final class NearTipField {

    /// Nearer than so many steps the points average over the tip.
    private static final double NEAREST_STEPS = 1.5;

    /// µm.
    private static final double FARTHEST = 100;

    /// Of a dense garnet, MPa.
    static final double YOUNG = 150e3;

    private static final double METRES_PER_MICROMETRE = 1e-6;

    private NearTipField() {}

    /// @param tip of the change: the end of the heaviest hot spot of strain farthest from the
    ///   interface
    static List<Indicator> of(SeriesEvidence series, int tip) {
        List<Estimate> found = new ArrayList<>();
        for (int s = 0; s < series.laterScans(); s++) {
            int scan = s;
            found.add(
                    intensity(
                            series,
                            series.strain().stream().map(of -> of.get(scan)).toList(),
                            tip));
        }
        ScanGrid grid = series.grid();
        String region =
                "%.1f steps to 100 µm around (%.0f, %.0f) µm"
                        .formatted(NEAREST_STEPS, grid.x(tip), grid.y(tip));
        List<Indicator> indicators = new ArrayList<>();
        indicators.add(
                new Indicator(
                        "near-tip amplitude",
                        found.getLast(),
                        "MPa m^0.5",
                        region + ", last scan",
                        "K of the equivalent strain of the change, K / (E √(2π r)) with E = 150 GPa",
                        "deviatoric strain only; no angular factors; the tip must be where it was taken"
                                + " to be, and at the surface",
                        Weight.NONE));
        double[] current = series.history().currentDensity();
        if (current.length == series.laterScans() + 1) {
            Trend trend =
                    Trend.of(
                            Arrays.copyOfRange(current, 1, current.length),
                            found.stream().mapToDouble(Estimate::value).toArray(),
                            found.stream().mapToDouble(Estimate::sigma).toArray());
            indicators.add(
                    new Indicator(
                            "near-tip amplitude against current",
                            new Estimate(trend.slope(), trend.slopeSigma()),
                            "MPa m^0.5 cm^2/mA",
                            region,
                            "slope of K over the scans against current density; 0 for a toughness,"
                                    + " below 0 where electrochemistry weakens the tip",
                            "the tip advances between scans; current and charge often grow together",
                            Weight.NONE));
        }
        return indicators;
    }

    /// @param strain six changes of one scan
    static Estimate intensity(SeriesEvidence series, List<Change> strain, int tip) {
        ScanGrid grid = series.grid();
        List<Deviations> fields = Deviations.of(strain, series.contrasts(), series.grain());
        double nearest = NEAREST_STEPS * Math.max(grid.columnStep(), grid.rowStep());
        double xx = 0;
        double xy = 0;
        List<double[]> used = new ArrayList<>();
        List<Integer> points = new ArrayList<>();
        double[][] values =
                strain.stream().map(change -> change.evidence().values()).toArray(double[][]::new);
        for (int i = 0; i < grid.size(); i++) {
            double r = Math.hypot(grid.x(i) - grid.x(tip), grid.y(i) - grid.y(tip));
            double square = 0;
            double noise = 0;
            for (int k = 0; k < 6; k++) {
                double times = (k < 3 ? 1 : 2) * 2 / 3.0;
                double sigma = fields.get(k).sigma()[i];
                double value = values[k][i];
                square += times * (value * value - sigma * sigma);
                noise += times * times * 2 * sigma * sigma * sigma * sigma;
            }
            if (r >= nearest && r <= FARTHEST && Double.isFinite(square)) {
                double x = 1 / (2 * Math.PI * r * METRES_PER_MICROMETRE);
                double weight = 1 / noise;
                xx += weight * x * x;
                xy += weight * x * square;
                used.add(new double[] {x, square, weight});
                points.add(i);
            }
        }
        double slope = xy / xx;
        double variance = 0;
        for (double[] one : used) {
            double miss = one[2] * one[0] * (one[1] - slope * one[0]);
            variance += miss * miss / (xx * xx);
        }
        Region region = new Region("", points.stream().mapToInt(Integer::intValue).toArray());
        double independent =
                EffectiveSampleSize.of(
                        grid, region, series.grain(), fields.getFirst().noise().correlation());
        variance *= region.size() / independent;
        double k = YOUNG * Math.sqrt(Math.max(0, slope));
        return slope > 0
                ? new Estimate(k, YOUNG * YOUNG * Math.sqrt(variance) / (2 * k))
                : Estimate.UNKNOWN;
    }
}
