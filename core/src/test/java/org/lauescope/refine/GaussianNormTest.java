package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianNormTest {

    /// Closed forms: Maxwell's 2√(2/π) σ for three components, √(2/π) σ for one, and Γ(3)/Γ(5/2) √2
    /// σ for five.
    @Test
    void equalComponents() {
        assertThat(GaussianNorm.mean(new double[] {4}, 1))
                .isCloseTo(2 * Math.sqrt(2 / Math.PI), within(1e-7));
        assertThat(GaussianNorm.mean(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3))
                .isCloseTo(2 * Math.sqrt(2 / Math.PI), within(1e-7));
        double[] five = new double[25];
        for (int i = 0; i < 5; i++) {
            five[6 * i] = 1e-10;
        }
        // Γ(5/2) = 3√π/4
        double expected = Math.sqrt(2) * 2 / (0.75 * Math.sqrt(Math.PI)) * 1e-5;
        assertThat(GaussianNorm.mean(five, 5)).isCloseTo(expected, within(1e-7 * expected));
        assertThat(GaussianNorm.mean(new double[25], 5)).isZero();
    }

    /// Five correlated components of unequal variance, against the mean of 200 000 draws: the
    /// length scatters by at most 0.75 of its mean, so 4 standard errors are 0.7 %.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void correlatedComponents(int seed) {
        Random random = new Random(seed);
        double[] factor = random.doubles(25, -1, 1).toArray();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                factor[5 * i + j] *= Math.pow(10, -0.5 * j);
            }
        }
        double[] covariance = new double[25];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 5; k++) {
                    covariance[5 * i + j] += factor[5 * i + k] * factor[5 * j + k];
                }
            }
        }
        int draws = 200_000;
        double sum = 0;
        double[] z = new double[5];
        for (int d = 0; d < draws; d++) {
            for (int k = 0; k < 5; k++) {
                z[k] = random.nextGaussian();
            }
            double square = 0;
            for (int i = 0; i < 5; i++) {
                double p = 0;
                for (int k = 0; k < 5; k++) {
                    p += factor[5 * i + k] * z[k];
                }
                square += p * p;
            }
            sum += Math.sqrt(square);
        }
        assertThat(GaussianNorm.mean(covariance, 5)).isCloseTo(sum / draws, withinPercentage(0.7));
    }
}
