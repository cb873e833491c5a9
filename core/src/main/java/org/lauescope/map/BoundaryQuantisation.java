package org.lauescope.map;

/// What the steps of a scan leave open of the place of its boundaries. A boundary that crosses the
/// lines at a slant is met at every part of a step, and their mean is right; of one that follows a
/// row or column, or ends or turns there, all points are off by the same, evenly distributed over a
/// step.
final class BoundaryQuantisation {

    private BoundaryQuantisation() {}

    /// Variance of the mean place of all boundaries along x, square steps; 0 if there is none.
    static double ofColumns(ScanFeatures features) {
        ScanGrid grid = features.grid();
        return variance(
                grid.rows(), grid.columns(), (line, at) -> features.grain()[grid.index(line, at)]);
    }

    /// The same along y.
    static double ofRows(ScanFeatures features) {
        ScanGrid grid = features.grid();
        return variance(
                grid.columns(), grid.rows(), (line, at) -> features.grain()[grid.index(at, line)]);
    }

    private interface GrainAt {
        int number(int line, int position);
    }

    private static double variance(int lines, int length, GrainAt grain) {
        double edges = 0;
        double squares = 0;
        for (int at = 0; at + 1 < length; at++) {
            for (int line = 0; line < lines; line++) {
                int one = grain.number(line, at);
                int two = grain.number(line, at + 1);
                if (one < 0 || two < 0 || one == two) {
                    continue;
                }
                int end = line;
                while (end + 1 < lines
                        && grain.number(end + 1, at) == one
                        && grain.number(end + 1, at + 1) == two) {
                    end++;
                }
                double run = end - line + 1;
                edges += run;
                int before = side(grain, line - 1, lines, length, at, one, two);
                int after = side(grain, end + 1, lines, length, at, one, two);
                if (before * after >= 0) {
                    squares += run * run;
                }
                line = end;
            }
        }
        return edges > 0 ? squares / (12 * edges * edges) : 0;
    }

    /// On which side of `at` the boundary goes on in another line: −1, 1, or 0 if it ends.
    private static int side(
            GrainAt grain, int line, int lines, int length, int at, int one, int two) {
        if (line < 0 || line >= lines) {
            return 0;
        }
        for (int distance = 1; distance < length; distance++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                int other = at + sign * distance;
                if (other >= 0
                        && other + 1 < length
                        && grain.number(line, other) == one
                        && grain.number(line, other + 1) == two) {
                    return sign;
                }
            }
        }
        return 0;
    }
}
