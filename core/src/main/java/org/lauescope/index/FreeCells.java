package org.lauescope.index;

import java.util.Arrays;
import org.lauescope.laue.Detector;

/// Where a free peak may be near: square cells over the detector and its surroundings, marked
/// within a radius of each free peak. Most places that are asked for have none, and one look tells.
final class FreeCells {

    /// Edge of a cell, px.
    private static final double EDGE = 4;

    private final double reach;
    private final double margin;
    private final int columns;
    private final int rows;
    private final boolean[] marked;
    private long marks = -1;

    /// @param radius largest that is asked for, px
    FreeCells(Detector detector, double radius) {
        // A little wider, since the border of a cell is rounded.
        reach = radius + 1e-3;
        margin = reach + 1;
        columns = (int) ((detector.columns() + 2 * margin) / EDGE) + 1;
        rows = (int) ((detector.rows() + 2 * margin) / EDGE) + 1;
        marked = new boolean[columns * rows];
    }

    /// Marks the surroundings of the peaks that are free now.
    void mark(PeakField field) {
        if (marks == field.changes()) {
            return;
        }
        marks = field.changes();
        Arrays.fill(marked, false);
        for (int i = 0; i < field.size(); i++) {
            if (!field.isTaken(i)) {
                int left = cell(field.x(i) - reach);
                int right = cell(field.x(i) + reach) + 1;
                int bottom = cell(field.y(i) + reach);
                for (int row = cell(field.y(i) - reach); row <= bottom; row++) {
                    Arrays.fill(marked, row * columns + left, row * columns + right, true);
                }
            }
        }
    }

    /// False where no free peak is within the radius.
    boolean mayHold(double x, double y) {
        if (!(x > -margin && y > -margin)) {
            return false;
        }
        int column = cell(x);
        int row = cell(y);
        return column < columns && row < rows && marked[row * columns + column];
    }

    private int cell(double position) {
        return (int) ((position + margin) / EDGE);
    }
}
