package org.lauescope.map;

import org.lauescope.crystal.Quaternion;

/// Mean of orientations: the unit quaternion q that makes Σ wᵢ (q·qᵢ)² largest, the eigenvector of
/// the largest eigenvalue of M = Σ wᵢ qᵢ qᵢᵀ (F. L. Markley et al., J. Guid. Control Dyn. 30 (2007)
/// 1193). The sign of each qᵢ does not matter; the choice among symmetry's equivalents does: align
/// them first.
///
/// The eigenvector comes from power iteration, whose error falls by the ratio of the two largest
/// eigenvalues in each step: θ² for orientations that spread over θ.
public final class MeanOrientation {

    private static final int MOST_STEPS = 1000;

    private final double[] matrix = new double[16];

    /// @param offset where the quaternion begins in `quaternions`
    public void add(double[] quaternions, int offset) {
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                matrix[4 * row + column] +=
                        quaternions[offset + row] * quaternions[offset + column];
            }
        }
    }

    /// The mean, w ≥ 0.
    ///
    /// @param start any of the orientations that were added
    public Quaternion mean(Quaternion start) {
        Quaternion mean = start.unit();
        for (int step = 0; step < MOST_STEPS; step++) {
            Quaternion next =
                    new Quaternion(row(0, mean), row(1, mean), row(2, mean), row(3, mean)).unit();
            double change =
                    Math.abs(next.w() - mean.w())
                            + Math.abs(next.x() - mean.x())
                            + Math.abs(next.y() - mean.y())
                            + Math.abs(next.z() - mean.z());
            mean = next;
            if (change < 1e-15) {
                break;
            }
        }
        return mean.positive();
    }

    private double row(int row, Quaternion q) {
        return matrix[4 * row] * q.w()
                + matrix[4 * row + 1] * q.x()
                + matrix[4 * row + 2] * q.y()
                + matrix[4 * row + 3] * q.z();
    }
}
