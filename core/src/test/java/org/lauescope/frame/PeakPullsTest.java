package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors of positions and intensities against their claims: spots of known place and volume are
/// the oracle, Gaussian and pseudo-Voigt, round and elongated in any direction.
class PeakPullsTest {

    /// 432 spots, 864 pulls: 0.7 ⁄ √864 = 0.024 is the standard deviation of their root mean square
    /// if they are normal. Honest errors, 0.9 … 1.1, end where less than 95 % of the spots are
    /// found: the search then picks those that the noise has changed most.
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.3, 100, 0, 2",
        "0.3, 0.3, 300, 0, 10",
        "0.3, 0.3, 1000, 0.15, 10",
        "0.5, 0.3, 300, 0, 2",
        "0.5, 0.5, 300, 0.15, 10",
        "0.8, 0.8, 100, 0, 10",
        "0.8, 0.8, 300, 0, 50",
        "1.4, 0.8, 1000, 0.15, 10",
        "1.2, 1.2, 300, 0, 10",
        "2, 2, 1000, 0, 10",
        "2, 2, 100000, 0.15, 10"
    })
    void errorsOfPositionsAreHonest(
            double major, double minor, double counts, double tail, double background) {
        check(new PeakStatistics.Kind(major, minor, counts, tail, background, 0));
    }

    /// The whole map, where at least 95 % of the spots are found. A kind that comes out beyond 0.9
    /// … 1.1 from 3 frames is looked at again in 12 others, where chance is 0.7 ⁄ √3456 = 0.012.
    @Tag("acceptance")
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.8, 1.2, 2})
    void errorsOfPositionsAreHonestEverywhere(double sigma) {
        StringBuilder table = new StringBuilder();
        boolean honest = true;
        for (double elongation : new double[] {1, 1.7}) {
            for (double tail : new double[] {0, 0.15}) {
                for (double counts : new double[] {100, 300, 1000, 1e4, 1e5}) {
                    table.append(
                            "\nσ %.1f × %.2f px, tail %.2f, %6.0f counts:"
                                    .formatted(sigma * elongation, sigma, tail, counts));
                    for (double background : new double[] {2, 10, 50}) {
                        var kind =
                                new PeakStatistics.Kind(
                                        sigma * elongation, sigma, counts, tail, background, 0);
                        PeakStatistics s = PeakStatistics.of(kind, 3, new SplittableRandom(2));
                        if (s.found() >= FOUND && !isHonest(s)) {
                            s = PeakStatistics.of(kind, 12, new SplittableRandom(5));
                        }
                        boolean good = s.found() < FOUND || isHonest(s);
                        honest &= good;
                        table.append(
                                "  %3.0f %% found, pull %.2f, bias %.3f %.3f px%s;"
                                        .formatted(
                                                100 * s.found(),
                                                s.pull(),
                                                s.biasX(),
                                                s.biasY(),
                                                good ? "" : " !"));
                    }
                }
            }
        }
        assertThat(honest).as("pulls and biases with 2, 10, 50 counts below: %s", table).isTrue();
    }

    private static final double FOUND = 0.95;

    private static boolean isHonest(PeakStatistics s) {
        double bias = Math.max(0.01, 4 * s.error() / Math.sqrt(s.number()));
        return Math.abs(s.pull() - 1) <= 0.1
                && Math.abs(s.biasX()) <= bias
                && Math.abs(s.biasY()) <= bias;
    }

    /// Noise parts weak wide spots into two maxima: one in thirty of these before the parts were
    /// weighed against a single profile; two of 288 are left.
    @Test
    void noiseDoesNotPartWeakSpots() {
        SplittableRandom random = new SplittableRandom(2);
        int number = 0;
        for (int f = 0; f < 2; f++) {
            SpotImage image = new SpotImage(12 * 60, 12 * 60, 2);
            for (int i = 0; i < 144; i++) {
                image.addVoigt(
                        30 + 60 * (i % 12) + random.nextDouble(),
                        30 + 60 * (i / 12) + random.nextDouble(),
                        3.4,
                        2,
                        Math.PI * random.nextDouble(),
                        300,
                        0);
            }
            number += new PeakSearch().find(image.counted(random), null).size();
        }
        assertThat(number).isBetween(287, 290);
    }

    private static void check(PeakStatistics.Kind kind) {
        PeakStatistics s = PeakStatistics.of(kind, 3, new SplittableRandom(2));
        assertThat(isHonest(s)).as("%s: %s", kind, s).isTrue();
    }

    /// Weak spots beside bright ones that show the frame's tails: their volumes are right within 3
    /// %, whether there are tails or not. 3 frames have 288 of them with S/N 7 to 10; the mean has
    /// 0.7 % of error by chance. All are found (97 % or more): what detection selects is below 1 %.
    @ParameterizedTest
    @CsvSource({
        "0.8, 130, 0, 10",
        "0.8, 150, 0.15, 10",
        "0.5, 100, 0, 10",
        "1.2, 110, 0, 2",
        "1.2, 150, 0.15, 2"
    })
    void volumesOfWeakSpotsAreUnbiased(
            double sigma, double counts, double tail, double background) {
        PeakStatistics s =
                PeakStatistics.of(
                        new PeakStatistics.Kind(sigma, sigma, counts, tail, background, 30_000),
                        3,
                        new SplittableRandom(3));
        assertThat(s.found()).isGreaterThan(0.96);
        assertThat(s.intensity()).isCloseTo(1, within(0.03));
        assertThat(s.intensityPull()).isBetween(0.85, 1.15);
        assertThat(s.pull()).isBetween(0.9, 1.1);
    }
}
