package org.lauescope.io;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// A TOML file that is asked for its keys one by one and reports every mistake in one pass: what is
/// missing, what is not of the expected kind or range, and what nobody asked for, with the nearest
/// known key.
///
/// A question that finds a mistake notes it and answers NaN, an empty array or null, so that the
/// reader can go on; [#finish()] throws if anything was noted. Keys are dotted, as `detector.name`;
/// tables of an array of tables are counted from 0, as `grain.0.crystal`.
public final class TomlDocument {

    private final String source;
    private final TomlTree tree;

    /// A file of another kind has a mistake in every line: the first ones say so.
    private static final int MOST_SHOWN = 200;

    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /// What is missing, and what was expected there; an unknown key that is nearly the same takes
    /// the blame.
    private final SequencedMap<String, String> missing = new LinkedHashMap<>();

    private record Problem(int line, String text) {}

    /// @throws FileFormatException if the text is not TOML, with every syntax error
    public TomlDocument(TextFile file) throws FileFormatException {
        source = file.source();
        TomlParseResult toml;
        try {
            toml = Toml.parse(file.text());
        } catch (StackOverflowError e) {
            throw new FileFormatException(source, "brackets are nested too deeply; expected TOML");
        }
        if (toml.hasErrors()) {
            toml.errors().forEach(e -> problem(e.position().line(), "not TOML: " + firstLine(e)));
            throw failure();
        }
        tree = new TomlTree(toml);
    }

    public boolean has(String key) {
        return lookUp(key) != null;
    }

    /// Whether the key is there with a value of that kind: `String`, `Boolean`, `TomlTable` …
    public boolean is(Class<?> kind, String key) {
        return kind.isInstance(lookUp(key));
    }

    /// Whether the key is there with an array of `count` values.
    public boolean isArray(String key, int count) {
        return lookUp(key) instanceof TomlArray array && array.size() == count;
    }

    /// Number of tables in an array of tables; 0 if there is none or after a mistake.
    public int tables(String key) {
        Object value = lookUp(key);
        if (value instanceof TomlArray array && TomlTree.holds(TomlTable.class, array)) {
            return array.size();
        }
        if (value != null) {
            wrong(key, value, "tables under [[%s]]".formatted(key));
        }
        return 0;
    }

    /// A number within limits, or `otherwise` if the key is absent.
    public double number(String key, double otherwise, DoublePredicate valid, String expectation) {
        return has(key) ? number(key, valid, expectation) : otherwise;
    }

    /// A whole number within limits, or `otherwise` if the key is absent.
    public int integer(String key, int otherwise, int least, int most) {
        return has(key) ? integer(key, least, most) : otherwise;
    }

    /// Texts in an array; none if the key is absent or wrong.
    public List<String> texts(String key) {
        Object value = lookUp(key);
        if (value instanceof TomlArray array && TomlTree.holds(String.class, array)) {
            return array.toList().stream().map(String.class::cast).toList();
        }
        if (value != null) {
            wrong(key, value, "an array of texts in quotes");
        }
        return List.of();
    }

    /// A number within limits; `expectation` completes "expected …".
    public double number(String key, DoublePredicate valid, String expectation) {
        Object value = required(key, expectation);
        double number = toDouble(value);
        if (value != null && !(Double.isFinite(number) && valid.test(number))) {
            wrong(key, value, expectation);
            return Double.NaN;
        }
        return number;
    }

    /// A whole number within limits, or 0 after a mistake.
    public int integer(String key, int least, int most) {
        String expectation = "a whole number from %d to %d".formatted(least, most);
        Object value = required(key, expectation);
        if (value instanceof Long whole && whole >= least && whole <= most) {
            return whole.intValue();
        }
        if (value != null) {
            wrong(key, value, expectation);
        }
        return 0;
    }

    /// As many finite numbers as expected, each within limits, or an empty array after a mistake.
    public double[] numbers(String key, int count, DoublePredicate valid, String expectation) {
        Object value = required(key, expectation);
        if (value == null) {
            return new double[0];
        }
        if (value instanceof TomlArray array && array.size() == count) {
            double[] numbers = new double[count];
            boolean right = true;
            for (int i = 0; i < count; i++) {
                numbers[i] = toDouble(array.get(i));
                right &= Double.isFinite(numbers[i]) && valid.test(numbers[i]);
            }
            if (right) {
                return numbers;
            }
        }
        wrong(key, value, expectation);
        return new double[0];
    }

    /// A text, or "" after a mistake.
    public String text(String key) {
        Object value = required(key, "a text in quotes");
        return value == null ? "" : asText(key, value);
    }

    /// A text, or `otherwise` if the key is absent.
    public String text(String key, String otherwise) {
        Object value = lookUp(key);
        return value == null ? otherwise : asText(key, value);
    }

    /// A switch that may be absent.
    public boolean flag(String key, boolean otherwise) {
        Object value = lookUp(key);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        wrong(key, value, "true or false");
        return otherwise;
    }

    /// One of the constants of an enumeration, written in small letters with spaces; `otherwise` if
    /// the key is absent or wrong.
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Object value = lookUp(key);
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (spelled(constant).equals(value)) {
                return constant;
            }
        }
        if (value != null) {
            wrong(
                    key,
                    value,
                    Arrays.stream(constants)
                            .map(c -> "\"" + spelled(c) + "\"")
                            .collect(Collectors.joining(", ", "one of ", "")));
        }
        return otherwise;
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A moment with its offset from UTC, as `2021-03-01T10:00:00Z`; null if the key is absent or
    /// wrong.
    public @Nullable Instant instant(String key) {
        Object value = lookUp(key);
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value != null) {
            wrong(
                    key,
                    value,
                    "date, time and offset without quotes, as 2021-03-01T10:00:00Z or 2021-03-01T12:00:00+02:00");
        }
        return null;
    }

    /// Number of values in an array, each of which has a key of its own, as `polyline.0`; 0 if the
    /// key is absent or wrong.
    public int length(String key, String expectation) {
        Object value = lookUp(key);
        if (value instanceof TomlArray array) {
            return array.size();
        }
        if (value != null) {
            wrong(key, value, expectation);
        }
        return 0;
    }

    /// What the supplier makes; its complaint about wrong values is noted at the line of `key`.
    public <T> @Nullable T make(String key, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            problem(tree.lineOf(key), Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return null;
        }
    }

    /// Notes a mistake at the line of a key.
    public void problem(String key, String text) {
        problem(tree.lineOf(key), text);
    }

    /// @throws FileFormatException naming every mistake, if there was one
    public void finish() throws FileFormatException {
        tree.keys().filter(key -> !known.contains(key)).forEach(this::unknown);
        missing.forEach((key, expectation) ->
                problem(
                        tree.lineOf(key),
                        "%s is missing; expected %s".formatted(shown(key), expectation)));
        missing.clear();
        if (!problems.isEmpty()) {
            throw failure();
        }
    }

    private void unknown(String key) {
        String nearest = Spelling.byNearness(key, known).stream().findFirst().orElse("none");
        String lacking =
                Spelling.byNearness(key, missing.keySet()).stream().findFirst().orElse(nearest);
        String expectation = missing.get(lacking);
        if (expectation != null && isMisspelt(key, lacking)) {
            missing.remove(lacking);
            problem(
                    tree.lineOf(key),
                    "unknown key \"%s\"; the nearest is \"%s\", which is missing: expected %s"
                            .formatted(shown(key), shown(lacking), expectation));
        } else {
            problem(
                    tree.lineOf(key),
                    "unknown key \"%s\"; expected a known one, the nearest is \"%s\""
                            .formatted(shown(key), shown(nearest)));
        }
    }

    /// Whether one in three letters of the wrong part at most is another.
    private static boolean isMisspelt(String key, String meant) {
        return Spelling.distance(key, meant) <= Math.max(1, lastPart(meant).length() / 3);
    }

    /// A key as it is written at its line: without the tables of an array around it, whose numbers
    /// nobody counts.
    private static String shown(String key) {
        String within = key.replaceFirst("^.*\\.[0-9]+\\.", "");
        int number = within.lastIndexOf('.') + 1;
        return Numbers.shown(
                number > 0 && within.substring(number).matches("[0-9]+")
                        ? "value %d of %s"
                                .formatted(
                                        Integer.parseInt(within.substring(number)) + 1,
                                        within.substring(0, number - 1))
                        : within);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private @Nullable Object lookUp(String key) {
        known.add(key);
        return tree.at(key);
    }

    private @Nullable Object required(String key, String expectation) {
        Object value = lookUp(key);
        if (value == null) {
            missing.put(key, expectation);
        }
        return value;
    }

    private String asText(String key, Object value) {
        if (value instanceof String text) {
            return text;
        }
        wrong(key, value, "a text in quotes");
        return "";
    }

    private void wrong(String key, Object value, String expectation) {
        problem(
                tree.lineOf(key),
                "%s = %s; expected %s"
                        .formatted(shown(key), Numbers.shown(written(value)), expectation));
    }

    private void problem(int line, String text) {
        problems.add(new Problem(line, text));
    }

    private FileFormatException failure() {
        List<String> lines =
                problems.stream()
                        .sorted(Comparator.comparingInt(Problem::line))
                        .map(p -> source + " line " + p.line() + ": " + p.text())
                        .distinct()
                        .toList();
        String shown = String.join("\n", lines.subList(0, Math.min(MOST_SHOWN, lines.size())));
        int more = lines.size() - MOST_SHOWN;
        return new FileFormatException(
                more > 0
                        ? shown
                                + "\n… and %d more mistakes; is this the right file?"
                                        .formatted(more)
                        : shown);
    }

    private static double toDouble(@Nullable Object value) {
        return value instanceof Long || value instanceof Double
                ? ((Number) value).doubleValue()
                : Double.NaN;
    }

    private static String written(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case TomlArray array -> array.toList().toString();
            case TomlTable _ -> "a table";
            default -> value.toString();
        };
    }

    private static String firstLine(Throwable e) {
        return Numbers.shown(
                Objects.requireNonNullElse(e.getMessage(), "syntax")
                        .lines()
                        .findFirst()
                        .orElse(""));
    }
}
