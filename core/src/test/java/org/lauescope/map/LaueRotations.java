package org.lauescope.map;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Proper rotations of each Laue group from generators about the axes that the group's name has.
final class LaueRotations {

    private LaueRotations() {}

    static List<Matrix3> of(LaueGroup group) {
        return switch (group) {
            case TRICLINIC -> closure();
            case MONOCLINIC -> closure(turn(0, 1, 0, 180));
            case ORTHORHOMBIC -> closure(turn(0, 0, 1, 180), turn(1, 0, 0, 180));
            case TETRAGONAL_LOW -> closure(turn(0, 0, 1, 90));
            case TETRAGONAL_HIGH -> closure(turn(0, 0, 1, 90), turn(1, 0, 0, 180));
            case TRIGONAL_LOW -> closure(turn(0, 0, 1, 120));
            case TRIGONAL_HIGH -> closure(turn(0, 0, 1, 120), turn(1, 0, 0, 180));
            case HEXAGONAL_LOW -> closure(turn(0, 0, 1, 60));
            case HEXAGONAL_HIGH -> closure(turn(0, 0, 1, 60), turn(1, 0, 0, 180));
            case CUBIC_LOW -> closure(turn(0, 0, 1, 180), turn(1, 1, 1, 120));
            case CUBIC_HIGH -> closure(turn(0, 0, 1, 90), turn(1, 1, 1, 120));
        };
    }

    /// The same group in other Cartesian axes.
    static List<Matrix3> turned(List<Matrix3> rotations, Matrix3 otherFromThis) {
        return rotations.stream()
                .map(s -> otherFromThis.times(s).times(otherFromThis.transpose()))
                .toList();
    }

    static Vector3 direction(RandomGenerator random) {
        return new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                .unit();
    }

    static Matrix3 rotation(RandomGenerator random) {
        return Matrix3.rotation(direction(random).times(random.nextDouble(Math.PI)));
    }

    static Matrix3 turn(double x, double y, double z, double degrees) {
        return Matrix3.rotation(new Vector3(x, y, z).unit().times(Math.toRadians(degrees)));
    }

    private static List<Matrix3> closure(Matrix3... generators) {
        List<Matrix3> group = new ArrayList<>(List.of(Matrix3.IDENTITY));
        for (int i = 0; i < group.size(); i++) {
            for (Matrix3 generator : generators) {
                Matrix3 product = generator.times(group.get(i));
                if (group.stream().noneMatch(g -> g.minus(product).largest() < 1e-9)) {
                    group.add(product);
                }
            }
        }
        return List.copyOf(group);
    }
}
