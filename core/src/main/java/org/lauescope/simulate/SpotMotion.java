package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;

/// How a spot moves when its crystal turns, J = ∂(x, y)/∂ω in px/rad with ω a small rotation vector in LAB.
///
/// A rotation by eₖ moves the plane normal û by eₖ × û, and from k_f = k_i − 2 (k_i·û) û and P = S + t k_f
///
///     dk_f = −2 [ (dû·k_i) û + (û·k_i) dû ],    dP = t [ dk_f − k_f (dk_f·n)/(k_f·n) ]
///
/// @param x, y ∂x/∂ω and ∂y/∂ω, px/rad
record SpotMotion(Vector3 x, Vector3 y) {

    /// @param source where the spot starts, mm, LAB
    static SpotMotion at(Detector detector, Vector3 source, double column, double row) {
        Vector3 path = detector.point(column, row).minus(source);
        double length = path.norm();
        Vector3 k = path.times(1 / length);
        Vector3 u = k.minus(Vector3.X).unit();
        Vector3 n = detector.normal();
        Vector3[] axes = {Vector3.X, Vector3.Y, Vector3.Z};
        double[] columnMotion = new double[3];
        double[] rowMotion = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            Vector3 du = axes[axis].cross(u);
            Vector3 dk = u.times(du.x()).plus(du.times(u.x())).times(-2);
            Vector3 dp = dk.minus(k.times(dk.dot(n) / k.dot(n))).times(length);
            columnMotion[axis] = dp.dot(detector.fast()) / detector.pitchColumn();
            rowMotion[axis] = dp.dot(detector.slow()) / detector.pitchRow();
        }
        return new SpotMotion(
                new Vector3(columnMotion[0], columnMotion[1], columnMotion[2]),
                new Vector3(rowMotion[0], rowMotion[1], rowMotion[2]));
    }

    /// Covariance of the spot, J Σ Jᵀ in px² as {xx, yy, xy}, of a crystal whose orientation
    /// spreads with Σ (rad², LAB).
    double[] covariance(SymmetricTensor spread) {
        Vector3 spreadX = spread.matrix().times(x);
        Vector3 spreadY = spread.matrix().times(y);
        return new double[] {x.dot(spreadX), y.dot(spreadY), x.dot(spreadY)};
    }
}
