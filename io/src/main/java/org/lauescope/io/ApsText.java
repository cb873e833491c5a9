package org.lauescope.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `$key value // comment` lines of APS 34-ID-E text files.
///
/// @param values by key without its `$`
/// @param lines number of each key's line, counted from 1
public record ApsText(
        String source, List<String> text, Map<String, String> values, Map<String, Integer> lines) {

    public static ApsText of(TextFile file) {
        List<String> text = file.lines();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (line.startsWith("$")) {
                String[] parts = line.substring(1).split("\\s+", 2);
                values.putIfAbsent(
                        parts[0],
                        parts.length < 2 ? "" : parts[1].replaceFirst("(^|\\s)//.*", "").strip());
                lines.putIfAbsent(parts[0], i + 1);
            }
        }
        return new ApsText(file.source(), text, values, lines);
    }

    /// Empty if the key is absent.
    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /// Line of a key, counted from 1; 1 if it is absent.
    public int line(String key) {
        return lines.getOrDefault(key, 1);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public double number(String key) throws FileFormatException {
        return Numbers.parse(source, line(key), "$" + key, value(key));
    }

    /// Numbers that may stand in braces.
    public double[] numbers(String key, int count) throws FileFormatException {
        return Numbers.parse(
                source, line(key), "$" + key, value(key).replaceAll("[{}]+", " ").strip(), count);
    }

    /// A whole number within limits, or `otherwise` if the key is absent.
    public int integer(String key, int otherwise, int least, int most) throws FileFormatException {
        if (!has(key)) {
            return otherwise;
        }
        double number = number(key);
        if (number != Math.rint(number) || number < least || number > most) {
            throw new FileFormatException(
                    source,
                    line(key),
                    "$%s = %s; expected a whole number from %d to %d"
                            .formatted(key, Numbers.shown(value(key)), least, most));
        }
        return (int) number;
    }

    /// The comment behind a key's value.
    public String comment(String key) {
        String line = has(key) ? text.get(line(key) - 1) : "";
        int at = line.indexOf("//");
        return at < 0 ? "" : line.substring(at + 2).strip();
    }
}
