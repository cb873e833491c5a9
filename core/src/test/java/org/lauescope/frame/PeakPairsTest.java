package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two spots at known places.
class PeakPairsTest {

    private static final int PAIRS_A_SIDE = 12;
    private static final int SPACING = 40;
    private static final double SIGMA = 1.2;

    /// Detection curve: pairs of equal spots (or 1 : 0.3) in 144 random directions. Measured: all
    /// found from 2.5 standard deviations on with 3000 counts, from 1.5 on with 30 000. The pull of
    /// the positions has a standard deviation of 1 ± 4 · 0.7 ⁄ √(4 · 144) = 1 ± 0.12 where nearly
    /// all pairs are resolved.
    @ParameterizedTest
    @CsvSource({
        "30000, 1, 1.5, 0.9",
        "30000, 1, 2.0, 0.97",
        "3000, 1, 2.5, 0.97",
        "30000, 1, 3.5, 0.97",
        "300000, 1, 3.0, 0.97",
        "30000, 0.3, 2.0, 0.97",
        "300000, 0.3, 4.0, 0.97"
    })
    void pairsAreResolved(double counts, double ratio, double apart, double smallestPart) {
        SplittableRandom random = new SplittableRandom(23);
        double[][] truth = new double[2 * PAIRS_A_SIDE * PAIRS_A_SIDE][];
        SpotImage image = pairs(random, truth, counts, ratio, apart);
        Peaks peaks = new PeakSearch().find(image.counted(random), null);

        int resolved = 0;
        int overlapped = 0;
        double pulls = 0;
        for (int k = 0; k < truth.length; k += 2) {
            int first = nearest(peaks, truth[k]);
            int second = nearest(peaks, truth[k + 1]);
            int near = 0;
            for (int i = 0; i < peaks.size(); i++) {
                near += Math.hypot(peaks.x(i) - truth[k][0], peaks.y(i) - truth[k][1]) < 12 ? 1 : 0;
            }
            if (near == 2 && first != second) {
                resolved++;
                pulls += pullSquares(peaks, first, truth[k]);
                pulls += pullSquares(peaks, second, truth[k + 1]);
                overlapped += peaks.is(PeakFlag.OVERLAPPED, first) ? 1 : 0;
            }
        }
        assertThat(overlapped).isGreaterThanOrEqualTo((int) (0.97 * resolved));
        int pairs = truth.length / 2;
        assertThat((double) resolved / pairs).isGreaterThanOrEqualTo(smallestPart);
        assertThat(Math.sqrt(pulls / (4 * resolved))).isBetween(0.86, 1.14);
    }

    /// A single spot is not split, however bright: none of 288.
    @ParameterizedTest
    @CsvSource({"3000", "300000"})
    void singleSpotsStaySingle(double counts) {
        SplittableRandom random = new SplittableRandom(29);
        double[][] truth = new double[2 * PAIRS_A_SIDE * PAIRS_A_SIDE][];
        SpotImage image = pairs(random, truth, counts, 0, 0);
        Peaks peaks = new PeakSearch().find(image.counted(random), null);
        assertThat(peaks.size()).isEqualTo(PAIRS_A_SIDE * PAIRS_A_SIDE);
    }

    /// Six spots in a row, 4 px apart with 1.2 px each, are one region and fitted together.
    @Test
    void aRowOfSixIsFittedTogether() {
        SplittableRandom random = new SplittableRandom(31);
        SpotImage image = new SpotImage(100, 80, 10);
        for (int k = 0; k < 6; k++) {
            image.add(30.3 + 4 * k, 40.2, SIGMA, 20_000);
        }
        Peaks peaks = new PeakSearch().find(image.counted(random), null);
        assertThat(peaks.size()).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
            assertThat(peaks.is(PeakFlag.OVERLAPPED, i)).isTrue();
            assertThat(peaks.is(PeakFlag.SPLIT, i)).isTrue();
            double phase = (peaks.x(i) - 30.3) / 4;
            double sigma = Math.sqrt(peaks.value(Peaks.Column.VARIANCE_X, i));
            assertThat(Math.abs(phase - Math.rint(phase)) * 4).isLessThan(5 * sigma);
        }
    }

    private static SpotImage pairs(
            SplittableRandom random, double[][] truth, double counts, double ratio, double apart) {
        int size = SPACING * (PAIRS_A_SIDE + 1);
        SpotImage image = new SpotImage(size, size, 10);
        for (int k = 0; k < truth.length; k += 2) {
            double angle = 2 * Math.PI * random.nextDouble();
            double x = SPACING * (1 + k / 2 % PAIRS_A_SIDE) + random.nextDouble() - 0.5;
            double y = SPACING * (1 + k / 2 / PAIRS_A_SIDE) + random.nextDouble() - 0.5;
            double shift = apart * SIGMA;
            truth[k] = new double[] {x, y};
            truth[k + 1] = new double[] {x + shift * Math.cos(angle), y + shift * Math.sin(angle)};
            image.add(x, y, SIGMA, counts);
            image.add(truth[k + 1][0], truth[k + 1][1], SIGMA, counts * ratio);
        }
        return image;
    }

    private static double pullSquares(Peaks peaks, int i, double[] truth) {
        double dx = peaks.x(i) - truth[0];
        double dy = peaks.y(i) - truth[1];
        return dx * dx / peaks.value(Peaks.Column.VARIANCE_X, i)
                + dy * dy / peaks.value(Peaks.Column.VARIANCE_Y, i);
    }

    static int nearest(Peaks peaks, double[] at) {
        int best = 0;
        for (int i = 1; i < peaks.size(); i++) {
            if (Math.hypot(peaks.x(i) - at[0], peaks.y(i) - at[1])
                    < Math.hypot(peaks.x(best) - at[0], peaks.y(best) - at[1])) {
                best = i;
            }
        }
        return best;
    }
}
