package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class DistributionTest {

    private static final double ROUNDING = 1e-12;

    private static Distribution of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Distribution(sorted, 0);
    }

    /// The first twelve squares: type 7 of R's `quantile` by hand, (n − 1) p = 2.75 and 5.5.
    @Test
    void quantiles() {
        Distribution squares = of(1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144);
        assertThat(squares.quantile(0)).isEqualTo(1);
        assertThat(squares.quantile(1)).isEqualTo(144);
        assertThat(squares.quantile(0.25)).isCloseTo(9 + 0.75 * 7, within(ROUNDING));
        assertThat(squares.median()).isCloseTo(42.5, within(ROUNDING));
        assertThat(squares.fractionUpTo(36)).isEqualTo(0.5);
        assertThat(squares.fractionAbove(36.5)).isEqualTo(0.5);
        assertThat(of().median()).isNaN();
    }

    /// By hand, and from SciPy for samples of different size.
    @Test
    void wasserstein() {
        assertThat(of(0, 1, 3).wasserstein(of(5, 6, 8))).isCloseTo(5, within(ROUNDING));
        assertThat(of(1, 2, 3, 4.5).wasserstein(of(0, 2.5))).isCloseTo(1.375, within(ROUNDING));
        assertThat(of(0, 2.5).wasserstein(of(1, 2, 3, 4.5))).isCloseTo(1.375, within(ROUNDING));
        assertThat(of(1, 2, 2, 3).wasserstein(of(1, 2, 2, 3))).isZero();
    }

    /// A spread of 3e-4 under noise between 1e-4 and 4e-4; the relative standard error of a
    /// variance is √(2/n), and 4 of these of the total are allowed.
    @Test
    void trueVarianceIsThatWithoutNoise() {
        ScanGrid grid = ScanGrid.of(200, 100, 1, 1);
        Random random = new Random(5);
        double[] values = new double[grid.size()];
        double[] sigma = new double[grid.size()];
        for (int i = 0; i < values.length; i++) {
            sigma[i] = 1e-4 * (1 + 3 * random.nextDouble());
            values[i] = 3e-4 * random.nextGaussian() + sigma[i] * random.nextGaussian();
        }
        Distribution found = Distribution.of(new Field(grid, values, sigma), Region.all(grid));
        assertThat(found.trueVariance())
                .isCloseTo(9e-8, within(4 * found.variance() * Math.sqrt(2.0 / grid.size())));
    }

    @Test
    void onlyKnownPointsCount() {
        ScanGrid grid = ScanGrid.of(4, 1, 1, 1);
        Field field =
                new Field(
                        grid,
                        new double[] {1, Double.NaN, 3, 4},
                        new double[] {0.1, 0.1, Double.NaN, 0.3});
        Distribution found = Distribution.of(field, Region.all(grid));
        assertThat(found.sorted()).containsExactly(1, 4);
        assertThat(found.noiseVariance()).isCloseTo(0.05, within(ROUNDING));
    }
}
