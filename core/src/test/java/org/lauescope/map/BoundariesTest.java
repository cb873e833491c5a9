package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class BoundariesTest {

    private static final Crystal COPPER = TestCrystals.copper();
    private static final OrientationSymmetry CUBIC = OrientationSymmetry.of(COPPER);
    private static final double THRESHOLD = Math.toRadians(2);

    /// Angles and axes as tabulated (V. Randle, The Role of the Coincidence Site Lattice in Grain
    /// Boundary Engineering, 1996, table 1.1), to the digits printed there.
    @ParameterizedTest
    @CsvSource({
        "Σ3, 60.00, 1, 1, 1",
        "Σ5, 36.86, 1, 0, 0",
        "Σ7, 38.21, 1, 1, 1",
        "Σ9, 38.94, 1, 1, 0",
        "Σ11, 50.47, 1, 1, 0",
        "Σ13a, 22.62, 1, 0, 0",
        "Σ13b, 27.79, 1, 1, 1",
        "Σ15, 48.19, 2, 1, 0",
        "Σ17a, 28.07, 1, 0, 0",
        "Σ17b, 61.90, 2, 2, 1",
        "Σ19a, 26.53, 1, 1, 0",
        "Σ19b, 46.80, 1, 1, 1",
        "Σ21a, 21.78, 1, 1, 1",
        "Σ21b, 44.41, 2, 1, 1",
        "Σ23, 40.45, 3, 1, 1",
        "Σ25a, 16.26, 1, 0, 0",
        "Σ25b, 51.68, 3, 3, 1",
        "Σ27a, 31.59, 1, 1, 0",
        "Σ27b, 35.43, 2, 1, 0",
        "Σ29a, 43.60, 1, 0, 0",
        "Σ29b, 46.40, 2, 2, 1",
    })
    void coincidencesAreTheTabulatedOnes(String name, double degrees, int u, int v, int w) {
        List<Coincidence> all = Coincidence.list(CUBIC);
        assertThat(all).hasSize(21);
        Coincidence found =
                all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
        assertThat(Math.toDegrees(found.angle())).isCloseTo(degrees, within(0.04));
        Vector3 axis = new Vector3(u, v, w).unit();
        Quaternion tabulated = Quaternion.ofRotationVector(axis.times(found.angle()));
        assertThat(CUBIC.misorientationDifference(found.rotation(), tabulated)).isLessThan(1e-7);
    }

    /// Turned away from Σ9 by less than 15°/3 it still counts, by more it does not.
    @Test
    void brandonsLimitDecides() {
        List<Coincidence> all = Coincidence.list(CUBIC);
        Coincidence nine = all.get(3);
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            Vector3 axis =
                    new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                            .unit();
            for (double degrees : new double[] {0.5, 8}) {
                Quaternion turned =
                        Quaternion.ofMatrix(
                                CUBIC.rotations()
                                        .get(random.nextInt(24))
                                        .times(nine.rotation().matrix())
                                        .times(
                                                Matrix3.rotation(
                                                        axis.times(Math.toRadians(degrees)))));
                double[] pair = {1, 0, 0, 0, turned.w(), turned.x(), turned.y(), turned.z()};
                double angle = CUBIC.disorientation(pair, 0, pair, 4);
                var nearest = Coincidence.nearest(all, CUBIC, turned, angle);
                if (degrees < 1) {
                    assertThat(nearest).contains(nine);
                } else {
                    assertThat(nearest.orElse(null)).isNotEqualTo(nine);
                }
            }
        }
    }

    /// A twin beside its parent, a low angle below, another phase in the corner.
    @Test
    void tellsWhatBoundariesAre() {
        ScanGrid grid = ScanGrid.of(10, 10, 2, 3);
        Matrix3 parent = VirtualMap.randomRotation(new Random(5));
        Matrix3 twin =
                parent.times(Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.PI / 3)));
        Matrix3 low = parent.times(Matrix3.rotation(new Vector3(0, 0, Math.toRadians(6))));
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        List.of(COPPER, TestCrystals.titanium()),
                        i -> grid.row(i) >= 6 && grid.column(i) >= 5 ? 1 : 0,
                        i -> {
                            if (grid.row(i) < 6) {
                                return grid.column(i) < 5 ? parent : twin;
                            }
                            return grid.column(i) < 5 ? low : Matrix3.IDENTITY;
                        });
        Boundaries boundaries = Boundaries.of(GrainSegmentation.of(map, THRESHOLD, 5), THRESHOLD);

        // Parent 0 and twin 1 of 30 points, low angle 2 and titanium 3 of 20.
        assertThat(boundaries.size()).isEqualTo(6 + 5 + 5 + 4);
        assertThat(boundaries.list()).hasSize(4);
        Boundary sigma3 = boundaries.list().get(0);
        assertThat(sigma3.first()).isEqualTo(0);
        assertThat(sigma3.second()).isEqualTo(1);
        assertThat(sigma3.length()).isCloseTo(6 * 3, within(1e-12));
        assertThat(Math.toDegrees(sigma3.angle())).isCloseTo(60, within(1e-9));
        assertThat(sigma3.coincidence()).isNotNull();
        assertThat(sigma3.coincidence().name()).isEqualTo("Σ3");
        assertThat(Math.abs(sigma3.axis().x())).isCloseTo(1 / Math.sqrt(3), within(1e-9));
        assertThat(sigma3.isLowAngle()).isFalse();
        Boundary lowAngle = boundaries.list().get(1);
        assertThat(lowAngle.second()).isEqualTo(2);
        assertThat(lowAngle.length()).isCloseTo(5 * 2, within(1e-12));
        assertThat(lowAngle.isLowAngle()).isTrue();
        assertThat(lowAngle.coincidence()).isNull();
        Boundary phases = boundaries.list().get(3);
        assertThat(phases.isBetweenPhases()).isTrue();
        assertThat(phases.length()).isCloseTo(4 * 3, within(1e-12));
        assertThat(boundaries.sigma()).contains(3, 1, 0);
    }

    /// Against the distance to every edge as a piece of line.
    @Test
    void distancesAreThoseOfTheLines() {
        ScanGrid grid = ScanGrid.of(23, 17, 2, 0.7);
        Random random = new Random(6);
        double[] seeds = random.doubles(14).toArray();
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        COPPER,
                        i -> {
                            double nearest = Double.POSITIVE_INFINITY;
                            int cell = 0;
                            for (int s = 0; s < 7; s++) {
                                double d =
                                        Math.hypot(
                                                grid.x(i) - 46 * seeds[2 * s],
                                                grid.y(i) - 12 * seeds[2 * s + 1]);
                                if (d < nearest) {
                                    nearest = d;
                                    cell = s;
                                }
                            }
                            return cell == 6
                                    ? null
                                    : Matrix3.rotation(new Vector3(0, 0, 0.1 * cell));
                        });
        Boundaries boundaries = Boundaries.of(GrainSegmentation.of(map, THRESHOLD, 5), THRESHOLD);
        double[] distance = boundaries.distance();
        for (int i = 0; i < grid.size(); i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int e = 0; e < boundaries.size(); e++) {
                if (boundaries.dividesGrains(e)) {
                    int a = boundaries.first()[e];
                    int b = boundaries.second()[e];
                    double x = (grid.x(a) + grid.x(b)) / 2;
                    double y = (grid.y(a) + grid.y(b)) / 2;
                    double halfX = a + 1 == b ? 0 : grid.columnStep() / 2;
                    double halfY = a + 1 == b ? grid.rowStep() / 2 : 0;
                    double dx = Math.max(0, Math.abs(grid.x(i) - x) - halfX);
                    double dy = Math.max(0, Math.abs(grid.y(i) - y) - halfY);
                    least = Math.min(least, Math.hypot(dx, dy));
                }
            }
            assertThat(distance[i]).isCloseTo(least, within(1e-12));
        }
    }

    @Test
    void withoutABoundaryTheDistanceIsInfinite() {
        OrientationMap map = VirtualMap.of(ScanGrid.of(5, 4, 1, 1), COPPER, i -> Matrix3.IDENTITY);
        Boundaries boundaries = Boundaries.of(GrainSegmentation.of(map, THRESHOLD, 5), THRESHOLD);
        assertThat(boundaries.size()).isZero();
        assertThat(boundaries.distance()).containsOnly(Double.POSITIVE_INFINITY);
    }

    /// Against all pairs of points, steps in the ratio 3 : 1.
    @Test
    void theTransformIsExact() {
        int columns = 31;
        int rows = 19;
        Random random = new Random(7);
        double[] values = new double[columns * rows];
        Arrays.fill(values, Double.POSITIVE_INFINITY);
        for (int s = 0; s < 12; s++) {
            values[random.nextInt(values.length)] = 0;
        }
        double[] sources = values.clone();
        DistanceTransform.apply(values, columns, rows, 3, 1);
        for (int p = 0; p < values.length; p++) {
            double least = Double.POSITIVE_INFINITY;
            for (int s = 0; s < values.length; s++) {
                if (sources[s] == 0) {
                    double dx = 3 * (p % columns - s % columns);
                    double dy = p / columns - s / columns;
                    least = Math.min(least, dx * dx + dy * dy);
                }
            }
            assertThat(values[p]).isEqualTo(least);
        }
    }

    @Test
    void distanceToALine() {
        Polyline line = new Polyline(new double[] {0, 10, 10}, new double[] {0, 0, 10});
        assertThat(line.distance(5, 3)).isEqualTo(3);
        assertThat(line.distance(-3, 4)).isEqualTo(5);
        assertThat(line.distance(13, -4)).isEqualTo(5);
        assertThat(line.distance(8, 9)).isEqualTo(2);
    }
}
