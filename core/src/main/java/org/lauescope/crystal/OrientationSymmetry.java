package org.lauescope.crystal;

import java.util.List;

/// What symmetry makes of orientations that lie as unit quaternions (w, x, y, z of
/// `sampleFromCrystal`) in flat arrays: disorientation angles and equivalent orientations, without
/// an object per pair. [Disorientation] says the same of two matrices, with axis.
///
/// Only products with a rotation from the right are tried, as in [Disorientation]. For the cubic
/// groups the largest cosine of half the angle has a closed form in the sorted absolute components a
/// ≥ b ≥ c ≥ d of q₁⁻¹ q₂ (H. Grimmer, Acta Cryst. A30 (1974) 685):
///
///     m-3m   max( a, (a + b)/√2, (a + b + c + d)/2 )
///     m-3    max( a, (a + b + c + d)/2 )
///
/// The angle is 2 atan2(|v|, w) with the vector part v of that same product, so small angles keep
/// their digits. NaN in either quaternion gives NaN.
public final class OrientationSymmetry {

    private final List<Matrix3> matrices;
    private final double[] rotations;
    private final boolean cubic;
    private final boolean fourfold;

    private OrientationSymmetry(List<Matrix3> matrices, double[] rotations, boolean cubic) {
        this.matrices = List.copyOf(matrices);
        this.rotations = rotations;
        this.cubic = cubic;
        this.fourfold = cubic && order() == LaueGroup.CUBIC_HIGH.order();
    }

    /// @param symmetry proper rotations in CRYSTAL axes, as [Crystal#properRotations()] gives them
    public static OrientationSymmetry of(List<Matrix3> symmetry) {
        if (symmetry.isEmpty()) {
            throw new IllegalArgumentException(
                    "no symmetry rotation given; expected at least the identity");
        }
        double[] rotations = new double[4 * symmetry.size()];
        for (int s = 0; s < symmetry.size(); s++) {
            Quaternion q = Quaternion.ofMatrix(symmetry.get(s));
            rotations[4 * s] = q.w();
            rotations[4 * s + 1] = q.x();
            rotations[4 * s + 2] = q.y();
            rotations[4 * s + 3] = q.z();
        }
        // Of these orders only the cubic groups are made of signed permutations of the axes, and
        // only if the cell's axes are those of the cube.
        boolean cubic =
                symmetry.size() >= LaueGroup.CUBIC_LOW.order()
                        && symmetry.stream().allMatch(OrientationSymmetry::permutesAxes);
        return new OrientationSymmetry(symmetry, rotations, cubic);
    }

    public static OrientationSymmetry of(Crystal crystal) {
        return of(crystal.properRotations());
    }

    /// The proper rotations, CRYSTAL axes.
    public List<Matrix3> rotations() {
        return matrices;
    }

    /// Whether this is m-3m with the cube's edges along the axes.
    public boolean isCubic() {
        return fourfold;
    }

    /// Number of proper rotations.
    public int order() {
        return rotations.length / 4;
    }

    /// Smallest angle between two orientations, rad.
    ///
    /// @param i, j where the quaternions begin in `p` and `q`
    public double disorientation(double[] p, int i, double[] q, int j) {
        double w = p[i] * q[j] + p[i + 1] * q[j + 1] + p[i + 2] * q[j + 2] + p[i + 3] * q[j + 3];
        double x = p[i] * q[j + 1] - p[i + 1] * q[j] - p[i + 2] * q[j + 3] + p[i + 3] * q[j + 2];
        double y = p[i] * q[j + 2] + p[i + 1] * q[j + 3] - p[i + 2] * q[j] - p[i + 3] * q[j + 1];
        double z = p[i] * q[j + 3] - p[i + 1] * q[j + 2] + p[i + 2] * q[j + 1] - p[i + 3] * q[j];
        return cubic ? cubicAngle(w, x, y, z) : smallestAngle(w, x, y, z);
    }

    /// Writes the orientation equivalent to `q` that is nearest to `reference`, of the sign that
    /// makes their scalar product positive.
    ///
    /// @param out modified: four values from `o` on; may be `q` itself
    public void align(double[] reference, int r, double[] q, int i, double[] out, int o) {
        double qw = q[i];
        double qx = q[i + 1];
        double qy = q[i + 2];
        double qz = q[i + 3];
        double rw = reference[r];
        double rx = reference[r + 1];
        double ry = reference[r + 2];
        double rz = reference[r + 3];
        double w = rw * qw + rx * qx + ry * qy + rz * qz;
        double x = rw * qx - rx * qw - ry * qz + rz * qy;
        double y = rw * qy + rx * qz - ry * qw - rz * qx;
        double z = rw * qz - rx * qy + ry * qx - rz * qw;
        int best = nearest(w, x, y, z);
        double sw = rotations[best];
        double sx = rotations[best + 1];
        double sy = rotations[best + 2];
        double sz = rotations[best + 3];
        double sign = w * sw - x * sx - y * sy - z * sz < 0 ? -1 : 1;
        out[o] = sign * (qw * sw - qx * sx - qy * sy - qz * sz);
        out[o + 1] = sign * (qw * sx + qx * sw + qy * sz - qz * sy);
        out[o + 2] = sign * (qw * sy - qx * sz + qy * sw + qz * sx);
        out[o + 3] = sign * (qw * sz + qx * sy - qy * sx + qz * sw);
    }

    /// Smallest angle between two misorientations of the same two crystals, rad: symmetry may be
    /// applied to both ends of each.
    public double misorientationDifference(Quaternion first, Quaternion second) {
        double[] pair = {first.w(), first.x(), first.y(), first.z(), 0, 0, 0, 0};
        double smallest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < rotations.length; s += 4) {
            Quaternion q =
                    new Quaternion(
                                    rotations[s],
                                    rotations[s + 1],
                                    rotations[s + 2],
                                    rotations[s + 3])
                            .times(second);
            pair[4] = q.w();
            pair[5] = q.x();
            pair[6] = q.y();
            pair[7] = q.z();
            smallest = Math.min(smallest, disorientation(pair, 0, pair, 4));
        }
        return smallest;
    }

    private double cubicAngle(double w, double x, double y, double z) {
        double p = Math.abs(w);
        double q = Math.abs(x);
        double r = Math.abs(y);
        double s = Math.abs(z);
        // A network of five comparisons sorts four values.
        double pq = Math.max(p, q);
        double qp = Math.min(p, q);
        double rs = Math.max(r, s);
        double sr = Math.min(r, s);
        double a = Math.max(pq, rs);
        double d = Math.min(qp, sr);
        double e = Math.min(pq, rs);
        double f = Math.max(qp, sr);
        double b = Math.max(e, f);
        double c = Math.min(e, f);
        double one = a;
        double two = fourfold ? (a + b) * Math.sqrt(0.5) : 0;
        double four = (a + b + c + d) / 2;
        double square;
        double cosine;
        if (one >= two && one >= four) {
            cosine = one;
            square = b * b + c * c + d * d;
        } else if (two >= four) {
            cosine = two;
            square = (a - b) * (a - b) / 2 + c * c + d * d;
        } else {
            cosine = four;
            double u = a - b + c - d;
            double v = a - b - c + d;
            double t = a + b - c - d;
            square = (u * u + v * v + t * t) / 4;
        }
        return 2 * Math.atan2(Math.sqrt(square), cosine);
    }

    private double smallestAngle(double w, double x, double y, double z) {
        int s = nearest(w, x, y, z);
        double sw = rotations[s];
        double sx = rotations[s + 1];
        double sy = rotations[s + 2];
        double sz = rotations[s + 3];
        double cosine = w * sw - x * sx - y * sy - z * sz;
        double vx = w * sx + x * sw + y * sz - z * sy;
        double vy = w * sy - x * sz + y * sw + z * sx;
        double vz = w * sz + x * sy - y * sx + z * sw;
        return 2 * Math.atan2(Math.sqrt(vx * vx + vy * vy + vz * vz), Math.abs(cosine));
    }

    /// Where the rotation begins that leaves the smallest angle of (w, x, y, z).
    private int nearest(double w, double x, double y, double z) {
        int best = 0;
        double largest = Math.abs(w);
        for (int s = 4; s < rotations.length; s += 4) {
            double cosine =
                    Math.abs(
                            w * rotations[s]
                                    - x * rotations[s + 1]
                                    - y * rotations[s + 2]
                                    - z * rotations[s + 3]);
            if (cosine > largest) {
                largest = cosine;
                best = s;
            }
        }
        return best;
    }

    private static boolean permutesAxes(Matrix3 rotation) {
        for (int column = 0; column < 3; column++) {
            Vector3 axis = rotation.column(column);
            double largest =
                    Math.max(Math.abs(axis.x()), Math.max(Math.abs(axis.y()), Math.abs(axis.z())));
            if (largest < 1 - 1e-9) {
                return false;
            }
        }
        return true;
    }
}
