package org.lauescope.picture;

import org.lauescope.map.Quantity;

/// Unit in which people read a quantity: angles in degrees, strain in 10⁻³, stress in MPa,
/// curvature in degrees per mm.
///
/// @param name empty for plain numbers
/// @param factor value shown per value inside
public record DisplayUnit(String name, double factor) {

    public static DisplayUnit of(Quantity quantity) {
        return switch (quantity.unit()) {
            case "rad" -> new DisplayUnit("°", Math.toDegrees(1));
            case "deg" -> new DisplayUnit("°", 1);
            case "GPa" -> new DisplayUnit("MPa", 1000);
            case "um" -> new DisplayUnit("µm", 1);
            case "µm^2", "um^2" -> new DisplayUnit("µm²", 1);
            case "deg^2" -> new DisplayUnit("°²", 1);
            case "1/m" -> new DisplayUnit("° mm⁻¹", Math.toDegrees(1e-3));
            case "1/m^2" -> new DisplayUnit("10¹² m⁻²", 1e-12);
            case "" -> plain(quantity.name());
            default -> new DisplayUnit(quantity.unit(), 1);
        };
    }

    private static DisplayUnit plain(String name) {
        // Significances are plain numbers, of whatever.
        if (!name.contains("strain") || name.startsWith("z_")) {
            return new DisplayUnit("", 1);
        }
        return name.endsWith("_squared")
                ? new DisplayUnit("10⁻⁶", 1e6)
                : new DisplayUnit("10⁻³", 1000);
    }

    /// A title with the unit behind it.
    public String after(String title) {
        return name.isEmpty() ? title : title + " / " + name;
    }
}
