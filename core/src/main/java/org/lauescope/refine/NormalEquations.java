package org.lauescope.refine;

import java.util.Arrays;

/// The normal equations N δ = b of a weighted linear least-squares problem of at most [#LARGEST]
/// unknowns, accumulated row by row, solved by Cholesky's factorisation after scaling N to a unit
/// diagonal (so that radians, pixels and millimetres do not spoil its condition). Allocates nothing
/// after construction.
final class NormalEquations {

    static final int LARGEST = Projection.STATE_AND_POSE;

    private int size;
    private double smallestPivot;
    private final double[] matrix = new double[LARGEST * LARGEST];
    private final double[] right = new double[LARGEST];
    private final double[] scale = new double[LARGEST];
    private final double[] factor = new double[LARGEST * LARGEST];
    private final double[] solution = new double[LARGEST];

    void clear(int unknowns) {
        size = unknowns;
        Arrays.fill(matrix, 0);
        Arrays.fill(right, 0);
    }

    /// Takes a block of a symmetric matrix and a right side as they are.
    ///
    /// @param from row-major with `width` columns; the block of `unknowns` rows and columns begins
    ///   at (first, first)
    void load(double[] from, int width, int first, int unknowns, double[] rightSide) {
        clear(unknowns);
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * LARGEST + j] = from[(first + i) * width + first + j];
            }
            right[i] = rightSide[i];
        }
    }

    /// Adds one equation Σ row[i] δᵢ = value; only the lower triangle is kept.
    ///
    /// @param rows holds the row's coefficients from `offset` on
    void add(double[] rows, int offset, double weight, double value) {
        int n = size;
        for (int i = 0; i < n; i++) {
            double r = weight * rows[offset + i];
            int at = i * LARGEST;
            for (int j = 0; j <= i; j++) {
                matrix[at + j] += r * rows[offset + j];
            }
            right[i] += r * value;
        }
    }

    /// Forgets the right side alone: the matrix and its factors stay.
    void clearRight() {
        Arrays.fill(right, 0);
    }

    /// Adds to the right side what [#add] would.
    void addRight(double[] rows, int offset, double weight, double value) {
        for (int i = 0; i < size; i++) {
            right[i] += weight * rows[offset + i] * value;
        }
    }

    /// Factorises what was accumulated.
    ///
    /// @return false if the scaled matrix is singular to working precision: nothing can be solved
    boolean factorise() {
        int n = size;
        smallestPivot = 1;
        for (int i = 0; i < n; i++) {
            double diagonal = matrix[i * LARGEST + i];
            if (!(diagonal > 0 && diagonal < Double.POSITIVE_INFINITY)) {
                return false;
            }
            scale[i] = 1 / Math.sqrt(diagonal);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * LARGEST + j] * scale[i] * scale[j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * LARGEST + k] * factor[j * LARGEST + k];
                }
                if (i == j) {
                    if (!(sum > 1e-13)) {
                        return false;
                    }
                    smallestPivot = Math.min(smallestPivot, sum);
                    factor[i * LARGEST + i] = Math.sqrt(sum);
                } else {
                    factor[i * LARGEST + j] = sum / factor[j * LARGEST + j];
                }
            }
        }
        return true;
    }

    /// Part of an unknown's information that the unknowns before it do not share, the least of all,
    /// after [#factorise]: 1 for independent unknowns, 0 for a singular problem; of the order of
    /// 1/condition number.
    double smallestPivot() {
        return smallestPivot;
    }

    /// δ after [#factorise]; the returned array belongs to this object and is overwritten by the
    /// next call.
    double[] solve() {
        solveInto(right, solution);
        return solution;
    }

    /// N⁻¹ as a row-major `size` × `size` matrix, after [#factorise].
    double[] inverse() {
        int n = size;
        double[] inverse = new double[n * n];
        double[] unit = new double[LARGEST];
        double[] column = new double[LARGEST];
        for (int j = 0; j < n; j++) {
            Arrays.fill(unit, 0);
            unit[j] = 1;
            solveInto(unit, column);
            for (int i = 0; i < n; i++) {
                inverse[i * n + j] = column[i];
            }
        }
        return inverse;
    }

    private void solveInto(double[] from, double[] to) {
        for (int i = 0; i < size; i++) {
            to[i] = from[i] * scale[i];
        }
        substitute(to);
        for (int i = 0; i < size; i++) {
            to[i] *= scale[i];
        }
    }

    /// L Lᵀ x = b in place.
    private void substitute(double[] b) {
        int n = size;
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * LARGEST + k] * b[k];
            }
            b[i] = sum / factor[i * LARGEST + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * LARGEST + i] * b[k];
            }
            b[i] = sum / factor[i * LARGEST + i];
        }
    }
}
