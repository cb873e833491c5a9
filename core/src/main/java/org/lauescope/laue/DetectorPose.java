package org.lauescope.laue;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// The five observable parameters of a detector pose, and the one that no pattern can tell (`yaw`).
///
/// Turning crystal and detector together about the beam changes no pixel, so one angle is a gauge: it is kept
/// as it was given. With the detector normal n = Rx(yaw) · (sin pitch, 0, cos pitch):
///
///     fast = Rx(yaw) · (−sin r cos p, −cos r,  sin r sin p)
///     slow = Rx(yaw) · ( cos r cos p, −sin r, −cos r sin p)        r = roll, p = pitch
///
/// and the foot of the normal, `distance` · n, is pixel (x0, y0). With yaw = 0 these are LaueTools'
/// dd, xcen, ycen, xbet, xgam. Rx turns about +X (the beam). A detector whose fast × slow points to the sample is mirrored:
/// `slow` is then the negative of the above.
///
/// @param distance mm
/// @param x0 px, 0-based
/// @param y0 px, 0-based
/// @param pitch rad
/// @param roll rad
/// @param yaw rad
public record DetectorPose(
        double distance,
        double x0,
        double y0,
        double pitch,
        double roll,
        double yaw,
        boolean mirrored) {

    public static DetectorPose of(Detector detector) {
        Vector3 n = detector.normal();
        double yaw = Math.atan2(-n.y(), n.z());
        // A detector across the beam has its normal along X, where the yaw of the normal is
        // undefined.
        if (Math.hypot(n.y(), n.z()) < 1e-9) {
            yaw = 0;
        }
        Matrix3 back = Matrix3.rotation(new Vector3(-yaw, 0, 0));
        Vector3 turned = back.times(n);
        double pitch = Math.atan2(turned.x(), turned.z());
        Vector3 fast = back.times(detector.fast());
        Vector3 alongSlow = new Vector3(Math.cos(pitch), 0, -Math.sin(pitch));
        double roll = Math.atan2(-fast.dot(alongSlow), -fast.y());
        boolean mirrored = detector.fast().cross(detector.slow()).dot(n) < 0;
        double[] foot = detector.foot();
        return new DetectorPose(detector.distance(), foot[0], foot[1], pitch, roll, yaw, mirrored);
    }

    /// The detector with this pose; size, pitch, name and mask are those of `detector`.
    public Detector applyTo(Detector detector) {
        double sr = Math.sin(roll);
        double cr = Math.cos(roll);
        double sp = Math.sin(pitch);
        double cp = Math.cos(pitch);
        Matrix3 turn = Matrix3.rotation(new Vector3(yaw, 0, 0));
        Vector3 n = turn.times(new Vector3(sp, 0, cp));
        Vector3 fast = turn.times(new Vector3(-sr * cp, -cr, sr * sp));
        Vector3 slow = turn.times(new Vector3(cr * cp, -sr, -cr * sp)).times(mirrored ? -1 : 1);
        Vector3 origin =
                n.times(distance)
                        .minus(fast.times(x0 * detector.pitchColumn()))
                        .minus(slow.times(y0 * detector.pitchRow()));
        return detector.withPose(origin, fast, slow);
    }
}
