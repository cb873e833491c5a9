package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

/// Correlation, effective numbers of points, bootstrap and the correlation of two maps.
class SpatialStatisticsTest {

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// An autoregressive line has ρ(k) = φᵏ, which is the exponential correlation of the length
    /// −1/ln φ, and in closed form
    ///
    ///     Σᵢⱼ ρ = n (1 + φ)/(1 − φ) − 2φ (1 − φⁿ)/(1 − φ)²
    @Test
    void effectiveSampleSizeOfAnAutoregressiveLine() {
        int n = 400;
        double phi = 0.7;
        ScanGrid grid = ScanGrid.of(n, 1, 2, 2);
        double expected =
                (double) n
                        * n
                        / (n * (1 + phi) / (1 - phi)
                                - 2 * phi * (1 - Math.pow(phi, n)) / Math.pow(1 - phi, 2));
        double found =
                EffectiveSampleSize.of(
                        grid,
                        Region.all(grid),
                        new int[n],
                        new Correlation(1, -2 / Math.log(phi), 1));
        // Correlations below a thousandth are left out: 2 · 1e-3/(1 − φ) of 5.7.
        assertThat(found).isCloseTo(expected, withinPercentage(0.15));
        int[] halves = new int[n];
        Arrays.setAll(halves, i -> i % 2);
        assertThat(EffectiveSampleSize.of(grid, Region.all(grid), halves, Correlation.NONE))
                .isEqualTo(n);
    }

    /// Mean of the found lengths and structured parts over maps with ρ = 0.6 exp(−r²/(2 · 1.5²))
    /// steps; a tenth is four standard errors of the mean and the bias of the grid of lengths.
    @Test
    void correlationOfMixedNoise() {
        ScanGrid grid = ScanGrid.of(60, 50, 4, 4);
        double at4 = 0;
        double at8 = 0;
        int maps = 20;
        for (int seed = 0; seed < maps; seed++) {
            double[] noise = CorrelatedNoise.mixed(grid, new Random(seed), 1.5 / Math.sqrt(2), 0.6);
            Correlation found = Variogram.of(grid, noise, new int[grid.size()]).correlation();
            at4 += found.at(4) / maps;
            at8 += found.at(8) / maps;
        }
        assertThat(at4).isCloseTo(0.6 * Math.exp(-1 / 4.5), withinPercentage(10));
        assertThat(at8).isCloseTo(0.6 * Math.exp(-4 / 4.5), withinPercentage(10));
    }

    /// Both are inverse to each other, and what comes out of correlated noise is white: correlation
    /// of neighbours below 4/√n.
    @Test
    void innovationsAreIndependent() {
        ScanGrid grid = ScanGrid.of(80, 60, 4, 4);
        double[] noise = CorrelatedNoise.mixed(grid, new Random(3), 0.8, 0.6);
        // ρ = 0.6 exp(−r²/(4 · 0.8² · 4²)) at r µm.
        Correlation correlation = new Correlation(0.6, 2 * 0.8 * 4, 2);
        Innovations innovations = new Innovations(grid, new int[grid.size()], correlation);
        double[] white = new double[grid.size()];
        double[] again = new double[grid.size()];
        innovations.whiten(noise, white);
        innovations.colour(white, again);
        for (int i = 0; i < again.length; i++) {
            assertThat(again[i]).isCloseTo(noise[i], within(1e-10));
        }
        double square = 0;
        double right = 0;
        double below = 0;
        double diagonal = 0;
        for (int i = 0; i < white.length; i++) {
            square += white[i] * white[i];
            boolean more = grid.column(i) + 1 < grid.columns();
            boolean lower = grid.row(i) + 1 < grid.rows();
            right += more ? white[i] * white[i + 1] : 0;
            below += lower ? white[i] * white[i + grid.columns()] : 0;
            diagonal += more && lower ? white[i] * white[i + grid.columns() + 1] : 0;
        }
        double bound = 4 / Math.sqrt(grid.size());
        assertThat(square / grid.size()).isCloseTo(1, within(Math.sqrt(2) * bound));
        assertThat(right / square).isCloseTo(0, within(bound));
        assertThat(below / square).isCloseTo(0, within(bound));
        assertThat(diagonal / square).isCloseTo(0, within(bound));
    }

    /// The σ of the mean from blocks against the scatter of the means of many maps, and how often
    /// the interval of 90 % of the median holds the true one. Blocks of five correlation lengths
    /// give 0.79 of the variance; they meet at opposite borders, too, which costs some more.
    @Test
    void bootstrapKnowsTheScatterOfCorrelatedMaps() {
        ScanGrid grid = ScanGrid.of(40, 30, 2, 2);
        Region all = Region.all(grid);
        Correlation correlation = new Correlation(1, 2 * 2 * 1.2, 2);
        int maps = 200;
        double squares = 0;
        double claimed = 0;
        int inside = 0;
        for (int seed = 0; seed < maps; seed++) {
            Field field =
                    new Field(
                            grid,
                            CorrelatedNoise.smoothed(grid, new Random(seed), 1.2),
                            ones(grid.size()));
            BlockBootstrap.Bands bands =
                    BlockBootstrap.of(grid, all, correlation, seed)
                            .bands(100, RegionStatistics.summary(field));
            squares += bands.value()[1] * bands.value()[1];
            claimed += bands.sigma(1) * bands.sigma(1);
            inside += bands.lower(0, 0.9) <= 0 && bands.upper(0, 0.9) >= 0 ? 1 : 0;
        }
        double expected = 1 / EffectiveSampleSize.of(grid, all, new int[grid.size()], correlation);
        // Variances of 200: ±10 % each at one standard error.
        assertThat(squares / maps).isCloseTo(expected, withinPercentage(40));
        assertThat(claimed / maps / expected).isBetween(0.6, 1.0);
        assertThat(inside / (double) maps).isBetween(0.78, 0.95);
    }

    @Test
    void bootstrapOfFrequenciesAddsUpToOne() {
        ScanGrid grid = ScanGrid.of(10, 10, 2, 2);
        double[] values = new Random(2).doubles(grid.size()).toArray();
        Field field = new Field(grid, values, ones(grid.size()));
        BlockBootstrap.Bands bands =
                new BlockBootstrap(grid, Region.all(grid), 4, 1)
                        .bands(
                                50,
                                RegionStatistics.frequencies(
                                        field, new double[] {-1, 0.25, 0.5, 0.75, 1}));
        assertThat(Arrays.stream(bands.value()).sum()).isCloseTo(1, within(1e-12));
        assertThat(bands.lower(1, 0.9)).isLessThan(bands.value()[1]);
        assertThat(bands.upper(1, 0.9)).isGreaterThan(bands.value()[1]);
    }

    /// Two correlated maps that have nothing to do with each other: p ≤ 0.05 in 5 % of 200 trials
    /// (between 1 and 22 with a probability of 99.9 %), where the ordinary test says so in far
    /// more; and two that share a third of their variance are found.
    @Test
    void modifiedTTestKeepsItsLevelAndHasPower() {
        ScanGrid grid = ScanGrid.of(30, 20, 2, 2);
        Region all = Region.all(grid);
        int[] grain = new int[grid.size()];
        int found = 0;
        int naive = 0;
        int power = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[] a = CorrelatedNoise.smoothed(grid, random, 1.5);
            double[] b = CorrelatedNoise.smoothed(grid, random, 1.5);
            double[] c = new double[a.length];
            Arrays.setAll(c, i -> 0.6 * a[i] + 0.8 * b[i]);
            Field first = new Field(grid, a, ones(a.length));
            ModifiedTTest test =
                    ModifiedTTest.of(first, new Field(grid, b, ones(a.length)), all, grain);
            found += test.p() <= 0.05 ? 1 : 0;
            double t = test.correlation() * Math.sqrt(a.length - 2);
            naive += TailProbability.normal(t) <= 0.05 ? 1 : 0;
            power +=
                    ModifiedTTest.of(first, new Field(grid, c, ones(a.length)), all, grain).p()
                                    <= 0.05
                            ? 1
                            : 0;
        }
        assertThat(found).isBetween(1, 22);
        assertThat(naive).isGreaterThan(80);
        assertThat(power).isGreaterThan(180);
    }

    /// Without correlation it is the ordinary test: all points count.
    @Test
    void modifiedTTestOfIndependentPoints() {
        ScanGrid grid = ScanGrid.of(20, 10, 2, 2);
        Random random = new Random(8);
        Field a = new Field(grid, random.doubles(200).toArray(), ones(200));
        Field b = new Field(grid, random.doubles(200).toArray(), ones(200));
        ModifiedTTest test =
                ModifiedTTest.of(
                        a, b, Region.all(grid), new int[200], Correlation.NONE, Correlation.NONE);
        // 1 + (n − 1)²/(n − 1).
        assertThat(test.effectivePoints()).isCloseTo(200, within(1e-9));
    }
}
