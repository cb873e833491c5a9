package org.lauescope.io.peaks;

import java.util.Locale;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;

/// Peak lists as LaueTools reads them: positions from 1, standard deviations for widths, 0 for what
/// is not known, as its own lists have it.
public final class LaueToolsText {

    private LaueToolsText() {}

    /// The text of a `.dat`.
    public static String dat(Peaks peaks) {
        StringBuilder text = new StringBuilder();
        text.append("peak_X peak_Y peak_Itot peak_Isub peak_fwaxmaj peak_fwaxmin")
                .append(" peak_inclination Xdev Ydev peak_bkg Ipixmax\n");
        for (int i = 0; i < peaks.size(); i++) {
            double height = known(peaks.value(Column.HEIGHT, i), peaks.intensity(i));
            double background = known(peaks.value(Column.BACKGROUND, i), 0);
            // The first width belongs to the axis at inclination + 90°: see LaueToolsPeaks.
            double inclination = Math.toDegrees(peaks.value(Column.ANGLE, i)) - 90;
            text.append(
                    line(
                            "%.6f %.6f %.4f %.4f %.6f %.6f %.6f 0 0 %.4f %.0f",
                            peaks.x(i) + 1,
                            peaks.y(i) + 1,
                            known(height, 0) + background,
                            known(height, 0),
                            known(peaks.value(Column.FWHM_MAJOR, i) / LaueToolsPeaks.FWHM, 0),
                            known(peaks.value(Column.FWHM_MINOR, i) / LaueToolsPeaks.FWHM, 0),
                            known((inclination + 360) % 360, 0),
                            background,
                            known(height, 0) + background));
        }
        return text.append("# Comments: nb of peaks ").append(peaks.size()).append('\n').toString();
    }

    /// The text of a `.cor`, with the detector below it.
    ///
    /// @throws IllegalArgumentException for a detector that LaueTools cannot describe
    public static String cor(Peaks peaks, Geometry geometry) {
        // Refuses what a .det cannot hold; the angles would not belong to the detector below them.
        LaueToolsDetector.format(geometry);
        Detector detector = geometry.detector();
        StringBuilder text = new StringBuilder("2theta chi X Y I\n");
        for (int i = 0; i < peaks.size(); i++) {
            text.append(
                    line(
                            "%.8f %.8f %.6f %.6f %.4f",
                            twoTheta(detector, peaks, i),
                            chi(detector, peaks, i),
                            peaks.x(i) + 1,
                            peaks.y(i) + 1,
                            known(peaks.value(Column.HEIGHT, i), known(peaks.intensity(i), 0))));
        }
        LaueToolsDetector.Parameters p = LaueToolsDetector.Parameters.of(detector);
        return text.append("# Calibration parameters\n")
                .append("# dd : ")
                .append(p.dd())
                .append('\n')
                .append("# xcen : ")
                .append(p.xcen())
                .append('\n')
                .append("# ycen : ")
                .append(p.ycen())
                .append('\n')
                .append("# xbet : ")
                .append(p.xbet())
                .append('\n')
                .append("# xgam : ")
                .append(p.xgam())
                .append('\n')
                .append("# pixelsize : ")
                .append(detector.pitchColumn())
                .append('\n')
                .append("# framedim : (%d, %d)\n".formatted(detector.columns(), detector.rows()))
                .toString();
    }

    private static double known(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    /// Scattering angle of a peak, degrees.
    static double twoTheta(Detector detector, Peaks peaks, int peak) {
        return Math.toDegrees(Vector3.X.angleTo(detector.ray(peaks.x(peak), peaks.y(peak))));
    }

    /// Angle of a peak about the beam, from Z towards Y, degrees.
    static double chi(Detector detector, Peaks peaks, int peak) {
        Vector3 ray = detector.ray(peaks.x(peak), peaks.y(peak));
        return Math.toDegrees(Math.atan2(ray.y(), ray.z()));
    }

    static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
