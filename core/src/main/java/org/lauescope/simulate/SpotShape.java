package org.lauescope.simulate;

/// Shape that every spot of a perfect crystal has on the detector, from the size and the
/// convergence of the beam: a Gaussian of this covariance, and a part in a second one that is wider
/// by a factor along every axis.
///
/// @param xx, yy, xy covariance of the core, px² (before the integration over pixels)
/// @param tails part of the counts in the wider Gaussian, 0 … 1
/// @param tailWidth how many times wider that one is
public record SpotShape(double xx, double yy, double xy, double tails, double tailWidth) {

    public SpotShape {
        if (!(xx > 0 && yy > 0 && xx * yy > xy * xy)) {
            throw new IllegalArgumentException(
                    "spot covariance = [%s, %s; %s, %s] px²; expected a positive definite one"
                            .formatted(xx, xy, xy, yy));
        }
        if (!(tails >= 0 && tails <= 1 && tailWidth > 0)) {
            throw new IllegalArgumentException(
                    "spot tails = %s, %s times wider; expected a part from 0 to 1 and a factor above 0"
                            .formatted(tails, tailWidth));
        }
    }

    /// Round spots without tails.
    public static SpotShape round(double sigma) {
        return new SpotShape(sigma * sigma, sigma * sigma, 0, 0, 1);
    }

    /// @param major standard deviation along the major axis, px
    /// @param minor standard deviation across it, px
    /// @param angle from +x to the major axis towards +y, rad
    public static SpotShape ellipse(
            double major, double minor, double angle, double tails, double tailWidth) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double a = major * major;
        double b = minor * minor;
        return new SpotShape(
                a * c * c + b * s * s, a * s * s + b * c * c, (a - b) * s * c, tails, tailWidth);
    }
}
