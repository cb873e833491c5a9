package org.lauescope.picture;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.DeviationKey;

/// The sharp key: a disc of turns about axes in the surface, a bar of turns about the normal.
public record DeviationLegend(DeviationKey key) implements MapLegend {

    private static final double SIDE = 150;
    private static final int PIXELS = 300;

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        String range = Axis.number(Math.toDegrees(key.range())) + "°";
        sheet.text("turn by " + range, x, y + 22, 26, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text("about the axis", x, y + 54, 22, Palette.FAINT, Sheet.Anchor.LEFT);
        double top = y + 80;
        sheet.picture(disc(), new Rectangle2D.Double(x, top, SIDE, SIDE));
        sheet.outline(new Ellipse2D.Double(x, top, SIDE, SIDE), Palette.INK, 1.5);
        Point2D centre = new Point2D.Double(x + SIDE / 2, top + SIDE / 2);
        sheet.text("x", x + SIDE + 8, centre.getY() + 8, 24, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text("y", centre.getX(), top + SIDE + 26, 24, Palette.INK, Sheet.Anchor.CENTRE);
        Rectangle2D bar = new Rectangle2D.Double(x + SIDE + 38, top, 26, SIDE);
        sheet.picture(bar(), bar);
        sheet.outline(bar, Palette.INK, 1.5);
        sheet.text("z", bar.getCenterX(), top + SIDE + 26, 24, Palette.INK, Sheet.Anchor.CENTRE);
    }

    /// y downwards, as rows of the map.
    public BufferedImage disc() {
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < PIXELS; row++) {
            for (int column = 0; column < PIXELS; column++) {
                double x = (2 * column + 1.0) / PIXELS - 1;
                double y = (2 * row + 1.0) / PIXELS - 1;
                if (x * x + y * y <= 1) {
                    Vector3 turn = new Vector3(x, y, 0).times(key.range());
                    image.setRGB(column, row, 0xff000000 | key.deviationColour(turn).rgb());
                }
            }
        }
        return image;
    }

    public BufferedImage bar() {
        BufferedImage image = new BufferedImage(1, PIXELS, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < PIXELS; row++) {
            Vector3 turn = new Vector3(0, 0, key.range() * (1 - (2 * row + 1.0) / PIXELS));
            image.setRGB(0, row, key.deviationColour(turn).rgb());
        }
        return image;
    }
}
