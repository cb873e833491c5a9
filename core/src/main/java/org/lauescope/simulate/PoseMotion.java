package org.lauescope.simulate;

import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;

/// How far a detector stands from where it was calibrated: a movement before a scan and one during
/// it, evenly in time. Both are distance (mm), x0, y0 (px), pitch, roll (rad) of its
/// [DetectorPose].
///
/// @param shift before the first frame; not copied and not to be changed
/// @param drift from the first frame to the last; not copied and not to be changed
public record PoseMotion(double[] shift, double[] drift) {

    public static final int PARAMETERS = 5;

    public static final PoseMotion NONE =
            new PoseMotion(new double[PARAMETERS], new double[PARAMETERS]);

    public boolean isDrift() {
        for (double d : drift) {
            if (d != 0) {
                return true;
            }
        }
        return false;
    }

    /// The detector when a part of the scan, 0 … 1, has passed.
    public Detector at(double part, Detector calibrated) {
        DetectorPose pose = DetectorPose.of(calibrated);
        double[] moved = new double[PARAMETERS];
        boolean still = true;
        for (int i = 0; i < PARAMETERS; i++) {
            moved[i] = shift[i] + part * drift[i];
            still &= moved[i] == 0;
        }
        return still
                ? calibrated
                : new DetectorPose(
                                pose.distance() + moved[0],
                                pose.x0() + moved[1],
                                pose.y0() + moved[2],
                                pose.pitch() + moved[3],
                                pose.roll() + moved[4],
                                pose.yaw(),
                                pose.mirrored())
                        .applyTo(calibrated);
    }
}
