package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class LatticeCurvatureTest {

    private static final double[] BURGERS = {TestCrystals.llzo().shortestTranslation()};

    private static Grains grains(OrientationMap map) {
        return GrainSegmentation.of(map, Math.toRadians(2), 5);
    }

    /// Half the body diagonal of the garnet's cell, a centred in faces / √2 of copper, a of
    /// titanium.
    @Test
    void theBurgersVectorIsTheShortestTranslation() {
        assertThat(TestCrystals.llzo().shortestTranslation())
                .isCloseTo(12.9682 * Math.sqrt(3) / 2, within(1e-9));
        assertThat(TestCrystals.copper().shortestTranslation())
                .isCloseTo(3.6149 / Math.sqrt(2), within(1e-9));
        assertThat(TestCrystals.titanium().shortestTranslation()).isCloseTo(2.9508, within(1e-9));
    }

    /// A lattice that turns about y along x, or about any axis along any direction: exactly one κ.
    /// Bending (axis across the direction) gives exactly one α, and KAM is half of κ·step with two
    /// of four neighbours along it; twist κ_xx gives α_zz = −κ and α_xx − α_yy = κ.
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1", "2, 0", "2, 1"})
    void uniformBendingHasOneComponent(int axis, int direction) {
        double kappa = 500; // 1/m: 0.057° per 2 µm
        ScanGrid grid = ScanGrid.of(9, 8, 2, 2);
        Matrix3 start = VirtualMap.randomRotation(new Random(1));
        Vector3 about = new Vector3[] {Vector3.X, Vector3.Y, Vector3.Z}[axis];
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i -> {
                            double place = direction == 0 ? grid.x(i) : grid.y(i);
                            return Matrix3.rotation(about.times(kappa * place * 1e-6)).times(start);
                        });
        LatticeCurvature curvature = LatticeCurvature.of(grains(map), null);
        for (int i = 0; i < grid.size(); i++) {
            for (int k = 0; k < 6; k++) {
                // Rotations about one axis add exactly: rounding of 1e-16 rad over 2 µm is left.
                assertThat(curvature.components()[k][i])
                        .isCloseTo(k == 2 * axis + direction ? kappa : 0, within(1e-9));
            }
            assertThat(curvature.magnitude()[i]).isCloseTo(kappa, within(1e-9));
        }
        double[] nye = curvature.nye(40);
        // xy, xz, yx, yz, zz, xx − yy
        double[] expected =
                switch (2 * axis + direction) {
                    case 0 -> new double[] {0, 0, 0, 0, -kappa, kappa};
                    case 1 -> new double[] {0, 0, kappa, 0, 0, 0};
                    case 2 -> new double[] {kappa, 0, 0, 0, 0, 0};
                    case 3 -> new double[] {0, 0, 0, 0, -kappa, -kappa};
                    case 4 -> new double[] {0, kappa, 0, 0, 0, 0};
                    default -> new double[] {0, 0, 0, kappa, 0, 0};
                };
        assertThat(nye).containsExactly(expected, within(1e-9));
        double[] density = curvature.dislocations(map, BURGERS);
        double bending = kappa / (BURGERS[0] * 1e-10);
        assertThat(density[40])
                .isCloseTo(
                        axis == direction ? Math.sqrt(1.5) * bending : bending,
                        within(1e-9 * bending));
        double kam = KernelMisorientation.of(map, Math.toRadians(1), 1, null).values()[40];
        assertThat(kam).isCloseTo(kappa * 2e-6 / 2, within(1e-14));
    }

    /// Any dislocations: the bound never exceeds their density, whatever the directions of Burgers
    /// vector and line. Curvature from Nye's inverse relation κᵢⱼ = αⱼᵢ − δᵢⱼ tr α / 2.
    @Test
    void theBoundIsOne() {
        Random random = new Random(2);
        for (int trial = 0; trial < 200; trial++) {
            double[][] alpha = new double[3][3];
            double density = 0;
            for (int k = 0; k < 3; k++) {
                Vector3 b = VirtualMap.randomRotation(random).column(0);
                Vector3 t = VirtualMap.randomRotation(random).column(0);
                double rho = random.nextDouble();
                density += rho;
                double[] burgers = {b.x(), b.y(), b.z()};
                double[] line = {t.x(), t.y(), t.z()};
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        alpha[i][j] += rho * burgers[i] * line[j];
                    }
                }
            }
            double trace = alpha[0][0] + alpha[1][1] + alpha[2][2];
            double[][] components = new double[6][1];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    components[2 * i + j][0] = alpha[j][i] - (i == j ? trace / 2 : 0);
                }
            }
            LatticeCurvature curvature = new LatticeCurvature(components, null, null);
            assertThat(curvature.nye(0))
                    .containsExactly(
                            new double[] {
                                alpha[0][1],
                                alpha[0][2],
                                alpha[1][0],
                                alpha[1][2],
                                alpha[2][2],
                                alpha[0][0] - alpha[1][1]
                            },
                            within(1e-14));
            OrientationMap point =
                    VirtualMap.of(
                            ScanGrid.of(1, 1, 1, 1), TestCrystals.llzo(), i -> Matrix3.IDENTITY);
            assertThat(curvature.dislocations(point, new double[] {1e10})[0])
                    .isLessThanOrEqualTo(density);
        }
    }

    /// Noise alone: σ is the scatter of each component, the noise floors are the root mean squares,
    /// and detection is spread evenly over 0 … 1. In a plane fit to nine points the slope has σ²/(6
    /// step²). Points more than two apart are independent, so 10 000 points have some 1 000 free
    /// ones: 4 σ are 9 % of a standard deviation.
    @Test
    void uncertaintyIsTheScatter() {
        double sigma = 1e-4;
        ScanGrid grid = ScanGrid.of(100, 100, 2, 3);
        Random random = new Random(3);
        OrientationMap map =
                VirtualMap.of(grid, TestCrystals.llzo(), i -> VirtualMap.noise(random, sigma));
        double[] rotationSigma = new double[grid.size()];
        Arrays.fill(rotationSigma, Math.sqrt(3) * sigma);
        LatticeCurvature curvature = LatticeCurvature.of(grains(map), rotationSigma);
        int inside = grid.index(50, 50);
        assertThat(curvature.sigma()).isNotNull();
        assertThat(curvature.sigma()[0][inside])
                .isCloseTo(sigma / (Math.sqrt(6) * 2e-6), within(1e-9));
        assertThat(curvature.sigma()[1][inside])
                .isCloseTo(sigma / (Math.sqrt(6) * 3e-6), within(1e-9));
        for (int k = 0; k < 6; k++) {
            double squares = 0;
            for (int i = 0; i < grid.size(); i++) {
                double pull = curvature.components()[k][i] / curvature.sigma()[k][i];
                squares += pull * pull;
            }
            assertThat(Math.sqrt(squares / grid.size())).isCloseTo(1, within(0.09));
        }
        double[] density = curvature.dislocations(map, BURGERS);
        double[] noise = curvature.dislocationNoise(map, BURGERS);
        double ratio = 0;
        double magnitude = 0;
        for (int i = 0; i < grid.size(); i++) {
            ratio += Math.pow(density[i] / noise[i], 2);
            magnitude += Math.pow(curvature.magnitude()[i] / curvature.noise()[i], 2);
        }
        assertThat(ratio / grid.size()).isCloseTo(1, within(0.09));
        assertThat(magnitude / grid.size()).isCloseTo(1, within(0.09));
        double[] detection = curvature.detection();
        assertThat(detection).isNotNull();
        assertThat(Arrays.stream(detection).average().orElseThrow()).isCloseTo(0.5, within(0.04));
        assertThat(Arrays.stream(detection).filter(p -> p > 0.95).count() / 10_000.0)
                .isCloseTo(0.05, within(0.03));
    }

    /// Windows end at boundaries and holes; a lone row has slopes along itself only.
    @Test
    void boundariesDoNotBend() {
        ScanGrid grid = ScanGrid.of(20, 1, 2, 2);
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i ->
                                i == 5
                                        ? null
                                        : Matrix3.rotation(
                                                new Vector3(0, 0, (i < 12 ? 0 : 0.3) + 1e-3 * i)));
        double[] rotationSigma = new double[20];
        Arrays.fill(rotationSigma, 1e-4);
        LatticeCurvature curvature = LatticeCurvature.of(grains(map), rotationSigma);
        for (int i = 0; i < 20; i++) {
            if (i == 5) {
                assertThat(curvature.components()[4][i]).isNaN();
            } else {
                assertThat(curvature.components()[4][i]).isCloseTo(500, within(1e-8));
            }
            assertThat(curvature.components()[5][i]).isNaN();
            assertThat(curvature.sigma()[5][i]).isNaN();
            assertThat(curvature.detection()[i]).isNaN();
        }
    }
}
