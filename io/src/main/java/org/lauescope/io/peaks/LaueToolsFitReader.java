package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Geometry;

/// Walks through a `.fit` or `.res`: titles with their value on the same line or on those below,
/// and tables of spots. One grain after the other.
final class LaueToolsFitReader {

    private final String source;
    private final List<String> lines;
    private final List<LaueToolsFit.Grain> grains = new ArrayList<>();
    private final List<NumericTable> tables = new ArrayList<>();
    private final boolean summary;
    private @Nullable Geometry geometry;

    /// Titles of the grain at hand, in lower case, with the index of the line after them.
    private final Map<String, Integer> titles = new LinkedHashMap<>();

    private @Nullable NumericTable table;

    LaueToolsFitReader(TextFile file) {
        source = file.source();
        lines = file.lines();
        summary = file.text().contains("Spots Summary");
    }

    LaueToolsFit read() throws FileFormatException {
        boolean inTable = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String title = line.replaceFirst("^#+\\s*", "").strip().toLowerCase(Locale.ROOT);
            if (line.startsWith("#") && startsGrain(title)) {
                finishGrain();
            }
            if (line.startsWith("#") && title.startsWith("spot_index")) {
                table = new NumericTable(source, NumericTable.names(line));
                tables.add(table);
                inTable = true;
            } else if (line.startsWith("#")) {
                inTable = false;
                titles.putIfAbsent(title, i + 1);
            } else if (table != null && inTable && !line.isBlank()) {
                table.add(i + 1, line);
            }
        }
        finishGrain();
        return new LaueToolsFit(source, List.copyOf(grains), peaks(), geometry);
    }

    private boolean startsGrain(String title) {
        return summary
                ? title.startsWith("grainindex")
                : title.contains("refinement from experimental file");
    }

    private void finishGrain() throws FileFormatException {
        NumericTable spots = table;
        boolean begun = summary ? title("grainindex") >= 0 : spots != null;
        if (begun && spots != null) {
            int number = summary ? grains.size() : -1;
            LaueToolsDetector.Parameters detector = detector();
            grains.add(
                    new LaueToolsFit.Grain(
                            below("element"),
                            indexed(),
                            meanDeviation(),
                            LaueToolsFit.spots(spots, number),
                            matrix("ub matrix in q"),
                            matrix("b0 matrix"),
                            strain("deviatoric strain in direct crystal", "deviatoric strain (10"),
                            strain("deviatoric strain in sample", "deviatoric strain sample"),
                            lattice(),
                            detector));
            if (geometry == null && detector != null) {
                geometry = geometry(detector);
            }
        }
        titles.clear();
        if (!summary) {
            table = null;
        }
    }

    private Peaks peaks() throws FileFormatException {
        if (tables.isEmpty()) {
            throw new FileFormatException(
                    source, "no table of spots; expected a LaueTools .fit or .res");
        }
        NumericTable all = new NumericTable(source, tables.getFirst().names());
        for (NumericTable grain : tables) {
            if (!grain.names().equals(all.names())) {
                throw new FileFormatException(
                        source, "grains with different columns; expected the same table for all");
            }
            all.rows().addAll(grain.rows());
            all.lines().addAll(grain.lines());
        }
        return LaueToolsPeaks.peaks(all);
    }

    /// Index of the line after a title, or −1.
    private int title(String start) {
        for (Map.Entry<String, Integer> title : titles.entrySet()) {
            if (title.getKey().startsWith(start)) {
                return title.getValue();
            }
        }
        return -1;
    }

    private String below(String title) {
        int at = title(title);
        return at < 0 || at >= lines.size() ? "" : lines.get(at).replaceFirst("^#", "").strip();
    }

    private int indexed() {
        double count = Numbers.parse(afterColon("number of indexed spots"));
        if (Double.isNaN(count)) {
            count = Numbers.parse(below("nb indexed spots"));
        }
        return Double.isNaN(count) ? -1 : (int) count;
    }

    private double meanDeviation() {
        return Numbers.parse(afterColon("mean deviation(pixel)"));
    }

    private String afterColon(String start) {
        for (String title : titles.keySet()) {
            if (title.startsWith(start)) {
                return title.substring(title.indexOf(':') + 1).strip();
            }
        }
        return "";
    }

    private @Nullable Matrix3 matrix(String title) throws FileFormatException {
        int at = title(title);
        if (at < 0) {
            return null;
        }
        return LaueToolsFit.matrix(source, lines, at, title);
    }

    private @Nullable SymmetricTensor strain(String title, String otherTitle)
            throws FileFormatException {
        Matrix3 matrix = matrix(title(title) >= 0 ? title : otherTitle);
        return matrix == null ? null : SymmetricTensor.of(matrix.times(LaueToolsFit.STRAIN_UNIT));
    }

    private List<Double> lattice() throws FileFormatException {
        int at = title("new lattice parameters");
        if (at < 0) {
            return List.of();
        }
        double[] values =
                LaueToolsFit.numbers(source, at + 1, "lattice", below("new lattice parameters"), 6);
        return Arrays.stream(values).boxed().toList();
    }

    private LaueToolsDetector.@Nullable Parameters detector() throws FileFormatException {
        int at = title("detectorparameters");
        if (at < 0) {
            return null;
        }
        double[] v =
                LaueToolsFit.numbers(
                        source, at + 1, "DetectorParameters", below("detectorparameters"), 5);
        return new LaueToolsDetector.Parameters(v[0], v[1], v[2], v[3], v[4]);
    }

    private @Nullable Geometry geometry(LaueToolsDetector.Parameters detector)
            throws FileFormatException {
        double pixel = Numbers.parse(below("pixelsize"));
        return Double.isNaN(pixel)
                ? null
                : detector.geometry(
                        source,
                        Map.of(
                                "ccdlabel",
                                below("ccdlabel"),
                                "framedim",
                                below("frame dimensions")),
                        pixel,
                        1,
                        1);
    }
}
