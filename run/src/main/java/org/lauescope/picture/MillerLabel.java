package org.lauescope.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// The indices h k l as an outline, negative ones with a bar above, as crystallographers write
/// them; apart by a thin space once one has two digits.
public final class MillerLabel {

    private final Path2D outline = new Path2D.Double();
    private final double width;
    private final double height;

    public MillerLabel(int h, int k, int l, double size) {
        boolean apart = Math.max(Math.max(Math.abs(h), Math.abs(k)), Math.abs(l)) > 9;
        double gap = size * (apart ? 0.28 : 0.12);
        double ascent = size * 0.74;
        double x = 0;
        for (int index : new int[] {h, k, l}) {
            String digits = Integer.toString(Math.abs(index));
            double advance = Sheet.textWidth(digits, size, true);
            outline.append(Sheet.glyphs(digits, size, true, x, 0), false);
            if (index < 0 && advance > 0) {
                outline.append(
                        new Rectangle2D.Double(
                                x + 0.08 * advance,
                                -ascent - 0.17 * size,
                                0.84 * advance,
                                0.09 * size),
                        false);
            }
            x += advance + gap;
        }
        width = Math.max(0, x - gap);
        height = ascent + 0.17 * size;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    /// The outline with its lower left corner at (x, y).
    public Shape at(double x, double y) {
        return outline.createTransformedShape(AffineTransform.getTranslateInstance(x, y));
    }
}
