package org.lauescope.picture;

import org.lauescope.map.Quantity;

/// Unit in which people read a quantity: angles in degrees, strain in 10⁻³, stress in MPa.
///
/// @param name empty for plain numbers
/// @param factor value shown per value inside
public record DisplayUnit(String name, double factor) {

    public static DisplayUnit of(Quantity quantity) {
        return switch (quantity.unit()) {
            case "rad" -> new DisplayUnit("°", Math.toDegrees(1));
            case "deg" -> new DisplayUnit("°", 1);
            case "rad/µm" -> new DisplayUnit("°/µm", Math.toDegrees(1));
            case "GPa" -> new DisplayUnit("MPa", 1000);
            case "um" -> new DisplayUnit("µm", 1);
            case "" ->
                    quantity.name().contains("strain")
                            ? new DisplayUnit("10⁻³", 1000)
                            : new DisplayUnit("", 1);
            default -> new DisplayUnit(quantity.unit(), 1);
        };
    }

    /// A title with the unit behind it.
    public String after(String title) {
        return name.isEmpty() ? title : title + " / " + name;
    }
}
