package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;

/// A small table of numbers under a line of column names, separated by white space or commas. Names
/// are kept in lower case.
///
/// @param lines number of each row in the file, counted from 1
record NumericTable(String source, List<String> names, List<double[]> rows, List<Integer> lines) {

    /// No detector has so many pixels along an edge.
    private static final double FARTHEST = 1e5;

    /// The rows below the line of names, up to the end of the file; blank lines and lines that
    /// begin with `#` are passed over.
    ///
    /// @param header index of the line of names
    static NumericTable parse(TextFile file, int header) throws FileFormatException {
        List<String> lines = file.lines();
        NumericTable table = new NumericTable(file.source(), names(lines.get(header)));
        for (int i = header + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                table.add(i + 1, lines.get(i));
            }
        }
        return table;
    }

    NumericTable(String source, List<String> names) {
        this(source, names, new ArrayList<>(), new ArrayList<>());
    }

    /// Column names of a line that may begin with `#` or `%`.
    static List<String> names(String line) {
        return List.of(
                Numbers.fields(line.replaceFirst("^\\s*[#%]+", "").toLowerCase(Locale.ROOT)));
    }

    void add(int line, String text) throws FileFormatException {
        String[] fields = Numbers.fields(text);
        if (fields.length < names.size()) {
            throw new FileFormatException(
                    source,
                    line,
                    "\"%s\" has %d values; expected %d (%s)"
                            .formatted(
                                    Numbers.shown(text),
                                    fields.length,
                                    names.size(),
                                    Numbers.shown(String.join(" ", names))));
        }
        double[] row = new double[names.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = Numbers.parse(source, line, names.get(i), fields[i]);
        }
        rows.add(row);
        lines.add(line);
    }

    int size() {
        return rows.size();
    }

    /// The value of the first of these columns that exists, or NaN.
    double value(int row, String... candidates) {
        for (String name : candidates) {
            int column = names.indexOf(name);
            if (column >= 0) {
                return rows.get(row)[column];
            }
        }
        return Double.NaN;
    }

    /// The first of these columns that exists, which has to hold a position in px.
    double position(int row, String... candidates) throws FileFormatException {
        return position(source, lines.get(row), candidates[0], value(row, candidates));
    }

    /// A position in px that can be one.
    static double position(String source, int line, String what, double value)
            throws FileFormatException {
        if (!(Math.abs(value) < FARTHEST)) {
            throw new FileFormatException(
                    source,
                    line,
                    "%s = %s px; expected a position within ±%.0f px"
                            .formatted(what, value, FARTHEST));
        }
        return value;
    }

    /// A value that has to be there and whole, as an index of a reflection.
    int whole(int row, String name) throws FileFormatException {
        double value = value(row, name);
        if (!(Math.abs(value) < 1e6) || value != Math.rint(value)) {
            throw new FileFormatException(
                    source,
                    lines.get(row),
                    "%s = %s; expected a whole number".formatted(name, value));
        }
        return (int) value;
    }
}
