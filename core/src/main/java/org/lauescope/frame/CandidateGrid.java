package org.lauescope.frame;

import java.util.Arrays;

/// The candidates of a frame by the square cells they lie in, which makes the neighbours of one of
/// thousands a short list.
final class CandidateGrid {

    /// Side of a cell, px.
    private final int edge;

    private final Candidates candidates;
    private final int across;
    private final int down;

    /// The first candidate of each cell and the one after each candidate, −1 at the end.
    private final int[] first;

    private int[] next = new int[64];
    private int[] cell = new int[64];

    CandidateGrid(Plane plane, Candidates candidates, int edge) {
        this.candidates = candidates;
        this.edge = edge;
        across = plane.columns / edge + 1;
        down = plane.rows / edge + 1;
        first = new int[across * down];
    }

    /// Takes over all candidates.
    void fill() {
        if (next.length < candidates.size) {
            next = new int[candidates.x.length];
            cell = new int[candidates.x.length];
        }
        Arrays.fill(first, -1);
        for (int k = 0; k < candidates.size; k++) {
            insert(k);
        }
    }

    /// Follows a candidate to where it is now.
    void move(int k) {
        int before = first[cell[k]];
        if (before == k) {
            first[cell[k]] = next[k];
        } else {
            while (next[before] != k) {
                before = next[before];
            }
            next[before] = next[k];
        }
        insert(k);
    }

    private void insert(int k) {
        cell[k] = row(candidates.y[k]) * across + column(candidates.x[k]);
        next[k] = first[cell[k]];
        first[cell[k]] = k;
    }

    private int column(double x) {
        return Math.clamp((int) (x / edge), 0, across - 1);
    }

    private int row(double y) {
        return Math.clamp((int) (y / edge), 0, down - 1);
    }

    /// Lists the candidates of the cell of one and of the cells around it: itself, all that are no
    /// further off than an edge along both axes, and some others.
    ///
    /// @param out modified: the candidates, in no order that means anything
    /// @return how many they are
    int near(int k, int[] out) {
        int column = cell[k] % across;
        int row = cell[k] / across;
        int count = 0;
        for (int b = Math.max(0, row - 1); b <= Math.min(down - 1, row + 1); b++) {
            for (int a = Math.max(0, column - 1); a <= Math.min(across - 1, column + 1); a++) {
                for (int i = first[b * across + a]; i >= 0; i = next[i]) {
                    out[count++] = i;
                }
            }
        }
        return count;
    }
}
