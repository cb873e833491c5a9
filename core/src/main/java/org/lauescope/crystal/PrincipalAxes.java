package org.lauescope.crystal;

/// Principal values of a symmetric tensor, largest first, and their axes.
///
/// @param first, second, third principal values in the tensor's unit
/// @param axes columns are the unit vectors of the three, a rotation
public record PrincipalAxes(double first, double second, double third, Matrix3 axes) {

    /// Sweeps after which Jacobi's method has long converged: it is quadratic.
    private static final int SWEEPS = 12;

    /// By Jacobi's rotations (Golub & Van Loan, Matrix Computations, 8.5), exact to rounding.
    public static PrincipalAxes of(SymmetricTensor tensor) {
        double[][] a = {
            {tensor.xx(), tensor.xy(), tensor.xz()},
            {tensor.xy(), tensor.yy(), tensor.yz()},
            {tensor.xz(), tensor.yz(), tensor.zz()}
        };
        double[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < 2; p++) {
                for (int q = p + 1; q < 3; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        int most = a[0][0] >= a[1][1] ? 0 : 1;
        most = a[2][2] > a[most][most] ? 2 : most;
        int least = a[2][2] <= a[1][1] ? 2 : 1;
        least = a[0][0] < a[least][least] ? 0 : least;
        int middle = 3 - most - least;
        Vector3 major = column(v, most);
        Vector3 minor = column(v, least);
        Matrix3 axes = Matrix3.ofColumns(major, minor.cross(major), minor);
        return new PrincipalAxes(a[most][most], a[middle][middle], a[least][least], axes);
    }

    /// The nearest tensor (sum of squares) without negative principal values.
    public SymmetricTensor nonNegative() {
        Vector3 values = new Vector3(Math.max(first, 0), Math.max(second, 0), Math.max(third, 0));
        Matrix3 diagonal = new Matrix3(values.x(), 0, 0, 0, values.y(), 0, 0, 0, values.z());
        return SymmetricTensor.of(diagonal).in(axes);
    }

    private static Vector3 column(double[][] v, int i) {
        return new Vector3(v[0][i], v[1][i], v[2][i]);
    }

    /// Turns axes p and q until a[p][q] is zero.
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1 / (Math.abs(tau) + Math.hypot(1, tau)), tau);
        double c = 1 / Math.hypot(1, t);
        double s = t * c;
        for (int k = 0; k < 3; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < 3; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = v[k][p];
            double vq = v[k][q];
            v[k][p] = c * vp - s * vq;
            v[k][q] = s * vp + c * vq;
        }
    }
}
