package org.lauescope.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// The part of the sphere of crystal directions that symmetry repeats all over it.
///
/// Directions are folded by reflection into a triangle whose three sides are mirror planes of the
/// holohedry of the Laue group. Where the Laue group itself lacks one of these mirrors, the fold
/// remembers that the direction lay on the other side: the sector is then the triangle and its
/// mirror image.
///
/// The triangle is given in STANDARD axes: z along the principal axis of symmetry, x along a
/// secondary one (where there is none, along the projection of CRYSTAL x), the two nearest to
/// CRYSTAL z and x.
public final class FundamentalSector {

    /// A direction in the triangle.
    ///
    /// @param direction unit vector, STANDARD axes, within the triangle
    /// @param mirrored whether only a mirror that the Laue group lacks brought it there
    public record Folded(Vector3 direction, boolean mirrored) {}

    /// Cosine above which two axes are the same; between axes of a group it is never above 0.87.
    private static final double SAME_AXIS = 0.99;

    private final LaueGroup group;
    private final Matrix3 standardFromCrystal;
    private final List<Vector3> triangle;
    private final Vector3[] mirrors = new Vector3[3];
    private final boolean[] lacking = new boolean[3];

    private FundamentalSector(LaueGroup group, List<Matrix3> rotations) {
        this.group = group;
        standardFromCrystal = standardFromCrystal(group, rotations);
        triangle = triangle(group);
        List<Vector3> twofold =
                axes(rotations, 2).stream().map(standardFromCrystal::times).toList();
        for (int side = 0; side < 3; side++) {
            Vector3 normal = triangle.get(side).cross(triangle.get((side + 1) % 3)).unit();
            mirrors[side] = normal;
            // With inversion, a twofold axis is a mirror normal to it.
            lacking[side] =
                    twofold.stream().noneMatch(axis -> Math.abs(axis.dot(normal)) > SAME_AXIS);
        }
    }

    /// @param rotations proper rotations of the group, CRYSTAL axes
    public static FundamentalSector of(LaueGroup group, List<Matrix3> rotations) {
        if (rotations.size() != group.order()) {
            throw new IllegalArgumentException(
                    "%d proper rotations for Laue group %s; expected %d"
                            .formatted(rotations.size(), group.symbol(), group.order()));
        }
        return new FundamentalSector(group, rotations);
    }

    public LaueGroup group() {
        return group;
    }

    public Matrix3 standardFromCrystal() {
        return standardFromCrystal;
    }

    /// Corners of the mirror triangle, STANDARD axes, counterclockwise seen from outside, the
    /// principal axis first.
    public List<Vector3> triangle() {
        return triangle;
    }

    /// Inward normals of the sides of the triangle; side i goes from corner i to corner i + 1.
    Vector3 mirror(int side) {
        return mirrors[side];
    }

    /// The direction in the triangle that is equivalent to a unit vector in STANDARD axes.
    public Folded fold(Vector3 standard) {
        Vector3 direction = standard;
        boolean mirrored = false;
        // A reflection group brings any direction into its chamber in fewer steps than it has
        // mirrors; nine is the most.
        for (int step = 0; step < 32; step++) {
            int side = violated(direction);
            if (side < 0) {
                break;
            }
            Vector3 normal = mirrors[side];
            direction = direction.minus(normal.times(2 * direction.dot(normal)));
            mirrored ^= lacking[side];
        }
        return new Folded(direction, mirrored);
    }

    private int violated(Vector3 direction) {
        for (int side = 0; side < 3; side++) {
            if (direction.dot(mirrors[side]) < -1e-14) {
                return side;
            }
        }
        return -1;
    }

    /// Corners of the sector of the Laue group, STANDARD axes, counterclockwise; great circles join
    /// them.
    public List<Vector3> corners() {
        return switch (group) {
            case TRICLINIC ->
                    List.of(Vector3.X, Vector3.Y, Vector3.X.times(-1), Vector3.Y.times(-1));
            case TRIGONAL_LOW -> List.of(Vector3.Z, equatorial(0), equatorial(60), equatorial(120));
            default -> lacking[2] ? doubledBeyondLastSide() : doubledBeforeFirstSide();
        };
    }

    private List<Vector3> doubledBeyondLastSide() {
        Vector3 image = reflect(triangle.get(1), mirrors[2]);
        return List.of(triangle.get(0), triangle.get(1), triangle.get(2), image);
    }

    private List<Vector3> doubledBeforeFirstSide() {
        if (!lacking[0]) {
            return triangle;
        }
        Vector3 image = reflect(triangle.get(2), mirrors[0]);
        return List.of(triangle.get(0), image, triangle.get(1), triangle.get(2));
    }

    private static Vector3 reflect(Vector3 v, Vector3 normal) {
        return v.minus(normal.times(2 * v.dot(normal)));
    }

    private static Vector3 equatorial(double degrees) {
        double angle = Math.toRadians(degrees);
        return new Vector3(Math.cos(angle), Math.sin(angle), 0);
    }

    private static List<Vector3> triangle(LaueGroup group) {
        return switch (group) {
            case TRICLINIC, MONOCLINIC, ORTHORHOMBIC -> List.of(Vector3.Z, Vector3.X, Vector3.Y);
            case TETRAGONAL_LOW, TETRAGONAL_HIGH -> List.of(Vector3.Z, Vector3.X, equatorial(45));
            case TRIGONAL_LOW, TRIGONAL_HIGH, HEXAGONAL_LOW, HEXAGONAL_HIGH ->
                    List.of(Vector3.Z, Vector3.X, equatorial(30));
            case CUBIC_LOW, CUBIC_HIGH ->
                    List.of(Vector3.Z, new Vector3(1, 0, 1).unit(), new Vector3(1, 1, 1).unit());
        };
    }

    private static Matrix3 standardFromCrystal(LaueGroup group, List<Matrix3> rotations) {
        int principalOrder =
                switch (group) {
                    case TRICLINIC -> 1;
                    case MONOCLINIC, ORTHORHOMBIC, CUBIC_LOW -> 2;
                    case TRIGONAL_LOW, TRIGONAL_HIGH -> 3;
                    case TETRAGONAL_LOW, TETRAGONAL_HIGH, CUBIC_HIGH -> 4;
                    case HEXAGONAL_LOW, HEXAGONAL_HIGH -> 6;
                };
        Vector3 z = nearest(axes(rotations, principalOrder), Vector3.Z, Vector3.Z);
        List<Vector3> secondary =
                axes(rotations, group == LaueGroup.CUBIC_HIGH ? 4 : 2).stream()
                        .filter(axis -> Math.abs(axis.dot(z)) < 1 - SAME_AXIS)
                        .toList();
        Vector3 wanted = Math.abs(z.x()) < SAME_AXIS ? Vector3.X : Vector3.Y;
        Vector3 x = nearest(secondary, wanted, perpendicular(wanted, z));
        return Matrix3.ofRows(x, z.cross(x), z);
    }

    private static Vector3 perpendicular(Vector3 v, Vector3 z) {
        return v.minus(z.times(v.dot(z))).unit();
    }

    /// The axis nearest to a wanted direction, pointing along it.
    private static Vector3 nearest(List<Vector3> axes, Vector3 wanted, Vector3 otherwise) {
        // The small part decides the sense of an axis that is perpendicular to the wanted one.
        Vector3 sense = wanted.plus(new Vector3(1e-4, 1e-3, 0));
        return axes.stream()
                .max(Comparator.comparingDouble(axis -> Math.abs(axis.dot(wanted))))
                .map(axis -> axis.times(axis.dot(sense) < 0 ? -1 : 1))
                .orElse(otherwise);
    }

    /// Axes of the rotations by exactly 2π/order, each once.
    private static List<Vector3> axes(List<Matrix3> rotations, int order) {
        List<Vector3> axes = new ArrayList<>();
        for (Matrix3 rotation : rotations) {
            double trace = 1 + 2 * Math.cos(2 * Math.PI / order);
            if (order > 1 && Math.abs(rotation.trace() - trace) < 0.1) {
                Vector3 axis = axis(rotation, order);
                if (axes.stream().noneMatch(a -> Math.abs(a.dot(axis)) > SAME_AXIS)) {
                    axes.add(axis);
                }
            }
        }
        return axes;
    }

    /// Summing the powers of a rotation leaves what it does not turn: the projector on its axis.
    private static Vector3 axis(Matrix3 rotation, int order) {
        Matrix3 sum = Matrix3.IDENTITY;
        Matrix3 power = rotation;
        for (int i = 1; i < order; i++) {
            sum = sum.plus(power);
            power = power.times(rotation);
        }
        Vector3 longest = sum.column(0);
        for (int i = 1; i < 3; i++) {
            longest = sum.column(i).norm() > longest.norm() ? sum.column(i) : longest;
        }
        return longest.unit();
    }
}
