package org.lauescope.refine;

import java.util.Optional;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PrincipalAxes;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.PeakFlag;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

/// Spread of orientations in a grain, from the shapes of its spots.
///
/// Small rotations ω of parts of the grain about its mean orientation, of covariance Σ, spread every spot by
///
///     C = J Σ Jᵀ + C_instrument,   J = ∂(x, y)/∂ω   (2 × 3)
///
/// linear in Σ: three equations a spot, six unknowns. The shapes of few spots thus give the spread about all three axes;
/// its major axis is the one about which the lattice bends or streaks. A spread of strain widens spots too and is taken
/// for one of orientation.
///
/// Weights are the counting errors of second moments of a Gaussian of N = (I/σ_I)² photons,
/// cov(Cᵢⱼ, Cₖₗ) = (Cᵢₖ Cⱼₗ + Cᵢₗ Cⱼₖ)/N, taken at the fitted C: at the observed one the narrow spots would weigh more. Spots that
/// do not fit (overlaps) weigh less (Huber).
///
/// @param spread Σ, rad², LAB, without negative principal values
/// @param covariance of the six components of Σ before that constraint, 6 × 6, row-major, rad⁴; errors grow with
///     residuals that counting does not explain
/// @param spots whose shapes were used
/// @param chiSquare weighted sum of squared residuals per degree of freedom
public record MosaicTensor(
        SymmetricTensor spread, double[] covariance, int spots, double chiSquare) {

    private static final int UNKNOWNS = 6;
    private static final int FEWEST_SPOTS = 4;
    private static final int PASSES = 5;

    /// Huber's limit in standard deviations.
    private static final double LIMIT = 2.5;

    private static final int UNFIT =
            PeakFlag.GAP.bit()
                    | PeakFlag.SATURATED.bit()
                    | PeakFlag.POOR_FIT.bit()
                    | PeakFlag.SPLIT.bit()
                    | PeakFlag.OVERLAPPED.bit();

    /// Of a refined grain.
    ///
    /// @param instrument shape of the spots of a perfect crystal
    /// @return empty if fewer than four spots have a shape, or they leave an axis free
    public static Optional<MosaicTensor> of(
            GrainFit fit, Peaks peaks, Geometry geometry, ProfileCovariance instrument) {
        return new Fit(fit, peaks, geometry, instrument).result();
    }

    /// Root mean square angle of the parts from the mean orientation, about the axis about which it
    /// is largest, rad.
    public double largestAngle() {
        return Math.sqrt(PrincipalAxes.of(spread).first());
    }

    /// The axis about which the orientations spread most, LAB; its sign means nothing.
    public Vector3 axis() {
        return PrincipalAxes.of(spread).axes().column(0);
    }

    /// σ of aᵀ Σ b with two unit vectors of LAB, rad².
    public double sigma(Vector3 a, Vector3 b) {
        double[] row = product(a, b);
        double variance = 0;
        for (int i = 0; i < UNKNOWNS; i++) {
            for (int j = 0; j < UNKNOWNS; j++) {
                variance += row[i] * row[j] * covariance[i * UNKNOWNS + j];
            }
        }
        return Math.sqrt(variance);
    }

    /// Coefficients of aᵀ Σ b in the six components of Σ.
    private static double[] product(Vector3 a, Vector3 b) {
        return new double[] {
            a.x() * b.x(),
            a.y() * b.y(),
            a.z() * b.z(),
            a.y() * b.z() + a.z() * b.y(),
            a.x() * b.z() + a.z() * b.x(),
            a.x() * b.y() + a.y() * b.x()
        };
    }

    /// The least-squares problem of one grain.
    private static final class Fit {

        /// Three equations of a spot: for C_xx, C_yy and C_xy.
        private static final int ROWS = 3 * UNKNOWNS;

        private final double[] instrument;
        private final double[] rows;
        private final double[] observed;
        private final double[] photons;
        private final NormalEquations normal = new NormalEquations();
        private final double[] model = new double[3];
        private final double[] white = new double[ROWS];
        private final double[] value = new double[3];
        private int count;
        private double chiSquare;

        Fit(GrainFit fit, Peaks peaks, Geometry geometry, ProfileCovariance instrument) {
            this.instrument = new double[] {instrument.xx(), instrument.yy(), instrument.xy()};
            Matches matches = fit.matches();
            rows = new double[ROWS * matches.size()];
            observed = new double[3 * matches.size()];
            photons = new double[matches.size()];
            Projection projection = new Projection(geometry.detector());
            Matrix3 m = fit.state().reciprocalDeformation();
            ReflectionList list = fit.reflections();
            for (int i = 0; i < matches.size(); i++) {
                int peak = matches.peak()[i];
                ProfileCovariance shape = ProfileCovariance.of(peaks, peak);
                double ratio =
                        peaks.intensity(peak) / peaks.value(Peaks.Column.INTENSITY_SIGMA, peak);
                if (!matches.used()[i]
                        || (peaks.flags(peak) & UNFIT) != 0
                        || !(shape.xx() > 0 && shape.yy() > 0 && ratio > 0)) {
                    continue;
                }
                int r = matches.reflection()[i];
                Vector3 q =
                        m.times(
                                new Vector3(
                                        list.reciprocalX()[r],
                                        list.reciprocalY()[r],
                                        list.reciprocalZ()[r]));
                projection.position(q.x(), q.y(), q.z(), 0);
                projection.differentiateRotation();
                Vector3 x = new Vector3(projection.rowX[0], projection.rowX[1], projection.rowX[2]);
                Vector3 y = new Vector3(projection.rowY[0], projection.rowY[1], projection.rowY[2]);
                System.arraycopy(product(x, x), 0, rows, ROWS * count, UNKNOWNS);
                System.arraycopy(product(y, y), 0, rows, ROWS * count + UNKNOWNS, UNKNOWNS);
                System.arraycopy(product(x, y), 0, rows, ROWS * count + 2 * UNKNOWNS, UNKNOWNS);
                observed[3 * count] = shape.xx();
                observed[3 * count + 1] = shape.yy();
                observed[3 * count + 2] = shape.xy();
                photons[count++] = ratio * ratio;
            }
        }

        Optional<MosaicTensor> result() {
            if (count < FEWEST_SPOTS) {
                return Optional.empty();
            }
            double[] spread = new double[UNKNOWNS];
            for (int pass = 0; pass < PASSES; pass++) {
                accumulate(spread, pass == 0);
                if (!normal.factorise()) {
                    return Optional.empty();
                }
                spread = normal.solve().clone();
            }
            accumulate(spread, false);
            normal.factorise();
            double[] covariance = normal.inverse();
            double scale = Math.max(1, chiSquare);
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] *= scale;
            }
            SymmetricTensor tensor =
                    new SymmetricTensor(
                            spread[0], spread[1], spread[2], spread[3], spread[4], spread[5]);
            return Optional.of(
                    new MosaicTensor(
                            PrincipalAxes.of(tensor).nonNegative(), covariance, count, chiSquare));
        }

        /// @param first whether the weights are to be those of the observed shapes
        private void accumulate(double[] spread, boolean first) {
            normal.clear(UNKNOWNS);
            double sum = 0;
            double limit = LIMIT * Math.sqrt(3 * Math.max(1, chiSquare));
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < 3; i++) {
                    model[i] = dot(rows, ROWS * k + i * UNKNOWNS, spread) + instrument[i];
                    value[i] = observed[3 * k + i] - instrument[i];
                }
                System.arraycopy(rows, ROWS * k, white, 0, ROWS);
                if (first || !isPositive(model)) {
                    whiten(observed, 3 * k, photons[k]);
                } else {
                    whiten(model, 0, photons[k]);
                }
                double square = 0;
                for (int i = 0; i < 3; i++) {
                    double residual = value[i] - dot(white, i * UNKNOWNS, spread);
                    square += residual * residual;
                }
                double weight = first ? 1 : Math.min(1, limit / Math.sqrt(square));
                sum += weight * square;
                for (int i = 0; i < 3; i++) {
                    normal.add(white, i * UNKNOWNS, weight, value[i]);
                }
            }
            chiSquare = first ? 1 : sum / (3.0 * count - UNKNOWNS);
        }

        private static boolean isPositive(double[] c) {
            return c[0] > 0 && c[1] > 0 && c[0] * c[1] > c[2] * c[2];
        }

        private static double dot(double[] row, int offset, double[] spread) {
            double sum = 0;
            for (int i = 0; i < UNKNOWNS; i++) {
                sum += row[offset + i] * spread[i];
            }
            return sum;
        }

        /// Divides `white` and `value` by the Cholesky factor of the covariance of (xx, yy, xy),
        /// with D = xx·yy − xy² and S = xx·yy + xy²
        ///
        ///     √2 xx             0             0
        ///     √2 xy² ⁄ xx       √(2DS) ⁄ xx   0
        ///     √2 xy             xy √(2D ⁄ S)  D ⁄ √S
        private void whiten(double[] shape, int offset, double photons) {
            double xx = shape[offset];
            double xy = shape[offset + 2];
            double d = xx * shape[offset + 1] - xy * xy;
            double s = xx * shape[offset + 1] + xy * xy;
            double root = Math.sqrt(photons);
            double first = root / (Math.sqrt(2) * xx);
            double ratio = xy / xx;
            double second = root * xx / Math.sqrt(2 * d * s);
            double third = root * Math.sqrt(s) / d;
            double share = xy * Math.sqrt(2 * d / s) / root;
            for (int u = 0; u < UNKNOWNS; u++) {
                double w1 = white[u];
                double w2 = (white[UNKNOWNS + u] - ratio * ratio * w1) * second;
                double w3 = white[2 * UNKNOWNS + u] - ratio * w1 - share * w2;
                white[u] = w1 * first;
                white[UNKNOWNS + u] = w2;
                white[2 * UNKNOWNS + u] = w3 * third;
            }
            double v1 = value[0];
            double v2 = (value[1] - ratio * ratio * v1) * second;
            value[2] = (value[2] - ratio * v1 - share * v2) * third;
            value[1] = v2;
            value[0] = v1 * first;
        }
    }
}
