package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.map.Estimate;
import org.lauescope.map.ScanGrid;

class NearTipFieldTest {

    private static final ScanGrid GRID = ScanGrid.of(30, 24, 4, 4);
    private static final int TIP = GRID.index(10, 16);
    private static final double SIGMA = 5e-5;

    /// Opening along a slanting direction: of the equivalent strain 1, no volume.
    private static final double[] OPENING = {0.85, -0.35, -0.5, 0, 0, 0.357};

    /// K of the three later scans, MPa √m, and the current density before each scan; what flowed
    /// before the first does not count.
    private static final double[] K = {0.3, 0.6, 0.9};

    private static final double[] CURRENT = {5, 0.5, 1.0, 1.5};

    private static double equivalent() {
        double square = 0;
        for (int k = 0; k < 6; k++) {
            square += (k < 3 ? 1 : 2) * 2 / 3.0 * OPENING[k] * OPENING[k];
        }
        return Math.sqrt(square);
    }

    /// Scans with independent noise less its trace, the first one's in all changes; each shifted.
    private static SeriesEvidence series(double[] k, Random random) {
        double[][][] noise = new double[4][6][GRID.size()];
        for (double[][] scan : noise) {
            for (int i = 0; i < GRID.size(); i++) {
                double mean = 0;
                for (int c = 0; c < 6; c++) {
                    scan[c][i] = SIGMA * random.nextGaussian();
                    mean += c < 3 ? scan[c][i] / 3 : 0;
                }
                for (int c = 0; c < 3; c++) {
                    scan[c][i] -= mean;
                }
            }
        }
        List<List<Change>> strain = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            List<Change> changes = new ArrayList<>();
            for (int s = 1; s < 4; s++) {
                double[] values = new double[GRID.size()];
                double shift = 1e-4 * random.nextGaussian();
                for (int i = 0; i < values.length; i++) {
                    double r = Math.hypot(GRID.x(i) - GRID.x(TIP), GRID.y(i) - GRID.y(TIP)) * 1e-6;
                    double strainThere =
                            k[s - 1] / 150e3 / Math.sqrt(2 * Math.PI * Math.max(r, 1e-6));
                    values[i] =
                            shift
                                    + OPENING[c] / equivalent() * strainThere
                                    + noise[s][c][i]
                                    - noise[0][c][i];
                }
                double[] sigma = new double[GRID.size()];
                Arrays.fill(sigma, SIGMA * Math.sqrt(2) * (c < 3 ? Math.sqrt(2 / 3.0) : 1));
                changes.add(new Change(new Field(GRID, values, sigma), Nuisance.shift(GRID)));
            }
            strain.add(changes);
        }
        double[] distance = IntStream.range(0, GRID.size()).mapToDouble(GRID::y).toArray();
        double[] none = new double[GRID.size()];
        Arrays.fill(none, Double.NaN);
        return new SeriesEvidence(
                GRID,
                new int[GRID.size()],
                distance,
                none,
                new CellHistory(new double[] {0, 1, 2, 3}, new double[0], CURRENT),
                strain,
                List.of(),
                List.of());
    }

    /// Of 30 series pulls have an rms of 1 ± 0.13; their mean is 0 ± 0.18.
    @Test
    void intensityAndItsSlopeAreAsUncertainAsClaimed() {
        int seeds = 30;
        double[][] pulls = new double[2][seeds];
        for (int seed = 0; seed < seeds; seed++) {
            List<Indicator> found = NearTipField.of(series(K, new Random(seed)), TIP);
            double[] truth = {0.9, 0.6};
            for (int n = 0; n < 2; n++) {
                Estimate value = found.get(n).value();
                pulls[n][seed] = (value.value() - truth[n]) / value.sigma();
                assertThat(value.sigma()).isLessThan(0.15);
            }
        }
        for (double[] pull : pulls) {
            assertThat(Arrays.stream(pull).average().orElseThrow()).isCloseTo(0, within(0.55));
            assertThat(Math.sqrt(Arrays.stream(pull).map(p -> p * p).average().orElseThrow()))
                    .isBetween(0.6, 1.4);
        }
    }

    /// A field that goes back as the current grows has a falling slope.
    @Test
    void aFieldThatGoesBackHasAFallingSlope() {
        double[] falling = {0.9, 0.6, 0.3};
        Indicator slope = NearTipField.of(series(falling, new Random(99)), TIP).get(1);
        assertThat(slope.value().value())
                .isCloseTo(-0.6, within(4 * slope.value().sigma()))
                .isLessThan(0);
    }
}
