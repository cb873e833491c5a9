package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class KernelMisorientationTest {

    private static final double DEGREE = Math.toRadians(1);

    /// A bend of κ per step along the columns: neighbours along rows differ by κ, along columns by
    /// nothing. Order 2 adds two at 2κ, four at κ and two at 0 to the four of order 1.
    @Test
    void ofAUniformBend() {
        ScanGrid grid = ScanGrid.of(9, 7, 2, 2);
        double kappa = 1e-3;
        Matrix3 start = VirtualMap.randomRotation(new Random(1));
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i ->
                                Matrix3.rotation(new Vector3(0, kappa * grid.column(i), 0))
                                        .times(start));
        int inside = grid.index(3, 4);
        assertThat(KernelMisorientation.of(map, DEGREE, 1, null).values()[inside])
                .isCloseTo(kappa / 2, within(1e-15));
        assertThat(KernelMisorientation.of(map, DEGREE, 2, null).values()[inside])
                .isCloseTo((2 + 4 + 4) * kappa / 12, within(1e-15));
        int corner = grid.index(0, 0);
        assertThat(KernelMisorientation.of(map, DEGREE, 1, null).values()[corner])
                .isCloseTo(kappa / 2, within(1e-15));
    }

    /// Noise alone: the mean KAM is the noise floor, and the debiased one averages to little.
    /// Angles of one point's four pairs are correlated, so the error of the mean is taken as that
    /// of n/4 independent ones: 0.95 σ · 2/√n.
    @Test
    void noiseFloorIsTheMeanOfNoise() {
        double sigma = 1e-4;
        ScanGrid grid = ScanGrid.of(100, 100, 2, 2);
        Random random = new Random(2);
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i -> i == 5050 ? null : VirtualMap.noise(random, sigma));
        double[] rotationSigma = new double[grid.size()];
        Arrays.fill(rotationSigma, Math.sqrt(3) * sigma);
        KernelMisorientation kernel = KernelMisorientation.of(map, DEGREE, 1, rotationSigma);
        double[] noise = kernel.noise();
        assertThat(noise).isNotNull();
        double mean = mean(kernel.values());
        assertThat(noise[0]).isCloseTo(2.2568 * sigma, within(1e-4 * sigma));
        assertThat(mean).isCloseTo(noise[0], within(4 * 0.95 * sigma * 2 / 100));
        // Half the map lies below the floor, half above.
        assertThat(mean(kernel.debiased())).isCloseTo(0, within(0.15 * sigma));
        assertThat(kernel.values()[5050]).isNaN();
        assertThat(noise[5050]).isNaN();
    }

    @Test
    void boundariesAndOtherCrystalsDoNotCount() {
        ScanGrid grid = ScanGrid.of(6, 1, 1, 1);
        Matrix3 turned = Matrix3.rotation(new Vector3(0, 0, 0.1));
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        List.of(TestCrystals.llzo(), TestCrystals.silicon()),
                        i -> i < 4 ? 0 : 1,
                        i -> i < 2 ? Matrix3.IDENTITY : i == 3 ? null : turned);
        double[] values = KernelMisorientation.of(map, DEGREE, 1, null).values();
        assertThat(values[1]).isLessThan(1e-15);
        assertThat(values[2]).isNaN();
        assertThat(values[3]).isNaN();
        assertThat(values[4]).isLessThan(1e-15);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }
}
