package org.lauescope.picture;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Lines between points of different grains, and around places.
final class GrainOutlines {

    /// More would hide the map and swell the file.
    private static final int MOST = 20_000;

    private GrainOutlines() {}

    /// @param box of the map on the sheet
    /// @return empty if the map has no grains, or too many edges between them
    static Path2D of(ScanMap map, Rectangle2D box) {
        if (!map.has("grain")) {
            return new Path2D.Double();
        }
        return between(map.grid(), map.plane("grain").values(), GrainOutlines::divides, box);
    }

    /// @param place number of the place of each point, NaN outside of all
    static Path2D ofPlaces(ScanGrid grid, double[] place, Rectangle2D box) {
        return between(grid, place, (first, second) -> Double.compare(first, second) != 0, box);
    }

    private interface Division {
        boolean isBetween(double first, double second);
    }

    private static Path2D between(
            ScanGrid grid, double[] number, Division division, Rectangle2D box) {
        Path2D path = new Path2D.Double();
        double width = box.getWidth() / grid.columns();
        double height = box.getHeight() / grid.rows();
        int edges = 0;
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                int index = grid.index(row, column);
                double x = box.getMinX() + column * width;
                double y = box.getMinY() + row * height;
                if (column > 0 && division.isBetween(number[index - 1], number[index])) {
                    path.moveTo(x, y);
                    path.lineTo(x, y + height);
                    edges++;
                }
                if (row > 0 && division.isBetween(number[index - grid.columns()], number[index])) {
                    path.moveTo(x, y);
                    path.lineTo(x + width, y);
                    edges++;
                }
                if (edges > MOST) {
                    return new Path2D.Double();
                }
            }
        }
        return path;
    }

    /// Between two grains; the rim of what is not indexed shows by itself.
    private static boolean divides(double first, double second) {
        return first >= 0 && second >= 0 && first != second;
    }
}
