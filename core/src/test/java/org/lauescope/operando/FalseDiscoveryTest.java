package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.map.ScanGrid;

class FalseDiscoveryTest {

    /// The example of section 3.2 of Benjamini & Hochberg (1995): fifteen hypotheses of a trial
    /// with 300 patients, of which four are rejected at 0.05 (Bonferroni: three).
    private static final double[] PUBLISHED = {
        0.0344, 0.0004, 1.0000, 0.0019, 0.0459, 0.0095, 0.3240, 0.0201, 0.4262, 0.0278, 0.5719,
        0.0298, 0.6528, 0.0001, 0.7590
    };

    @Test
    void publishedExample() {
        FalseDiscovery found = FalseDiscovery.benjaminiHochberg(PUBLISHED);
        assertThat(found.discoveries(0.05)).containsExactly(1, 3, 5, 13);
        // By hand: 15/4 · 0.0095 for the fourth; 15/8 · 0.0344 for the eighth, which is less than
        // 15/5 · 0.0201 for none of those before it but the fifth.
        assertThat(found.adjusted()[5]).isCloseTo(15 / 4.0 * 0.0095, within(1e-15));
        assertThat(found.adjusted()[0]).isCloseTo(15 / 8.0 * 0.0344, within(1e-15));
        assertThat(found.adjusted()[9]).isCloseTo(15 / 7.0 * 0.0298, within(1e-15));
    }

    /// The sum of 1/j up to 15 is 3.3182…: three are left.
    @Test
    void underAnyDependence() {
        FalseDiscovery found = FalseDiscovery.benjaminiYekutieli(PUBLISHED);
        assertThat(found.discoveries(0.05)).containsExactly(1, 3, 13);
        assertThat(found.adjusted()[3]).isCloseTo(3.318228993228993 * 5 * 0.0019, within(1e-12));
    }

    @Test
    void whatIsNotTestedDoesNotCount() {
        double[] some = {Double.NaN, 0.01, Double.NaN, 0.04};
        assertThat(FalseDiscovery.benjaminiHochberg(some).adjusted())
                .containsExactly(Double.NaN, 0.02, Double.NaN, 0.04);
        assertThat(FalseDiscovery.benjaminiHochberg(new double[0]).adjusted()).isEmpty();
    }

    /// Half of the points changed by four σ, all with correlated noise: the part of discoveries
    /// that are false has the mean level · (part unchanged) = 0.05. Over 200 maps its standard
    /// error is about 0.02/√200; 4 of these.
    @Test
    void keepsItsPromiseOnCorrelatedNoise() {
        ScanGrid grid = ScanGrid.of(30, 20, 2, 2);
        double[] sigma = new double[grid.size()];
        Arrays.fill(sigma, 1e-4);
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] values = CorrelatedNoise.smoothed(grid, new Random(seed), 0.6);
            for (int i = 0; i < values.length; i++) {
                values[i] = 1e-4 * (values[i] + (i % 2 == 0 ? 4 : 0));
            }
            int[] found = FalseDiscovery.of(new Field(grid, values, sigma)).discoveries(0.1);
            sum += (double) Arrays.stream(found).filter(i -> i % 2 == 1).count() / found.length;
        }
        assertThat(sum / 200).isCloseTo(0.05, within(4 * 0.02 / Math.sqrt(200)));
    }
}
