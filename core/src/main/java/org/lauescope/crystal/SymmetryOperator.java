package org.lauescope.crystal;

/// One operator of a space group on fractional coordinates, r' = W r + w; W integer, w in twelfths
/// or twenty-fourths of a cell edge kept as a double in [0, 1).
public record SymmetryOperator(Matrix3 rotation, Vector3 translation) {

    private static final Matrix3 UNSIGNED = new Matrix3(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static final SymmetryOperator IDENTITY =
            new SymmetryOperator(Matrix3.IDENTITY, Vector3.ZERO);

    /// A zero keeps no sign, so that equal operators are equal records.
    public SymmetryOperator {
        rotation = rotation.plus(UNSIGNED);
    }

    /// Reads a coordinate triplet as CIF writes it: `-y+1/2, x-y, z+0.5`, in any order, case and
    /// spacing; the translation is reduced to [0, 1) and rounded to twenty-fourths.
    ///
    /// @throws IllegalArgumentException for anything else, also for a rotation whose determinant is
    ///   not ±1
    public static SymmetryOperator parse(String triplet) {
        return CoordinateTriplet.parse(triplet);
    }

    public Vector3 apply(Vector3 fractional) {
        return rotation.times(fractional).plus(translation);
    }

    /// `this` after `first`, translation reduced to [0, 1).
    public SymmetryOperator after(SymmetryOperator first) {
        Vector3 t = rotation.times(first.translation).plus(translation);
        return new SymmetryOperator(
                rotation.times(first.rotation), new Vector3(wrap(t.x()), wrap(t.y()), wrap(t.z())));
    }

    /// The operator that undoes this one, translation reduced to [0, 1).
    public SymmetryOperator inverse() {
        Matrix3 back = rotation.inverse();
        return new SymmetryOperator(back, Vector3.ZERO)
                .after(new SymmetryOperator(Matrix3.IDENTITY, translation.times(-1)));
    }

    private static double wrap(double value) {
        // 24 is the least common multiple of all denominators of the 230 groups (and of their
        // doubled settings).
        return Math.floorMod(Math.round(value * 24), 24) / 24.0;
    }
}
