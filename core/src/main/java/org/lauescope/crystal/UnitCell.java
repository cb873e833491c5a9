package org.lauescope.crystal;

import static java.lang.Math.cos;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.toDegrees;
import static java.lang.Math.toRadians;

/// Unit cell of one crystal: edge lengths in ångström, angles in radians.
///
/// The CRYSTAL Cartesian frame has **x** along a, **y** in the a-b plane and **z** along c\*.
/// Reciprocal vectors are without the factor 2π, so |G| = 1/d.
public record UnitCell(double a, double b, double c, double alpha, double beta, double gamma) {

    public UnitCell {
        length("a", a);
        length("b", b);
        length("c", c);
        angle("alpha", alpha);
        angle("beta", beta);
        angle("gamma", gamma);
        if (!(gram(alpha, beta, gamma) > 0)) {
            throw new IllegalArgumentException(
                    "cell angles %.3f°, %.3f°, %.3f° enclose no volume; expected each below the sum of the other two"
                            .formatted(toDegrees(alpha), toDegrees(beta), toDegrees(gamma)));
        }
    }

    public static UnitCell ofDegrees(
            double a, double b, double c, double alpha, double beta, double gamma) {
        return new UnitCell(a, b, c, toRadians(alpha), toRadians(beta), toRadians(gamma));
    }

    public static UnitCell cubic(double a) {
        return ofDegrees(a, a, a, 90, 90, 90);
    }

    /// Cell of a direct basis given as the columns a, b, c in Å, in any Cartesian frame.
    public static UnitCell ofBasis(Matrix3 direct) {
        Vector3 a = direct.column(0);
        Vector3 b = direct.column(1);
        Vector3 c = direct.column(2);
        return new UnitCell(a.norm(), b.norm(), c.norm(), b.angleTo(c), a.angleTo(c), a.angleTo(b));
    }

    /// Cell volume in Å³, V = abc √(1 − cos²α − cos²β − cos²γ + 2 cosα cosβ cosγ).
    public double volume() {
        return a * b * c * sqrt(gram(alpha, beta, gamma));
    }

    /// Columns a, b, c in Å, CRYSTAL frame (upper triangular).
    public Matrix3 direct() {
        double cz = volume() / (a * b * sin(gamma));
        double cy = c * (cos(alpha) - cos(beta) * cos(gamma)) / sin(gamma);
        return new Matrix3(a, b * cos(gamma), c * cos(beta), 0, b * sin(gamma), cy, 0, 0, cz);
    }

    /// Columns a\*, b\*, c\* in 1/Å, CRYSTAL frame: the inverse transpose of [#direct()], the B
    /// matrix that takes hkl to a reciprocal vector.
    public Matrix3 reciprocal() {
        return direct().inverse().transpose();
    }

    private static void angle(String name, double value) {
        if (!(value > 0 && value < Math.PI)) {
            throw new IllegalArgumentException(
                    "cell angle %s = %s rad; expected between 0 and π (degrees were given?)"
                            .formatted(name, value));
        }
    }

    private static void length(String edge, double value) {
        if (!(value > 0 && value < 1000)) {
            throw new IllegalArgumentException(
                    "cell edge %s = %s Å; expected a length above 0 and below 1000 Å"
                            .formatted(edge, value));
        }
    }

    private static double gram(double alpha, double beta, double gamma) {
        double ca = cos(alpha);
        double cb = cos(beta);
        double cg = cos(gamma);
        return 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
    }
}
