package org.lauescope.laue;

/// What a detector pose was calibrated with.
///
/// @param rmsPixels root mean square of the spots' residual distances, px
/// @param systematicPixels σ per coordinate of what the peaks' own errors do not explain
///   (distortion, spot shape), px; NaN if unknown
/// @param widthPixels median full width at half maximum of the calibrant's peaks, px; NaN if
///   unknown
/// @param covariance 5 × 5 row-major, of (distance mm, x0 px, y0 px, pitch rad, roll rad), see
///   [DetectorPose]
public record CalibrationRecord(
        String frame,
        String crystal,
        int spots,
        double rmsPixels,
        double systematicPixels,
        double widthPixels,
        double[] covariance) {

    public CalibrationRecord {
        if (covariance.length != 25) {
            throw new IllegalArgumentException(
                    "calibration covariance has %d values; expected the 25 of a 5 × 5 matrix"
                            .formatted(covariance.length));
        }
    }

    /// A calibration whose peak width is unknown.
    public CalibrationRecord(
            String frame,
            String crystal,
            int spots,
            double rmsPixels,
            double systematicPixels,
            double[] covariance) {
        this(frame, crystal, spots, rmsPixels, systematicPixels, Double.NaN, covariance);
    }

    /// A calibration whose systematic error is unknown, too.
    public CalibrationRecord(
            String frame, String crystal, int spots, double rmsPixels, double[] covariance) {
        this(frame, crystal, spots, rmsPixels, Double.NaN, covariance);
    }
}
