package org.lauescope.io.crystal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;

/// One data block of a CIF: every item as a column, those outside loops with a single row.
///
/// Names are compared without case, and with `_` for `.`, so that items of the newer dictionaries
/// (`_cell.length_a`) are the same as the older ones (`_cell_length_a`).
final class CifBlock {

    private final String source;
    private final String name;
    private final int line;
    private final Map<String, List<CifValue>> columns = new LinkedHashMap<>();

    CifBlock(String source, String name, int line) {
        this.source = source;
        this.name = name;
        this.line = line;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    void add(String tag, int tagLine, List<CifValue> column) throws FileFormatException {
        if (columns.putIfAbsent(key(tag), column) != null) {
            throw new FileFormatException(
                    source,
                    tagLine,
                    "item %s is given twice in block '%s'; expected it once".formatted(tag, name));
        }
    }

    boolean has(String... tags) {
        return !column(tags).isEmpty();
    }

    /// The column of the first of several synonyms that has a value which is not missing; empty if
    /// none has.
    List<CifValue> column(String... tags) {
        for (String tag : tags) {
            List<CifValue> column = columns.getOrDefault(key(tag), List.of());
            if (column.stream().anyMatch(value -> !value.isMissing())) {
                return column;
            }
        }
        return List.of();
    }

    /// The value of an item that stands alone, the first that is not missing among synonyms; null
    /// if there is none.
    @Nullable CifValue value(String... tags) {
        List<CifValue> column = column(tags);
        for (CifValue value : column) {
            if (!value.isMissing()) {
                return value;
            }
        }
        return null;
    }

    /// The text of an item that stands alone with its white space made single blanks; empty if
    /// missing.
    String text(String... tags) {
        CifValue value = value(tags);
        return value == null ? "" : value.text().strip().replaceAll("\\s+", " ");
    }

    /// A column with as many rows as `rows`, or none; missing values as null.
    List<@Nullable CifValue> aligned(int rows, String... tags) throws FileFormatException {
        List<CifValue> column = column(tags);
        if (column.isEmpty()) {
            List<@Nullable CifValue> none = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                none.add(null);
            }
            return none;
        }
        if (column.size() != rows) {
            throw wrong(
                    column.getFirst(),
                    "%s has %d values; expected %d, one for each site"
                            .formatted(tags[0], column.size(), rows));
        }
        List<@Nullable CifValue> values = new ArrayList<>();
        for (CifValue value : column) {
            values.add(value.isMissing() ? null : value);
        }
        return values;
    }

    /// A number, its standard uncertainty in brackets left out: `5.4307(2)` is 5.4307.
    double number(CifValue value, String what) throws FileFormatException {
        String text = value.text().strip();
        int bracket = text.indexOf('(');
        if (bracket > 0
                && text.endsWith(")")
                && text.substring(bracket + 1, text.length() - 1).matches("[0-9.]*")) {
            text = text.substring(0, bracket);
        }
        try {
            // Only what CIF calls a number: Java would also take "1d", "NaN" and hexadecimal.
            if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            }
        } catch (NumberFormatException _) {
            // Reported below.
        }
        throw wrong(value, "%s = '%s'; expected a number".formatted(what, shortened(value.text())));
    }

    FileFormatException wrong(CifValue value, String problem) {
        return new FileFormatException(source, value.line(), problem);
    }

    /// For a value that breaks a rule of the crystal it describes.
    FileFormatException wrong(CifValue value, IllegalArgumentException cause) {
        return wrong(value, String.valueOf(cause.getMessage()));
    }

    FileFormatException wrong(String problem) {
        return new FileFormatException(
                source, line, "block '%s' %s".formatted(shortened(name), problem));
    }

    static String shortened(String text) {
        String oneLine = text.strip().replaceAll("\\s+", " ");
        return oneLine.length() <= 60 ? oneLine : oneLine.substring(0, 60) + "…";
    }

    private static String key(String tag) {
        return tag.toLowerCase(Locale.ROOT).replace('.', '_');
    }
}
