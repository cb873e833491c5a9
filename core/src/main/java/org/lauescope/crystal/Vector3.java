package org.lauescope.crystal;

/// A vector of three real components. Frame and unit are those of the variable that holds it.
public record Vector3(double x, double y, double z) {

    public static final Vector3 ZERO = new Vector3(0, 0, 0);
    public static final Vector3 X = new Vector3(1, 0, 0);
    public static final Vector3 Y = new Vector3(0, 1, 0);
    public static final Vector3 Z = new Vector3(0, 0, 1);

    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    public Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    public Vector3 times(double factor) {
        return new Vector3(x * factor, y * factor, z * factor);
    }

    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    public Vector3 cross(Vector3 other) {
        return new Vector3(
                y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    public double norm() {
        return Math.sqrt(dot(this));
    }

    /// This direction with length 1.
    ///
    /// @throws IllegalArgumentException for a vector without a direction (zero or not finite)
    public Vector3 unit() {
        double norm = norm();
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "vector (%s, %s, %s) has no direction; expected a finite length above 0"
                            .formatted(x, y, z));
        }
        return times(1 / norm);
    }

    /// Angle to another vector in radians, 0 … π; exact also near 0 and π, where an arc cosine is
    /// not.
    public double angleTo(Vector3 other) {
        return Math.atan2(cross(other).norm(), dot(other));
    }

    public boolean isFinite() {
        return Double.isFinite(x + y + z);
    }
}
