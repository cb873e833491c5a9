package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisorientationTest {

    private static final UnitCell CUBIC = UnitCell.cubic(5);
    private static final UnitCell HEXAGONAL = UnitCell.ofDegrees(3, 3, 5, 90, 90, 120);

    private static List<Matrix3> symmetry(String hall, UnitCell cell) {
        return LaueGroup.properRotations(HallSymbol.operators(hall), cell);
    }

    /// Largest possible angles (J. K. Mackenzie, Biometrika 45 (1958) 229; A. Morawiec, J. Appl.
    /// Cryst. 28 (1995) 289); 20 000 random orientations come within a few degrees of them (the
    /// corners are rare) and never beyond.
    @ParameterizedTest
    @CsvSource({
        "-P 1,      0,     180",
        "-P 2y,     0,     180",
        "-P 2 2,    0,     120",
        "-P 4,      0,     180",
        "-P 4 2,    0,     98.4211",
        "-P 3,      1,     180",
        "-P 3 2\",  1,     104.4775",
        "-P 6,      1,     180",
        "-P 6 2,    1,     93.8408",
        "-P 2 2 3,  0,     90",
        "-P 4 2 3,  0,     62.7994",
    })
    void anglesFillTheRangeOfTheGroup(String hall, int hexagonal, double largest) {
        List<Matrix3> symmetry = symmetry(hall, hexagonal == 1 ? HEXAGONAL : CUBIC);
        Random random = new Random(1);
        double found = 0;
        for (int i = 0; i < 20_000; i++) {
            double angle =
                    Math.toDegrees(
                            Disorientation.angle(
                                    randomRotation(random), randomRotation(random), symmetry));
            assertThat(angle).isLessThanOrEqualTo(largest + 1e-4);
            found = Math.max(found, angle);
        }
        assertThat(found).isGreaterThan(largest - (largest > 80 ? 5 : 2));
    }

    /// Equal descriptions of the same two crystals have the same angle, whichever comes first.
    @Test
    void symmetryOnBothSidesChangesNothing() {
        List<Matrix3> symmetry = symmetry("-P 6 2", HEXAGONAL);
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            Matrix3 first = randomRotation(random);
            Matrix3 second = randomRotation(random);
            double angle = Disorientation.angle(first, second, symmetry);
            Matrix3 s = symmetry.get(random.nextInt(symmetry.size()));
            Matrix3 t = symmetry.get(random.nextInt(symmetry.size()));
            // Products of a few rotations: rounding, magnified where the angle is near π by
            // nothing.
            assertThat(Disorientation.angle(first.times(s), second.times(t), symmetry))
                    .isCloseTo(angle, within(1e-12));
            assertThat(Disorientation.angle(second, first, symmetry))
                    .isCloseTo(angle, within(1e-12));
        }
    }

    /// A known small turn comes back with its axis, also when the second crystal is described by
    /// another equivalent.
    @Test
    void recoversAKnownTurn() {
        List<Matrix3> symmetry = symmetry("-P 4 2 3", CUBIC);
        Random random = new Random(3);
        for (double angle : new double[] {1e-9, 1e-6, 1e-3, 0.3}) {
            Matrix3 first = randomRotation(random);
            Vector3 axis =
                    new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                            .unit();
            Matrix3 turned = first.times(Matrix3.rotation(axis.times(angle)));
            Disorientation found =
                    Disorientation.between(first, turned.times(symmetry.get(17)), symmetry);
            // Rounding of a matrix element, 2e-16, against the angle.
            assertThat(found.angle()).isCloseTo(angle, within(1e-15));
            assertThat(found.axis().minus(axis).norm()).isLessThan(1e-15 / angle + 1e-14);
            assertThat(found.labFromNearest().minus(turned).largest()).isLessThan(1e-15);
        }
    }

    /// A Σ3 twin is a turn of 60° about ⟨111⟩.
    @Test
    void aTwinIsSixtyDegreesAboutOneOneOne() {
        Matrix3 twin = Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.PI));
        Disorientation found =
                Disorientation.between(Matrix3.IDENTITY, twin, symmetry("-P 4 2 3", CUBIC));
        assertThat(Math.toDegrees(found.angle())).isCloseTo(60, within(1e-10));
        for (double component :
                new double[] {found.axis().x(), found.axis().y(), found.axis().z()}) {
            assertThat(Math.abs(component)).isCloseTo(1 / Math.sqrt(3), within(1e-10));
        }
    }

    @Test
    void equalOrientationsHaveNoAxis() {
        Matrix3 orientation = randomRotation(new Random(4));
        Disorientation found =
                Disorientation.between(orientation, orientation, List.of(Matrix3.IDENTITY));
        assertThat(found.angle()).isLessThan(1e-12);
        assertThat(found.axis()).isEqualTo(Vector3.ZERO);
    }

    private static Matrix3 randomRotation(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit()
                .matrix();
    }
}
