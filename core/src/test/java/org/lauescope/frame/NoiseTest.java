package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {

    /// The exact tail of the Poisson distribution, P(X ≥ k) = P(k, b) (incomplete gamma function),
    /// is the oracle. The signed root of the deviance gives a tail of 2e-8 to a factor of 2.5
    /// (measured), so a count above the threshold may be three times as likely as the Gaussian
    /// tail; and the count three below must be likelier: the threshold gives away at most two
    /// counts (or 3 % of it).
    @ParameterizedTest
    @CsvSource({
        "0.01, 1", "0.01, 9", "0.1, 1", "0.5, 1", "0.5, 9", "2, 1", "8, 1", "12, 1", "12, 9",
        "50, 1", "300, 9"
    })
    void thresholdOfCountsHasTheProbabilityOfAGaussian(double level, int n) {
        double z = 5.5;
        double gaussian = 0.5 * Erf.erfc(z / Math.sqrt(2));
        double b = n * level;
        double threshold = b + Noise.POISSON.excess(level, n, z);

        double first = Math.floor(threshold) + 1;
        assertThat(Gamma.regularizedGammaP(first, b)).isLessThan(3 * gaussian);
        double lower = Math.floor(threshold * 0.97 - 2);
        assertThat(lower <= b || Gamma.regularizedGammaP(lower, b) > gaussian).isTrue();
    }

    /// σ of a sum of nine pixels is √(9 v κ), of one pixel √v.
    @Test
    void thresholdOfAnIntegratingDetectorCountsStandardDeviations() {
        Noise noise = new Noise(false, 2, 10, 5, 1.5, 1);
        assertThat(noise.variance(100)).isEqualTo(210);
        assertThat(noise.variance(-100)).isEqualTo(5);
        assertThat(noise.excess(100, 1, 5)).isCloseTo(5 * Math.sqrt(210), within(1e-9));
        assertThat(noise.excess(100, 9, 5)).isCloseTo(5 * Math.sqrt(9 * 210 * 1.5), within(1e-9));
    }
}
