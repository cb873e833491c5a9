package org.lauescope.simulate;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// How a sample lies on the stage during a scan, against how it lay in the first: it was taken out
/// and put back, turned and shifted, and the stage drifts from the first line to the last.
///
/// What the scan calls p is the place of the sample
///
///     q = c + R_z(−ω_z) (p − c) + s + d · ((p_y − first) / (last − first) − ½)
///
/// with the middle c of the map, the shift s and the drift d, zero on average. Tilts turn the
/// lattices alone: what they do to places is of second order.
///
/// @param rotation ω, rotation vector of the sample, rad, SAMPLE axes
/// @param middle c, µm
/// @param shift s, µm
/// @param drift d over the whole scan, µm
/// @param firstLine, lastLine their y, µm
public record Mounting(
        Vector3 rotation,
        Vector3 middle,
        Vector3 shift,
        Vector3 drift,
        double firstLine,
        double lastLine) {

    /// As in the first scan.
    public static final Mounting UNMOVED =
            new Mounting(Vector3.ZERO, Vector3.ZERO, Vector3.ZERO, Vector3.ZERO, 0, 0);

    /// Place of the sample that the scan calls (x, y), µm.
    public Vector3 place(double x, double y) {
        double since = lastLine > firstLine ? (y - firstLine) / (lastLine - firstLine) - 0.5 : 0;
        Vector3 arm = new Vector3(x, y, 0).minus(middle);
        return Matrix3.rotation(new Vector3(0, 0, -rotation.z()))
                .times(arm)
                .plus(middle)
                .plus(shift)
                .plus(drift.times(since));
    }

    /// What the scan sees at the place that it calls (x, y), µm.
    public VirtualPoint see(VirtualSample sample, double x, double y) {
        Vector3 place = place(x, y);
        VirtualPoint there = sample.at(place.x(), place.y());
        return rotation.norm() == 0 ? there : there.turned(Matrix3.rotation(rotation));
    }
}
