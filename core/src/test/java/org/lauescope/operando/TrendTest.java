package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {

    /// Points on y = 3 − 2x with σ = ½: the closed form of the slope's σ is σ/√Σ(x − x̄)².
    @Test
    void ofALine() {
        double[] x = {0, 1, 2, 5};
        double[] y = {3, 1, -1, -7};
        double[] sigma = {0.5, 0.5, 0.5, 0.5};
        Trend trend = Trend.of(x, y, sigma);
        assertThat(trend.slope()).isCloseTo(-2, within(1e-12));
        assertThat(trend.intercept()).isCloseTo(3, within(1e-12));
        assertThat(trend.slopeSigma()).isCloseTo(0.5 / Math.sqrt(14), within(1e-12));
        assertThat(trend.degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void sayNothingWithoutTwoScans() {
        Trend trend =
                Trend.of(new double[] {0, 1}, new double[] {1, Double.NaN}, new double[] {1, 1});
        assertThat(trend.slope()).isNaN();
        assertThat(Trend.of(new double[] {2, 2}, new double[] {1, 3}, new double[] {1, 1}).slope())
                .isNaN();
    }

    /// Scatter three times as large as claimed, without a slope: p ≤ 0.05 must stay rare. Under
    /// honest claims its mean is 0.05; 4 standard errors of 2000 trials are 0.02. The mixture of
    /// Student's and the normal distribution is slightly conservative with wrong claims.
    @Test
    void keepsItsLevelWhereUncertaintiesAreTooSmall() {
        Random random = new Random(1);
        double[] x = {0, 1, 2, 3, 4};
        double[] sigma = {1, 1, 1, 1, 1};
        for (double scatter : new double[] {1, 3}) {
            int found = 0;
            for (int trial = 0; trial < 2000; trial++) {
                double[] y = new double[5];
                for (int i = 0; i < 5; i++) {
                    y[i] = scatter * random.nextGaussian();
                }
                if (Trend.of(x, y, sigma).p() <= 0.05) {
                    found++;
                }
            }
            assertThat(found / 2000.0).isBetween(0.01, 0.07);
        }
    }
}
