package org.lauescope.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/// The box of a plot with ticks, numbers and names on its left and lower side.
///
/// @param x, y the two axes; y.from() is the lower end
public record PlotFrame(Axis x, Axis y) {

    private static final double TEXT = 26;

    /// A box with its upper left corner at (left, top); the y axis upwards.
    public static PlotFrame upwards(
            Rectangle2D box, double firstX, double lastX, double firstY, double lastY) {
        return new PlotFrame(
                new Axis(firstX, lastX, box.getMinX(), box.getMaxX()),
                new Axis(firstY, lastY, box.getMaxY(), box.getMinY()));
    }

    public Rectangle2D box() {
        double top = Math.min(y.from(), y.to());
        return new Rectangle2D.Double(
                x.from(), top, x.to() - x.from(), Math.abs(y.to() - y.from()));
    }

    public Point2D at(double valueX, double valueY) {
        return new Point2D.Double(x.at(valueX), y.at(valueY));
    }

    /// Box, ticks and names; pale lines across at each tick of y.
    public void draw(Sheet sheet, String nameX, String nameY, int ticksX, int ticksY) {
        Rectangle2D box = box();
        for (double tick : y.ticks(ticksY)) {
            sheet.line(box.getMinX(), y.at(tick), box.getMaxX(), y.at(tick), Palette.RULE, 1);
        }
        drawAxes(sheet, nameX, nameY, ticksX, ticksY);
    }

    /// Box, ticks and names alone.
    public void drawAxes(Sheet sheet, String nameX, String nameY, int ticksX, int ticksY) {
        Rectangle2D box = box();
        double bottom = box.getMaxY();
        double widest = 0;
        for (double tick : y.ticks(ticksY)) {
            double at = y.at(tick);
            sheet.line(box.getMinX() - 10, at, box.getMinX(), at, Palette.INK, 2);
            String text = Axis.number(tick);
            widest = Math.max(widest, Sheet.textWidth(text, TEXT, false));
            sheet.text(text, box.getMinX() - 18, at + 9, TEXT, Palette.INK, Sheet.Anchor.RIGHT);
        }
        for (double tick : x.ticks(ticksX)) {
            double at = x.at(tick);
            sheet.line(at, bottom, at, bottom + 10, Palette.INK, 2);
            sheet.text(Axis.number(tick), at, bottom + 40, TEXT, Palette.INK, Sheet.Anchor.CENTRE);
        }
        sheet.outline(box, Palette.INK, 2);
        sheet.text(
                nameX, box.getCenterX(), bottom + 78, TEXT + 2, Palette.INK, Sheet.Anchor.CENTRE);
        sheet.verticalText(
                nameY, box.getMinX() - widest - 40, box.getCenterY(), TEXT + 2, Palette.INK);
    }

    public void dot(
            Sheet sheet, double valueX, double valueY, double radius, java.awt.Color colour) {
        sheet.fill(Sheet.circle(at(valueX, valueY), radius), colour);
    }
}
