package org.lauescope.operando;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.lauescope.map.ScanGrid;

/// Finds neighbouring points (along rows, columns and diagonals) of the same sign whose values lie
/// beyond a threshold. A single point that is unknown does not part what lies on both sides of it:
/// a lost frame is no boundary. The mass of such a cluster is the sum of what lies beyond, |value|
/// − threshold. An object serves one thread; its buffers are used again.
final class Clusters {

    private final ScanGrid grid;
    private final double threshold;
    private final boolean[] seen;
    private final int[] stack;

    Clusters(ScanGrid grid, double threshold) {
        this.grid = grid;
        this.threshold = threshold;
        seen = new boolean[grid.size()];
        stack = new int[grid.size()];
    }

    /// Mass of the heaviest; 0 without any.
    ///
    /// @param values NaN where unknown
    double heaviest(double[] values) {
        Arrays.fill(seen, false);
        double heaviest = 0;
        for (int i = 0; i < values.length; i++) {
            if (isBeyond(values[i]) && !seen[i]) {
                heaviest = Math.max(heaviest, mass(values, collect(values, i)));
            }
        }
        return heaviest;
    }

    /// Gives the points (ascending) and the mass of each.
    void forEach(double[] values, BiConsumer<int[], Double> cluster) {
        Arrays.fill(seen, false);
        for (int i = 0; i < values.length; i++) {
            if (isBeyond(values[i]) && !seen[i]) {
                int count = collect(values, i);
                double mass = mass(values, count);
                int[] points = Arrays.copyOf(stack, count);
                Arrays.sort(points);
                cluster.accept(points, mass);
            }
        }
    }

    private boolean isBeyond(double value) {
        return Math.abs(value) > threshold;
    }

    /// Leaves the points on the stack, in the order in which they were found.
    private int collect(double[] values, int start) {
        double sign = Math.signum(values[start]);
        stack[0] = start;
        seen[start] = true;
        int count = 1;
        for (int next = 0; next < count; next++) {
            count = neighbours(values, sign, stack[next], count);
        }
        return count;
    }

    /// Puts what lies beside a point, or behind an unknown one beside it, on the stack.
    ///
    /// @return new number of points on the stack
    private int neighbours(double[] values, double sign, int point, int count) {
        boolean isKnown = !Double.isNaN(values[point]);
        int found = count;
        int row = grid.row(point);
        int column = grid.column(point);
        for (int r = Math.max(0, row - 1); r <= Math.min(grid.rows() - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1);
                    c <= Math.min(grid.columns() - 1, column + 1);
                    c++) {
                int j = grid.index(r, c);
                if (isKnown && Double.isNaN(values[j])) {
                    found = neighbours(values, sign, j, found);
                } else if (!seen[j] && isBeyond(values[j]) && Math.signum(values[j]) == sign) {
                    seen[j] = true;
                    stack[found++] = j;
                }
            }
        }
        return found;
    }

    private double mass(double[] values, int count) {
        double mass = 0;
        for (int k = 0; k < count; k++) {
            mass += Math.abs(values[stack[k]]) - threshold;
        }
        return mass;
    }
}
