package org.lauescope.io.lauemap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Rows of numbers under column names; of columns with the same name the last counts. What is no
/// number is NaN.
///
/// @param lines number of each row in the file
record NamedColumns(
        String source, Map<String, Integer> columns, List<double[]> rows, List<Integer> lines) {

    static NamedColumns of(String source, List<String> lines, int header)
            throws FileFormatException {
        String[] names = Numbers.fields(lines.get(header));
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], i);
        }
        NamedColumns table =
                new NamedColumns(source, columns, new ArrayList<>(), new ArrayList<>());
        for (int i = header + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                table.add(i + 1, lines.get(i), names.length);
            }
        }
        if (table.rows.isEmpty()) {
            throw new FileFormatException(source, "no point below the names of its columns");
        }
        return table;
    }

    private void add(int line, String text, int count) throws FileFormatException {
        String[] fields = text.contains(",") ? text.split(",", -1) : Numbers.fields(text);
        if (fields.length != count) {
            throw new FileFormatException(
                    source,
                    line,
                    "\"%s\" has %d values; expected %d"
                            .formatted(Numbers.shown(text), fields.length, count));
        }
        double[] row = new double[count];
        for (int i = 0; i < count; i++) {
            row[i] = Numbers.parse(fields[i].strip());
        }
        rows.add(row);
        lines.add(line);
    }

    double value(int row, String name) throws FileFormatException {
        Integer column = columns.get(name);
        if (column == null) {
            throw new FileFormatException(source, "no column %s; expected it".formatted(name));
        }
        return rows.get(row)[column];
    }

    /// A number from 0 up.
    int whole(int row, String name) throws FileFormatException {
        double value = value(row, name);
        if (!(value >= 0 && value <= Integer.MAX_VALUE) || value != Math.rint(value)) {
            throw new FileFormatException(
                    source,
                    lines.get(row),
                    "%s = %s; expected a whole number from 0".formatted(name, value));
        }
        return (int) value;
    }

    /// Six components named with these endings, in the project's order.
    SymmetricTensor tensor(int row, String name, String... endings) throws FileFormatException {
        double[] t = new double[6];
        for (int k = 0; k < 6; k++) {
            t[k] = value(row, name + endings[k]);
        }
        return new SymmetricTensor(t[0], t[1], t[2], t[3], t[4], t[5]);
    }
}
