package org.lauescope.operando;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;

/// Vectors from one point of a grid to another, each pair of opposite ones once, from the shortest
/// on.
///
/// @param columns, rows number of steps
/// @param distance length, µm, ascending. Arrays are not copied and not to be changed
record Lags(int[] columns, int[] rows, double[] distance) {

    /// All up to a length, without zero.
    ///
    /// @param longest µm
    static Lags upTo(ScanGrid grid, double longest) {
        int reachColumns = (int) Math.min(grid.columns() - 1, longest / grid.columnStep());
        int reachRows = (int) Math.min(grid.rows() - 1, longest / grid.rowStep());
        int width = 2 * reachColumns + 1;
        double[] length = new double[width * (reachRows + 1)];
        for (int k = 0; k < length.length; k++) {
            int column = k % width - reachColumns;
            int row = k / width;
            length[k] =
                    row > 0 || column > 0
                            ? Math.hypot(column * grid.columnStep(), row * grid.rowStep())
                            : Double.POSITIVE_INFINITY;
        }
        int[] order =
                IntStream.range(0, length.length)
                        .filter(k -> length[k] <= longest)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> length[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new Lags(
                Arrays.stream(order).map(k -> k % width - reachColumns).toArray(),
                Arrays.stream(order).map(k -> k / width).toArray(),
                Arrays.stream(order).mapToDouble(k -> length[k]).toArray());
    }

    int size() {
        return distance.length;
    }

    /// Takes both points of a pair.
    @FunctionalInterface
    interface Pair {
        void accept(int first, int second);
    }

    /// All pairs of points that a lag joins, both of the same member of a partition.
    ///
    /// @param part number of the part of each point; negative ones take no part
    void forEachPair(int lag, ScanGrid grid, int[] part, Pair pair) {
        int step = rows[lag] * grid.columns() + columns[lag];
        int from = Math.max(0, -columns[lag]);
        int to = grid.columns() - Math.max(0, columns[lag]);
        for (int row = 0; row + rows[lag] < grid.rows(); row++) {
            for (int i = row * grid.columns() + from; i < row * grid.columns() + to; i++) {
                if (part[i] >= 0 && part[i] == part[i + step]) {
                    pair.accept(i, i + step);
                }
            }
        }
    }
}
