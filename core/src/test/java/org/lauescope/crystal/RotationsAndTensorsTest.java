package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracles: closed forms. Products of a few doubles of order one carry rounding of about 1e-15;
/// 1e-13 leaves room.
class RotationsAndTensorsTest {

    private static final double ROUNDING = 1e-13;

    @Test
    void aQuarterTurnAboutZTakesXToY() {
        Matrix3 turn = Matrix3.rotation(new Vector3(0, 0, Math.PI / 2));
        assertThat(turn.times(Vector3.X).minus(Vector3.Y).norm()).isLessThan(ROUNDING);
        assertThat(turn.times(Vector3.Y).plus(Vector3.X).norm()).isLessThan(ROUNDING);
    }

    /// Rodrigues' formula v cos a + (e × v) sin a + e (e·v)(1 − cos a), written out here.
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 1e-5, 0.3, 2, 3.1, Math.PI})
    void rotationIsRodrigues(double angle) {
        Vector3 axis = new Vector3(0.3, -0.5, 0.9).unit();
        Vector3 v = new Vector3(1.1, 0.4, -0.7);
        Vector3 expected =
                v.times(Math.cos(angle))
                        .plus(axis.cross(v).times(Math.sin(angle)))
                        .plus(axis.times(axis.dot(v) * (1 - Math.cos(angle))));
        Matrix3 rotation = Matrix3.rotation(axis.times(angle));
        assertThat(rotation.times(v).minus(expected).norm()).isLessThan(ROUNDING);
        Quaternion back = Quaternion.ofMatrix(rotation);
        assertThat(back.angle()).isCloseTo(angle, within(ROUNDING));
        assertThat(back.matrix().minus(rotation).largest()).isLessThan(ROUNDING);
    }

    @Test
    void quaternionsMultiplyLikeMatrices() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Quaternion p = random(random);
            Quaternion q = random(random);
            Matrix3 product = p.matrix().times(q.matrix());
            assertThat(p.times(q).matrix().minus(product).largest()).isLessThan(ROUNDING);
            assertThat(q.conjugate().matrix().minus(q.matrix().transpose()).largest())
                    .isLessThan(ROUNDING);
        }
    }

    @Test
    void polarFactorsOfARotatedStretch() {
        Matrix3 rotation = Matrix3.rotation(new Vector3(0.4, 1.9, -0.2));
        Matrix3 stretch = new SymmetricTensor(1.2, 0.9, 1.05, 0.02, -0.1, 0.15).matrix();
        Matrix3.Polar polar = rotation.times(stretch).polar();
        assertThat(polar.rotation().minus(rotation).largest()).isLessThan(ROUNDING);
        assertThat(polar.stretch().minus(stretch).largest()).isLessThan(ROUNDING);
    }

    @Test
    void inverseTimesMatrixIsIdentity() {
        Matrix3 m = new Matrix3(2, -1, 0.5, 0.3, 1.7, -2, 0.9, 0.1, 1.1);
        assertThat(m.inverse().times(m).minus(Matrix3.IDENTITY).largest()).isLessThan(ROUNDING);
        assertThatThrownBy(() -> new Matrix3(1, 2, 3, 2, 4, 6, 0, 0, 1).inverse())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("determinant");
    }

    /// Uniaxial deviator (ε, −ε/2, −ε/2) has equivalent ε; simple shear ε_xy = γ/2 has γ/√3.
    @Test
    void equivalentStrainOfUniaxialAndShear() {
        assertThat(new SymmetricTensor(2e-3, -1e-3, -1e-3, 0, 0, 0).equivalentStrain())
                .isCloseTo(2e-3, within(1e-17));
        assertThat(new SymmetricTensor(5, 5, 5, 0, 0, 1e-3).equivalentStrain())
                .isCloseTo(2e-3 / Math.sqrt(3), within(1e-15));
    }

    /// An extension along X seen from axes turned by +90° about Z lies along their −Y.
    @Test
    void tensorChangesFrame() {
        Matrix3 turned = Matrix3.rotation(new Vector3(0, 0, Math.PI / 2)).transpose();
        SymmetricTensor t = new SymmetricTensor(1, 0, 0, 0, 0.25, 0).in(turned);
        assertThat(t.yy()).isCloseTo(1, within(ROUNDING));
        assertThat(t.xx()).isCloseTo(0, within(ROUNDING));
        assertThat(t.yz()).isCloseTo(-0.25, within(ROUNDING));
    }

    static Quaternion random(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit();
    }
}
