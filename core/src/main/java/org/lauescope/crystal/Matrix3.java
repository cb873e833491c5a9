package org.lauescope.crystal;

/// A 3 × 3 matrix, components named row then column. A rotation is named by both its ends,
/// `labFromCrystal`; products cancel from right to left.
public record Matrix3(
        double xx,
        double xy,
        double xz,
        double yx,
        double yy,
        double yz,
        double zx,
        double zy,
        double zz) {

    public static final Matrix3 IDENTITY = new Matrix3(1, 0, 0, 0, 1, 0, 0, 0, 1);

    public static Matrix3 ofColumns(Vector3 a, Vector3 b, Vector3 c) {
        return new Matrix3(a.x(), b.x(), c.x(), a.y(), b.y(), c.y(), a.z(), b.z(), c.z());
    }

    public static Matrix3 ofRows(Vector3 a, Vector3 b, Vector3 c) {
        return new Matrix3(a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), c.x(), c.y(), c.z());
    }

    /// Rotation about the direction of `rotationVector` by its length in radians (Rodrigues'
    /// formula).
    public static Matrix3 rotation(Vector3 rotationVector) {
        return Quaternion.ofRotationVector(rotationVector).matrix();
    }

    public Matrix3 times(Matrix3 o) {
        return new Matrix3(
                xx * o.xx + xy * o.yx + xz * o.zx,
                xx * o.xy + xy * o.yy + xz * o.zy,
                xx * o.xz + xy * o.yz + xz * o.zz,
                yx * o.xx + yy * o.yx + yz * o.zx,
                yx * o.xy + yy * o.yy + yz * o.zy,
                yx * o.xz + yy * o.yz + yz * o.zz,
                zx * o.xx + zy * o.yx + zz * o.zx,
                zx * o.xy + zy * o.yy + zz * o.zy,
                zx * o.xz + zy * o.yz + zz * o.zz);
    }

    public Vector3 times(Vector3 v) {
        return new Vector3(
                xx * v.x() + xy * v.y() + xz * v.z(),
                yx * v.x() + yy * v.y() + yz * v.z(),
                zx * v.x() + zy * v.y() + zz * v.z());
    }

    public Matrix3 times(double f) {
        return new Matrix3(f * xx, f * xy, f * xz, f * yx, f * yy, f * yz, f * zx, f * zy, f * zz);
    }

    public Matrix3 plus(Matrix3 o) {
        return new Matrix3(
                xx + o.xx, xy + o.xy, xz + o.xz, yx + o.yx, yy + o.yy, yz + o.yz, zx + o.zx,
                zy + o.zy, zz + o.zz);
    }

    public Matrix3 minus(Matrix3 o) {
        return plus(o.times(-1));
    }

    public Matrix3 transpose() {
        return new Matrix3(xx, yx, zx, xy, yy, zy, xz, yz, zz);
    }

    public double determinant() {
        return xx * (yy * zz - yz * zy) - xy * (yx * zz - yz * zx) + xz * (yx * zy - yy * zx);
    }

    public double trace() {
        return xx + yy + zz;
    }

    /// @throws IllegalArgumentException if the determinant is zero or not finite
    public Matrix3 inverse() {
        double determinant = determinant();
        if (!(Math.abs(determinant) > 0 && Math.abs(determinant) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "matrix has determinant %s; expected one that can be inverted"
                            .formatted(determinant));
        }
        double f = 1 / determinant;
        return new Matrix3(
                f * (yy * zz - yz * zy),
                f * (xz * zy - xy * zz),
                f * (xy * yz - xz * yy),
                f * (yz * zx - yx * zz),
                f * (xx * zz - xz * zx),
                f * (xz * yx - xx * yz),
                f * (yx * zy - yy * zx),
                f * (xy * zx - xx * zy),
                f * (xx * yy - xy * yx));
    }

    public Vector3 column(int index) {
        return switch (index) {
            case 0 -> new Vector3(xx, yx, zx);
            case 1 -> new Vector3(xy, yy, zy);
            case 2 -> new Vector3(xz, yz, zz);
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    public Vector3 row(int index) {
        return transpose().column(index);
    }

    /// Right polar factors of this matrix F = R V, with R a rotation and V symmetric positive
    /// definite.
    public record Polar(Matrix3 rotation, Matrix3 stretch) {}

    /// Right polar decomposition by Newton's iteration Rₖ₊₁ = (Rₖ + Rₖ⁻ᵀ)/2 (Higham, SIAM J. Sci.
    /// Stat. Comput. 7 (1986) 1160), quadratic; stops when a step changes no component by more than
    /// 1e-15.
    ///
    /// @throws IllegalArgumentException if the determinant is not positive
    public Polar polar() {
        if (!(determinant() > 0)) {
            throw new IllegalArgumentException(
                    "matrix has determinant %s; expected a deformation with a positive one"
                            .formatted(determinant()));
        }
        Matrix3 rotation = this;
        for (int step = 0; step < 60; step++) {
            Matrix3 next = rotation.plus(rotation.inverse().transpose()).times(0.5);
            double change = next.minus(rotation).largest();
            rotation = next;
            if (change < 1e-15) {
                break;
            }
        }
        Matrix3 stretch = rotation.transpose().times(this);
        return new Polar(rotation, stretch.plus(stretch.transpose()).times(0.5));
    }

    /// Largest absolute component.
    public double largest() {
        double first = Math.max(Math.abs(xx), Math.max(Math.abs(xy), Math.abs(xz)));
        double second = Math.max(Math.abs(yx), Math.max(Math.abs(yy), Math.abs(yz)));
        return Math.max(
                Math.max(first, second),
                Math.max(Math.abs(zx), Math.max(Math.abs(zy), Math.abs(zz))));
    }
}
