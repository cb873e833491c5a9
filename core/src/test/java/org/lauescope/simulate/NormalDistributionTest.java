package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalDistributionTest {

    /// Published values, Abramowitz & Stegun table 26.1; 1e-12 is the bound the class states.
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.5, 0.691462461274013",
        "1, 0.841344746068543",
        "2, 0.977249868051821",
        "-3, 0.001349898031630",
        "-5, 0.000000286651572"
    })
    void agreesWithPublishedValues(double z, double probability) {
        assertThat(NormalDistribution.cumulative(z)).isCloseTo(probability, within(1e-12));
    }

    /// Between the table's points the slope must be the density; 1e-8 is the rounding of a
    /// difference of step 1e-6.
    @Test
    void itsSlopeIsTheDensity() {
        for (double z = -7.99; z < 7.99; z += 0.0137) {
            double slope =
                    (NormalDistribution.cumulative(z + 1e-6)
                                    - NormalDistribution.cumulative(z - 1e-6))
                            / 2e-6;
            assertThat(slope)
                    .isCloseTo(Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI), within(1e-8));
        }
    }

    @Test
    void isZeroAndOneFarOut() {
        assertThat(NormalDistribution.cumulative(-40)).isZero();
        assertThat(NormalDistribution.cumulative(40)).isEqualTo(1);
    }
}
