package org.lauescope.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.ColourKey;

/// The key of an inverse pole figure map: the sector of its Laue group in stereographic projection,
/// each pixel coloured by the key itself, its corners with the indices uvw of lattice directions.
record SectorLegend(ColourKey key, Crystal crystal) implements MapLegend {

    private static final double SIDE = 168;
    private static final int PIXELS = 380;
    private static final int PARTS = 40;
    private static final double LABEL = 24;
    private static final double GAP = 9;

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        List<Vector3> corners = key.sector().corners();
        Path2D outline = outline(corners);
        Rectangle2D bounds = outline.getBounds2D();
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
        sheet.picture(colours(bounds, corners), place);
        Path2D drawn = new Path2D.Double();
        drawn.append(
                new AffineTransform(scale, 0, 0, -scale, left, base)
                        .createTransformedShape(outline),
                false);
        sheet.outline(drawn, Palette.INK, 2);
        for (Vector3 corner : corners) {
            drawLabel(sheet, corner, left, base, scale, place);
        }
    }

    private void drawLabel(
            Sheet sheet,
            Vector3 corner,
            double left,
            double base,
            double scale,
            Rectangle2D place) {
        int[] indices =
                LatticeDirection.nearest(
                        key.sector().standardFromCrystal().transpose().times(corner),
                        crystal.cell());
        if (indices.length == 0) {
            return;
        }
        MillerLabel label = new MillerLabel(indices[0], indices[1], indices[2], LABEL);
        double x = left + scale * corner.x() / (1 + corner.z());
        double y = base - scale * corner.y() / (1 + corner.z());
        double away = Math.hypot(x - place.getCenterX(), y - place.getCenterY());
        double middleX = x + (x - place.getCenterX()) / away * (label.width() / 2 + GAP);
        double middleY = y + (y - place.getCenterY()) / away * (label.height() / 2 + GAP);
        Shape glyphs = label.at(middleX - label.width() / 2, middleY + label.height() / 2);
        sheet.fill(glyphs, Palette.INK);
    }

    private BufferedImage colours(Rectangle2D bounds, List<Vector3> corners) {
        double pixel = Math.max(bounds.getWidth(), bounds.getHeight()) / PIXELS;
        int columns = Math.max(1, (int) Math.round(bounds.getWidth() / pixel));
        int rows = Math.max(1, (int) Math.round(bounds.getHeight() / pixel));
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double px = bounds.getMinX() + (column + 0.5) * pixel;
                double py = bounds.getMaxY() - (row + 0.5) * pixel;
                double square = px * px + py * py;
                Vector3 direction = new Vector3(2 * px, 2 * py, 1 - square).times(1 / (1 + square));
                if (isInside(direction, corners)) {
                    image.setRGB(column, row, 0xff000000 | key.standardColour(direction).rgb());
                }
            }
        }
        return image;
    }

    private static boolean isInside(Vector3 direction, List<Vector3> corners) {
        for (int i = 0; i < corners.size(); i++) {
            Vector3 inward = corners.get(i).cross(corners.get((i + 1) % corners.size()));
            if (direction.dot(inward) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Sides in projection, y upwards.
    private static Path2D outline(List<Vector3> corners) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners.size(); i++) {
            Vector3 from = corners.get(i);
            Vector3 to = corners.get((i + 1) % corners.size());
            for (int part = 0; part < PARTS; part++) {
                double t = (double) part / PARTS;
                Vector3 v = from.times(1 - t).plus(to.times(t)).unit();
                double x = v.x() / (1 + v.z());
                double y = v.y() / (1 + v.z());
                if (i + part == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        path.closePath();
        return path;
    }
}
