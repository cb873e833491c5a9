package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lauescope.laue.Mask;

/// What is special about a peak or a frame, on images made for it.
class PeakFlagsTest {

    private static final int SIZE = 200;
    private final SplittableRandom random = new SplittableRandom(41);

    /// The saturation is not announced: the plateau gives it away. The fit of the flanks still
    /// finds position and volume: at 10⁶ counts within five of its own uncertainties.
    @Test
    void saturatedPixelsAreLeftOutAndFlagged() {
        Frame frame =
                new SpotImage(SIZE, SIZE, 20)
                        .add(100.3, 90.7, 1.5, 1_000_000)
                        .add(30, 40, 1.5, 5000)
                        .counted(random);
        int[] counts = frame.counts();
        assertThat(counts).isNotNull();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.min(counts[i], 20_000);
        }
        Peaks peaks = new PeakSearch().find(frame, null);
        assertThat(peaks.size()).isEqualTo(2);
        assertThat(peaks.is(PeakFlag.SATURATED, 0)).isTrue();
        assertThat(peaks.is(PeakFlag.SATURATED, 1)).isFalse();
        double sigma = Math.sqrt(peaks.value(Peaks.Column.VARIANCE_X, 0));
        assertThat(peaks.x(0)).isCloseTo(100.3, within(5 * sigma));
        assertThat(peaks.intensity(0))
                .isCloseTo(1e6, within(5 * peaks.value(Peaks.Column.INTENSITY_SIGMA, 0)));
    }

    @Test
    void spotsAtGapsMasksAndEdgesAreFlagged() {
        SpotImage image =
                new SpotImage(SIZE, SIZE, 20)
                        .add(52.5, 40, 1.2, 20_000)
                        .add(100, 80, 1.2, 20_000)
                        .add(150, 1, 1.2, 20_000)
                        .add(140, 150, 1.2, 20_000);
        Frame frame = image.counted(random);
        int[] counts = frame.counts();
        assertThat(counts).isNotNull();
        for (int row = 0; row < SIZE; row++) {
            Arrays.fill(counts, row * SIZE + 54, row * SIZE + 58, -1);
        }
        BitSet bits = new BitSet();
        bits.set(80 * SIZE + 101, 80 * SIZE + 104);
        Peaks peaks = new PeakSearch().find(frame, new Mask(SIZE, SIZE, bits));
        assertThat(peaks.size()).isEqualTo(4);
        for (double[] at : new double[][] {{52.5, 40}, {100, 80}, {150, 1}}) {
            assertThat(peaks.is(PeakFlag.GAP, PeakPairsTest.nearest(peaks, at)))
                    .as("at %.1f, %.1f", at[0], at[1])
                    .isTrue();
        }
        assertThat(peaks.flags(PeakPairsTest.nearest(peaks, new double[] {140, 150}))).isZero();
    }

    /// A long slanting spot at each edge: there are rows in which it lies beyond the frame.
    @Test
    void slantingSpotsMayLeaveTheFrame() {
        SpotImage image = new SpotImage(SIZE, SIZE, 20);
        double edge = SIZE - 1;
        for (double angle : new double[] {Math.PI / 4, -Math.PI / 4}) {
            double at = angle > 0 ? 50 : 150;
            image.addRotated(edge - 2, at, 6, 1, angle, 50_000, 0, 1)
                    .addRotated(2, at, 6, 1, angle, 50_000, 0, 1);
        }
        Peaks peaks = new PeakSearch().find(image.counted(random), null);
        for (double at : new double[] {50, 150}) {
            for (double x : new double[] {2, edge - 2}) {
                int nearest = PeakPairsTest.nearest(peaks, new double[] {x, at});
                assertThat(peaks.x(nearest)).isCloseTo(x, within(0.5));
                assertThat(peaks.is(PeakFlag.GAP, nearest)).isTrue();
            }
        }
    }

    @Test
    void hotPixelsAndZingersAreDropped() {
        Frame frame = new SpotImage(SIZE, SIZE, 20).add(100, 100, 0.3, 3000).counted(random);
        int[] counts = frame.counts();
        assertThat(counts).isNotNull();
        counts[20 * SIZE + 30] = 100_000;
        counts[120 * SIZE + 30] = 2000;
        counts[60 * SIZE + 150] = 5000;
        counts[61 * SIZE + 150] = 4000;
        counts[99] = 5000;
        Peaks peaks = new PeakSearch().find(frame, null);
        assertThat(peaks.size()).isEqualTo(1);
        assertThat(peaks.x(0)).isCloseTo(100, within(0.05));
    }

    /// FWHM to 4 of their errors (2 % with 50 000 counts), the angle to 2°.
    @Test
    void aStreakIsOnePeak() {
        Frame frame =
                new SpotImage(SIZE, SIZE, 20)
                        .addRotated(100.2, 99.6, 6, 1.2, 0.6, 50_000, 0, 1)
                        .counted(random);
        Peaks peaks =
                new PeakSearch(new PeakSearch.Options(5.5, 10, Profile.GAUSSIAN)).find(frame, null);
        assertThat(peaks.size()).isEqualTo(1);
        assertThat(peaks.is(PeakFlag.STREAK, 0)).isTrue();
        double fwhm = 2 * Math.sqrt(2 * Math.log(2));
        assertThat(peaks.value(Peaks.Column.FWHM_MAJOR, 0))
                .isCloseTo(6 * fwhm, within(0.02 * 6 * fwhm));
        assertThat(peaks.value(Peaks.Column.FWHM_MINOR, 0))
                .isCloseTo(1.2 * fwhm, within(0.02 * 1.2 * fwhm));
        assertThat(peaks.value(Peaks.Column.ANGLE, 0)).isCloseTo(0.6, within(0.035));
    }

    /// Intensity, height, background and width of Gaussian spots with the Gaussian profile: 100
    /// spots, mean within four standard errors, pulls of the intensity 1 ± 4 · 0.7 ⁄ √100.
    @Test
    void intensitiesAndWidthsAreUnbiased() {
        SpotImage image = new SpotImage(420, 420, 15);
        for (int k = 0; k < 100; k++) {
            image.add(
                    40 + 36 * (k % 10) + random.nextDouble(),
                    40 + 36 * (k / 10) + random.nextDouble(),
                    0.7,
                    1.3,
                    5000);
        }
        Peaks peaks =
                new PeakSearch(new PeakSearch.Options(5.5, 500, Profile.GAUSSIAN))
                        .find(image.counted(random), null);
        assertThat(peaks.size()).isEqualTo(100);
        double pull = 0;
        double pulls = 0;
        double major = 0;
        double minor = 0;
        double background = 0;
        for (int i = 0; i < 100; i++) {
            double p = (peaks.intensity(i) - 5000) / peaks.value(Peaks.Column.INTENSITY_SIGMA, i);
            pull += p / 100;
            pulls += p * p / 100;
            major += peaks.value(Peaks.Column.FWHM_MAJOR, i) / 100;
            minor += peaks.value(Peaks.Column.FWHM_MINOR, i) / 100;
            background += peaks.value(Peaks.Column.BACKGROUND, i) / 100;
        }
        assertThat(pull).isCloseTo(0, within(0.4));
        assertThat(Math.sqrt(pulls)).isBetween(0.72, 1.28);
        // σ of a width is about σ ⁄ √(2N) = 1 %, of the mean 0.1 %: four of those
        double fwhm = 2 * Math.sqrt(2 * Math.log(2));
        assertThat(major).isCloseTo(1.3 * fwhm, within(0.005 * 1.3 * fwhm));
        assertThat(minor).isCloseTo(0.7 * fwhm, within(0.005 * 0.7 * fwhm));
        assertThat(background).isCloseTo(15, within(0.4));
    }

    /// Every profile finds the same centre of spots with 30 % in tails of twice the width; pulls of
    /// the positions stay near 1 (errors grow with the misfit of the poorer profiles). A Lorentzian
    /// is so far from these spots that it takes some for two.
    @ParameterizedTest
    @EnumSource(value = Profile.class, names = "LORENTZIAN", mode = EnumSource.Mode.EXCLUDE)
    void everyProfileIsCentred(Profile profile) {
        SpotImage image = new SpotImage(420, 420, 15);
        for (int k = 0; k < 100; k++) {
            image.addRotated(
                    40 + 36 * (k % 10) + k % 7 / 7.0,
                    40 + 36 * (k / 10) + k % 9 / 9.0,
                    1.5,
                    1.0,
                    0.4,
                    10_000,
                    0.3,
                    2);
        }
        Peaks peaks =
                new PeakSearch(new PeakSearch.Options(5.5, 500, profile))
                        .find(image.counted(random), null);
        assertThat(peaks.size()).isEqualTo(100);
        double sum = 0;
        double pulls = 0;
        for (int i = 0; i < 100; i++) {
            int column = (int) Math.round((peaks.x(i) - 40.4) / 36);
            int row = (int) Math.round((peaks.y(i) - 40.4) / 36);
            int k = 10 * row + column;
            double dx = peaks.x(i) - (40 + 36 * column + k % 7 / 7.0);
            double dy = peaks.y(i) - (40 + 36 * row + k % 9 / 9.0);
            sum += dx + dy;
            pulls +=
                    dx * dx / peaks.value(Peaks.Column.VARIANCE_X, i)
                            + dy * dy / peaks.value(Peaks.Column.VARIANCE_Y, i);
        }
        // 200 positions of 0.018 px: standard error 0.0013, four of those
        assertThat(sum / 200).isCloseTo(0, within(0.005));
        assertThat(Math.sqrt(pulls / 200)).isBetween(0.6, 1.2);
    }

    /// An integrating detector with offset and gain: the noise is read off the image, and the
    /// errors are honest: 100 spots, 200 pulls, 1 ± 4 · 0.7 ⁄ √200.
    @Test
    void integratingDetectorsHaveHonestErrors() {
        SpotImage image = new SpotImage(520, 520, 60);
        for (int i = 0; i < 520 * 520; i++) {
            image.expected[i] += 60.0 * (i % 520) / 520;
        }
        double[][] truth = new double[100][];
        for (int k = 0; k < 100; k++) {
            truth[k] =
                    new double[] {
                        60 + 44 * (k % 10) + random.nextDouble(),
                        60 + 44 * (k / 10) + random.nextDouble()
                    };
            image.add(truth[k][0], truth[k][1], 1.1, 4000);
        }
        Peaks peaks = new PeakSearch().find(image.integrated(random, 2.5, 4, 100), null);
        assertThat(peaks.size()).isEqualTo(100);
        double pulls = 0;
        for (int i = 0; i < 100; i++) {
            double[] at = PeakSearchTest.nearest(truth, peaks.x(i), peaks.y(i));
            double dx = peaks.x(i) - at[0];
            double dy = peaks.y(i) - at[1];
            pulls +=
                    dx * dx / peaks.value(Peaks.Column.VARIANCE_X, i)
                            + dy * dy / peaks.value(Peaks.Column.VARIANCE_Y, i);
        }
        assertThat(Math.sqrt(pulls / 200)).isBetween(0.8, 1.2);
    }

    /// A round active area of an integrating detector with exact zeros around, a strong gradient, a
    /// powder ring, and the direct beam's halo: no peaks along the ring by the hundred (measured:
    /// 9).
    @Test
    void broadFeaturesDoNotExplode() {
        SpotImage image = new SpotImage(512, 512, 30);
        for (int row = 0; row < 512; row++) {
            for (int column = 0; column < 512; column++) {
                double r = Math.hypot(column - 250, row - 250);
                double ring = (r - 150) / 4;
                image.expected[row * 512 + column] +=
                        2 * column + 500 * Math.exp(-ring * ring / 2) + 20_000 / (1 + r * r / 100);
            }
        }
        Frame frame = image.integrated(random, 0.5, 3, 10);
        int[] counts = frame.counts();
        assertThat(counts).isNotNull();
        for (int row = 0; row < 512; row++) {
            for (int column = 0; column < 512; column++) {
                if (Math.hypot(column - 256, row - 256) > 250) {
                    counts[row * 512 + column] = 0;
                }
            }
        }
        assertThat(new PeakSearch().find(frame, null).size()).isLessThan(20);
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() {
        Frame frame = new SpotImage(10, 10, 1).counted(random);
        Mask mask = new Mask(10, 11, new BitSet());
        assertThatThrownBy(() -> new PeakSearch().find(frame, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 × 11")
                .hasMessageContaining("same size");
    }

    /// What was in the buffers before does not matter.
    @Test
    void aFrameGivesTheSamePeaksAgain() {
        Frame one = new SpotImage(SIZE, SIZE, 5).add(50, 60, 1, 4000).counted(random);
        Frame two = new SpotImage(SIZE, SIZE, 500).add(70, 20, 2, 90_000).counted(random);
        PeakSearch search = new PeakSearch();
        Peaks first = search.find(one, null);
        search.find(two, null);
        Peaks again = search.find(one, null);
        assertThat(again.size()).isEqualTo(first.size());
        for (Peaks.Column column : Peaks.Column.values()) {
            assertThat(again.column(column)).isEqualTo(first.column(column));
        }
    }
}
