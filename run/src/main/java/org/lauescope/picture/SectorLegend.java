package org.lauescope.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.lauescope.crystal.Crystal;
import org.lauescope.map.ColourKey;

/// The key of an inverse pole figure map: the sector of its Laue group in stereographic projection,
/// each pixel coloured by the key itself, its corners with the indices uvw of lattice directions.
record SectorLegend(ColourKey key, Crystal crystal) implements MapLegend {

    private static final double SIDE = 168;
    private static final int PIXELS = 380;
    private static final double LABEL = 24;
    private static final double GAP = 9;

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        SectorPicture picture = SectorPicture.of(key, crystal, PIXELS);
        Rectangle2D bounds = picture.bounds();
        double scale = SIDE / Math.max(bounds.getWidth(), bounds.getHeight());
        double left = x + 42 - scale * bounds.getMinX();
        double base = y + 104 + scale * bounds.getMaxY();
        sheet.text(crystal.name(), x, y + 22, 26, Palette.INK, Sheet.Anchor.LEFT);
        sheet.text(
                "%s, %s".formatted(key.style().text(), crystal.laueGroup().symbol()),
                x,
                y + 54,
                22,
                Palette.FAINT,
                Sheet.Anchor.LEFT);
        Rectangle2D place =
                new Rectangle2D.Double(
                        left + scale * bounds.getMinX(),
                        base - scale * bounds.getMaxY(),
                        scale * bounds.getWidth(),
                        scale * bounds.getHeight());
        sheet.picture(picture.colours(), place);
        Path2D drawn = new Path2D.Double();
        drawn.append(
                new AffineTransform(scale, 0, 0, -scale, left, base)
                        .createTransformedShape(picture.outline()),
                false);
        sheet.outline(drawn, Palette.INK, 2);
        for (SectorPicture.Corner corner : picture.corners()) {
            drawLabel(sheet, corner, left, base, scale, place);
        }
    }

    private static void drawLabel(
            Sheet sheet,
            SectorPicture.Corner corner,
            double left,
            double base,
            double scale,
            Rectangle2D place) {
        int[] indices = corner.direction();
        if (indices.length == 0) {
            return;
        }
        MillerLabel label = new MillerLabel(indices[0], indices[1], indices[2], LABEL);
        double x = left + scale * corner.at().getX();
        double y = base - scale * corner.at().getY();
        double away = Math.hypot(x - place.getCenterX(), y - place.getCenterY());
        double middleX = x + (x - place.getCenterX()) / away * (label.width() / 2 + GAP);
        double middleY = y + (y - place.getCenterY()) / away * (label.height() / 2 + GAP);
        Shape glyphs = label.at(middleX - label.width() / 2, middleY + label.height() / 2);
        sheet.fill(glyphs, Palette.INK);
    }
}
