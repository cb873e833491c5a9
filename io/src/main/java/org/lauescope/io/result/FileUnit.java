package org.lauescope.io.result;

import java.util.Arrays;
import org.lauescope.map.Quantity;

/// Unit of a quantity in files: angles in degrees there, in radians inside; all others the same.
///
/// @param name as in the file
/// @param factor value in the file per value inside
public record FileUnit(String name, double factor) {

    private static final String DEGREES = "deg";
    private static final String RADIANS = "rad";

    public static FileUnit of(Quantity quantity) {
        return quantity.unit().equals(RADIANS)
                ? new FileUnit(DEGREES, Math.toDegrees(1))
                : new FileUnit(quantity.unit(), 1);
    }

    /// Unit inside of what a file gives in `unit`.
    static String inside(String unit) {
        return unit.equals(DEGREES) ? RADIANS : unit;
    }

    /// Values inside to values of the file.
    public double[] written(double[] values) {
        return times(values, factor);
    }

    /// Values of the file to values inside.
    public double[] read(double[] values) {
        return times(values, 1 / factor);
    }

    private static double[] times(double[] values, double factor) {
        return factor == 1 ? values : Arrays.stream(values).map(v -> factor * v).toArray();
    }
}
