package org.lauescope.io.result;

import java.util.Arrays;
import org.lauescope.map.Quantity;

/// Unit of a quantity in files: radians become degrees there and micrometres are spelled `um`, all
/// others stay. What is read from a file keeps the file's unit.
///
/// @param name as in the file
/// @param factor value in the file per value inside
public record FileUnit(String name, double factor) {

    private static final String DEGREES = "deg";
    private static final String RADIANS = "rad";

    public static FileUnit of(Quantity quantity) {
        return quantity.unit().equals(RADIANS)
                ? new FileUnit(DEGREES, Math.toDegrees(1))
                : new FileUnit(quantity.unit().replace("µm", "um"), 1);
    }

    /// Values inside to values of the file.
    public double[] written(double[] values) {
        return factor == 1 ? values : Arrays.stream(values).map(v -> factor * v).toArray();
    }
}
