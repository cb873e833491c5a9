package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// Lays a pattern elsewhere over a map: mirrored, and shifted so that what leaves at one border
/// comes in at the opposite one. Its geometry stays, and so does what it would find by chance.
///
/// @param rows, columns steps of the shift, after the mirrors
record Displacement(boolean isMirroredInX, boolean isMirroredInY, int rows, int columns) {

    private static final int ALONG_EACH_AXIS = 6;

    /// Six shifts along each axis of the four images; not the pattern as it is.
    static List<Displacement> all(ScanGrid grid) {
        List<Displacement> all = new ArrayList<>();
        for (int k = 1; k < 4 * ALONG_EACH_AXIS * ALONG_EACH_AXIS; k++) {
            all.add(
                    new Displacement(
                            k % 2 == 1,
                            k / 2 % 2 == 1,
                            grid.rows() * (k / 4 / ALONG_EACH_AXIS) / ALONG_EACH_AXIS,
                            grid.columns() * (k / 4 % ALONG_EACH_AXIS) / ALONG_EACH_AXIS));
        }
        return all;
    }

    /// Where the value of a point comes from.
    int source(ScanGrid grid, int point) {
        int row = grid.row(point);
        int column = grid.column(point);
        row = (isMirroredInY ? grid.rows() - 1 - row : row) + rows;
        column = (isMirroredInX ? grid.columns() - 1 - column : column) + columns;
        return grid.index(row % grid.rows(), column % grid.columns());
    }

    double[] of(ScanGrid grid, double[] pattern) {
        double[] moved = new double[pattern.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = pattern[source(grid, i)];
        }
        return moved;
    }
}
