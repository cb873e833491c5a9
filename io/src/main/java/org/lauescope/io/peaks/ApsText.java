package org.lauescope.io.peaks;

import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `$key value // comment` lines of APS 34-ID-E text files.
///
/// @param values by key without its `$`
/// @param lines number of each key's line, counted from 1
record ApsText(
        String source, List<String> text, Map<String, String> values, Map<String, Integer> lines) {

    static ApsText of(TextFile file) {
        List<String> text = file.lines();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).startsWith("$")) {
                String[] parts = text.get(i).substring(1).split("\\s+", 2);
                values.putIfAbsent(
                        parts[0],
                        parts.length < 2 ? "" : parts[1].replaceFirst("(^|\\s)//.*", "").strip());
                lines.putIfAbsent(parts[0], i + 1);
            }
        }
        return new ApsText(file.source(), text, values, lines);
    }

    String value(String key) {
        return values.getOrDefault(key, "");
    }

    /// Line of a key, counted from 1; 1 if it is absent.
    int line(String key) {
        return lines.getOrDefault(key, 1);
    }

    /// A whole number within limits, or `otherwise` if the key is absent.
    int integer(String key, int otherwise, int least, int most) throws FileFormatException {
        if (!values.containsKey(key)) {
            return otherwise;
        }
        double number = Numbers.parse(source, line(key), "$" + key, value(key));
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
    String comment(String key) {
        String line = values.containsKey(key) ? text.get(line(key) - 1) : "";
        int at = line.indexOf("//");
        return at < 0 ? "" : line.substring(at + 2).strip();
    }
}
