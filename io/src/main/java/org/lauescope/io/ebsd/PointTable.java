package org.lauescope.io.ebsd;

import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Quaternion;
import org.lauescope.io.FileFormatException;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Collects the rows of an EBSD file at their places on the grid.
final class PointTable {

    /// Positions are printed with few digits: farther from a grid point than this part of a step is
    /// a mistake.
    private static final double OFF_GRID = 0.3;

    private static final double MOST_POINTS = Integer.MAX_VALUE;

    private final String source;
    private final ScanGrid grid;
    private final List<Crystal> crystals;
    private final List<Quantity> quantities;
    private final PointStatus[] status;
    private final int[] crystal;
    private final double[] quaternions;
    private final double[][] values;
    private int rows;

    PointTable(String source, ScanGrid grid, List<Crystal> crystals, List<Quantity> quantities) {
        this.source = source;
        this.grid = grid;
        this.crystals = crystals;
        this.quantities = quantities;
        int n = grid.size();
        status = new PointStatus[n];
        Arrays.fill(status, PointStatus.NOT_MEASURED);
        crystal = new int[n];
        Arrays.fill(crystal, -1);
        quaternions = new double[4 * n];
        Arrays.fill(quaternions, Double.NaN);
        values = new double[quantities.size()][n];
        for (double[] plane : values) {
            Arrays.fill(plane, Double.NaN);
        }
    }

    /// @return index of the point at a position in µm that no row had before
    int place(int line, double x, double y) throws FileFormatException {
        double column = (x - grid.originX()) / grid.columnStep();
        double row = (y - grid.originY()) / grid.rowStep();
        int c = (int) Math.rint(column);
        int r = (int) Math.rint(row);
        if (!grid.contains(r, c)
                || Math.abs(column - c) > OFF_GRID
                || Math.abs(row - r) > OFF_GRID) {
            throw new FileFormatException(
                    source,
                    line,
                    "point at (%s, %s) µm; expected one of the grid of %d × %d points with steps of %s × %s µm from (%s, %s)"
                            .formatted(
                                    x,
                                    y,
                                    grid.columns(),
                                    grid.rows(),
                                    grid.columnStep(),
                                    grid.rowStep(),
                                    grid.originX(),
                                    grid.originY()));
        }
        int index = grid.index(r, c);
        if (status[index] != PointStatus.NOT_MEASURED) {
            throw new FileFormatException(
                    source,
                    line,
                    "second row for the point at (%s, %s) µm; expected one".formatted(x, y));
        }
        status[index] = PointStatus.NO_CANDIDATE;
        rows++;
        return index;
    }

    void indexed(int index, int phase, Quaternion sampleFromCrystal) {
        status[index] = PointStatus.INDEXED;
        crystal[index] = phase;
        quaternions[4 * index] = sampleFromCrystal.w();
        quaternions[4 * index + 1] = sampleFromCrystal.x();
        quaternions[4 * index + 2] = sampleFromCrystal.y();
        quaternions[4 * index + 3] = sampleFromCrystal.z();
    }

    void value(int quantity, int index, double value) {
        values[quantity][index] = value;
    }

    ScanMap map(String name) throws FileFormatException {
        if (rows != grid.size()) {
            throw new FileFormatException(
                    source,
                    "%d points; expected %d, %d columns × %d rows (the file is cut short)"
                            .formatted(rows, grid.size(), grid.columns(), grid.rows()));
        }
        ScanMap.Builder map =
                ScanMap.builder(
                        name, status, new OrientationMap(grid, crystals, crystal, quaternions));
        for (int k = 0; k < values.length; k++) {
            map.add(new Plane(quantities.get(k), values[k]));
        }
        return map.build();
    }

    /// A grid that may be one.
    static ScanGrid grid(
            String source,
            double columns,
            double rows,
            double stepX,
            double stepY,
            double x,
            double y)
            throws FileFormatException {
        boolean whole = columns == Math.rint(columns) && rows == Math.rint(rows);
        if (!whole || !(columns >= 1 && rows >= 1 && columns * rows <= MOST_POINTS)) {
            throw new FileFormatException(
                    source,
                    "grid of %.0f × %.0f points; expected at least 1 × 1 and at most 2³¹ in all"
                            .formatted(columns, rows));
        }
        try {
            return new ScanGrid((int) columns, (int) rows, stepX, stepY, x, y);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(source, String.valueOf(e.getMessage()), e);
        }
    }
}
