package org.lauescope.laue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

final class SpotPatternTest {

    /// A detector seen under any angle, that with the direct beam on it too.
    private static Geometry geometry(double degrees) {
        double angle = Math.toRadians(degrees);
        Vector3 normal = new Vector3(Math.cos(angle), 0, Math.sin(angle));
        Vector3 fast = new Vector3(-Math.sin(angle), 0, Math.cos(angle));
        Vector3 slow = Vector3.Y;
        Vector3 corner = normal.times(100).minus(fast.times(60)).minus(slow.times(80));
        Detector detector = new Detector("", 600, 800, 0.2, 0.2, corner, fast, slow, null);
        return new Geometry(new Beam(5, 24), detector, Math.PI / 4, null);
    }

    /// A pattern that remembers neighbourhoods gives the same bits as one that has none: states of
    /// rotations up to a degree and strains of a per cent about the remembered one, and others.
    @ParameterizedTest
    @CsvSource({"90", "40", "20", "0", "150"})
    void memoryChangesNothing(double degrees) {
        Geometry geometry = geometry(degrees);
        ReflectionList list = ReflectionList.of(TestCrystals.llzo(), geometry.beam(), 1e-3);
        SpotPattern remembering = new SpotPattern(list, geometry);
        Random random = new Random(1);
        int spots = 0;
        for (int n = 0; n < 10; n++) {
            Matrix3 state = rotation(random, 1e3);
            remembering.compute(state);
            for (int k = 0; k < 6; k++) {
                Matrix3 strain = new Matrix3(1.004, 0.002, 0, 0.001, 0.998, 0, 0, -0.003, 1);
                Matrix3 near = strain.times(rotation(random, 0.2 * k)).times(state);
                SpotPattern fresh = new SpotPattern(list, geometry);
                // Fewer directions than all are not worth a memory.
                int expected = fresh.compute(near, list.size() - 1);
                assertThat(remembering.compute(near, list.size() - 1)).isEqualTo(expected);
                assertThat(remembering.intensities()).isEqualTo(fresh.intensities());
                spots += expected;
            }
        }
        assertThat(spots).isGreaterThan(300);
    }

    private static Matrix3 rotation(Random random, double degrees) {
        Vector3 axis =
                new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                        .unit();
        return Quaternion.ofRotationVector(axis.times(Math.toRadians(degrees))).matrix();
    }
}
