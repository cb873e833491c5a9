package org.lauescope.io.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.CalibrationResult;

/// A calibration as `lauescope calibrate --json` prints it, the pose in our terms and in LaueTools'
/// (pixels counted from 1, degrees).
public final class CalibrationJson {

    private CalibrationJson() {}

    /// @param peaks number of peaks of the frame
    /// @param output the geometry file that was written, or null
    public static String line(
            CalibrationResult.Calibrated result, int peaks, @Nullable Path output) {
        Geometry geometry = result.geometry();
        CalibrationRecord calibration = geometry.calibration();
        double[] foot = geometry.detector().foot();
        double[] sigma = result.poseSigma();
        JsonObject line =
                new JsonObject()
                        .text("frame", calibration == null ? null : calibration.frame())
                        .text("status", "calibrated")
                        .text("reason", null)
                        .text("crystal", calibration == null ? null : calibration.crystal())
                        .number("distanceMm", geometry.detector().distance())
                        .number("distanceSigmaMm", sigma[0])
                        .numbers("footPixels", foot)
                        .numbers("footSigmaPixels", sigma[1], sigma[2])
                        .number("pitchDeg", Math.toDegrees(result.pose().pitch()))
                        .number("pitchSigmaDeg", Math.toDegrees(sigma[3]))
                        .number("rollDeg", Math.toDegrees(result.pose().roll()))
                        .number("rollSigmaDeg", Math.toDegrees(sigma[4]))
                        .number("yawDeg", Math.toDegrees(result.pose().yaw()));
        LaueToolsDetector.Parameters p = LaueToolsDetector.Parameters.of(geometry.detector());
        line.object("laueTools")
                .number("dd", p.dd())
                .number("ddSigma", sigma[0])
                .number("xcen", p.xcen())
                .number("xcenSigma", sigma[1])
                .number("ycen", p.ycen())
                .number("ycenSigma", sigma[2])
                .number("xbet", p.xbet())
                .number("xbetSigma", Math.toDegrees(sigma[3]))
                .number("xgam", p.xgam())
                .number("xgamSigma", Math.toDegrees(sigma[4]));
        line.integer("peaks", peaks)
                .integer("spots", result.matches().usedCount())
                .number("meanResidualPixels", result.meanPixels())
                .number("rmsPixels", result.rmsPixels())
                .number("expectedNoisePixels", result.expectedNoise())
                .number("foundNoisePixels", result.foundNoise())
                .number("systematicPixels", result.systematicPixels())
                .matrix("labFromCrystal", result.calibrant().labFromCrystal())
                .text("geometry", output == null ? null : output.toString());
        return line.toString();
    }

    /// @param frame what the user calls the frame
    public static String line(String frame, CalibrationResult.NotCalibrated result) {
        return new JsonObject()
                .text("frame", frame)
                .text("status", "not-calibrated")
                .text("reason", result.reason())
                .integer("spots", result.matched())
                .number("rmsPixels", result.rmsPixels())
                .toString();
    }
}
