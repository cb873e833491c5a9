package org.lauescope.io.peaks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Geometry;

/// LaueTools peak lists: `.dat` (fitted peaks) and `.cor` (the same with 2θ and χ, and below them
/// the detector that gave these angles). Their pixels count from 1.
///
/// What LaueTools calls widths are standard deviations of a Gaussian. The first belongs to the axis
/// at `peak_inclination` + 90° from +x towards +y, found by comparing its list of a real frame with
/// the frame's pixels.
final class LaueToolsPeaks {

    /// Full width at half maximum of a Gaussian of standard deviation 1, 2 √(2 ln 2).
    static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

    private LaueToolsPeaks() {}

    static boolean recognises(String text) {
        int header = header(text.lines().limit(20).toList());
        return header >= 0;
    }

    static PeakList parse(TextFile file, @Nullable Geometry given) throws FileFormatException {
        int header = header(file.lines());
        if (header < 0) {
            throw new FileFormatException(file.source(), "no line of column names");
        }
        NumericTable table = NumericTable.parse(file, header);
        boolean angles = table.names().contains("2theta");
        Peaks peaks = peaks(table);
        Geometry geometry = given != null || !angles ? given : geometry(file, table);
        return new PeakList(
                file.source(), angles ? "LaueTools .cor" : "LaueTools .dat", peaks, geometry);
    }

    /// The peaks of a table in any of LaueTools' column names.
    static Peaks peaks(NumericTable table) throws FileFormatException {
        Peaks.Builder builder = new Peaks.Builder();
        boolean widths = true;
        for (int i = 0; i < table.size(); i++) {
            double product =
                    table.value(i, "peak_fwaxmaj", "peakfwhm1")
                            * table.value(i, "peak_fwaxmin", "peakfwhm2");
            // A list made from bare positions has zeros here.
            widths &= Math.abs(product) > 0;
        }
        for (int i = 0; i < table.size(); i++) {
            builder.add(row(table, i, widths), 0);
        }
        return builder.buildByIntensity();
    }

    private static double[] row(NumericTable table, int i, boolean widths)
            throws FileFormatException {
        double[] row = new double[Column.values().length];
        Arrays.fill(row, Double.NaN);
        row[Column.X.ordinal()] = position(table, i, "x", "peak_x", "xexp");
        row[Column.Y.ordinal()] = position(table, i, "y", "peak_y", "yexp");
        double strength = table.value(i, "peak_isub", "i", "intensity", "peakamplitude", "itot");
        row[Column.INTENSITY.ordinal()] = strength;
        if (widths) {
            double first = Math.abs(table.value(i, "peak_fwaxmaj", "peakfwhm1"));
            double second = Math.abs(table.value(i, "peak_fwaxmin", "peakfwhm2"));
            double inclination = table.value(i, "peak_inclination", "peaktilt");
            row[Column.HEIGHT.ordinal()] = strength;
            row[Column.INTENSITY.ordinal()] = 2 * Math.PI * first * second * strength;
            row[Column.BACKGROUND.ordinal()] = table.value(i, "peak_bkg", "peakbkg");
            row[Column.FWHM_MAJOR.ordinal()] = FWHM * Math.max(first, second);
            row[Column.FWHM_MINOR.ordinal()] = FWHM * Math.min(first, second);
            row[Column.ANGLE.ordinal()] =
                    half(Math.toRadians(first >= second ? inclination + 90 : inclination));
        }
        row[Column.VARIANCE_X.ordinal()] = Math.pow(table.value(i, "xfiterr"), 2);
        row[Column.VARIANCE_Y.ordinal()] = Math.pow(table.value(i, "yfiterr"), 2);
        return row;
    }

    /// A position of theirs as ours: first pixel = 0.
    static double position(NumericTable table, int row, String... names)
            throws FileFormatException {
        return table.position(row, names) - 1;
    }

    /// The angle of an axis, which has no sign, in −π/2 … π/2.
    static double half(double angle) {
        return angle - Math.PI * Math.rint(angle / Math.PI);
    }

    /// The detector that gave the angles of a `.cor`, if the file has it.
    private static @Nullable Geometry geometry(TextFile file, NumericTable table)
            throws FileFormatException {
        Map<String, String> stated = LaueToolsDetector.statements(file);
        LaueToolsDetector.Parameters parameters =
                LaueToolsDetector.Parameters.of(file.source(), stated);
        if (parameters == null || table.size() == 0) {
            return null;
        }
        double pixel = Numbers.parse(stated.getOrDefault("pixelsize", ""));
        return parameters.geometry(
                file.source(),
                stated,
                Double.isNaN(pixel) ? pixelSize(parameters, table) : pixel,
                largest(table, "x"),
                largest(table, "y"));
    }

    private static int largest(NumericTable table, String name) {
        double largest = 1;
        for (int i = 0; i < table.size(); i++) {
            largest = Math.max(largest, table.value(i, name));
        }
        return (int) Math.ceil(largest);
    }

    /// The pixel size in mm, from where the listed angles meet the detector: lists of 2017 do not
    /// state it. Least squares over all spots, offset in mm = pixel size · offset in px.
    private static double pixelSize(LaueToolsDetector.Parameters parameters, NumericTable table)
            throws FileFormatException {
        // On a detector with pixels of 1 mm a direction's pixel is its offset in mm.
        Geometry unit =
                new LaueToolsDetector.Parameters(
                                parameters.dd(), 1, 1, parameters.xbet(), parameters.xgam())
                        .geometry(table.source(), Map.of(), 1, 1, 1);
        double product = 0;
        double square = 0;
        for (int i = 0; i < table.size(); i++) {
            double twoTheta = Math.toRadians(table.value(i, "2theta"));
            double chi = Math.toRadians(table.value(i, "chi"));
            Vector3 ray =
                    new Vector3(
                            Math.cos(twoTheta),
                            Math.sin(twoTheta) * Math.sin(chi),
                            Math.sin(twoTheta) * Math.cos(chi));
            double[] offset = unit.detector().pixel(ray);
            double x = table.value(i, "x") - parameters.xcen();
            double y = table.value(i, "y") - parameters.ycen();
            product += offset[0] * x + offset[1] * y;
            square += x * x + y * y;
        }
        return product / square;
    }

    private static int header(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            List<String> names = NumericTable.names(lines.get(i));
            boolean dat = names.contains("peak_x") && names.contains("peak_y");
            boolean cor = names.contains("2theta") && names.contains("x") && names.contains("y");
            return dat || cor ? i : -1;
        }
        return -1;
    }
}
