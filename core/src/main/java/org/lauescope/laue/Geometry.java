package org.lauescope.laue;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Beam, detector and sample of one experiment, and how well the pose is known.
///
/// @param tilt ω, angle between beam and sample surface, rad
/// @param calibration what the pose was calibrated with, or null if it was typed in
/// @param emissionDepth whether spots start at their mean depth in the crystal instead of at its
///   surface; a pose that was calibrated one way must be used the same way
public record Geometry(
        Beam beam,
        Detector detector,
        double tilt,
        @Nullable CalibrationRecord calibration,
        boolean emissionDepth) {

    /// Spots start at the surface.
    public Geometry(
            Beam beam, Detector detector, double tilt, @Nullable CalibrationRecord calibration) {
        this(beam, detector, tilt, calibration, false);
    }

    public Geometry {
        if (!(tilt > -Math.PI / 2 - 1e-9 && tilt < Math.PI / 2 + 1e-9)) {
            throw new IllegalArgumentException(
                    "sample tilt = %s rad; expected between −π/2 and π/2 (degrees were given?)"
                            .formatted(tilt));
        }
    }

    /// Rows x, y, z of SAMPLE in LAB: x = (cos ω, 0, sin ω), y = (0, 1, 0), z = (−sin ω, 0, cos ω).
    public Matrix3 sampleFromLab() {
        double c = Math.cos(tilt);
        double s = Math.sin(tilt);
        return Matrix3.ofRows(new Vector3(c, 0, s), Vector3.Y, new Vector3(-s, 0, c));
    }

    public Geometry withDetector(Detector newDetector) {
        return new Geometry(beam, newDetector, tilt, calibration, emissionDepth);
    }

    public Geometry withEmissionDepth(boolean on) {
        return new Geometry(beam, detector, tilt, calibration, on);
    }
}
