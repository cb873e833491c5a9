package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class PlannedContrastsTest {

    private static final ScanGrid GRID = ScanGrid.of(30, 24, 4, 4);
    private static final int[] GRAIN = new int[GRID.size()];

    /// Six columns in the middle and four rows at an edge.
    private static final Contrast BAND =
            contrast("band", i -> GRID.column(i) >= 12 && GRID.column(i) < 18);

    private static final Contrast EDGE = contrast("edge", i -> GRID.row(i) < 4);

    private static Contrast contrast(String name, IntPredicate belongs) {
        double[] weight = new double[GRID.size()];
        Arrays.setAll(weight, i -> belongs.test(i) ? 1 : 0);
        return new Contrast(name, weight);
    }

    private static Change change(double[] z) {
        double[] sigma = new double[GRID.size()];
        Arrays.fill(sigma, 1e-4);
        return new Change(
                new Field(GRID, Arrays.stream(z).map(v -> 1e-4 * v).toArray(), sigma),
                Nuisance.shift(GRID));
    }

    /// With independent noise the amplitude is the difference of two means, of the variance σ²/n₁ +
    /// σ²/n₂; the robust fit of normal residuals is 2 % less certain, and the noise of 720 points
    /// is known to 4 %.
    @Test
    void aBandAgainstTheRestIsTheDifferenceOfTwoMeans() {
        double[] z = CorrelatedNoise.mixed(GRID, new Random(1), 0.8, 0);
        for (int i = 0; i < z.length; i++) {
            z[i] += BAND.weight()[i];
        }
        PlannedContrasts.Amplitude found =
                PlannedContrasts.of(List.of(change(z)), List.of(BAND), GRAIN)
                        .amplitudes()
                        .getFirst();
        double inside = 0;
        double outside = 0;
        int n = 6 * 24;
        int rest = GRID.size() - n;
        for (int i = 0; i < z.length; i++) {
            inside += BAND.weight()[i] * z[i] / n;
            outside += (1 - BAND.weight()[i]) * z[i] / rest;
        }
        double sigma = 1e-4 * Math.sqrt(1.0 / n + 1.0 / rest);
        assertThat(found.sigma() / found.inflation()).isCloseTo(sigma, withinPercentage(8));
        assertThat(found.value()).isCloseTo(1e-4 * (inside - outside), within(0.3 * sigma));
        assertThat(found.p()).isLessThan(1e-12);
    }

    /// Pulls of both amplitudes over 120 maps of correlated noise without change, of 1.3 times the
    /// claimed uncertainty: an rms of 240 scatters by 1/√480. Half have p ≤ ½ (to four standard
    /// errors; few of these are more).
    @Test
    void amplitudesAreAsUncertainAsClaimed() {
        double squares = 0;
        int below = 0;
        int maps = 120;
        for (int seed = 0; seed < maps; seed++) {
            double[] z = CorrelatedNoise.mixed(GRID, new Random(seed), 0.8, 0.4);
            Arrays.setAll(z, i -> 1.3 * z[i]);
            PlannedContrasts test =
                    PlannedContrasts.of(List.of(change(z)), List.of(BAND, EDGE), GRAIN);
            for (PlannedContrasts.Amplitude a : test.amplitudes()) {
                squares += Math.pow(a.value() / a.sigma(), 2) / (2 * maps);
                below += a.p() <= 0.5 ? 1 : 0;
            }
        }
        // Uncertainties are never reduced by what is found elsewhere, so a little too large.
        assertThat(Math.sqrt(squares)).isBetween(0.8, 1.15);
        assertThat(below).isBetween(90 - 30, 120 + 31);
    }

    /// Noise with a long tail of correlation, which the model of noise cannot know: what the
    /// pattern finds elsewhere keeps the level where the noise alone would not. p ≤ 0.05 in more
    /// than 12 of 100 has a probability of 1e-3.
    @Test
    void longCorrelationsAreHeardElsewhere() {
        int found = 0;
        int naive = 0;
        double inflation = 0;
        for (int seed = 0; seed < 100; seed++) {
            List<Change> changes = new ArrayList<>();
            double[] z = CorrelatedNoise.mixed(GRID, new Random(seed), 3, 0.3);
            changes.add(change(z));
            PlannedContrasts.Amplitude a =
                    PlannedContrasts.of(changes, List.of(BAND), GRAIN).amplitudes().getFirst();
            found += a.p() <= 0.05 ? 1 : 0;
            naive += TailProbability.normal(a.value() * a.inflation() / a.sigma()) <= 0.05 ? 1 : 0;
            inflation += a.inflation() / 100;
        }
        // A part of the correlation is taken up by the model.
        assertThat(inflation).isGreaterThan(1.1);
        assertThat(naive).isGreaterThan(found);
        assertThat(found).isLessThanOrEqualTo(12);
    }

    /// Two patterns are told apart: what is in the band is not at the edge.
    @Test
    void contrastsAreFittedBesideEachOther() {
        double[] z = CorrelatedNoise.mixed(GRID, new Random(7), 0.8, 0.3);
        for (int i = 0; i < z.length; i++) {
            z[i] += BAND.weight()[i];
        }
        PlannedContrasts test = PlannedContrasts.of(List.of(change(z)), List.of(EDGE, BAND), GRAIN);
        assertThat(test.significant(0.01))
                .singleElement()
                .satisfies(a -> assertThat(a.contrast()).isEqualTo(BAND));
    }

    /// A line through 0, 1, 2, 3 has the slope 1; with scan 2 missing, through 0, 1, 3, too. σ of
    /// Σ(q − q̄) y / Σ(q − q̄)² with σ = 1/√2 each, times the range of 3.
    @Test
    void trendOfASeries() {
        ScanGrid grid = ScanGrid.of(2, 1, 4, 4);
        List<Change> changes = new ArrayList<>();
        for (int s = 1; s < 4; s++) {
            changes.add(
                    new Change(
                            new Field(
                                    grid,
                                    new double[] {s, s == 2 ? Double.NaN : s},
                                    new double[] {1, 1}),
                            Nuisance.shift(grid)));
        }
        Field trend = Change.trend(changes, new double[] {0, 0.5, 1, 1.5}).field();
        assertThat(trend.values()[0]).isCloseTo(3, within(1e-12));
        assertThat(trend.values()[1]).isCloseTo(3, within(1e-12));
        assertThat(trend.sigma()[0]).isCloseTo(3 / Math.sqrt(2 * 5), within(1e-12));
        assertThat(trend.sigma()[1]).isCloseTo(3 / Math.sqrt(2 * 14.0 / 3), within(1e-12));
    }
}
