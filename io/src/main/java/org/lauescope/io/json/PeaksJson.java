package org.lauescope.io.json;

import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.peaks.PeakTable;

/// The peaks of a frame as `lauescope peaks --json` prints them: px, angle in degrees, flags by
/// name.
public final class PeaksJson {

    private PeaksJson() {}

    public static String line(String frame, Peaks peaks) {
        JsonObject line =
                new JsonObject().text("frame", frame).text("status", "read").text("reason", null);
        JsonObject.Elements list = line.elements("peaks");
        for (int i = 0; i < peaks.size(); i++) {
            list.add()
                    .number("x", peaks.x(i))
                    .number("y", peaks.y(i))
                    .number("xSigma", Math.sqrt(peaks.value(Column.VARIANCE_X, i)))
                    .number("ySigma", Math.sqrt(peaks.value(Column.VARIANCE_Y, i)))
                    .number("xyCovariance", peaks.value(Column.COVARIANCE_XY, i))
                    .number("intensity", peaks.intensity(i))
                    .number("intensitySigma", peaks.value(Column.INTENSITY_SIGMA, i))
                    .number("height", peaks.value(Column.HEIGHT, i))
                    .number("background", peaks.value(Column.BACKGROUND, i))
                    .number("fwhmMajor", peaks.value(Column.FWHM_MAJOR, i))
                    .number("fwhmMinor", peaks.value(Column.FWHM_MINOR, i))
                    .number("angleDeg", Math.toDegrees(peaks.value(Column.ANGLE, i)))
                    .number("chiSquare", peaks.value(Column.CHI_SQUARE, i))
                    .texts("flags", PeakTable.flagNames(peaks.flags(i)));
        }
        return line.toString();
    }

    public static String unreadable(String frame, String reason) {
        return JsonObject.unreadable(frame, reason);
    }
}
