package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.refine.CrystalState;

/// Oracle: directions turned and strained by known amounts.
final class DeformationStepTest {

    private static Matrix3 step(Matrix3 start, Matrix3 truth, double strainScale) {
        DeformationStep step = new DeformationStep();
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            Vector3 q =
                    new Vector3(
                            random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            Vector3 g = start.times(q).unit();
            Vector3 u = truth.times(q).unit();
            step.add(g.x(), g.y(), g.z(), u.x(), u.y(), u.z());
        }
        return step.apply(start, 1e-6, strainScale);
    }

    /// One linear step drops terms of second order: with an angle of a the largest error of a
    /// rotation vector is some a²/2, far below the 2a of a wrong sign and the a/2 of a lost factor.
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
    void turnsOntoTheDirections(double angle) {
        Matrix3 start = Matrix3.rotation(new Vector3(0.3, -1, 2));
        Matrix3 truth = Matrix3.rotation(new Vector3(1, 2, -2).times(angle / 3)).times(start);
        assertThat(step(start, truth, 0).minus(truth).largest()).isLessThan(angle * angle);
    }

    /// The same for strain; the prior's pull, (1e-6/0.01)² of it, is nothing.
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
    void stretchesOntoTheDirections(double size) {
        Matrix3 rotation = Matrix3.rotation(new Vector3(0.3, -1, 2));
        SymmetricTensor strain = new SymmetricTensor(0.6, -0.9, 0.3, 0.4, -0.5, 0.2).times(size);
        Matrix3 truth = new CrystalState(rotation, strain).reciprocalDeformation();
        assertThat(step(rotation, truth, 0.01).minus(truth).largest()).isLessThan(3 * size * size);
    }

    /// The strain's coefficients come back from F⁻ᵀ: their square is E:E, as the basis is
    /// orthonormal.
    @Test
    void knowsTheStrainThatIsThere() {
        SymmetricTensor strain = new SymmetricTensor(6e-4, -9e-4, 3e-4, 4e-4, -5e-4, 2e-4);
        Matrix3 state =
                new CrystalState(Matrix3.rotation(new Vector3(1, 0.2, 0.5)), strain)
                        .reciprocalDeformation();
        double square = 0;
        for (double p : DeformationStep.coefficients(state)) {
            square += p * p;
        }
        // Second order in a strain of 1e-3 is a thousandth of it.
        assertThat(Math.abs(square / strain.square() - 1)).isLessThan(5e-3);
    }

    /// A parallel pair leaves the rotation about it free.
    @Test
    void staysWhereDirectionsDetermineNothing() {
        DeformationStep step = new DeformationStep();
        step.add(0, 0, 1, 0, 0.001, 1);
        assertThat(step.apply(Matrix3.IDENTITY, 1e-4, 0)).isEqualTo(Matrix3.IDENTITY);
    }
}
