package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forward simulation with known truth is the oracle.
class PeakSearchTest {

    private static final int SIZE = 512;
    private static final int SPACING = 32;
    private static final int SPOTS = 15 * 15;

    /// 225 spots a frame at random sub-pixel positions. With n pulls the standard deviation of
    /// their standard deviation is 0.7/√n = 3 % (both axes: 450 pulls); 0.9 … 1.1 is three of
    /// those. The mean error must vanish within four of its own standard errors and stay below 0.01
    /// px.
    @ParameterizedTest
    @CsvSource({
        "0.3, 1000, 1", "0.3, 100000, 10", "0.5, 1000, 10", "0.5, 1000000, 10",
        "0.8, 1000, 10", "0.8, 100000, 1", "1.2, 10000, 100", "1.2, 1000000, 10",
        "2.0, 10000, 10", "2.0, 100000, 10"
    })
    void positionsAreUnbiasedAndTheirErrorsHonest(double sigma, double counts, double background) {
        SplittableRandom random = new SplittableRandom(17);
        double[][] truth = positions(random);
        SpotImage image = new SpotImage(SIZE, SIZE, background);
        for (double[] p : truth) {
            image.add(p[0], p[1], sigma, counts);
        }
        Peaks peaks = new PeakSearch().find(image.counted(random), null);

        assertThat(peaks.size()).isEqualTo(SPOTS);
        double sum = 0;
        double squares = 0;
        double pulls = 0;
        for (int i = 0; i < peaks.size(); i++) {
            double[] p = nearest(truth, peaks.x(i), peaks.y(i));
            double dx = peaks.x(i) - p[0];
            double dy = peaks.y(i) - p[1];
            sum += dx + dy;
            squares += dx * dx + dy * dy;
            pulls +=
                    dx * dx / peaks.value(Peaks.Column.VARIANCE_X, i)
                            + dy * dy / peaks.value(Peaks.Column.VARIANCE_Y, i);
        }
        double n = 2.0 * peaks.size();
        assertThat(sum / n).isCloseTo(0, within(Math.min(0.01, 4 * Math.sqrt(squares) / n)));
        assertThat(Math.sqrt(pulls / n)).isBetween(0.9, 1.1);
    }

    /// Weak spots of 100 counts on 10 a pixel are 7 to 8 standard deviations of a 3 × 3 sum:
    /// measured, 95 % are found; 88 % is five standard deviations of a part of 225 below that.
    @Test
    void weakSpotsAreFound() {
        SplittableRandom random = new SplittableRandom(18);
        SpotImage image = new SpotImage(SIZE, SIZE, 10);
        double[][] truth = positions(random);
        for (double[] p : truth) {
            image.add(p[0], p[1], 0.8, 100);
        }
        Peaks peaks = new PeakSearch().find(image.counted(random), null);
        assertThat(peaks.size()).isBetween((int) (0.88 * SPOTS), SPOTS + 1);
    }

    /// Frames of pure noise: at 5.5 standard deviations 1 false hit is expected in about 30 Mpx for
    /// each of the two tests (pixel and 3 × 3); 5 Mpx of each kind may show one.
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 3, 30, 3000})
    void noiseHasNoPeaks(double background) {
        SplittableRandom random = new SplittableRandom(3);
        PeakSearch search = new PeakSearch();
        int found = 0;
        for (int i = 0; i < 5; i++) {
            Frame frame = new SpotImage(1024, 1024, background).counted(random);
            found += search.find(frame, null).size();
        }
        assertThat(found).isLessThanOrEqualTo(1);
    }

    @Test
    void framesWithoutContentHaveNoPeaks() {
        PeakSearch search = new PeakSearch();
        for (int[] size : new int[][] {{1, 1}, {1, 500}, {500, 1}, {3, 3}, {100, 70}}) {
            for (int value : new int[] {0, -1, 7, 65535, Integer.MAX_VALUE}) {
                int[] counts = new int[size[0] * size[1]];
                Arrays.fill(counts, value);
                Frame frame =
                        Frame.ofCounts("flat", size[0], size[1], counts, Frame.Header.UNKNOWN);
                assertThat(search.find(frame, null).size()).isZero();
            }
        }
    }

    private static double[][] positions(SplittableRandom random) {
        double[][] positions = new double[SPOTS][];
        for (int i = 0; i < SPOTS; i++) {
            positions[i] =
                    new double[] {
                        SPACING * (1 + i % 15) + random.nextDouble() - 0.5,
                        SPACING * (1 + i / 15) + random.nextDouble() - 0.5
                    };
        }
        return positions;
    }

    static double[] nearest(double[][] truth, double x, double y) {
        double[] best = truth[0];
        for (double[] p : truth) {
            if (Math.hypot(p[0] - x, p[1] - y) < Math.hypot(best[0] - x, best[1] - y)) {
                best = p;
            }
        }
        return best;
    }
}
