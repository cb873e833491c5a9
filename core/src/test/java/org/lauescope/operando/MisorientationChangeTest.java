package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.GrainSegmentation;
import org.lauescope.map.Grains;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.ScanGrid;
import org.lauescope.testing.TestCrystals;

/// A strip that bends evenly about one axis: angles from the mean are distances from the middle.
class MisorientationChangeTest {

    private static final ScanGrid GRID = ScanGrid.of(21, 1, 2, 2);
    private static final double BEND = 2e-4;
    private static final int[] SAME = IntStream.range(0, GRID.size()).toArray();

    /// @param bend rad per step
    private static OrientationMap strip(double bend, Quaternion turn, Quaternion equivalent) {
        double[] quaternions = new double[4 * GRID.size()];
        for (int i = 0; i < GRID.size(); i++) {
            Quaternion q =
                    turn.times(Quaternion.ofRotationVector(new Vector3(0, 0, bend * i)))
                            .times(equivalent);
            quaternions[4 * i] = q.w();
            quaternions[4 * i + 1] = q.x();
            quaternions[4 * i + 2] = q.y();
            quaternions[4 * i + 3] = q.z();
        }
        return new OrientationMap(
                GRID, List.of(TestCrystals.llzo()), new int[GRID.size()], quaternions);
    }

    private static Grains grains(OrientationMap map) {
        return GrainSegmentation.of(map, Math.toRadians(2), 1);
    }

    private static double[] change(OrientationMap later, double[] turn) {
        OrientationMap first = strip(BEND, Quaternion.IDENTITY, Quaternion.IDENTITY);
        return MisorientationChange.of(grains(first), later, SAME, turn);
    }

    /// A turn of the whole sample, and another of the equivalent cells (a quarter about z).
    @Test
    void bendingTwiceAsStrongly() {
        OrientationMap later =
                strip(
                        2 * BEND,
                        Quaternion.ofRotationVector(new Vector3(0.01, -0.02, 0.005)),
                        Quaternion.ofRotationVector(new Vector3(0, 0, Math.PI / 2)));
        double[] change = change(later, new double[GRID.size()]);
        for (int i = 0; i < change.length; i++) {
            assertThat(change[i]).isCloseTo(BEND * Math.abs(i - 10), within(1e-12));
        }
    }

    /// What the later scan lacks changes nothing; its own mean would lie five steps aside.
    @Test
    void lostPointsBendNothing() {
        double[] turn = new double[GRID.size()];
        Arrays.fill(turn, 11, turn.length, Double.NaN);
        double[] change = change(strip(BEND, Quaternion.IDENTITY, Quaternion.IDENTITY), turn);
        for (int i = 0; i < change.length; i++) {
            if (i < 11) {
                assertThat(change[i]).isCloseTo(0, within(1e-12));
            } else {
                assertThat(change[i]).isNaN();
            }
        }
    }
}
