package org.lauescope.refine;

import java.util.Arrays;
import java.util.Optional;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.Detector;

/// Change of a grain's state between two patterns from the displacements of its spots alone,
///
///     minimise Σ rᵀ C⁻¹ r,   r = d − (P(later) − P(earlier))
///
/// with the places P where a state puts the spots. What is wrong alike in both patterns – pose of the
/// detector, distortion, positions of weak spots beside strong ones – drops out to first order, and
/// so does the earlier state, which is kept as it was given. The same idea in images is Laue-DIC (J.
/// Petit et al., J. Synchrotron Rad. 22 (2015) 980).
///
/// @param strain ε(later) − ε(earlier), deviatoric, in the axes of the earlier crystal: a rotation of
///   the grain is no part of it
/// @param earlier state that was given
/// @param covariance 8 × 8, as [GrainFit#noiseCovariance]
/// @param used spots that the fit rests on
/// @param chiSquare per degree of freedom
public record RelativeFit(
        SymmetricTensor strain,
        CrystalState earlier,
        double[] covariance,
        int used,
        double chiSquare) {

    private static final int UNKNOWNS = Projection.STATE;
    private static final int LEAST = 8;
    private static final double HUBER = 2.5;
    private static final double REJECTED = 4;
    private static final double CONVERGED = 1e-9;

    /// @param start near the later state, of the same one among equivalent cells as `earlier`
    /// @return empty if fewer than eight spots are left or they do not determine the state
    public static Optional<RelativeFit> of(
            Detector detector, CrystalState earlier, CrystalState start, Displacements spots) {
        return new Fit(detector, earlier, spots).from(start);
    }

    /// Change of strain in another frame.
    ///
    /// @param sampleFromLab rotation from LAB
    public SymmetricTensor strainSample(Matrix3 sampleFromLab) {
        return strain.in(sampleFromLab.times(earlier.labFromCrystal()));
    }

    /// σ of the components of [#strainSample] in the order of [SymmetricTensor].
    public double[] strainSampleSigma(Matrix3 sampleFromLab) {
        return GrainFit.sigma(sampleFromLab, covariance);
    }

    private static final class Fit {
        private final CrystalState earlier;
        private final Displacements spots;
        private final Projection projection;
        private final NormalEquations normal = new NormalEquations();
        private final double[] earlierX;
        private final double[] earlierY;
        private final double[] weight;
        private final double[] whiteX;
        private final double[] whiteY;
        private final double[] row = new double[UNKNOWNS];

        Fit(Detector detector, CrystalState earlier, Displacements spots) {
            this.earlier = earlier;
            this.spots = spots;
            projection = new Projection(detector);
            int n = spots.size();
            earlierX = new double[n];
            earlierY = new double[n];
            weight = new double[n];
            whiteX = new double[n];
            whiteY = new double[n];
            Arrays.fill(weight, 1);
            Matrix3 m = earlier.reciprocalDeformation();
            for (int i = 0; i < n; i++) {
                place(m, i);
                earlierX[i] = projection.x;
                earlierY[i] = projection.y;
            }
        }

        Optional<RelativeFit> from(CrystalState start) {
            Matrix3 m = start.reciprocalDeformation();
            for (int round = 0; round < 3; round++) {
                // Huber's weights, then what lies beyond four σ is left out.
                for (int step = 0; step < 20; step++) {
                    accumulate(m);
                    if (count() < LEAST || !normal.factorise()) {
                        return Optional.empty();
                    }
                    double[] delta = normal.solve();
                    double largest = 0;
                    for (int k = 0; k < UNKNOWNS; k++) {
                        largest = Math.max(largest, Math.abs(delta[k]));
                    }
                    if (!(largest < 0.2)) {
                        return Optional.empty();
                    }
                    m = Step.matrix(delta, UNKNOWNS).times(m);
                    if (largest < CONVERGED) {
                        break;
                    }
                }
                weigh(m, round);
            }
            accumulate(m);
            int used = count();
            if (used < LEAST || !normal.factorise()) {
                return Optional.empty();
            }
            double chiSquare = sumOfSquares() / (2.0 * used - UNKNOWNS);
            double[] covariance = normal.inverse();
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] *= Math.max(1, chiSquare);
            }
            CrystalState later = CrystalState.ofDeformation(m.inverse().transpose());
            return Optional.of(
                    new RelativeFit(
                            later.strain().minus(earlier.strain()),
                            earlier,
                            covariance,
                            used,
                            chiSquare));
        }

        private int count() {
            int count = 0;
            for (double w : weight) {
                count += w > 0 ? 1 : 0;
            }
            return count;
        }

        private double sumOfSquares() {
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i] * (whiteX[i] * whiteX[i] + whiteY[i] * whiteY[i]);
            }
            return sum;
        }

        private void weigh(Matrix3 m, int round) {
            accumulate(m);
            double scale = Math.max(1, sumOfSquares() / (2.0 * count() - UNKNOWNS));
            for (int i = 0; i < weight.length; i++) {
                double size = Math.hypot(whiteX[i], whiteY[i]) / Math.sqrt(scale);
                if (round == 0) {
                    weight[i] = size > HUBER ? HUBER / size : 1;
                } else {
                    weight[i] = size < REJECTED ? 1 : 0;
                }
            }
        }

        private void place(Matrix3 m, int i) {
            double x = spots.qx()[i];
            double y = spots.qy()[i];
            double z = spots.qz()[i];
            projection.position(
                    m.xx() * x + m.xy() * y + m.xz() * z,
                    m.yx() * x + m.yy() * y + m.yz() * z,
                    m.zx() * x + m.zy() * y + m.zz() * z,
                    0);
        }

        /// Residuals whitened by the Cholesky factor of each displacement's covariance.
        private void accumulate(Matrix3 m) {
            normal.clear(UNKNOWNS);
            for (int i = 0; i < weight.length; i++) {
                place(m, i);
                double rx = spots.dx()[i] - (projection.x - earlierX[i]);
                double ry = spots.dy()[i] - (projection.y - earlierY[i]);
                double along = 1 / Math.sqrt(spots.varianceX()[i]);
                double mixed = spots.covarianceXY()[i] / spots.varianceX()[i];
                double across =
                        1 / Math.sqrt(spots.varianceY()[i] - mixed * spots.covarianceXY()[i]);
                if (!Double.isFinite(rx + ry + along + across)) {
                    weight[i] = 0;
                }
                if (!(weight[i] > 0)) {
                    continue;
                }
                whiteX[i] = rx * along;
                whiteY[i] = (ry - mixed * rx) * across;
                projection.differentiate();
                for (int k = 0; k < UNKNOWNS; k++) {
                    row[k] = projection.rowX[k] * along;
                }
                normal.add(row, 0, weight[i], whiteX[i]);
                for (int k = 0; k < UNKNOWNS; k++) {
                    row[k] = (projection.rowY[k] - mixed * projection.rowX[k]) * across;
                }
                normal.add(row, 0, weight[i], whiteY[i]);
            }
        }
    }
}
