package org.lauescope.io.virtual;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.lauescope.simulate.Mounting;

/// How the sample lay and the detector stood in each scan, as CSV: what is to be found by laying
/// scans over each other. Rotation in the map is that of places; the lattices turn the other way.
final class MountingTruth {

    private static final String HEADER =
            "scan,shift_x_um,shift_y_um,rotation_deg,drift_x_um,drift_y_um,"
                    + "remount_x_deg,remount_y_deg,remount_z_deg,"
                    + "pose_distance_mm,pose_x0_px,pose_y0_px,pose_pitch_deg,pose_roll_deg,"
                    + "pose_drift_distance_mm,pose_drift_x0_px,pose_drift_y0_px,pose_drift_pitch_deg,pose_drift_roll_deg\n";

    private MountingTruth() {}

    static String of(List<VirtualScan> scans) {
        return HEADER + scans.stream().map(MountingTruth::row).collect(Collectors.joining());
    }

    private static String row(VirtualScan scan) {
        Mounting m = scan.mounting();
        DoubleStream mounting =
                DoubleStream.of(
                        m.shift().x(),
                        m.shift().y(),
                        -Math.toDegrees(m.rotation().z()),
                        m.drift().x(),
                        m.drift().y(),
                        Math.toDegrees(m.rotation().x()),
                        Math.toDegrees(m.rotation().y()),
                        Math.toDegrees(m.rotation().z()));
        return scan.name()
                + DoubleStream.concat(
                                mounting,
                                DoubleStream.concat(
                                        degrees(scan.pose().shift()), degrees(scan.pose().drift())))
                        .mapToObj(value -> "," + (float) value)
                        .collect(Collectors.joining())
                + "\n";
    }

    private static DoubleStream degrees(double[] pose) {
        return DoubleStream.of(
                pose[0], pose[1], pose[2], Math.toDegrees(pose[3]), Math.toDegrees(pose[4]));
    }
}
