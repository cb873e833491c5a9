package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// The colours of a [ScalarScale] with their values. An end beyond which values were cut off is a
/// point, with the part of the values that it stands for.
///
/// @param factor value shown per value of the scale
record ColourBar(ScalarScale scale, double factor) implements MapLegend {

    private static final double WIDTH = 36;
    private static final double POINT = 26;
    private static final double TEXT = 26;

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        double top = y + 40;
        double bottom = y + height - 40;
        BufferedImage colours = new BufferedImage(1, 256, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            colours.setRGB(0, i, scale.map().rgb((255 - i) / 255.0));
        }
        Rectangle2D bar = new Rectangle2D.Double(x, top, WIDTH, bottom - top);
        sheet.picture(colours, bar);
        sheet.outline(bar, Palette.INK, 1.5);
        drawEnd(sheet, x, top, -POINT, scale.above(), scale.map().rgb(1));
        drawEnd(sheet, x, bottom, POINT, scale.below(), scale.map().rgb(0));
        Axis axis = new Axis(factor * scale.low(), factor * scale.high(), bottom, top);
        for (double tick : axis.ticks(5)) {
            double at = axis.at(tick);
            sheet.line(x + WIDTH, at, x + WIDTH + 8, at, Palette.INK, 2);
            sheet.text(
                    Axis.number(tick),
                    x + WIDTH + 16,
                    at + 9,
                    TEXT,
                    Palette.INK,
                    Sheet.Anchor.LEFT);
        }
    }

    private static void drawEnd(
            Sheet sheet, double x, double y, double reach, double part, int rgb) {
        if (part == 0) {
            return;
        }
        Path2D point = new Path2D.Double();
        point.moveTo(x, y);
        point.lineTo(x + WIDTH / 2, y + reach);
        point.lineTo(x + WIDTH, y);
        point.closePath();
        sheet.fill(point, new Color(rgb));
        sheet.outline(point, Palette.INK, 1.5);
        String text = part < 0.001 ? "< 0.1 %" : Axis.number(rounded(100 * part)) + " %";
        sheet.text(text, x + WIDTH + 16, y + reach + 9, TEXT - 4, Palette.FAINT, Sheet.Anchor.LEFT);
    }

    private static double rounded(double percent) {
        return Math.rint(10 * percent) / 10;
    }
}
