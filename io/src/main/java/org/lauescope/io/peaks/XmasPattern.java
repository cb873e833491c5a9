package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;

/// What XMAS made of a frame, `.str`: per grain the indexed peaks, calibration, deviations,
/// deviatoric strains and reciprocal vectors. Pixels count from 1.
///
/// Known of its conventions, and not all: the second matrix is a\*, b\*, c\* as rows, in sample
/// axes; the 2006 version has the signs of hkl inverted; ε_xy and ε_yz of the "lab" strain have the
/// opposite sign of LaueTools' sample strain. So the matrices are handed out as they stand.
///
/// @param peaks all indexed peaks, strongest first
public record XmasPattern(String source, List<Grain> grains, Peaks peaks) {

    /// @param spots hkl, pixels (first = 0), energy in keV
    /// @param calibration dd in mm, centre in px (first = 1), tilts in degrees; null if not stated.
    ///   The sign of xgam differs between versions
    /// @param strainCrystal deviatoric; null if not stated
    /// @param strainLab deviatoric, "lab" as XMAS names it; null if not stated
    /// @param reciprocal rows a\*, b\*, c\* in X, Y, Z; null if not stated
    public record Grain(
            List<LaueToolsFit.Spot> spots,
            LaueToolsDetector.@Nullable Parameters calibration,
            @Nullable SymmetricTensor strainCrystal,
            @Nullable SymmetricTensor strainLab,
            @Nullable Matrix3 reciprocal) {}

    static boolean recognises(String text) {
        return text.contains("x(exp)") && text.contains("y(exp)");
    }

    public static XmasPattern parse(TextFile file) throws FileFormatException {
        List<String> lines = file.lines();
        List<Grain> grains = new ArrayList<>();
        Peaks.Builder peaks = new Peaks.Builder();
        int from = header(lines, 0);
        if (from < 0) {
            throw new FileFormatException(
                    file.source(), "no line \"x(exp) y(exp) …\"; expected an XMAS .str");
        }
        while (from >= 0) {
            int next = header(lines, from + 1);
            int to = next < 0 ? lines.size() : next;
            NumericTable table = table(file.source(), lines, from, to);
            for (int i = 0; i < table.size(); i++) {
                peaks.add(
                        LaueToolsPeaks.position(table, i, "x(exp)"),
                        LaueToolsPeaks.position(table, i, "y(exp)"),
                        table.value(i, "intens"));
            }
            grains.add(grain(file.source(), lines, from, to, table));
            from = next;
        }
        return new XmasPattern(file.source(), List.copyOf(grains), peaks.buildByIntensity());
    }

    private static Grain grain(
            String source, List<String> lines, int from, int to, NumericTable table)
            throws FileFormatException {
        List<LaueToolsFit.Spot> spots = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            spots.add(
                    new LaueToolsFit.Spot(
                            table.whole(i, "h"),
                            table.whole(i, "k"),
                            table.whole(i, "l"),
                            LaueToolsPeaks.position(table, i, "x(exp)"),
                            LaueToolsPeaks.position(table, i, "y(exp)"),
                            table.value(i, "intens"),
                            table.value(i, "energy"),
                            Math.hypot(table.value(i, "xdev"), table.value(i, "ydev"))));
        }
        Matrix3 crystal = matrix(source, lines, from, to, "deviatoric strain in crystal");
        Matrix3 lab = matrix(source, lines, from, to, "deviatoric strain in lab");
        return new Grain(
                List.copyOf(spots),
                calibration(source, lines, from, to),
                crystal == null
                        ? null
                        : SymmetricTensor.of(crystal.times(LaueToolsFit.STRAIN_UNIT)),
                lab == null ? null : SymmetricTensor.of(lab.times(LaueToolsFit.STRAIN_UNIT)),
                matrix(source, lines, from, to, "coordinates of a*"));
    }

    /// The numeric lines right below the line of names.
    private static NumericTable table(String source, List<String> lines, int header, int to)
            throws FileFormatException {
        NumericTable table = new NumericTable(source, NumericTable.names(lines.get(header)));
        for (int i = header + 1; i < to; i++) {
            String[] fields = Numbers.fields(lines.get(i));
            if (fields.length == 0 || Double.isNaN(Numbers.parse(fields[0]))) {
                break;
            }
            table.add(i + 1, lines.get(i));
        }
        return table;
    }

    private static LaueToolsDetector.@Nullable Parameters calibration(
            String source, List<String> lines, int from, int to) throws FileFormatException {
        int first = find(lines, from, to, "dd, xcent, ycent");
        int second = find(lines, from, to, "xbet, xgam");
        if (first < 0 || second < 0) {
            return null;
        }
        double[] a = values(source, lines, first, "dd, xcent, ycent", 3);
        double[] b = values(source, lines, second, "xbet, xgam", 2);
        return new LaueToolsDetector.Parameters(a[0], a[1], a[2], b[0], b[1]);
    }

    private static double[] values(
            String source, List<String> lines, int at, String title, int count)
            throws FileFormatException {
        String text = lines.get(at).strip().substring(title.length());
        return Numbers.parse(source, at + 1, title, text.replaceAll("[:=]", " ").strip(), count);
    }

    private static @Nullable Matrix3 matrix(
            String source, List<String> lines, int from, int to, String title)
            throws FileFormatException {
        int at = find(lines, from, to, title);
        return at < 0 ? null : LaueToolsFit.matrix(source, lines.subList(0, to), at + 1, title);
    }

    private static int find(List<String> lines, int from, int to, String title) {
        for (int i = from; i < to; i++) {
            if (lines.get(i).strip().toLowerCase(Locale.ROOT).startsWith(title)) {
                return i;
            }
        }
        return -1;
    }

    private static int header(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (recognises(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
