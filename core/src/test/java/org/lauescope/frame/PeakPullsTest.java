package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors of positions and intensities against their claims, on spots of known place and volume.
class PeakPullsTest {

    /// 144 spots, 288 pulls: the standard deviation of their root mean square is 0.7 ⁄ √288 = 0.042
    /// if they are normal. 0.9 … 1.1 is what a position must keep; the seeds are fixed.
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.3, 100, 0, 2",
        "0.3, 0.3, 300, 0, 10",
        "0.3, 0.3, 1000, 0.15, 10",
        "0.3, 0.3, 100000, 0, 10",
        "0.5, 0.3, 300, 0, 2",
        "0.5, 0.5, 300, 0.15, 10",
        "0.8, 0.8, 100, 0, 10",
        "0.8, 0.8, 300, 0, 50",
        "1.4, 0.8, 1000, 0, 10",
        "1.2, 1.2, 300, 0, 10",
        "1.2, 1.2, 10000, 0.15, 10",
        "2, 2, 1000, 0, 10",
        "3.4, 2, 10000, 0, 10",
        "2, 2, 100000, 0.15, 10"
    })
    void errorsOfPositionsAreHonest(
            double major, double minor, double counts, double tail, double background) {
        PeakStatistics.Kind kind =
                new PeakStatistics.Kind(
                        major, minor, counts, tail, background, Profile.PSEUDO_VOIGT);
        PeakStatistics s = PeakStatistics.of(kind, 1, new SplittableRandom(2));
        assertThat(s.pull()).isBetween(0.9, 1.1);
    }
}
