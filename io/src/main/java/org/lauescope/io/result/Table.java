package org.lauescope.io.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.lauescope.map.Quantity;

/// Columns of equal length, each a [Quantity], NaN where nothing is known, and columns of words. A
/// column of numbers may be fetched only when it is asked for, so that a table can be larger than
/// the memory.
public final class Table {

    private record Column(Quantity quantity, Supplier<double[]> values) {}

    private final int size;
    private final SequencedMap<String, Column> columns;
    private final SequencedMap<String, List<String>> words;

    private Table(Builder builder) {
        size = builder.size;
        columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(builder.columns));
        words = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(builder.words));
    }

    /// Number of rows.
    public int size() {
        return size;
    }

    /// What the columns hold, in the order in which they were added.
    public List<Quantity> quantities() {
        return columns.values().stream().map(Column::quantity).toList();
    }

    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /// Values of a column, one per row; not to be changed.
    ///
    /// @throws IllegalArgumentException if there is no column of that name
    public double[] column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "table has no column \"%s\"; expected one of %s"
                            .formatted(name, String.join(", ", columns.keySet())));
        }
        double[] values = column.values.get();
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "column \"%s\" has %d values in a table of %d rows; expected as many"
                            .formatted(name, values.length, size));
        }
        return values;
    }

    /// Columns of words by name, in the order in which they were added.
    public SequencedMap<String, List<String>> words() {
        return words;
    }

    /// A column of words.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public List<String> words(String name) {
        List<String> column = words.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "table has no column of words \"%s\"; expected one of %s"
                            .formatted(name, String.join(", ", words.keySet())));
        }
        return column;
    }

    /// @param size number of rows
    public static Builder ofSize(int size) {
        return new Builder(size);
    }

    public static final class Builder {
        private final int size;
        private final SequencedMap<String, Column> columns = new LinkedHashMap<>();
        private final SequencedMap<String, List<String>> words = new LinkedHashMap<>();

        private Builder(int size) {
            this.size = size;
        }

        public Builder add(Quantity quantity, double[] values) {
            return add(quantity, () -> values);
        }

        public Builder add(Quantity quantity, Supplier<double[]> values) {
            columns.put(quantity.name(), new Column(quantity, values));
            return this;
        }

        /// Adds a column of words.
        public Builder add(String name, List<String> column) {
            if (column.size() != size) {
                throw new IllegalArgumentException(
                        "column \"%s\" has %d words in a table of %d rows; expected as many"
                                .formatted(name, column.size(), size));
            }
            words.put(name, List.copyOf(column));
            return this;
        }

        public Table build() {
            return new Table(this);
        }
    }
}
