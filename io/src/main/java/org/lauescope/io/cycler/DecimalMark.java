package org.lauescope.io.cycler;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Whether the numbers of a file are written with a decimal point or comma. A file that has both
/// separates thousands with one of them, and nobody can tell 1,500 from 1.5.
final class DecimalMark {

    private static final Pattern GROUPED =
            Pattern.compile("[+-]?\\d{1,3}([., '’\\u00A0\\u202F]\\d{3})+([.,]\\d*)?");

    private final String source;
    private @Nullable String point;
    private @Nullable String comma;

    DecimalMark(String source) {
        this.source = source;
    }

    /// A number of a file; NaN if it is none.
    static double parse(String field) {
        String text = field.strip().replace('−', '-');
        return Numbers.parse(text.indexOf('.') < 0 ? text.replace(',', '.') : text);
    }

    /// What to say of a field that is no number.
    static String expectation(String field) {
        return GROUPED.matcher(field.strip()).matches()
                ? "a number without separators of thousands"
                : "a number";
    }

    /// Takes note of the mark of a number.
    ///
    /// @param line from 1
    void note(long line, String name, String field) {
        boolean isComma = field.indexOf(',') >= 0;
        if (isComma && comma == null) {
            comma = shown(line, name, field);
        } else if (!isComma && point == null && field.indexOf('.') >= 0) {
            point = shown(line, name, field);
        }
    }

    private static String shown(long line, String name, String field) {
        return "line %d: %s = \"%s\"".formatted(line, name, Numbers.shown(field));
    }

    /// @throws FileFormatException if a file has both marks
    void check() throws FileFormatException {
        if (point != null && comma != null) {
            throw new FileFormatException(
                    source,
                    "decimal point (%s) and comma (%s); expected one of them in all numbers: export without separators of thousands"
                            .formatted(point, comma));
        }
    }
}
