package org.lauescope.run.plan;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;

/// The thin sample of a scan's points that is indexed from scratch: those whose row and column are
/// both multiples of the step, or the last. Position alone decides.
public final class SampleGrid {

    private final ScanGrid grid;
    private final int[] rows;
    private final int[] columns;

    public SampleGrid(ScanGrid grid, int step) {
        this.grid = grid;
        rows = lines(grid.rows(), step);
        columns = lines(grid.columns(), step);
    }

    private static int[] lines(int count, int step) {
        return IntStream.concat(
                        IntStream.iterate(0, i -> i < count, i -> i + step),
                        IntStream.of(count - 1))
                .distinct()
                .toArray();
    }

    /// The points of the sample, row by row.
    public int[] points() {
        return IntStream.of(rows)
                .flatMap(row -> IntStream.of(columns).map(column -> grid.index(row, column)))
                .toArray();
    }

    public boolean contains(int row, int column) {
        return Arrays.binarySearch(rows, row) >= 0 && Arrays.binarySearch(columns, column) >= 0;
    }

    /// The up to 3 × 3 sample points about the one that is nearest to a point, row by row.
    public int[] around(int row, int column) {
        int middleRow = nearest(rows, row);
        int middleColumn = nearest(columns, column);
        int[] points = new int[9];
        int count = 0;
        for (int i = middleRow - 1; i <= middleRow + 1; i++) {
            for (int j = middleColumn - 1; j <= middleColumn + 1; j++) {
                if (i >= 0 && i < rows.length && j >= 0 && j < columns.length) {
                    points[count++] = grid.index(rows[i], columns[j]);
                }
            }
        }
        return Arrays.copyOf(points, count);
    }

    /// The four sample points that enclose a point, and how far between them it lies; the same
    /// sample point stands in several corners where the point lies on a line of the sample.
    public Cell enclosing(int row, int column) {
        int above = below(rows, row);
        int left = below(columns, column);
        int bottom = rows[above] == row ? above : above + 1;
        int right = columns[left] == column ? left : left + 1;
        return new Cell(
                new int[] {
                    grid.index(rows[above], columns[left]),
                    grid.index(rows[above], columns[right]),
                    grid.index(rows[bottom], columns[left]),
                    grid.index(rows[bottom], columns[right])
                },
                fraction(rows[above], rows[bottom], row),
                fraction(columns[left], columns[right], column));
    }

    /// @param corners points: top left, top right, bottom left, bottom right
    /// @param down, across position between them, 0 … 1
    public record Cell(int[] corners, double down, double across) {}

    private static double fraction(int from, int to, int at) {
        return from == to ? 0 : (double) (at - from) / (to - from);
    }

    /// Number of the last line that is not after `at`.
    private static int below(int[] lines, int at) {
        int found = Arrays.binarySearch(lines, at);
        return found >= 0 ? found : -found - 2;
    }

    private static int nearest(int[] lines, int at) {
        int below = below(lines, at);
        boolean next = below + 1 < lines.length && lines[below + 1] - at < at - lines[below];
        return next ? below + 1 : below;
    }
}
