package org.lauescope.map;

/// A colour of the sRGB space.
///
/// @param red, green, blue 0 … 1
public record Colour(double red, double green, double blue) {

    public static final Colour WHITE = new Colour(1, 1, 1);

    public static Colour ofRgb(int rgb) {
        return new Colour(
                (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
    }

    /// @param hue 0 … 1: red, green at 1/3, blue at 2/3
    public static Colour ofHsl(double hue, double saturation, double lightness) {
        double reach = saturation * Math.min(lightness, 1 - lightness);
        return new Colour(
                channel(hue, 0, lightness, reach),
                channel(hue, 8, lightness, reach),
                channel(hue, 4, lightness, reach));
    }

    private static double channel(double hue, int shift, double lightness, double reach) {
        double k = (shift + 12 * hue) % 12;
        return lightness - reach * Math.clamp(Math.min(k - 3, 9 - k), -1, 1);
    }

    /// 0xRRGGBB.
    public int rgb() {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    /// This colour at 0, the other at 1.
    public Colour towards(Colour other, double part) {
        return new Colour(
                red + part * (other.red - red),
                green + part * (other.green - green),
                blue + part * (other.blue - blue));
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.clamp(value, 0, 1));
    }
}
