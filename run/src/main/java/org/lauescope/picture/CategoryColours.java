package org.lauescope.picture;

import org.lauescope.map.Colour;

/// Colours of numbers that are names: neighbours in number differ in hue and in lightness, so that
/// readers with any kind of colour vision tell them apart.
public final class CategoryColours {

    private static final double GOLDEN = 0.381966;
    private static final double[] LIGHTNESS = {0.62, 0.42, 0.76};

    private CategoryColours() {}

    /// 0xRRGGBB of a number from 0 on.
    public static int rgb(int number) {
        double hue = 0.07 + GOLDEN * number;
        return Colour.ofHsl(
                        hue - Math.floor(hue),
                        0.55,
                        LIGHTNESS[Math.floorMod(number, LIGHTNESS.length)])
                .rgb();
    }
}
