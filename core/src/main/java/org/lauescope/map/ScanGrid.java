package org.lauescope.map;

/// The regular grid of a scan on the sample's surface, MAP frame: columns along SAMPLE x, rows
/// along SAMPLE y. Points are numbered row by row, index = row · columns + column, however they
/// were measured.
///
/// @param columnStep, rowStep distance of neighbours, µm
/// @param originX, originY position of point (0, 0), µm
public record ScanGrid(
        int columns, int rows, double columnStep, double rowStep, double originX, double originY) {

    public ScanGrid {
        if (columns < 1 || rows < 1 || (long) columns * rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "grid of %d columns × %d rows; expected at least 1 × 1 and at most 2³¹ points"
                            .formatted(columns, rows));
        }
        if (!(columnStep > 0 && rowStep > 0)
                || !Double.isFinite(columnStep + rowStep + originX + originY)) {
            throw new IllegalArgumentException(
                    "step of %s × %s µm from (%s, %s) µm; expected steps above 0 and finite positions"
                            .formatted(columnStep, rowStep, originX, originY));
        }
    }

    /// With point (0, 0) at (0, 0) µm.
    public static ScanGrid of(int columns, int rows, double columnStep, double rowStep) {
        return new ScanGrid(columns, rows, columnStep, rowStep, 0, 0);
    }

    /// Number of points.
    public int size() {
        return columns * rows;
    }

    public int index(int row, int column) {
        return row * columns + column;
    }

    public int row(int index) {
        return index / columns;
    }

    public int column(int index) {
        return index % columns;
    }

    public boolean contains(int row, int column) {
        return row >= 0 && row < rows && column >= 0 && column < columns;
    }

    /// SAMPLE x of a point, µm.
    public double x(int index) {
        return originX + column(index) * columnStep;
    }

    /// SAMPLE y of a point, µm.
    public double y(int index) {
        return originY + row(index) * rowStep;
    }
}
