package org.lauescope.picture;

import java.awt.Color;

/// Colours that readers with any kind of colour vision tell apart on white and on grey (Okabe &
/// Ito, Color Universal Design, 2008), in the order of use.
public final class Palette {

    public static final Color INK = new Color(0x1a1a1a);
    public static final Color FAINT = new Color(0x8c8c8c);
    public static final Color RULE = new Color(0xd9d9d9);
    public static final Color NO_DATA = new Color(0xe6edf2);
    public static final Color NO_DATA_HATCH = new Color(0xc3d0da);

    private static final Color[] SERIES = {
        new Color(0xd55e00),
        new Color(0x0072b2),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0xe69f00),
        new Color(0x56b4e9)
    };

    private Palette() {}

    /// Colour of the grain or curve with that number, counted from 0.
    public static Color of(int number) {
        return SERIES[number % SERIES.length];
    }

    public static Color withAlpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }
}
