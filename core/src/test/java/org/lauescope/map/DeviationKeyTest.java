package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

final class DeviationKeyTest {

    private static final List<Matrix3> CUBIC = LaueRotations.of(LaueGroup.CUBIC_HIGH);
    private static final double RANGE = Math.toRadians(0.5);

    private final Random random = new Random(11);
    private final Matrix3 reference = LaueRotations.rotation(random);
    private final DeviationKey key = new DeviationKey(reference, CUBIC, RANGE);

    /// A known turn in SAMPLE axes, hidden behind a random equivalent cell, comes back; 1e-13 is
    /// the rounding of products of matrices.
    @Test
    void deviationIsTheTurnInSampleAxes() {
        for (int i = 0; i < 200; i++) {
            Vector3 turn = LaueRotations.direction(random).times(random.nextDouble(RANGE));
            Matrix3 orientation =
                    Matrix3.rotation(turn)
                            .times(reference)
                            .times(CUBIC.get(random.nextInt(CUBIC.size())));
            assertThat(key.deviation(orientation).minus(turn).norm()).isLessThan(1e-13);
            assertThat(key.colour(orientation).rgb()).isEqualTo(key.deviationColour(turn).rgb());
        }
    }

    @Test
    void huesFollowTheAxisAndStrengthTheAngle() {
        Vector3 green = new Vector3(Math.cos(2 * Math.PI / 3), Math.sin(2 * Math.PI / 3), 0);
        assertThat(key.deviationColour(Vector3.X.times(RANGE)).rgb()).isEqualTo(0xff0000);
        assertThat(key.deviationColour(green.times(RANGE)).rgb()).isEqualTo(0x00ff00);
        assertThat(key.deviationColour(Vector3.Z.times(RANGE)).rgb()).isEqualTo(0xffffff);
        assertThat(key.deviationColour(Vector3.Z.times(-2 * RANGE)).rgb()).isZero();
        Colour none = key.deviationColour(Vector3.ZERO);
        Colour half = key.deviationColour(Vector3.X.times(RANGE / 2));
        assertThat(half.rgb()).isEqualTo(none.towards(new Colour(1, 0, 0), 0.5).rgb());
    }
}
