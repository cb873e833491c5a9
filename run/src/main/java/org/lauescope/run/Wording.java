package org.lauescope.run;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;

/// The values of a record and of the records in it as text: equal texts mean equal values, to the
/// last bit, in this and in every other process. A component that a record gains is in it.
final class Wording {

    private Wording() {}

    /// @throws IllegalStateException if there is a value in it of a kind that has no such text
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case String text -> "\"" + text + "\"";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case Enum<?> constant -> constant.name();
            case double[] numbers -> Arrays.toString(numbers);
            case int[] numbers -> Arrays.toString(numbers);
            case List<?> list ->
                    list.stream().map(Wording::of).collect(Collectors.joining(", ", "[", "]"));
            // Told apart by a digest of its own.
            case Mask mask -> "mask of %d pixels".formatted(mask.count());
            case Record record -> ofRecord(record);
            default ->
                    throw new IllegalStateException(
                            value.getClass() + " has no text; expected a record or a number");
        };
    }

    private static String ofRecord(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + of(value(record, component)))
                .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "(", ")"));
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
