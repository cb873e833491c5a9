package org.lauescope.map;

/// The shift of a later scan by whole steps at which most common points are of the same grain.
///
/// @param columns, rows added to the later scan's place to give the earlier scan's, points
/// @param agreement part of the common points that agree, 0 … 1
record CoarseShift(int columns, int rows, double agreement) {

    /// Common points that are compared at one shift.
    private static final int ENOUGH = 4000;

    /// Largest shift, part of the map's side.
    private static final double LARGEST = 0.5;

    private static final int LARGEST_STEPS = 100;

    /// Logarithm of the odds of the right shift against a wrong one, of a point that agrees (90 %
    /// do, by chance half) and of one that does not: a few points that all agree are not much.
    private static final double AGREES = Math.log(0.9 / 0.5);

    private static final double DIFFERS = Math.log(0.1 / 0.5);

    /// What a shift by the length of the map has to gain, of all points: stages are wrong by parts
    /// of a map, and where nothing tells, scans lie as they say.
    private static final double COST = 1;

    static CoarseShift of(Grains earlier, GrainPartners partners) {
        ScanGrid to = earlier.grid();
        Grains later = partners.later();
        ScanGrid from = later.grid();
        // The places that the scans give themselves are a start.
        int startColumns = (int) Math.rint((from.originX() - to.originX()) / to.columnStep());
        int startRows = (int) Math.rint((from.originY() - to.originY()) / to.rowStep());
        int reachColumns = reach(from.columns(), to.columns());
        int reachRows = reach(from.rows(), to.rows());
        int stride = Math.max(1, (int) Math.sqrt((double) to.size() / ENOUGH));
        boolean[][] same = new boolean[later.list().size()][earlier.list().size()];
        for (int n = 0; n < same.length; n++) {
            for (int m = 0; m < same[n].length; m++) {
                same[n][m] = partners.mayBe(n, m);
            }
        }
        CoarseShift best = new CoarseShift(startColumns, startRows, 0);
        double most = Double.NEGATIVE_INFINITY;
        double points = (double) to.size() / ((double) stride * stride);
        for (int dr = -reachRows; dr <= reachRows; dr++) {
            for (int dc = -reachColumns; dc <= reachColumns; dc++) {
                int columns = startColumns + dc;
                int rows = startRows + dr;
                int[] counts = counts(earlier, later, same, columns, rows, stride);
                double odds = counts[1] * AGREES + (counts[0] - counts[1]) * DIFFERS;
                double way = Math.hypot((double) dr / to.rows(), (double) dc / to.columns());
                double score = odds / points - COST * way;
                if (counts[0] > 0 && score > most) {
                    most = score;
                    best = new CoarseShift(columns, rows, (double) counts[1] / counts[0]);
                }
            }
        }
        return best;
    }

    private static int reach(int one, int two) {
        return Math.min(LARGEST_STEPS, (int) (LARGEST * Math.min(one, two)));
    }

    /// Number of common points with a grain in either scan, and of those that agree.
    private static int[] counts(
            Grains earlier, Grains later, boolean[][] same, int columns, int rows, int stride) {
        ScanGrid to = earlier.grid();
        ScanGrid from = later.grid();
        int common = 0;
        int agreeing = 0;
        for (int row = Math.max(0, -rows);
                row < Math.min(from.rows(), to.rows() - rows);
                row += stride) {
            for (int column = Math.max(0, -columns);
                    column < Math.min(from.columns(), to.columns() - columns);
                    column += stride) {
                int one = later.number()[from.index(row, column)];
                int two = earlier.number()[to.index(row + rows, column + columns)];
                if (one >= 0 || two >= 0) {
                    common++;
                    agreeing += one >= 0 && two >= 0 && same[one][two] ? 1 : 0;
                }
            }
        }
        return new int[] {common, agreeing};
    }
}
