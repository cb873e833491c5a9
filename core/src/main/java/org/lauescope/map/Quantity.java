package org.lauescope.map;

/// What a plane of a map shows: its name in files, its unit and how it is to be drawn. Tensors are
/// in SAMPLE axes.
///
/// @param name as in result files, e.g. `strain_xx`
/// @param title for people, without unit
/// @param unit as in files; empty for plain numbers
/// @param scale how colours are chosen
public record Quantity(String name, String title, String unit, Scale scale) {

    public enum Scale {
        /// from small to large
        SEQUENTIAL,
        /// zero is special: symmetric about it
        DIVERGING,
        /// numbers are names
        CATEGORICAL
    }

    public static Quantity sequential(String name, String title, String unit) {
        return new Quantity(name, title, unit, Scale.SEQUENTIAL);
    }

    public static Quantity diverging(String name, String title, String unit) {
        return new Quantity(name, title, unit, Scale.DIVERGING);
    }

    public static Quantity categorical(String name, String title) {
        return new Quantity(name, title, "", Scale.CATEGORICAL);
    }
}
