package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class MisorientationHistogramsTest {

    private static double mean(Histogram histogram) {
        double sum = 0;
        for (int bin = 0; bin < histogram.counts().length; bin++) {
            sum += histogram.fraction(bin) * histogram.centre(bin);
        }
        return Math.toDegrees(sum);
    }

    /// A map of random orientations: all three coarse histograms are Mackenzie's, whose mean is
    /// 40.74° (Handscomb, Can. J. Math. 10 (1958) 85), standard deviation 11.3°. 4 standard errors
    /// are 0.14° of 100 000 draws; the map has 10 000 orientations, and neighbours share them:
    /// 0.45°.
    @Test
    void randomOrientationsAreMackenzies() {
        Random random = new Random(1);
        OrientationMap map =
                VirtualMap.of(
                        ScanGrid.of(100, 100, 1, 1),
                        TestCrystals.llzo(),
                        i -> VirtualMap.randomRotation(random));
        MisorientationHistograms histograms =
                MisorientationHistograms.of(GrainSegmentation.of(map, Math.toRadians(2), 5), 0);
        assertThat(mean(histograms.random())).isCloseTo(40.74, within(0.15));
        assertThat(mean(histograms.uncorrelated())).isCloseTo(40.74, within(0.45));
        assertThat(mean(histograms.neighbours())).isCloseTo(40.74, within(0.45));
        assertThat(histograms.neighbours().total()).isEqualTo(2 * 99 * 100);
        assertThat(histograms.random().counts()[63]).isZero();
        assertThat(histograms.random().counts()[61]).isPositive();
        assertThat(histograms.inGrains().total()).isZero();
    }

    /// A bend of 0.0125° per column and two grains 10° apart.
    @Test
    void whatIsInGrainsIsToldFromWhatIsBetween() {
        OrientationMap map =
                VirtualMap.of(
                        ScanGrid.of(40, 10, 1, 1),
                        TestCrystals.llzo(),
                        i -> {
                            int column = i % 40;
                            double turn = 0.0125 * column + (column < 20 ? 0 : 10);
                            return i == 5
                                    ? null
                                    : Matrix3.rotation(new Vector3(0, 0, Math.toRadians(turn)));
                        });
        MisorientationHistograms histograms =
                MisorientationHistograms.of(GrainSegmentation.of(map, Math.toRadians(2), 5), 0);
        Histogram inGrains = histograms.inGrains();
        assertThat(inGrains.counts()[2]).isEqualTo(38 * 10 - 2);
        assertThat(inGrains.counts()[0]).isEqualTo(40 * 9 - 1);
        assertThat(inGrains.total()).isEqualTo(38 * 10 - 2 + 40 * 9 - 1);
        assertThat(histograms.neighbours().counts()[10]).isEqualTo(10);
        assertThat(histograms.deviation().total()).isEqualTo(399);
        // Half of all pairs are of the same grain.
        assertThat(histograms.uncorrelated().fraction(0)).isCloseTo(0.5, within(0.01));
    }
}
