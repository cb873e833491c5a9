package org.lauescope.crystal;

/// One operator of a space group on fractional coordinates, r' = W r + w; W integer, w in twelfths or
/// twenty-fourths of a cell edge kept as a double in [0, 1).
public record SymmetryOperator(Matrix3 rotation, Vector3 translation) {

    public static final SymmetryOperator IDENTITY = new SymmetryOperator(Matrix3.IDENTITY, Vector3.ZERO);

    public Vector3 apply(Vector3 fractional) {
        return rotation.times(fractional).plus(translation);
    }

    /// `this` after `first`, translation reduced to [0, 1).
    public SymmetryOperator after(SymmetryOperator first) {
        Vector3 t = rotation.times(first.translation).plus(translation);
        return new SymmetryOperator(
                rotation.times(first.rotation), new Vector3(wrap(t.x()), wrap(t.y()), wrap(t.z())));
    }

    private static double wrap(double value) {
        // 24 is the least common multiple of all denominators of the 230 groups (and of their doubled settings).
        double rounded = Math.rint(value * 24) / 24;
        return rounded - Math.floor(rounded);
    }
}
