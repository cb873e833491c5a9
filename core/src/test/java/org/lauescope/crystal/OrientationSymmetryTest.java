package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationSymmetryTest {

    private static final UnitCell CUBIC = UnitCell.cubic(5);
    private static final UnitCell HEXAGONAL = UnitCell.ofDegrees(3, 3, 5, 90, 90, 120);

    private static List<Matrix3> symmetry(String hall, UnitCell cell) {
        return LaueGroup.properRotations(HallSymbol.operators(hall), cell);
    }

    /// Brute force: the largest |w| over all products with the group's quaternions, and the angle
    /// from that product's vector part. A million pairs; both ways round to a few 1e-16.
    @Test
    void theClosedFormOfTheCubeIsTheSmallestOfTwentyFourAngles() {
        List<Matrix3> symmetry = symmetry("-P 4 2 3", CUBIC);
        assertThat(largestDifference(symmetry, 1_000_000)).isLessThan(1e-14);
    }

    @ParameterizedTest
    @CsvSource({"-P 2 2 3, 0", "-P 4 2, 0", "-P 6 2, 1", "-P 3 2\", 1", "-P 2y, 0", "-P 1, 0"})
    void otherGroupsToo(String hall, int hexagonal) {
        List<Matrix3> symmetry = symmetry(hall, hexagonal == 1 ? HEXAGONAL : CUBIC);
        assertThat(largestDifference(symmetry, 50_000)).isLessThan(1e-14);
    }

    private static double largestDifference(List<Matrix3> symmetry, int pairs) {
        OrientationSymmetry kernel = OrientationSymmetry.of(symmetry);
        List<Quaternion> group = symmetry.stream().map(Quaternion::ofMatrix).toList();
        Random random = new Random(5);
        double largest = 0;
        for (int i = 0; i < pairs; i++) {
            Quaternion p = randomQuaternion(random);
            Quaternion q = randomQuaternion(random);
            if (i % 4 == 0) {
                double turn = Math.pow(10, -8 * random.nextDouble());
                q =
                        p.times(
                                        Quaternion.ofRotationVector(
                                                new Vector3(
                                                        turn * random.nextGaussian(),
                                                        turn * random.nextGaussian(),
                                                        turn * random.nextGaussian())))
                                .times(group.get(random.nextInt(group.size())));
            }
            double smallest = Double.POSITIVE_INFINITY;
            for (Quaternion s : group) {
                smallest = Math.min(smallest, p.conjugate().times(q).times(s).angle());
            }
            double[] pair = {0, p.w(), p.x(), p.y(), p.z(), q.w(), q.x(), q.y(), q.z()};
            largest =
                    Math.max(largest, Math.abs(kernel.disorientation(pair, 1, pair, 5) - smallest));
        }
        return largest;
    }

    /// The nearest equivalent is the one that [Disorientation] finds, of positive scalar product.
    @ParameterizedTest
    @CsvSource({"-P 4 2 3, 0", "-P 6 2, 1", "-P 4, 0"})
    void alignsToTheNearestEquivalent(String hall, int hexagonal) {
        List<Matrix3> symmetry = symmetry(hall, hexagonal == 1 ? HEXAGONAL : CUBIC);
        OrientationSymmetry kernel = OrientationSymmetry.of(symmetry);
        Random random = new Random(6);
        for (int i = 0; i < 1000; i++) {
            Quaternion p = randomQuaternion(random);
            Quaternion q = randomQuaternion(random);
            double[] reference = {p.w(), p.x(), p.y(), p.z()};
            double[] turned = {q.w(), q.x(), q.y(), q.z()};
            kernel.align(reference, 0, turned, 0, turned, 0);
            Quaternion nearest = new Quaternion(turned[0], turned[1], turned[2], turned[3]);
            Matrix3 expected =
                    Disorientation.between(p.matrix(), q.matrix(), symmetry).labFromNearest();
            assertThat(nearest.matrix().minus(expected).largest()).isLessThan(1e-14);
            assertThat(p.conjugate().times(nearest).w()).isPositive();
        }
    }

    /// A body-centred cube in its primitive, rhombohedral cell: the symmetry axes do not lie along
    /// x, y, z, and the closed form would be wrong.
    @Test
    void aCubeInSkewAxesIsMeasuredByTheLoop() {
        Matrix3 skew = Matrix3.rotation(new Vector3(0.3, 0.5, -0.2));
        List<Matrix3> straight = symmetry("-P 4 2 3", CUBIC);
        List<Matrix3> turned =
                straight.stream().map(s -> skew.times(s).times(skew.transpose())).toList();
        assertThat(largestDifference(turned, 20_000)).isLessThan(1e-14);
    }

    @Test
    void anUnknownOrientationHasNoAngle() {
        double[] pair = {1, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        for (String hall : List.of("-P 4 2 3", "-P 4")) {
            assertThat(
                            OrientationSymmetry.of(symmetry(hall, CUBIC))
                                    .disorientation(pair, 0, pair, 4))
                    .isNaN();
        }
    }

    /// The vector part of the product keeps small angles; an arc cosine would lose all of 1e-9.
    @Test
    void smallAnglesKeepTheirDigits() {
        OrientationSymmetry kernel = OrientationSymmetry.of(symmetry("-P 4 2 3", CUBIC));
        double[] pair = {1, 0, 0, 0, Math.cos(5e-10), 0, Math.sin(5e-10), 0};
        assertThat(kernel.disorientation(pair, 0, pair, 4)).isCloseTo(1e-9, within(1e-24));
    }

    private static Quaternion randomQuaternion(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit();
    }
}
