package org.lauescope.refine;

import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;

/// What came of a calibration.
public sealed interface CalibrationResult {

    /// The pose was found.
    ///
    /// @param geometry the start with the refined pose and its record
    /// @param calibrant orientation of the calibrant, strain zero
    /// @param covariance 8 × 8 row-major, of ω (rad, LAB) and the five parameters of [DetectorPose]
    /// @param matches every pair of spot and peak; unused ones were rejected
    /// @param meanPixels mean distance of the used pairs, px
    /// @param rmsPixels root mean square distance of the used pairs, px
    /// @param expectedNoise σ per coordinate that the peaks claim, px; NaN if they claim none
    /// @param foundNoise σ per coordinate of the residuals, degrees of freedom accounted for, px
    record Calibrated(
            Geometry geometry,
            CrystalState calibrant,
            double[] covariance,
            Matches matches,
            double meanPixels,
            double rmsPixels,
            double expectedNoise,
            double foundNoise)
            implements CalibrationResult {

        public DetectorPose pose() {
            return DetectorPose.of(geometry.detector());
        }

        /// σ of distance (mm), x0, y0 (px), pitch and roll (rad).
        public double[] poseSigma() {
            double[] sigma = new double[5];
            for (int i = 0; i < 5; i++) {
                sigma[i] = Math.sqrt(covariance[(3 + i) * 8 + 3 + i]);
            }
            return sigma;
        }

        /// σ per coordinate of what the peaks' own errors do not explain, px: distortion of the
        /// detector, shape of spots.
        public double systematicPixels() {
            return systematic(expectedNoise, foundNoise);
        }

        static double systematic(double expected, double found) {
            double known = Double.isNaN(expected) ? 0 : expected;
            return Math.sqrt(Math.max(0, found * found - known * known));
        }
    }

    /// No pose within the searched range explains the peaks.
    ///
    /// @param reason what was reached and what is missing, for the user
    /// @param pose the best pose tried
    /// @param matched peaks it explains
    /// @param rmsPixels of these, px; NaN if none
    record NotCalibrated(String reason, DetectorPose pose, int matched, double rmsPixels)
            implements CalibrationResult {}

    /// The 5 × 5 pose block of an 8 × 8 covariance, as [CalibrationRecord] keeps it.
    static double[] poseBlock(double[] covariance) {
        double[] block = new double[25];
        for (int i = 0; i < 5; i++) {
            System.arraycopy(covariance, (3 + i) * 8 + 3, block, i * 5, 5);
        }
        return block;
    }
}
