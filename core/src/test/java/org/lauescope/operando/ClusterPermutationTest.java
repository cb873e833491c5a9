package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class ClusterPermutationTest {

    private static final ScanGrid GRID = ScanGrid.of(24, 18, 4, 4);
    private static final ClusterPermutation.Settings SETTINGS =
            new ClusterPermutation.Settings(2.5, 1.5, 199, 20, 1);

    private static Change change(double[] values) {
        double[] sigma = new double[GRID.size()];
        Arrays.fill(sigma, 1e-4);
        return new Change(
                new Field(GRID, Arrays.stream(values).map(v -> 1e-4 * v).toArray(), sigma),
                Nuisance.shift(GRID));
    }

    /// Correlated noise of 1.3 times the claimed uncertainty and a common shift: p ≤ 0.1 in a tenth
    /// of 100 maps; more than 20 have a probability of 1e-3.
    @Test
    void keepsItsLevelOnCorrelatedNoise() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            double[] noise = CorrelatedNoise.mixed(GRID, new Random(seed), 0.8, 0.4);
            double[] values = Arrays.stream(noise).map(v -> 1.3 * v + 0.5).toArray();
            ClusterPermutation test =
                    ClusterPermutation.of(
                            List.of(change(values)), new int[GRID.size()], SETTINGS.withSeed(seed));
            found += test.p() <= 0.1 ? 1 : 0;
        }
        assertThat(found).isBetween(1, 20);
    }

    /// A square of 6 × 6 points lower by 2.5 σ of one point is found in its place with its sign.
    @Test
    void findsAPlaceThatChanged() {
        for (int seed = 0; seed < 10; seed++) {
            double[] values = CorrelatedNoise.mixed(GRID, new Random(seed), 0.8, 0.4);
            for (int i = 0; i < values.length; i++) {
                values[i] -= isChanged(i) ? 2.5 : 0;
            }
            ClusterPermutation test =
                    ClusterPermutation.of(List.of(change(values)), new int[GRID.size()], SETTINGS);
            assertThat(test.p()).isLessThanOrEqualTo(0.01);
            ClusterPermutation.Cluster heaviest = test.clusters().getFirst();
            assertThat(heaviest.mass()).isNegative();
            long inside = Arrays.stream(heaviest.points()).filter(i -> isChanged(i)).count();
            // Corners have a quarter of the local mean, near the threshold, and may be lost.
            assertThat(inside).isGreaterThanOrEqualTo(30);
            assertThat(heaviest.points().length - inside).isLessThanOrEqualTo(20);
        }
    }

    /// A place that grows to 60 σ hides neither itself nor what it was before, 8 σ in another map.
    @Test
    void aStrongChangeHidesNoWeakOne() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] strong = CorrelatedNoise.mixed(GRID, random, 0.8, 0.4);
            double[] weak = CorrelatedNoise.mixed(GRID, random, 0.8, 0.4);
            for (int i = 0; i < strong.length; i++) {
                strong[i] += 60 * place(i);
                weak[i] += 8 * place(i);
            }
            ClusterPermutation test =
                    ClusterPermutation.of(
                            List.of(change(strong), change(weak)),
                            new int[GRID.size()],
                            SETTINGS.withSeed(seed));
            assertThat(test.significant(0.02))
                    .as("seed %d", seed)
                    .extracting(ClusterPermutation.Cluster::field)
                    .contains(0, 1);
        }
    }

    /// In the middle of what [#isChanged] surrounds, of a standard deviation of two steps.
    private static double place(int i) {
        double square = Math.pow(GRID.row(i) - 8.5, 2) + Math.pow(GRID.column(i) - 11.5, 2);
        return Math.exp(-square / 8);
    }

    /// A single wrong point is no place, however wrong: in none of ten maps more than noise.
    @Test
    void aWrongPointIsNoPlace() {
        for (int seed = 0; seed < 10; seed++) {
            double[] values = CorrelatedNoise.mixed(GRID, new Random(seed), 0.8, 0.4);
            values[GRID.index(8, 12)] = 100;
            ClusterPermutation test =
                    ClusterPermutation.of(
                            List.of(change(values)), new int[GRID.size()], SETTINGS.withSeed(seed));
            assertThat(test.significant(0.01)).as("seed %d", seed).isEmpty();
        }
    }

    private static boolean isChanged(int i) {
        return GRID.row(i) >= 6 && GRID.row(i) < 12 && GRID.column(i) >= 9 && GRID.column(i) < 15;
    }

    /// A change of the whole map and a drift in time are what a detector does: no evidence.
    @Test
    void aShiftOfAllPointsIsNoEvidence() {
        double[] values = CorrelatedNoise.mixed(GRID, new Random(1), 0.8, 0.4);
        double[] time = new double[GRID.size()];
        Arrays.setAll(time, i -> i);
        double[] shifted = new double[values.length];
        Arrays.setAll(shifted, i -> values[i] + 10 + 0.02 * i);
        Nuisance nuisance = Nuisance.shift(GRID).and(time);
        ClusterPermutation plain =
                ClusterPermutation.of(
                        List.of(new Change(change(values).field(), nuisance)),
                        new int[GRID.size()],
                        SETTINGS);
        ClusterPermutation moved =
                ClusterPermutation.of(
                        List.of(new Change(change(shifted).field(), nuisance)),
                        new int[GRID.size()],
                        SETTINGS);
        assertThat(plain.p()).isGreaterThan(0.05);
        assertThat(moved.p()).isEqualTo(plain.p());
    }
}
