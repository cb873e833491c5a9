package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Cholesky;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Estimate;
import org.lauescope.refine.PoseResponse;
import org.lauescope.refine.StrainBasis;

/// What of the mean changes of all grains a detector explains that has moved a little between two
/// scans: the five patterns of [PoseResponse], fitted to all grains together. Grains of different
/// orientation answer to the same movement each in its own way; only what is left counts as evidence
/// that the sample has changed.
///
///     minimise Σ_g (y_g − M_g a)ᵀ C_g⁻¹ (y_g − M_g a) + aᵀ (κ² P)⁻¹ a
///
/// with the mean change y_g of each grain in the five coefficients of [StrainBasis], SAMPLE axes, and
/// the covariance P of the calibration. κ is [#WIDTH]: a movement may be so many times larger than
/// the calibration's error, and costs nothing to speak of below.
///
/// @param pose movement a of the detector: distance mm, x0 px, y0 px, pitch rad, roll rad
/// @param explained part of each grain's change that the movement explains, SAMPLE axes, in the order
///   of the grains
/// @param chiSquare of the mean changes as they are, over `freedom` components
/// @param remainder χ² of what is left, over `freedom` − 5 components or more
/// @param calibrationSigmas size of the movement against the error of the calibration, √(aᵀ P⁻¹ a)
public record PoseModes(
        List<Estimate> pose,
        List<SymmetricTensor> explained,
        double chiSquare,
        double remainder,
        int freedom,
        double calibrationSigmas) {

    /// Largest movement that is thought of, in standard uncertainties of the calibration.
    public static final double WIDTH = 10;

    private static final int N = PoseResponse.PARAMETERS;

    /// Standard uncertainties of a good calibration: distance mm, x0 px, y0 px, pitch rad, roll
    /// rad.
    private static final double[] USUAL = {
        0.01, 0.1, 0.1, Math.toRadians(0.01), Math.toRadians(0.01)
    };

    /// The same in words.
    public static final String ASSUMED = "0.01 mm in distance, 0.1 px across, 0.01° in tilt";

    /// @param mean change of a grain, SAMPLE axes
    /// @param variance of each of its five coefficients
    /// @param response of the grain to each parameter
    public record GrainChange(
            SymmetricTensor mean, double[] variance, SymmetricTensor[] response) {}

    public PoseModes {
        pose = List.copyOf(pose);
        explained = List.copyOf(explained);
    }

    /// @param calibration 5 × 5 covariance; null for that of a usual good calibration
    public static PoseModes of(List<GrainChange> grains, double @Nullable [] calibration) {
        double[] precision = precision(calibration);
        double[] normal = new double[N * N];
        for (int i = 0; i < N * N; i++) {
            normal[i] = precision[i] / (WIDTH * WIDTH);
        }
        double[] solution = new double[N];
        double chiSquare = 0;
        for (GrainChange grain : grains) {
            double[] y = StrainBasis.coefficients(grain.mean);
            for (int k = 0; k < 5; k++) {
                double weight = 1 / grain.variance[k];
                chiSquare += weight * y[k] * y[k];
                for (int i = 0; i < N; i++) {
                    double m = response(grain, i, k);
                    solution[i] += weight * m * y[k];
                    for (int j = 0; j < N; j++) {
                        normal[i * N + j] += weight * m * response(grain, j, k);
                    }
                }
            }
        }
        double[] inverse = inverse(normal);
        double[] a = times(inverse, solution);
        double remainder = 0;
        List<SymmetricTensor> explained = new ArrayList<>();
        for (GrainChange grain : grains) {
            SymmetricTensor part = explained(a, grain.response);
            explained.add(part);
            double[] left = StrainBasis.coefficients(grain.mean.minus(part));
            for (int k = 0; k < 5; k++) {
                remainder += left[k] * left[k] / grain.variance[k];
            }
        }
        double size = 0;
        double[] weighted = times(precision, a);
        List<Estimate> pose = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            size += a[i] * weighted[i];
            pose.add(new Estimate(a[i], Math.sqrt(inverse[i * N + i])));
        }
        return new PoseModes(
                pose, explained, chiSquare, remainder, 5 * grains.size(), Math.sqrt(size));
    }

    /// What a movement by one unit of each parameter of the pose does to the strain of a grain,
    /// SAMPLE axes.
    public static Optional<SymmetricTensor[]> response(Geometry geometry, GrainPattern pattern) {
        Matrix3 basis = pattern.crystal().cell().reciprocal();
        double[][] q = new double[3][pattern.size()];
        for (int i = 0; i < pattern.size(); i++) {
            Vector3 v = pattern.reciprocal(basis, i);
            q[0][i] = v.x();
            q[1][i] = v.y();
            q[2][i] = v.z();
        }
        return PoseResponse.of(
                geometry.detector(), geometry.sampleFromLab(), pattern.state(), q[0], q[1], q[2]);
    }

    private static double response(GrainChange grain, int parameter, int coefficient) {
        return StrainBasis.coefficients(grain.response[parameter])[coefficient];
    }

    private static SymmetricTensor explained(double[] a, SymmetricTensor[] response) {
        SymmetricTensor sum = SymmetricTensor.ZERO;
        for (int i = 0; i < N; i++) {
            sum = sum.plus(response[i].times(a[i]));
        }
        return sum;
    }

    private static double[] precision(double @Nullable [] calibration) {
        if (calibration != null) {
            return inverse(calibration);
        }
        double[] precision = new double[N * N];
        for (int i = 0; i < N; i++) {
            precision[i * N + i] = 1 / (USUAL[i] * USUAL[i]);
        }
        return precision;
    }

    /// Of a symmetric positive definite matrix whose elements are of very different size.
    private static double[] inverse(double[] matrix) {
        double[] scale = new double[N];
        double[] factor = new double[N * N];
        for (int i = 0; i < N; i++) {
            scale[i] = 1 / Math.sqrt(matrix[i * N + i]);
        }
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                factor[i * N + j] = matrix[i * N + j] * scale[i] * scale[j];
            }
        }
        double[] inverse = new double[N * N];
        if (!Cholesky.factor(factor, N)) {
            Arrays.fill(inverse, Double.NaN);
            return inverse;
        }
        Cholesky.invert(factor, N, 1, inverse);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                inverse[i * N + j] *= scale[i] * scale[j];
            }
        }
        return inverse;
    }

    private static double[] times(double[] matrix, double[] vector) {
        double[] product = new double[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                product[i] += matrix[i * N + j] * vector[j];
            }
        }
        return product;
    }
}
