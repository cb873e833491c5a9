package org.lauescope.map;

import java.util.Arrays;

/// What the steps of a scan leave open of the place of its boundaries. A boundary that crosses the
/// lines at a slant is met at every part of a step, and their mean is right; of a run that follows
/// a row or column, or ends or turns there, all points are off by the same, evenly distributed over
/// a step.
///
/// @param runs number of such runs
/// @param ofPoint number of the run nearest to each point within its line; −1 where there is none
record BoundaryQuantisation(int runs, int[] ofPoint) {

    /// Boundaries further away, in steps, say nothing at a point.
    private static final int REACH = 3;

    /// Boundaries between columns, which leave x open.
    static BoundaryQuantisation ofColumns(ScanFeatures features) {
        ScanGrid grid = features.grid();
        return of(features, grid.rows(), grid.columns(), grid::index);
    }

    /// Boundaries between rows, which leave y open.
    static BoundaryQuantisation ofRows(ScanFeatures features) {
        ScanGrid grid = features.grid();
        return of(features, grid.columns(), grid.rows(), (line, at) -> grid.index(at, line));
    }

    private interface Point {
        int number(int line, int position);
    }

    private static BoundaryQuantisation of(
            ScanFeatures features, int lines, int length, Point point) {
        Walk walk = new Walk(features.grain(), lines, length, point);
        int[] ofPoint = new int[features.grain().length];
        Arrays.fill(ofPoint, -1);
        int[][] edge = new int[lines][length];
        for (int[] line : edge) {
            Arrays.fill(line, NO_EDGE);
        }
        int runs = walk.number(edge);
        for (int line = 0; line < lines; line++) {
            for (int at = 0; at < length; at++) {
                int run = nearest(edge[line], at);
                ofPoint[point.number(line, at)] = Math.max(-1, run);
            }
        }
        return new BoundaryQuantisation(runs, ofPoint);
    }

    private static final int NO_EDGE = -2;
    private static final int SLANTING = -1;

    /// Of the edge nearest to a position; `edge[i]` lies half a step after i.
    private static int nearest(int[] edge, int at) {
        for (int distance = 0; distance < REACH; distance++) {
            for (int candidate : new int[] {at - 1 - distance, at + distance}) {
                if (candidate >= 0 && candidate < edge.length && edge[candidate] != NO_EDGE) {
                    return edge[candidate];
                }
            }
        }
        return NO_EDGE;
    }

    /// Follows boundaries from line to line.
    private record Walk(int[] grain, int lines, int length, Point point) {

        private int at(int line, int position) {
            return grain[point.number(line, position)];
        }

        /// @param edge of each line and position, modified: number of the run that follows the
        ///   position, or [#SLANTING] where the boundary only passes
        int number(int[][] edge) {
            int runs = 0;
            for (int at = 0; at + 1 < length; at++) {
                for (int line = 0; line < lines; line++) {
                    int one = at(line, at);
                    int two = at(line, at + 1);
                    if (one == two) {
                        continue;
                    }
                    int end = line;
                    while (end + 1 < lines
                            && at(end + 1, at) == one
                            && at(end + 1, at + 1) == two) {
                        end++;
                    }
                    boolean passes = side(line - 1, at, one, two) * side(end + 1, at, one, two) < 0;
                    int run = passes ? SLANTING : runs++;
                    for (int l = line; l <= end; l++) {
                        edge[l][at] = run;
                    }
                    line = end;
                }
            }
            return runs;
        }

        /// On which side of `at` the boundary goes on in another line: −1, 1, or 0 if it ends.
        private int side(int line, int at, int one, int two) {
            if (line < 0 || line >= lines) {
                return 0;
            }
            for (int distance = 1; distance < length; distance++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    int other = at + sign * distance;
                    if (other >= 0
                            && other + 1 < length
                            && at(line, other) == one
                            && at(line, other + 1) == two) {
                        return sign;
                    }
                }
            }
            return 0;
        }
    }
}
