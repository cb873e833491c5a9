package org.lauescope.io.crystal;

import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetryOperator;
import org.lauescope.crystal.UnitCell;

/// The agreement of a cell with its space group: every operator must leave the metric tensor G =
/// AᵀA as it is, Wᵀ G W = G.
final class CellSymmetry {

    /// Relative deviation of a metric that rounding of a published cell explains (angles to 0.05°);
    /// a wrong setting is off by far more.
    static final double ROUNDING = 2e-3;

    private CellSymmetry() {}

    /// Largest |Wᵀ G W − G| relative to the largest component of G.
    static double deviation(UnitCell cell, List<SymmetryOperator> operators) {
        Matrix3 metric = metric(cell);
        double largest = 0;
        for (SymmetryOperator operator : operators) {
            largest = Math.max(largest, transformed(metric, operator).minus(metric).largest());
        }
        return largest / metric.largest();
    }

    /// The cell made to obey its symmetry exactly: the mean of the metrics that all operators make
    /// of it.
    static UnitCell exact(UnitCell cell, List<SymmetryOperator> operators) {
        // A cell that obeys up to double precision keeps the very numbers that were typed.
        if (deviation(cell, operators) < 1e-12) {
            return cell;
        }
        Matrix3 metric = metric(cell);
        Matrix3 sum = new Matrix3(0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (SymmetryOperator operator : operators) {
            sum = sum.plus(transformed(metric, operator));
        }
        Matrix3 mean = sum.times(1.0 / operators.size());
        double a = Math.sqrt(mean.xx());
        double b = Math.sqrt(mean.yy());
        double c = Math.sqrt(mean.zz());
        return new UnitCell(
                a,
                b,
                c,
                Math.acos(mean.yz() / (b * c)),
                Math.acos(mean.xz() / (a * c)),
                Math.acos(mean.xy() / (a * b)));
    }

    private static Matrix3 metric(UnitCell cell) {
        Matrix3 direct = cell.direct();
        return direct.transpose().times(direct);
    }

    private static Matrix3 transformed(Matrix3 metric, SymmetryOperator operator) {
        Matrix3 w = operator.rotation();
        return w.transpose().times(metric).times(w);
    }
}
