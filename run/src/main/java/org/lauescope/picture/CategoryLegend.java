package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/// A swatch for each number that occurs, as far as there is room; none if there is not for all.
///
/// @param numbers ascending
record CategoryLegend(int[] numbers) implements MapLegend {

    private static final double LINE = 36;

    /// @param values of a plane; what is negative or unknown has no colour
    static CategoryLegend of(double[] values) {
        return new CategoryLegend(
                Arrays.stream(values)
                        .filter(value -> value >= 0)
                        .mapToInt(value -> (int) value)
                        .distinct()
                        .sorted()
                        .toArray());
    }

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        if (LINE * numbers.length > height) {
            return;
        }
        double at = y + 22;
        for (int number : numbers) {
            sheet.fill(
                    new Rectangle2D.Double(x, at - 18, 28, 22),
                    new Color(CategoryColours.rgb(number)));
            sheet.text(Integer.toString(number), x + 40, at, 22, Palette.INK, Sheet.Anchor.LEFT);
            at += LINE;
        }
    }
}
