package org.lauescope.frame;

/// Covariance of a peak's profile about its centre, px²: that of the Gaussian with the profile's
/// widths at half maximum.
///
/// @param xx, yy variances along the columns and rows
/// @param xy covariance
public record ProfileCovariance(double xx, double yy, double xy) {

    /// A point.
    public static final ProfileCovariance NONE = new ProfileCovariance(0, 0, 0);

    /// σ = FWHM ⁄ (2 √(2 ln 2))
    private static final double SIGMA = 1 / (2 * Math.sqrt(2 * Math.log(2)));

    /// The same along every direction.
    ///
    /// @param width full width at half maximum, px
    public static ProfileCovariance round(double width) {
        double variance = SIGMA * width * SIGMA * width;
        return new ProfileCovariance(variance, variance, 0);
    }

    /// Of one peak of a list; NaN where it has no widths.
    public static ProfileCovariance of(Peaks peaks, int i) {
        double major = SIGMA * peaks.value(Peaks.Column.FWHM_MAJOR, i);
        double minor = SIGMA * peaks.value(Peaks.Column.FWHM_MINOR, i);
        double angle = peaks.value(Peaks.Column.ANGLE, i);
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double a = major * major;
        double b = minor * minor;
        return new ProfileCovariance(a * c * c + b * s * s, a * s * s + b * c * c, (a - b) * s * c);
    }

    /// What this profile has beyond another one that it is blurred with; axes along which it has
    /// nothing get the width 0.
    public ProfileCovariance without(ProfileCovariance other) {
        double a = xx - other.xx;
        double b = yy - other.yy;
        double c = xy - other.xy;
        double middle = (a + b) / 2;
        double half = Math.hypot((a - b) / 2, c);
        double large = middle + half;
        double small = middle - half;
        if (!(small < 0)) {
            return new ProfileCovariance(a, b, c);
        }
        if (large <= 0) {
            return NONE;
        }
        // What remains is large · v vᵀ with v the major axis.
        double cosine = Math.sqrt(Math.max(0, (1 + (a - b) / (2 * half)) / 2));
        double sine = Math.copySign(Math.sqrt(1 - cosine * cosine), c);
        return new ProfileCovariance(
                large * cosine * cosine, large * sine * sine, large * sine * cosine);
    }

    /// Full width at half maximum along the major axis, px.
    public double major() {
        return Math.sqrt((xx + yy) / 2 + half()) / SIGMA;
    }

    /// Full width at half maximum along the minor axis, px.
    public double minor() {
        return Math.sqrt(Math.max(0, (xx + yy) / 2 - half())) / SIGMA;
    }

    /// From +x to the major axis towards +y, rad.
    public double angle() {
        return Math.atan2(2 * xy, xx - yy) / 2;
    }

    private double half() {
        return Math.hypot((xx - yy) / 2, xy);
    }
}
