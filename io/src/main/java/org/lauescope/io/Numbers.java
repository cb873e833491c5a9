package org.lauescope.io;

import java.util.Arrays;

/// Numbers out of the text of a file, with messages that name their place.
public final class Numbers {

    private Numbers() {}

    /// The fields of a line, separated by white space, commas or semicolons.
    public static String[] fields(String line) {
        String trimmed = line.strip();
        return trimmed.isEmpty() ? new String[0] : trimmed.split("[\\s,;]+");
    }

    /// A number; NaN for text that is none.
    public static double parse(String field) {
        // Java would also take the suffixes of its own literals, as in 12d, and hexadecimal.
        if (field.isEmpty() || "dDfFxX".indexOf(field.charAt(field.length() - 1)) >= 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// Whether every field of a line is a number, and there is at least one.
    public static boolean isNumeric(String[] fields) {
        return fields.length > 0 && Arrays.stream(fields).allMatch(f -> Double.isFinite(parse(f)));
    }

    /// A finite number of a line.
    ///
    /// @param what name of the quantity, for the message
    public static double parse(String source, int line, String what, String field)
            throws FileFormatException {
        double value = parse(field);
        if (!Double.isFinite(value)) {
            throw new FileFormatException(
                    source, line, "%s = \"%s\"; expected a number".formatted(what, shown(field)));
        }
        return value;
    }

    /// As many finite numbers as expected.
    public static double[] parse(String source, int line, String what, String text, int count)
            throws FileFormatException {
        String[] fields = fields(text);
        if (fields.length != count) {
            throw new FileFormatException(
                    source,
                    line,
                    "%s = \"%s\"; expected %d numbers".formatted(what, shown(text), count));
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = parse(source, line, what, fields[i]);
        }
        return values;
    }

    /// Text of a file as a message can show it: on one line and not too long.
    public static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= 60 ? line : line.substring(0, 57) + "…";
    }
}
