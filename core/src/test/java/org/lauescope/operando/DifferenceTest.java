package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.testing.TestCrystals;

/// Two scans of three grains with strains that are known; oracle is the construction.
class DifferenceTest {

    private static final Crystal LLZO = TestCrystals.llzo();
    private static final ScanGrid GRID = ScanGrid.of(40, 40, 2, 2);
    private static final double SIGMA = 2e-5;
    private static final double TURN_NOISE = 1e-4;
    private static final SymmetricTensor HERE =
            new SymmetricTensor(3e-4, -1e-4, -2e-4, 1e-4, 5e-5, -2e-4);
    private static final SymmetricTensor CHANGE =
            new SymmetricTensor(-1e-4, -1e-4, 2e-4, 5e-5, 0, 1e-4);

    private static int grain(int i) {
        double x = GRID.x(i);
        double y = GRID.y(i);
        return y > 45 + 0.3 * x ? 2 : x > 30 + 0.4 * y ? 1 : 0;
    }

    /// @param turn of everything, the strain with it
    /// @param noise in units of what is claimed
    private static ScanMap scan(
            String name, Matrix3 turn, SymmetricTensor strain, double noise, long seed) {
        Random random = new Random(seed);
        List<Matrix3> orientations = new ArrayList<>();
        Random fixed = new Random(12);
        for (int g = 0; g < 3; g++) {
            orientations.add(
                    new Quaternion(
                                    fixed.nextGaussian(),
                                    fixed.nextGaussian(),
                                    fixed.nextGaussian(),
                                    fixed.nextGaussian())
                            .unit()
                            .matrix());
        }
        int n = GRID.size();
        double[] quaternions = new double[4 * n];
        double[][] values = new double[6][n];
        double[] sigma = new double[n];
        Arrays.fill(sigma, SIGMA);
        double[] turned = strain.in(turn).toArray();
        for (int i = 0; i < n; i++) {
            Matrix3 small =
                    Matrix3.rotation(
                            new Vector3(
                                            random.nextGaussian(),
                                            random.nextGaussian(),
                                            random.nextGaussian())
                                    .times(TURN_NOISE));
            Quaternion q = Quaternion.ofMatrix(small.times(turn).times(orientations.get(grain(i))));
            quaternions[4 * i] = q.w();
            quaternions[4 * i + 1] = q.x();
            quaternions[4 * i + 2] = q.y();
            quaternions[4 * i + 3] = q.z();
            for (int c = 0; c < 6; c++) {
                values[c][i] = turned[c] + noise * SIGMA * random.nextGaussian();
            }
        }
        PointStatus[] status = new PointStatus[n];
        Arrays.fill(status, PointStatus.INDEXED);
        ScanMap.Builder map =
                ScanMap.builder(
                        name,
                        status,
                        new OrientationMap(GRID, List.of(LLZO), new int[n], quaternions));
        for (int c = 0; c < 6; c++) {
            map.add(new Plane(PointQuantities.STRAIN.get(c), values[c], sigma));
        }
        return map.build();
    }

    private static ScanSeries series(ScanMap... maps) throws Exception {
        return ScanSeries.of(List.of(maps), Math.toRadians(2), 5);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    @Test
    void findsTheChangeThatWasMadeWithItsNoise() throws Exception {
        Matrix3 turn = Matrix3.rotation(new Vector3(0.02, -0.03, 0.01));
        ScanMap one = scan("a", Matrix3.IDENTITY, HERE, 1, 1);
        ScanMap two = scan("b", turn, HERE.plus(CHANGE), 1, 2);
        Difference difference = Difference.of(series(one, two), 1);
        double[] truth = CHANGE.toArray();
        for (int c = 0; c < 6; c++) {
            Plane plane = difference.strain().get(c);
            // Mean of 1500 points of σ = 2.8e-5, and 1e-5 rad of the re-mount rotation times 5e-4.
            assertThat(mean(plane.values())).isCloseTo(truth[c], within(4e-6));
            double[] z = Difference.significance(plane).values();
            double pull = 0;
            int count = 0;
            for (int i = 0; i < z.length; i++) {
                if (Double.isFinite(z[i])) {
                    double d = z[i] - truth[c] / (SIGMA * Math.sqrt(2));
                    pull += d * d;
                    count++;
                }
            }
            assertThat(count).isGreaterThan(1500);
            // 1500 pulls: their rms scatters by 0.018.
            assertThat(Math.sqrt(pull / count)).isCloseTo(1, within(0.08));
        }
    }

    @Test
    void swappingTheScansTurnsTheSign() throws Exception {
        ScanMap one = scan("a", Matrix3.IDENTITY, HERE, 1, 1);
        ScanMap two = scan("b", Matrix3.IDENTITY, HERE.plus(CHANGE), 1, 2);
        Difference there = Difference.of(series(one, two), 1);
        Difference back = Difference.of(series(two, one), 1);
        for (int c = 0; c < 6; c++) {
            assertThat(mean(there.strain().get(c).values()))
                    .isCloseTo(-mean(back.strain().get(c).values()), within(1e-6));
        }
    }

    @Test
    void turningBothScansTurnsTheChangeAlone() throws Exception {
        Matrix3 turn = Matrix3.rotation(new Vector3(0.3, 0.5, -0.2));
        Difference plain =
                Difference.of(
                        series(
                                scan("a", Matrix3.IDENTITY, HERE, 0, 1),
                                scan("b", Matrix3.IDENTITY, HERE.plus(CHANGE), 0, 1)),
                        1);
        Difference turned =
                Difference.of(
                        series(
                                scan("a", turn, HERE, 0, 1),
                                scan("b", turn, HERE.plus(CHANGE), 0, 1)),
                        1);
        double[] expected = CHANGE.in(turn).toArray();
        for (int c = 0; c < 6; c++) {
            assertThat(turned.strain().get(c).values()[500]).isCloseTo(expected[c], within(1e-9));
        }
        assertThat(turned.others().getFirst().values()[500])
                .isCloseTo(plain.others().getFirst().values()[500], within(1e-9));
    }

    /// Noise twice as large as claimed is heard from a repeated scan; smaller noise makes no claim
    /// smaller.
    @Test
    void aRepeatedScanShowsTheNoise() throws Exception {
        ScanMap one = scan("a", Matrix3.IDENTITY, HERE, 2, 1);
        ScanMap two = scan("b", Matrix3.IDENTITY, HERE, 2, 2);
        ScanSeries pair = series(one, two);
        Difference difference = Difference.of(pair, 1);
        NoiseFloor noise = NoiseFloor.of(difference, pair.grains().getFirst().number());
        Plane claimed = difference.strain().getFirst();
        double[] sigma = noise.applied(claimed).sigma();
        assertThat(sigma).isNotNull();
        // A median of 1500 sizes scatters by 3 %.
        assertThat(noise.factor("difference_strain_xx")).isCloseTo(2, within(0.2));
        assertThat(noise.factor("unexplained_strain_xx"))
                .isEqualTo(noise.factor("difference_strain_xx"));
        assertThat(mean(sigma)).isCloseTo(2 * Math.sqrt(2) * SIGMA, within(0.1 * 2.83 * SIGMA));

        ScanSeries quiet =
                series(
                        scan("a", Matrix3.IDENTITY, HERE, 0.5, 1),
                        scan("b", Matrix3.IDENTITY, HERE, 0.5, 2));
        assertThat(
                        NoiseFloor.of(Difference.of(quiet, 1), quiet.grains().getFirst().number())
                                .factor("difference_strain_xx"))
                .isEqualTo(1);
    }

    @Test
    void aSingleScanIsNoSeries() {
        assertThatThrownBy(() -> series(scan("a", Matrix3.IDENTITY, HERE, 1, 1)))
                .isInstanceOf(ScanSeries.UnrelatedScansException.class)
                .hasMessageContaining("two or more");
    }
}
