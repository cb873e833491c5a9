package org.lauescope.refine;

import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Detector;

/// Width of a peak as an angle at the sample.
final class AngularWidth {

    private AngularWidth() {}

    /// Mean of the full widths at half maximum along the axes of the spot's ellipse on the sphere
    /// of directions, rad; NaN if the peak has no widths. A pixel step dP turns the ray by dk = (dP
    /// − k (k·dP)) / |P|.
    static double mean(Peaks peaks, int i, Detector detector) {
        double major = peaks.value(Peaks.Column.FWHM_MAJOR, i);
        double minor = peaks.value(Peaks.Column.FWHM_MINOR, i);
        double angle = peaks.value(Peaks.Column.ANGLE, i);
        if (Double.isNaN(angle)) {
            angle = 0;
        }
        Vector3 p = detector.point(peaks.x(i), peaks.y(i));
        Vector3 first = turn(detector, p, major * Math.cos(angle), major * Math.sin(angle));
        Vector3 second = turn(detector, p, -minor * Math.sin(angle), minor * Math.cos(angle));
        // The ellipse's axes are the singular values of (first, second), the roots of their Gram
        // matrix's eigenvalues.
        double mean = (first.dot(first) + second.dot(second)) / 2;
        double half = Math.hypot((first.dot(first) - second.dot(second)) / 2, first.dot(second));
        return (Math.sqrt(mean + half) + Math.sqrt(Math.max(0, mean - half))) / 2;
    }

    private static Vector3 turn(Detector detector, Vector3 p, double columns, double rows) {
        Vector3 step =
                detector.fast()
                        .times(columns * detector.pitchColumn())
                        .plus(detector.slow().times(rows * detector.pitchRow()));
        Vector3 k = p.unit();
        return step.minus(k.times(k.dot(step))).times(1 / p.norm());
    }
}
