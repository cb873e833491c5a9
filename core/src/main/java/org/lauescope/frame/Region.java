package org.lauescope.frame;

import java.util.Arrays;

/// Spots that are fitted together, and the pixels around them.
///
/// The region of a spot is the ellipse of covariance 16 C + 9 px²: four standard deviations of its
/// profile, and never less than three pixels. Two spots belong together when they are nearer than
/// the mean of their regions' radii along the line between them.
final class Region {

    private static final double SPREAD = 16;
    private static final double CORE = 9;

    /// Largest half side, px.
    private static final int REACH = 32;

    /// A gap within this part of the radius cuts into the spot itself.
    private static final double INNER = 0.5;

    /// Part of the region that may be missing before all of its spots count as cut.
    private static final double MOST_MISSING = 0.3;

    private static final int MOST_PIXELS = 4096;

    private final Plane plane;
    private final Background background;
    private final Candidates candidates;
    private final CandidateGrid grid;

    final int[] member = new int[PeakModel.MOST];
    final int[] flags = new int[PeakModel.MOST];
    int members;
    private int[] near = new int[64];
    private int[] foreign = new int[64];
    private int foreigners;
    private int firstOfRow;
    private int lastOfRow;

    private final float[] levels;

    /// Of the pixels of a row: square of the distance from the nearest member, in units of its
    /// ellipse's radius; infinite where a foreign spot has a better claim.
    private final double[] distances = new double[4 * REACH * PeakModel.MOST];

    /// Inverse of each spot's 16 C + 9 px², and the half sides of its ellipse, px.
    private double[] xx = new double[64];

    private double[] xy = new double[64];
    private double[] yy = new double[64];
    private double[] halfWidth = new double[64];
    private double[] halfHeight = new double[64];

    Region(Plane plane, Background background, Candidates candidates) {
        this.plane = plane;
        this.background = background;
        this.candidates = candidates;
        grid = new CandidateGrid(plane, candidates, 2 * REACH);
        levels = new float[plane.columns];
    }

    /// Takes over the shapes of the candidates; to be called once they are all there.
    void measure() {
        Candidates c = candidates;
        if (foreign.length < c.size) {
            near = new int[c.column.length];
            foreign = new int[c.column.length];
            xx = new double[c.column.length];
            xy = new double[c.column.length];
            yy = new double[c.column.length];
            halfWidth = new double[c.column.length];
            halfHeight = new double[c.column.length];
        }
        for (int k = 0; k < c.size; k++) {
            measure(k);
        }
        grid.fill();
    }

    /// Takes over the place and the shape that one candidate has got now.
    void remeasure(int k) {
        measure(k);
        grid.move(k);
    }

    private void measure(int k) {
        double a = SPREAD * candidates.xx[k] + CORE;
        double b = SPREAD * candidates.xy[k];
        double d = SPREAD * candidates.yy[k] + CORE;
        double determinant = a * d - b * b;
        xx[k] = d / determinant;
        xy[k] = -b / determinant;
        yy[k] = a / determinant;
        halfWidth[k] = Math.min(REACH, Math.sqrt(a));
        halfHeight[k] = Math.min(REACH, Math.sqrt(d));
    }

    /// Area of the region of a spot of such a profile in parts of π, px².
    double area(Ellipse e) {
        double a = SPREAD * e.xx() + CORE;
        double b = SPREAD * e.xy();
        double d = SPREAD * e.yy() + CORE;
        return Math.sqrt(a * d - b * b);
    }

    /// Makes a region of one spot; the others around it keep their pixels.
    void isolate(int spot) {
        members = 1;
        member[0] = spot;
        listForeigners();
    }

    /// Makes a region of a spot and all that belong together with it, up to [PeakModel#MOST].
    ///
    /// @param rank of each candidate; of several that belong to a member the first are taken, and
    ///   none from rank `end` on
    /// @param taken modified: set for the members; spots already taken stay outside
    void gather(int spot, int[] rank, int end, boolean[] taken) {
        members = 0;
        add(spot, taken);
        for (int m = 0; m < members; m++) {
            int count = 0;
            int listed = grid.near(member[m], near);
            for (int i = 0; i < listed; i++) {
                int other = near[i];
                if (!taken[other] && rank[other] < end && belongTogether(member[m], other)) {
                    near[count++] = other;
                }
            }
            for (int i = 0; i < count && members < PeakModel.MOST; i++) {
                add(nextInRank(i, count, rank), taken);
            }
        }
        listForeigners();
    }

    private void add(int spot, boolean[] taken) {
        member[members++] = spot;
        taken[spot] = true;
    }

    /// Brings the first in rank of `near` from `i` on to this place.
    private int nextInRank(int i, int count, int[] rank) {
        for (int k = i + 1; k < count; k++) {
            if (rank[near[k]] < rank[near[i]]) {
                int spot = near[i];
                near[i] = near[k];
                near[k] = spot;
            }
        }
        return near[i];
    }

    private boolean belongTogether(int a, int b) {
        Candidates c = candidates;
        double dx = c.x[a] - c.x[b];
        double dy = c.y[a] - c.y[b];
        double square = dx * dx + dy * dy;
        if (square > 4 * REACH * REACH) {
            return false;
        }
        double ra = Math.sqrt(SPREAD * along(a, dx, dy) + CORE * square);
        double rb = Math.sqrt(SPREAD * along(b, dx, dy) + CORE * square);
        return square < (ra + rb) / 2;
    }

    private double along(int k, double dx, double dy) {
        Candidates c = candidates;
        return c.xx[k] * dx * dx + 2 * c.xy[k] * dx * dy + c.yy[k] * dy * dy;
    }

    /// Lists the spots whose ellipses may meet that of a member.
    void listForeigners() {
        foreigners = 0;
        for (int m = 0; m < members; m++) {
            int listed = grid.near(member[m], near);
            for (int i = 0; i < listed; i++) {
                if (areNear(member[m], near[i]) && !isListed(near[i])) {
                    foreign[foreigners++] = near[i];
                }
            }
        }
    }

    private boolean areNear(int a, int b) {
        Candidates c = candidates;
        return Math.abs(c.x[a] - c.x[b]) < halfWidth[a] + halfWidth[b]
                && Math.abs(c.y[a] - c.y[b]) < halfHeight[a] + halfHeight[b];
    }

    private boolean isListed(int spot) {
        for (int m = 0; m < members; m++) {
            if (member[m] == spot) {
                return true;
            }
        }
        for (int f = 0; f < foreigners; f++) {
            if (foreign[f] == spot) {
                return true;
            }
        }
        return false;
    }

    int originColumn() {
        return candidates.column[member[0]];
    }

    int originRow() {
        return candidates.row[member[0]];
    }

    /// Hands the pixels of the region to a model, relative to the origin, and notes which spots are
    /// saturated or cut.
    void addPixels(PeakModel model) {
        Candidates c = candidates;
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (int m = 0; m < members; m++) {
            int k = member[m];
            flags[m] = 0;
            int width = (int) halfWidth[k];
            int height = (int) halfHeight[k];
            left = Math.min(left, c.column[k] - width);
            right = Math.max(right, c.column[k] + width);
            top = Math.min(top, c.row[k] - height);
            bottom = Math.max(bottom, c.row[k] + height);
        }
        int missing = 0;
        for (int row = top; row <= bottom; row++) {
            if (!span(row)) {
                continue;
            }
            int first = Math.max(left, firstOfRow);
            int last = Math.min(right, lastOfRow);
            if (first > last) {
                continue;
            }
            measureDistances(row, first, last);
            boolean inside = row >= 0 && row < plane.rows;
            // A slanting region may leave the frame altogether within a row.
            int from = inside ? Math.clamp(0, first, last + 1) : last + 1;
            int to = inside ? Math.clamp(plane.columns - 1, from - 1, last) : last;
            missing += lost(first, first, from - 1, row) + lost(first, to + 1, last, row);
            if (from <= to) {
                missing += addRow(model, row, first, from, to);
            }
        }
        if (missing > MOST_MISSING * (model.pixels + missing)) {
            for (int m = 0; m < members; m++) {
                flags[m] |= PeakFlag.GAP.bit();
            }
        }
    }

    /// Flags the pixels `from … to` of a row, outside the frame, that belong to the region.
    ///
    /// @param first column of the first distance
    /// @return how many they are
    private int lost(int first, int from, int to, int row) {
        int lost = 0;
        for (int column = from; column <= to; column++) {
            if (distances[column - first] <= 1) {
                lost++;
                flag(column, row, PeakFlag.GAP);
            }
        }
        return lost;
    }

    /// Hands the pixels `from … to` of a row to the model, run by run.
    ///
    /// @param first column of the first distance
    /// @return how many are missing
    private int addRow(PeakModel model, int row, int first, int from, int to) {
        background.row(row, from, to, levels);
        float[] pixels = plane.pixels;
        int start = plane.index(0, row);
        int missing = 0;
        int column = from;
        while (column <= to) {
            int run = column;
            while (column <= to
                    && distances[column - first] <= 1
                    && pixels[start + column] < Float.POSITIVE_INFINITY) {
                column++;
            }
            if (column > run) {
                int length = Math.min(column - run, MOST_PIXELS - model.pixels);
                model.addPixels(
                        run - originColumn(),
                        row - originRow(),
                        length,
                        pixels,
                        start + run,
                        levels,
                        run - from);
            } else {
                if (distances[column - first] <= 1) {
                    boolean isMissing = Float.isNaN(pixels[start + column]);
                    missing += isMissing ? 1 : 0;
                    flag(column, row, isMissing ? PeakFlag.GAP : PeakFlag.SATURATED);
                }
                column++;
            }
        }
        return missing;
    }

    /// The columns between which a row meets the members' ellipses.
    ///
    /// @return whether it does
    private boolean span(int row) {
        firstOfRow = Integer.MAX_VALUE;
        lastOfRow = Integer.MIN_VALUE;
        for (int m = 0; m < members; m++) {
            int k = member[m];
            double dy = row - candidates.y[k];
            double middle = -xy[k] * dy / xx[k];
            double square = middle * middle + (1 - yy[k] * dy * dy) / xx[k];
            if (square >= 0) {
                double half = Math.sqrt(square);
                firstOfRow =
                        Math.min(firstOfRow, (int) Math.floor(candidates.x[k] + middle - half));
                lastOfRow = Math.max(lastOfRow, (int) Math.ceil(candidates.x[k] + middle + half));
            }
        }
        return firstOfRow <= lastOfRow;
    }

    private void flag(int column, int row, PeakFlag flag) {
        for (int m = 0; m < members; m++) {
            if (distance(member[m], column, row) < INNER * INNER) {
                flags[m] |= flag.bit();
            }
        }
    }

    /// Sets the distances of a row's pixels: a pixel is in the region where that is 1 or less.
    private void measureDistances(int row, int first, int last) {
        Arrays.fill(distances, 0, last - first + 1, Double.POSITIVE_INFINITY);
        for (int m = 0; m < members; m++) {
            int k = member[m];
            for (int column = first; column <= last; column++) {
                distances[column - first] =
                        Math.min(distances[column - first], distance(k, column, row));
            }
        }
        for (int f = 0; f < foreigners; f++) {
            int k = foreign[f];
            for (int column = first; column <= last; column++) {
                if (distance(k, column, row) < distances[column - first]) {
                    distances[column - first] = Double.POSITIVE_INFINITY;
                }
            }
        }
    }

    /// Square of the distance from a spot in units of its ellipse's radius.
    private double distance(int k, int column, int row) {
        double dx = column - candidates.x[k];
        double dy = row - candidates.y[k];
        return (xx[k] * dx + 2 * xy[k] * dy) * dx + yy[k] * dy * dy;
    }
}
