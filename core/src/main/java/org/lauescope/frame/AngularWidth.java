package org.lauescope.frame;

import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;

/// Width of a peak as seen from the sample, full width at half maximum.
///
/// With 2θ the angle of a ray to the beam (+X of LAB) and η its azimuth about the beam, and the
/// covariance C of the peak's profile in px²,
///
///     C_angle = J C Jᵀ,   J = ∂(2θ, arc) ⁄ ∂(x, y),   d arc = sin 2θ dη.
///
/// Along the arc an angle on the unit sphere is given, not a change of η: it stays finite where the
/// ray meets the beam.
///
/// @param twoTheta along 2θ, rad
/// @param azimuth along the arc about the beam, rad
/// @param major along the major axis of the spot's ellipse on the sphere of rays, rad
/// @param minor along its minor axis, rad
public record AngularWidth(double twoTheta, double azimuth, double major, double minor) {

    private static final Vector3 BEAM = new Vector3(1, 0, 0);

    /// Width of one peak of a list on a detector; NaN where the list has no widths, and the major
    /// axis along x where it has no angle.
    public static AngularWidth of(Peaks peaks, int i, Detector detector) {
        return of(
                detector,
                peaks.x(i),
                peaks.y(i),
                peaks.value(Peaks.Column.FWHM_MAJOR, i),
                peaks.value(Peaks.Column.FWHM_MINOR, i),
                peaks.value(Peaks.Column.ANGLE, i));
    }

    /// Width of a profile at pixel (x, y).
    ///
    /// @param major full width at half maximum along the major axis, px
    /// @param minor full width at half maximum along the minor axis, px
    /// @param angle from +x to the major axis towards +y, rad
    public static AngularWidth of(
            Detector detector, double x, double y, double major, double minor, double angle) {
        Vector3 point = detector.point(x, y);
        double distance = point.norm();
        Vector3 ray = point.times(1 / distance);
        Vector3 alongArc = BEAM.cross(ray);
        // A ray along the beam has no azimuth; any direction across it will do.
        alongArc = alongArc.norm() > 1e-12 ? alongArc.unit() : BEAM.cross(detector.fast()).unit();
        Vector3 alongTwoTheta = alongArc.cross(ray);
        // The rays to two points of the plane, du apart, differ by the part of du across the ray.
        Vector3 byColumn = detector.fast().times(detector.pitchColumn() / distance);
        Vector3 byRow = detector.slow().times(detector.pitchRow() / distance);
        double known = Double.isNaN(angle) ? 0 : angle;
        double cosine = Math.cos(known);
        double sine = Math.sin(known);
        Vector3 majorAxis = byColumn.times(major * cosine).plus(byRow.times(major * sine));
        Vector3 minorAxis = byColumn.times(-minor * sine).plus(byRow.times(minor * cosine));
        double twoTheta = Math.hypot(majorAxis.dot(alongTwoTheta), minorAxis.dot(alongTwoTheta));
        double azimuth = Math.hypot(majorAxis.dot(alongArc), minorAxis.dot(alongArc));
        // The axes are the roots of the eigenvalues of C_angle, whose diagonal has the two squares.
        double cross =
                majorAxis.dot(alongTwoTheta) * majorAxis.dot(alongArc)
                        + minorAxis.dot(alongTwoTheta) * minorAxis.dot(alongArc);
        double middle = (twoTheta * twoTheta + azimuth * azimuth) / 2;
        double half = Math.hypot((twoTheta * twoTheta - azimuth * azimuth) / 2, cross);
        return new AngularWidth(
                twoTheta, azimuth, Math.sqrt(middle + half), Math.sqrt(Math.max(0, middle - half)));
    }

    /// Mean of the widths along both axes of the ellipse, rad: the "average peak width" of a map.
    public double mean() {
        return (major + minor) / 2;
    }
}
