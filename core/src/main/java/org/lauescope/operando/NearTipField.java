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
/// plane stress and plane strain left out). Each component of the change is taken to follow 1/√(2π r)
/// beside its nuisance: a detector that moved shifts all points, and a field that falls off so slowly
/// has a mean that must not be taken off beforehand. The tensor of the last scan, of equivalent
/// strain 1, is what changes of all scans are projected on; K of each is the amplitude of the
/// projection. It has a sign, and errors as normal as those of strain.
final class NearTipField {

    /// Nearer than so many steps the points average over the tip.
    private static final double NEAREST_STEPS = 1.5;

    /// µm.
    private static final double FARTHEST = 100;

    /// Of a dense garnet, MPa.
    static final double YOUNG = 150e3;

    private static final double METRES_PER_MICROMETRE = 1e-6;

    /// Of a deviatoric tensor.
    private static final int DEGREES_OF_FREEDOM = 5;

    /// Of xx, yy, zz, yz, xz, xy in the square of the equivalent strain.
    private static final double[] SQUARE = {2 / 3.0, 2 / 3.0, 2 / 3.0, 4 / 3.0, 4 / 3.0, 4 / 3.0};

    private final SeriesEvidence series;
    private final boolean[] isNear;
    private final Contrast fallingOff;

    private NearTipField(SeriesEvidence series, int tip) {
        this.series = series;
        ScanGrid grid = series.grid();
        double nearest = NEAREST_STEPS * Math.max(grid.columnStep(), grid.rowStep());
        isNear = new boolean[grid.size()];
        double[] weight = new double[grid.size()];
        for (int i = 0; i < weight.length; i++) {
            double r = Math.hypot(grid.x(i) - grid.x(tip), grid.y(i) - grid.y(tip));
            isNear[i] = r >= nearest && r <= FARTHEST;
            weight[i] = 1 / Math.sqrt(2 * Math.PI * Math.max(r, nearest) * METRES_PER_MICROMETRE);
        }
        fallingOff = new Contrast("tip", weight);
    }

    /// @param tip of the change: the end of the heaviest hot spot of strain farthest from the
    ///   interface
    static List<Indicator> of(SeriesEvidence series, int tip) {
        List<Estimate> found = new NearTipField(series, tip).intensities();
        ScanGrid grid = series.grid();
        String region =
                "%.1f steps to 100 µm around (%.0f, %.0f) µm"
                        .formatted(NEAREST_STEPS, grid.x(tip), grid.y(tip));
        List<Indicator> indicators = new ArrayList<>();
        indicators.add(
                new Indicator(
                        "near-tip amplitude",
                        withoutChoice(found.getLast()),
                        "MPa m^0.5",
                        region + ", last scan",
                        "K of the equivalent strain of the change, K / (E √(2π r)) with E = 150 GPa",
                        "deviatoric strain only; no angular factors; the tip must be where it was taken"
                                + " to be, and at the surface",
                        Weight.NONE));
        double[] current = series.history().currentDensity();
        if (current.length == series.laterScans() + 1) {
            // Half of the variance of a change is the first scan's, the same for all: no slope.
            Trend trend =
                    Trend.of(
                            Arrays.copyOfRange(current, 1, current.length),
                            found.stream().mapToDouble(Estimate::value).toArray(),
                            found.stream().mapToDouble(k -> k.sigma() / Math.sqrt(2)).toArray());
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

    /// The tensor was chosen as the largest there is: on average the square gains a variance for
    /// each other direction of it. Unknown where nothing is left.
    private static Estimate withoutChoice(Estimate k) {
        double square = k.value() * k.value() - (DEGREES_OF_FREEDOM - 1) * k.sigma() * k.sigma();
        return square > 0 ? new Estimate(Math.sqrt(square), k.sigma()) : Estimate.UNKNOWN;
    }

    /// K of each later scan, MPa √m.
    private List<Estimate> intensities() {
        double[] tensor = tensor();
        List<Estimate> found = new ArrayList<>();
        for (int scan = 0; scan < series.laterScans(); scan++) {
            found.add(amplitude(projected(changes(scan), tensor)).times(YOUNG));
        }
        return found;
    }

    private List<Change> changes(int scan) {
        return series.strain().stream().map(component -> component.get(scan)).toList();
    }

    /// Of the last scan, equivalent strain 1.
    private double[] tensor() {
        double[] tensor = new double[6];
        double square = 0;
        List<Change> last = changes(series.laterScans() - 1);
        for (int k = 0; k < 6; k++) {
            Field field = last.get(k).field();
            tensor[k] =
                    amplitude(
                                    new Change(
                                            near(field.values(), field.sigma()),
                                            last.get(k).nuisance()))
                            .value();
            square += SQUARE[k] * tensor[k] * tensor[k];
        }
        double size = Math.sqrt(square);
        Arrays.setAll(tensor, k -> tensor[k] / size);
        return tensor;
    }

    /// ⅔ Δε:t, with the nuisances of all components.
    private Change projected(List<Change> strain, double[] tensor) {
        double[] values = new double[isNear.length];
        double[] variance = new double[isNear.length];
        List<double[]> modes = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            double times = SQUARE[k] * tensor[k];
            Field field = strain.get(k).field();
            for (int i = 0; i < values.length; i++) {
                values[i] += times * field.values()[i];
                variance[i] += times * times * field.sigma()[i] * field.sigma()[i];
            }
            modes.addAll(strain.get(k).nuisance().modes());
        }
        Arrays.setAll(variance, i -> Math.sqrt(variance[i]));
        return new Change(near(values, variance), new Nuisance(modes));
    }

    private Field near(double[] values, double[] sigma) {
        double[] kept = values.clone();
        Arrays.setAll(kept, i -> isNear[i] ? values[i] : Double.NaN);
        return new Field(series.grid(), kept, sigma);
    }

    private Estimate amplitude(Change change) {
        PlannedContrasts.Amplitude found =
                PlannedContrasts.of(List.of(change), List.of(fallingOff), series.grain())
                        .of(0, fallingOff);
        return new Estimate(found.value(), found.sigma());
    }
}
