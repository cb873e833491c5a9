package org.lauescope.frame;

/// Covariance of a profile, px²: the ellipse of one standard deviation.
///
/// A [PeakModel] holds it as the factors of its inverse, t = l₁ (x + k y) and s = l₂ y with t² + s²
/// = (x, y) C⁻¹ (x, y)ᵀ: l₂ is one over the standard deviation of y, l₁ one over that of x at given
/// y, and −k y the mean of x at given y.
record Ellipse(double xx, double xy, double yy) {

    static Ellipse ofFactors(double l1, double shear, double l2) {
        double yy = 1 / (l2 * l2);
        return new Ellipse(1 / (l1 * l1) + shear * shear * yy, -shear * yy, yy);
    }

    /// Axes of standard deviations √`major` and √`minor`, the first at `angle` from +x towards +y.
    static Ellipse ofAxes(double major, double minor, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new Ellipse(
                major * c * c + minor * s * s,
                (major - minor) * c * s,
                major * s * s + minor * c * c);
    }

    double l1() {
        return 1 / Math.sqrt(xx - xy * xy / yy);
    }

    double shear() {
        return -xy / yy;
    }

    double l2() {
        return 1 / Math.sqrt(yy);
    }

    /// Product of both axes' standard deviations, px².
    double area() {
        return Math.sqrt(xx * yy - xy * xy);
    }

    /// Variance along the major axis, px².
    double major() {
        return (xx + yy) / 2 + half();
    }

    /// Variance along the minor axis, px².
    double minor() {
        return Math.max(0, (xx + yy) / 2 - half());
    }

    private double half() {
        return Math.hypot((xx - yy) / 2, xy);
    }

    /// From +x to the major axis towards +y, rad, −π/2 … π/2.
    double angle() {
        return Math.atan2(2 * xy, xx - yy) / 2;
    }

    /// Length of a vector in standard deviations.
    double distance(double x, double y) {
        double across = x - xy / yy * y;
        return Math.sqrt(across * across / (xx - xy * xy / yy) + y * y / yy);
    }
}
