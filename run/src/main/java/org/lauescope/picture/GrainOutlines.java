package org.lauescope.picture;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Lines between points of different grains.
final class GrainOutlines {

    /// More would hide the map and swell the file.
    private static final int MOST = 20_000;

    private GrainOutlines() {}

    /// @param box of the map on the sheet
    /// @return empty if the map has no grains, or too many edges between them
    static Path2D of(ScanMap map, Rectangle2D box) {
        Path2D path = new Path2D.Double();
        if (!map.has("grain")) {
            return path;
        }
        ScanGrid grid = map.grid();
        double[] grain = map.plane("grain").values();
        double width = box.getWidth() / grid.columns();
        double height = box.getHeight() / grid.rows();
        int edges = 0;
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                int index = grid.index(row, column);
                double x = box.getMinX() + column * width;
                double y = box.getMinY() + row * height;
                if (column > 0 && divides(grain[index - 1], grain[index])) {
                    path.moveTo(x, y);
                    path.lineTo(x, y + height);
                    edges++;
                }
                if (row > 0 && divides(grain[index - grid.columns()], grain[index])) {
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
