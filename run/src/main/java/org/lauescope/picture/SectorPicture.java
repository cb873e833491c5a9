package org.lauescope.picture;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.ColourKey;

/// The sector of a Laue group in stereographic projection, each pixel coloured by a key.
///
/// @param outline of the sector, y upwards; the circle of the projection has radius 1
/// @param colours picture of the bounds of the outline, transparent outside the sector
public record SectorPicture(Path2D outline, BufferedImage colours, List<Corner> corners) {

    private static final int PARTS = 40;

    /// A corner of the sector.
    ///
    /// @param direction small integers u, v, w of the lattice direction; empty if none fit
    public record Corner(Point2D at, int[] direction) {}

    /// @param pixels of the longer side
    public static SectorPicture of(ColourKey key, Crystal crystal, int pixels) {
        List<Vector3> corners = key.sector().corners();
        Path2D outline = outline(corners);
        return new SectorPicture(
                outline,
                colours(key, outline.getBounds2D(), corners, pixels),
                corners.stream().map(corner -> corner(corner, key, crystal)).toList());
    }

    public Rectangle2D bounds() {
        return outline.getBounds2D();
    }

    private static Corner corner(Vector3 corner, ColourKey key, Crystal crystal) {
        int[] indices =
                LatticeDirection.nearest(
                        key.sector().standardFromCrystal().transpose().times(corner),
                        crystal.cell());
        return new Corner(
                new Point2D.Double(corner.x() / (1 + corner.z()), corner.y() / (1 + corner.z())),
                indices);
    }

    private static BufferedImage colours(
            ColourKey key, Rectangle2D bounds, List<Vector3> corners, int pixels) {
        double pixel = Math.max(bounds.getWidth(), bounds.getHeight()) / pixels;
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
