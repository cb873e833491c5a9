package org.lauescope.run.plan;

import org.lauescope.map.ScanGrid;

/// A rectangle of neighbouring points that is stored in one transaction.
///
/// @param number among the tiles of its scan, row by row
public record Tile(int number, int firstRow, int firstColumn, int rows, int columns) {

    public int size() {
        return rows * columns;
    }

    /// With the points around it that the grid has.
    public Tile grown(ScanGrid grid) {
        int top = Math.max(firstRow - 1, 0);
        int left = Math.max(firstColumn - 1, 0);
        return new Tile(
                number,
                top,
                left,
                Math.min(firstRow + rows + 1, grid.rows()) - top,
                Math.min(firstColumn + columns + 1, grid.columns()) - left);
    }

    /// All points of a grid.
    public static Tile whole(ScanGrid grid) {
        return new Tile(0, 0, 0, grid.rows(), grid.columns());
    }
}
