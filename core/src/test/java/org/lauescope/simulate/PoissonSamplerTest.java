package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracle: the distribution's closed form. With n draws the mean scatters by √(λ/n) and the
/// variance by √((λ + 2λ²)/n); 4.5 of these leave a false alarm in 1e5 and see an error of a
/// percent.
final class PoissonSamplerTest {

    private static final int DRAWS = 300_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.03, 0.25, 0.49, 3.7, 9.99, 20.13, 63.99, 64.01, 250, 1e4, 3e6})
    void meanAndVarianceAreTheMean(double mean) {
        SplittableRandom random = new SplittableRandom(11);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double difference = PoissonSampler.sample(mean, random) - mean;
            sum += difference;
            squares += difference * difference;
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(4.5 * Math.sqrt(mean / DRAWS)));
        assertThat(squares / DRAWS)
                .isCloseTo(mean, within(4.5 * Math.sqrt((mean + 2 * mean * mean) / DRAWS)));
    }

    /// χ² of the histogram against e^−λ λᵏ/k!; expected d ± √(2d) for d bins.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1.3, 7.77, 30.6, 63.9, 70})
    void everyNumberIsAsOftenAsItShouldBe(double mean) {
        int[] histogram = new int[400];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < DRAWS; i++) {
            histogram[PoissonSampler.sample(mean, random)]++;
        }
        double probability = Math.exp(-mean);
        double chiSquare = 0;
        int bins = 0;
        for (int k = 0; k < histogram.length; k++) {
            double expected = probability * DRAWS;
            if (expected > 5) {
                chiSquare += (histogram[k] - expected) * (histogram[k] - expected) / expected;
                bins++;
            }
            probability *= mean / (k + 1);
        }
        assertThat(chiSquare).isCloseTo(bins - 1, within(4.5 * Math.sqrt(2.0 * bins)));
    }

    @Test
    void nothingComesOfNothing() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(PoissonSampler.sample(0, random)).isZero();
        assertThat(PoissonSampler.sample(-1, random)).isZero();
        assertThat(PoissonSampler.sample(Double.NaN, random)).isZero();
    }
}
