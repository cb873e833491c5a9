package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class GrainSegmentationTest {

    private static final Crystal LLZO = TestCrystals.llzo();
    private static final double THRESHOLD = Math.toRadians(2);

    /// Three columns of one grain, a hole, four columns of another, and one point of a third that
    /// is too small; numbered by size.
    @Test
    void findsTheGrainsThatWereDrawn() {
        ScanGrid grid = new ScanGrid(8, 5, 2, 3, 10, 20);
        Matrix3 left = VirtualMap.randomRotation(new Random(1));
        Matrix3 right = left.times(Matrix3.rotation(new Vector3(0, 0, Math.toRadians(5))));
        Matrix3 speck = left.times(Matrix3.rotation(new Vector3(Math.toRadians(30), 0, 0)));
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        LLZO,
                        i -> {
                            if (i == grid.index(2, 1)) {
                                return null;
                            }
                            if (i == grid.index(4, 7)) {
                                return speck;
                            }
                            return grid.column(i) < 3 ? left : right;
                        });

        Grains grains = GrainSegmentation.of(map, THRESHOLD, 5);

        assertThat(grains.list()).hasSize(2);
        Grain first = grains.list().get(0);
        Grain second = grains.list().get(1);
        assertThat(first.points()).isEqualTo(24);
        assertThat(second.points()).isEqualTo(14);
        assertThat(first.area()).isCloseTo(24 * 6, within(1e-9));
        assertThat(second.equivalentDiameter())
                .isCloseTo(2 * Math.sqrt(14 * 6 / Math.PI), within(1e-12));
        // The hole lies at its centre: the centroid stays.
        assertThat(second.centroidX()).isCloseTo(12, within(1e-12));
        assertThat(second.centroidY()).isCloseTo(26, within(1e-12));
        assertThat(first.neighbours()).containsExactly(1);
        assertThat(second.neighbours()).containsExactly(0);
        assertThat(first.touchesBorder()).isTrue();
        assertThat(grains.number()[grid.index(2, 1)]).isEqualTo(-1);
        assertThat(grains.number()[grid.index(4, 7)]).isEqualTo(-1);
        assertThat(grains.number()[0]).isEqualTo(1);
        assertThat(grains.deviation()[grid.index(2, 1)]).isNaN();
        for (Grain grain : grains.list()) {
            Matrix3 truth = grain.number() == 0 ? right : left;
            // Averages of equal orientations: rounding.
            assertThat(angle(grain.sampleFromCrystal().matrix(), truth)).isLessThan(1e-14);
            assertThat(grain.orientationSpread()).isLessThan(1e-14);
        }
    }

    /// The mean of a symmetric bend is its middle, the spread of a uniform one a quarter of its
    /// range (n even: exactly, for rotations about one axis add).
    @Test
    void theMeanOfABendIsItsMiddle() {
        int columns = 40;
        double step = Math.toRadians(0.5);
        ScanGrid grid = ScanGrid.of(columns, 1, 1, 1);
        Matrix3 middle = VirtualMap.randomRotation(new Random(2));
        Vector3 axis = new Vector3(0.2, -0.5, 0.8).unit();
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        LLZO,
                        i ->
                                Matrix3.rotation(axis.times(step * (i - (columns - 1) / 2.0)))
                                        .times(middle));
        Grain grain = GrainSegmentation.of(map, THRESHOLD, 5).list().getFirst();
        assertThat(angle(grain.sampleFromCrystal().matrix(), middle)).isLessThan(1e-14);
        assertThat(grain.orientationSpread()).isCloseTo(step * columns / 4, within(1e-13));
    }

    /// Noise of σ about each axis: the deviations follow Maxwell's distribution, mean 2√(2/π) σ,
    /// and the mean orientation is off by σ/√n about each axis.
    @Test
    void deviationsOfNoiseAreMaxwells() {
        double sigma = Math.toRadians(0.01);
        ScanGrid grid = ScanGrid.of(100, 100, 1, 1);
        Random random = new Random(3);
        Matrix3 truth = VirtualMap.randomRotation(random);
        OrientationMap map =
                VirtualMap.of(grid, LLZO, i -> truth.times(VirtualMap.noise(random, sigma)));
        Grain grain = GrainSegmentation.of(map, THRESHOLD, 5).list().getFirst();
        // Standard deviation of the distribution is 0.67 σ: 4 of it over √n.
        assertThat(grain.orientationSpread())
                .isCloseTo(2 * Math.sqrt(2 / Math.PI) * sigma, within(4 * 0.67 * sigma / 100));
        assertThat(angle(grain.sampleFromCrystal().matrix(), truth))
                .isLessThan(4 * Math.sqrt(3) * sigma / 100);
    }

    @Test
    void crystalsNeverJoin() {
        ScanGrid grid = ScanGrid.of(10, 10, 1, 1);
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        List.of(LLZO, TestCrystals.silicon()),
                        i -> grid.row(i) < 5 ? 0 : 1,
                        i -> Matrix3.IDENTITY);
        Grains grains = GrainSegmentation.of(map, THRESHOLD, 5);
        assertThat(grains.list()).hasSize(2);
        assertThat(grains.list().get(0).crystal()).isZero();
        assertThat(grains.list().get(1).crystal()).isEqualTo(1);
        assertThat(grains.join(0, 1)).isTrue();
        assertThat(grains.join(grid.index(4, 0), grid.index(5, 0))).isFalse();
    }

    @Test
    void aMapOfNothingHasNoGrain() {
        OrientationMap map = VirtualMap.of(ScanGrid.of(7, 3, 1, 1), LLZO, i -> null);
        Grains grains = GrainSegmentation.of(map, THRESHOLD, 1);
        assertThat(grains.list()).isEmpty();
        assertThat(grains.number()).containsOnly(-1);
    }

    private static double angle(Matrix3 a, Matrix3 b) {
        return Disorientation.angle(a, b, LLZO.properRotations());
    }
}
