package org.lauescope.io;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The values of a TOML file by dotted key, and where they stand. Values of an array, tables too,
/// are counted from 0, as `grain.0.crystal`.
///
/// @param root the table of the file
record TomlTree(TomlTable root) {

    /// Null if there is none.
    @Nullable Object at(String key) {
        return at(path(key));
    }

    private @Nullable Object at(List<String> path) {
        Object value = root;
        for (String part : path) {
            value =
                    switch (value) {
                        case TomlTable table -> table.get(List.of(part));
                        case TomlArray array when isIndex(part, array) ->
                                array.get(Integer.parseInt(part));
                        case null, default -> null;
                    };
        }
        return value;
    }

    /// Keys of all values that are no tables, and of empty tables.
    Stream<String> keys() {
        return keys("", root);
    }

    private static Stream<String> keys(String prefix, TomlTable table) {
        return table.keySet().stream()
                .flatMap(name -> {
                    String key = prefix + name;
                    return switch (table.get(List.of(name))) {
                        case TomlTable inner when !inner.isEmpty() -> keys(key + ".", inner);
                        case TomlArray array
                                when !array.isEmpty() && holds(TomlTable.class, array) ->
                                IntStream.range(0, array.size())
                                        .boxed()
                                        .flatMap(i -> keys(key + "." + i + ".", array.getTable(i)));
                        case null, default -> Stream.of(key);
                    };
                });
    }

    /// The line of a key, or of the innermost table around it that exists.
    int lineOf(String key) {
        List<String> path = path(key);
        for (int length = path.size(); length > 0; length--) {
            TomlPosition position = position(path.subList(0, length));
            if (position != null) {
                return position.line();
            }
        }
        return 1;
    }

    private @Nullable TomlPosition position(List<String> path) {
        String last = path.getLast();
        return switch (at(path.subList(0, path.size() - 1))) {
            case TomlTable table -> table.inputPositionOf(List.of(last));
            case TomlArray array when isIndex(last, array) ->
                    array.inputPositionOf(Integer.parseInt(last));
            case null, default -> null;
        };
    }

    /// Whether all values of an array are of a kind.
    static boolean holds(Class<?> kind, TomlArray array) {
        return array.toList().stream().allMatch(kind::isInstance);
    }

    private static List<String> path(String key) {
        return List.of(key.split("\\."));
    }

    private static boolean isIndex(String part, TomlArray array) {
        return part.matches("[0-9]{1,6}") && Integer.parseInt(part) < array.size();
    }
}
