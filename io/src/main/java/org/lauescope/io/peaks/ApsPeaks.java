package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.Peaks.Column;
import org.lauescope.io.ApsText;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.ApsGeometry;
import org.lauescope.laue.Geometry;

/// Peak text of APS beamline 34-ID-E: fitted pixels (`PixelPeakList`) and directions (`PeaksFile`).
///
/// Pixels of a list are those of the binned region of interest, counted from 0; on the full chip
///
///     x = startx + groupx · fitX + (groupx − 1)/2
///
/// A `PeaksFile` holds unit scattering vectors Ĝ in the beamline's axes instead: kf = z − 2 (Ĝ·z) Ĝ
/// meets the given detector, or one made up to face the spots if none is given.
///
/// `intens` is taken as the intensity, as the beamline's own direction lists do; `integral` has a
/// unit the files do not state, and can be negative.
final class ApsPeaks {

    private static final List<String> USUAL = List.of("fitx", "fity", "intens", "integral");

    private ApsPeaks() {}

    static boolean recognises(String text) {
        return text.contains("PixelPeakList") || text.contains("$N_Ghat+Intens");
    }

    static PeakList parse(TextFile file, @Nullable Geometry given) throws FileFormatException {
        ApsText text = ApsText.of(file);
        if (text.has("peakList")) {
            return new PeakList(file.source(), "APS 34-ID-E pixels", pixels(text), given);
        }
        if (text.has("N_Ghat+Intens")) {
            return directions(text, given);
        }
        throw new FileFormatException(
                file.source(), "neither $peakList nor $N_Ghat+Intens; expected a list of peaks");
    }

    private static Peaks pixels(ApsText text) throws FileFormatException {
        String[] shape = Numbers.fields(text.value("peakList"));
        int line = text.line("peakList");
        if (shape.length != 2) {
            throw new FileFormatException(
                    text.source(), line, "$peakList; expected the numbers of columns and of peaks");
        }
        List<String> names =
                List.of(Numbers.fields(text.comment("peakList").toLowerCase(Locale.ROOT)));
        if (!names.contains("fitx") || !names.contains("fity")) {
            names = USUAL;
        }
        NumericTable table = table(text, line, names);
        announced(text, "peakList", shape[1], table.size());
        Axis across = Axis.of(text, "x");
        Axis down = Axis.of(text, "y");
        Peaks.Builder peaks = new Peaks.Builder();
        for (int i = 0; i < table.size(); i++) {
            peaks.add(row(table, i, across, down), 0);
        }
        return peaks.buildByIntensity();
    }

    private static double[] row(NumericTable table, int i, Axis across, Axis down)
            throws FileFormatException {
        double[] row = new double[Column.values().length];
        Arrays.fill(row, Double.NaN);
        row[Column.X.ordinal()] = across.full(table.position(i, "fitx"));
        row[Column.Y.ordinal()] = down.full(table.position(i, "fity"));
        row[Column.INTENSITY.ordinal()] = table.value(i, "intens");
        double wide = 2 * across.group * Math.abs(table.value(i, "hwhmx"));
        double high = 2 * down.group * Math.abs(table.value(i, "hwhmy"));
        row[Column.FWHM_MAJOR.ordinal()] = Math.max(wide, high);
        row[Column.FWHM_MINOR.ordinal()] = Math.min(wide, high);
        row[Column.CHI_SQUARE.ordinal()] = table.value(i, "chisq");
        return row;
    }

    /// Region of interest and binning along one axis of the chip.
    private record Axis(int start, int group) {

        static Axis of(ApsText text, String axis) throws FileFormatException {
            return new Axis(
                    text.integer("start" + axis, 0, 0, 100_000),
                    text.integer("group" + axis, 1, 1, 1000));
        }

        double full(double binned) {
            return start + group * binned + (group - 1) / 2.0;
        }
    }

    private static PeakList directions(ApsText text, @Nullable Geometry given)
            throws FileFormatException {
        String key = "N_Ghat+Intens";
        NumericTable table = table(text, text.line(key), List.of("gx", "gy", "gz", "intens"));
        announced(text, key, text.value(key), table.size());
        List<Vector3> rays = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            rays.add(ray(table, i));
        }
        Geometry geometry = given == null ? FacingDetector.of(text.source(), rays) : given;
        Peaks.Builder peaks = new Peaks.Builder();
        for (int i = 0; i < table.size(); i++) {
            double[] pixel = geometry.detector().pixel(rays.get(i));
            if (Double.isNaN(pixel[0])) {
                throw new FileFormatException(
                        text.source(),
                        table.lines().get(i),
                        "the direction misses the plane of detector \"%s\"; expected the geometry of"
                                        .formatted(geometry.detector().name())
                                + " detector \""
                                + text.value("detector_ID")
                                + "\", or none");
            }
            peaks.add(pixel[0], pixel[1], table.value(i, "intens"));
        }
        return new PeakList(
                text.source(), "APS 34-ID-E directions", peaks.buildByIntensity(), geometry);
    }

    /// Direction of a scattered ray, unit vector, LAB.
    private static Vector3 ray(NumericTable table, int i) throws FileFormatException {
        Vector3 g = new Vector3(table.value(i, "gx"), table.value(i, "gy"), table.value(i, "gz"));
        // Seven digits are printed; what is far from 1 is no direction.
        if (!(Math.abs(g.norm() - 1) < 1e-3 && g.z() < 0)) {
            throw new FileFormatException(
                    table.source(),
                    table.lines().get(i),
                    "G = (%s, %s, %s); expected a unit vector with a negative third component"
                            .formatted(g.x(), g.y(), g.z()));
        }
        Vector3 unit = ApsGeometry.lab(g.unit());
        return Vector3.X.minus(unit.times(2 * unit.x()));
    }

    /// Rows from below a line up to the first that does not begin with a number.
    private static NumericTable table(ApsText text, int line, List<String> names)
            throws FileFormatException {
        NumericTable table = new NumericTable(text.source(), names);
        for (int i = line; i < text.text().size(); i++) {
            String row = text.text().get(i);
            if (row.startsWith("$")) {
                break;
            }
            if (!row.isBlank() && !row.startsWith("//")) {
                table.add(i + 1, row);
            }
        }
        return table;
    }

    private static void announced(ApsText text, String key, String count, int found)
            throws FileFormatException {
        if (Numbers.parse(text.source(), text.line(key), "$" + key, count) != found) {
            throw new FileFormatException(
                    text.source(),
                    text.line(key),
                    "$%s announces %s peaks, the list has %d; expected as many (truncated file?)"
                            .formatted(key, Numbers.shown(count), found));
        }
    }
}
