package org.lauescope.refine;

import java.util.Arrays;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Detector;

/// Finds the peak nearest to a position: peaks sorted into square cells by a counting sort. Buffers
/// are reused; one object belongs to one thread. A search looks at the cells that a circle touches,
/// so a few at radii up to a cell.
final class PeakGrid {

    /// Edge of a cell, px: a search radius of 10 px looks at 2 × 2 or 3 × 3 cells.
    private static final double CELL = 16;

    private final int columns;
    private final int rows;
    private final int[] first;
    private int[] peak = new int[256];
    private double[] x = new double[256];
    private double[] y = new double[256];

    /// Squared distance of the last peak found, px².
    double distanceSquared;

    PeakGrid(Detector detector) {
        columns = (int) Math.ceil(detector.columns() / CELL) + 1;
        rows = (int) Math.ceil(detector.rows() / CELL) + 1;
        first = new int[columns * rows + 1];
    }

    /// Takes the peaks of one frame; those outside the detector fall into the outer cells, those
    /// without a position away.
    void load(Peaks peaks) {
        int n = peaks.size();
        if (n > peak.length) {
            peak = new int[n];
            x = new double[n];
            y = new double[n];
        }
        Arrays.fill(first, 0);
        for (int i = 0; i < n; i++) {
            if (isFinite(peaks, i)) {
                first[cell(peaks.x(i), peaks.y(i)) + 1]++;
            }
        }
        for (int c = 1; c < first.length; c++) {
            first[c] += first[c - 1];
        }
        for (int i = 0; i < n; i++) {
            if (isFinite(peaks, i)) {
                int at = first[cell(peaks.x(i), peaks.y(i))]++;
                peak[at] = i;
                x[at] = peaks.x(i);
                y[at] = peaks.y(i);
            }
        }
        // Filling has moved every offset to the start of the next cell.
        System.arraycopy(first, 0, first, 1, first.length - 1);
        first[0] = 0;
    }

    /// Index of the peak nearest to (px, py) within `radius`, or −1; of equally near ones the
    /// earlier in the list.
    int nearest(double px, double py, double radius) {
        int left = column(px - radius);
        int right = column(px + radius);
        int bottom = row(py + radius);
        int best = -1;
        double bestSquare = radius * radius;
        for (int r = row(py - radius); r <= bottom; r++) {
            int end = first[r * columns + right + 1];
            for (int at = first[r * columns + left]; at < end; at++) {
                double dx = x[at] - px;
                double dy = y[at] - py;
                double square = dx * dx + dy * dy;
                if (square < bestSquare || (square == bestSquare && best >= 0 && peak[at] < best)) {
                    bestSquare = square;
                    best = peak[at];
                }
            }
        }
        distanceSquared = bestSquare;
        return best;
    }

    private static boolean isFinite(Peaks peaks, int i) {
        return Math.abs(peaks.x(i)) < 1e9 && Math.abs(peaks.y(i)) < 1e9;
    }

    private int cell(double px, double py) {
        return row(py) * columns + column(px);
    }

    private int column(double px) {
        return Math.clamp((int) (px / CELL), 0, columns - 1);
    }

    private int row(double py) {
        return Math.clamp((int) (py / CELL), 0, rows - 1);
    }
}
