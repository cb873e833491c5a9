package org.lauescope.operando;

import java.util.Arrays;

/// Assignment of rows to columns of least total cost, by the Hungarian method with potentials (H.
/// W. Kuhn, Nav. Res. Logist. Q. 2 (1955) 83; J. Munkres, J. SIAM 5 (1957) 32). O(n³).
final class Assignment {

    private Assignment() {}

    /// @param cost of each row (first) and column; +∞ where they must not be assigned
    /// @return column of each row, −1 where it has none: never more cost than `alone` is taken for
    ///   a pair
    static int[] of(double[][] cost, double alone) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        // Each row may also take a column of its own at the price of staying alone.
        int n = columns + rows;
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[n + 1];
        int[] rowOf = new int[n + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            int column = 0;
            double[] least = new double[n + 1];
            int[] before = new int[n + 1];
            boolean[] used = new boolean[n + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            do {
                used[column] = true;
                int r = rowOf[column];
                int next = 0;
                double delta = Double.POSITIVE_INFINITY;
                for (int c = 1; c <= n; c++) {
                    if (used[c]) {
                        continue;
                    }
                    double price =
                            c <= columns
                                    ? Math.min(cost[r - 1][c - 1], Double.MAX_VALUE / 4)
                                    : c - columns == r ? alone : Double.MAX_VALUE / 4;
                    double reduced = price - rowPotential[r] - columnPotential[c];
                    if (reduced < least[c]) {
                        least[c] = reduced;
                        before[c] = column;
                    }
                    if (least[c] < delta) {
                        delta = least[c];
                        next = c;
                    }
                }
                for (int c = 0; c <= n; c++) {
                    if (used[c]) {
                        rowPotential[rowOf[c]] += delta;
                        columnPotential[c] -= delta;
                    } else {
                        least[c] -= delta;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                int previous = before[column];
                rowOf[column] = rowOf[previous];
                column = previous;
            }
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int c = 1; c <= columns; c++) {
            if (rowOf[c] > 0) {
                columnOf[rowOf[c] - 1] = c - 1;
            }
        }
        return columnOf;
    }
}
