package org.lauescope.crystal;

/// Unit quaternion (w, x, y, z) of a rotation, Hamilton's product; named like a matrix by both its
/// ends. q and −q are the same rotation.
public record Quaternion(double w, double x, double y, double z) {

    public static final Quaternion IDENTITY = new Quaternion(1, 0, 0, 0);

    /// Rotation about the direction of `v` by its length in radians.
    public static Quaternion ofRotationVector(Vector3 v) {
        double angle = v.norm();
        // sin(a/2)/a tends to 1/2: its series keeps full precision where 0/0 threatens.
        double scale = angle < 1e-4 ? 0.5 - angle * angle / 48 : Math.sin(angle / 2) / angle;
        return new Quaternion(Math.cos(angle / 2), scale * v.x(), scale * v.y(), scale * v.z())
                .unit();
    }

    /// The rotation of a proper orthogonal matrix, w ≥ 0 (Shepperd, J. Guid. Control 1 (1978) 223).
    public static Quaternion ofMatrix(Matrix3 m) {
        double ww = 1 + m.xx() + m.yy() + m.zz();
        double xx = 1 + m.xx() - m.yy() - m.zz();
        double yy = 1 - m.xx() + m.yy() - m.zz();
        double zz = 1 - m.xx() - m.yy() + m.zz();
        double zy = m.zy() - m.yz();
        double xz = m.xz() - m.zx();
        double yx = m.yx() - m.xy();
        double xyPlus = m.xy() + m.yx();
        double xzPlus = m.xz() + m.zx();
        double yzPlus = m.yz() + m.zy();
        Quaternion q;
        if (ww >= xx && ww >= yy && ww >= zz) {
            q = new Quaternion(ww, zy, xz, yx);
        } else if (xx >= yy && xx >= zz) {
            q = new Quaternion(zy, xx, xyPlus, xzPlus);
        } else if (yy >= zz) {
            q = new Quaternion(xz, xyPlus, yy, yzPlus);
        } else {
            q = new Quaternion(yx, xzPlus, yzPlus, zz);
        }
        return q.unit().positive();
    }

    public Quaternion times(Quaternion o) {
        return new Quaternion(
                w * o.w - x * o.x - y * o.y - z * o.z,
                w * o.x + x * o.w + y * o.z - z * o.y,
                w * o.y - x * o.z + y * o.w + z * o.x,
                w * o.z + x * o.y - y * o.x + z * o.w);
    }

    public Quaternion conjugate() {
        return new Quaternion(w, -x, -y, -z);
    }

    public Quaternion unit() {
        double norm = Math.sqrt(w * w + x * x + y * y + z * z);
        if (!(norm > 0)) {
            throw new IllegalArgumentException(
                    "quaternion of length %s; expected a rotation".formatted(norm));
        }
        return new Quaternion(w / norm, x / norm, y / norm, z / norm);
    }

    /// The same rotation with w ≥ 0.
    public Quaternion positive() {
        return w < 0 ? new Quaternion(-w, -x, -y, -z) : this;
    }

    /// Rotation angle in radians, 0 … π.
    public double angle() {
        return 2 * Math.atan2(Math.sqrt(x * x + y * y + z * z), Math.abs(w));
    }

    public Matrix3 matrix() {
        return new Matrix3(
                1 - 2 * (y * y + z * z),
                2 * (x * y - w * z),
                2 * (x * z + w * y),
                2 * (x * y + w * z),
                1 - 2 * (x * x + z * z),
                2 * (y * z - w * x),
                2 * (x * z - w * y),
                2 * (y * z + w * x),
                1 - 2 * (x * x + y * y));
    }
}
