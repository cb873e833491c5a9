package org.lauescope.refine;

import java.util.Optional;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.Detector;

/// What a detector that has moved does to the strain of a grain that is analysed as if it had not:
///
///     dθ = (Jᵀ J)⁻¹ Jᵀ J_pose d(pose)
///
/// for the spots of the grain, all alike (the five patterns of a small error of the calibration).
public final class PoseResponse {

    /// Parameters of the pose: distance mm, x0 px, y0 px, pitch rad, roll rad.
    public static final int PARAMETERS = 5;

    private PoseResponse() {}

    /// Apparent strain per unit of each parameter by which the detector moved, SAMPLE axes.
    ///
    /// @param qx, qy, qz reciprocal vectors of the spots, CRYSTAL, of any length
    /// @return empty if the spots do not determine the strain
    public static Optional<SymmetricTensor[]> of(
            Detector detector,
            Matrix3 sampleFromLab,
            CrystalState state,
            double[] qx,
            double[] qy,
            double[] qz) {
        Projection projection = new Projection(detector);
        NormalEquations normal = new NormalEquations();
        normal.clear(Projection.STATE);
        double[] mixed = new double[Projection.STATE * PARAMETERS];
        Matrix3 m = state.reciprocalDeformation();
        for (int i = 0; i < qx.length; i++) {
            projection.position(
                    m.xx() * qx[i] + m.xy() * qy[i] + m.xz() * qz[i],
                    m.yx() * qx[i] + m.yy() * qy[i] + m.yz() * qz[i],
                    m.zx() * qx[i] + m.zy() * qy[i] + m.zz() * qz[i],
                    0);
            if (Double.isNaN(projection.x)) {
                continue;
            }
            projection.differentiate();
            projection.differentiatePose();
            for (double[] row : new double[][] {projection.rowX, projection.rowY}) {
                normal.add(row, 0, 1, 0);
                for (int k = 0; k < Projection.STATE; k++) {
                    for (int c = 0; c < PARAMETERS; c++) {
                        mixed[k * PARAMETERS + c] += row[k] * row[Projection.STATE + c];
                    }
                }
            }
        }
        if (!normal.factorise()) {
            return Optional.empty();
        }
        double[] response =
                Covariances.product(normal.inverse(), Projection.STATE, mixed, PARAMETERS);
        SymmetricTensor[] strain = new SymmetricTensor[PARAMETERS];
        double[] coefficients = new double[5];
        for (int c = 0; c < PARAMETERS; c++) {
            for (int k = 0; k < 5; k++) {
                coefficients[k] = response[(3 + k) * PARAMETERS + c];
            }
            strain[c] = SymmetricTensor.of(StrainBasis.strain(coefficients, 0)).in(sampleFromLab);
        }
        return Optional.of(strain);
    }
}
