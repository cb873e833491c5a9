package org.lauescope.map;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Stiffness;

/// Stress of every point in SAMPLE axes, from its deviatoric strain and orientation by Hooke's law,
/// GPa. NaN where strain, orientation or stiffness is missing, and where the deviatoric strain does
/// not determine what was asked for.
///
/// With [StressAssumption#FREE_SURFACE] the missing volume change δ comes from σ_zz = 0,
///
///     σ = C ε' + δ C 1,   δ = −(C ε')_zz / (C 1)_zz
///
/// Either way stress is linear in strain, σ = L ε', so errors go along as L Cov Lᵀ. Of Cov the maps
/// hold the diagonal. As xx + yy + zz = 0 without error, it also gives the covariances of those three,
/// cov(xx, yy) = (var zz − var xx − var yy)/2; those with shears are taken as zero.
///
/// @param components six planes in the order of [org.lauescope.crystal.SymmetricTensor]
/// @param sigma their standard uncertainties; null where those of the strain are unknown
/// @param vonMises √(3/2 s:s) with the deviatoric stress s
/// @param vonMisesSigma to first order, which holds where it is small against the value
/// @param maximumShear half the difference of the largest and the smallest principal stress
/// @param maximumShearSigma as that of von Mises
public record StressField(
        double[][] components,
        double @Nullable [][] sigma,
        double[] vonMises,
        double @Nullable [] vonMisesSigma,
        double[] maximumShear,
        double @Nullable [] maximumShearSigma) {

    private static final int N = 6;

    /// Half of the difference that a derivative is taken over, in parts of the size of the stress.
    private static final double STEP = 1e-4;

    /// @param strain six planes of deviatoric strain, SAMPLE axes
    /// @param stiffness by name of the crystal
    public static StressField of(
            OrientationMap map,
            List<Plane> strain,
            Map<String, Stiffness> stiffness,
            StressAssumption assumption) {
        double[][] values = strain.stream().map(Plane::values).toArray(double[][]::new);
        double @Nullable [][] sigma =
                strain.stream().allMatch(plane -> plane.sigma() != null)
                        ? strain.stream().map(Plane::sigma).toArray(double[][]::new)
                        : null;
        return of(map, values, sigma, stiffness, assumption);
    }

    private static StressField of(
            OrientationMap map,
            double[][] strain,
            double @Nullable [][] strainSigma,
            Map<String, Stiffness> stiffness,
            StressAssumption assumption) {
        int size = map.grid().size();
        @Nullable Stiffness[] constants =
                map.crystals().stream()
                        .map(crystal -> usable(stiffness.get(crystal.name()), assumption))
                        .toArray(Stiffness[]::new);
        double[][] components = unknown(size);
        double @Nullable [][] sigma = strainSigma == null ? null : unknown(size);
        double[] vonMises = unknownPlane(size);
        double @Nullable [] vonMisesSigma = strainSigma == null ? null : unknownPlane(size);
        double[] maximumShear = unknownPlane(size);
        double @Nullable [] maximumShearSigma = strainSigma == null ? null : unknownPlane(size);

        double[] law = new double[N * N];
        double[] bond = new double[N * N];
        double[] covariance = new double[N * N];
        double[] stress = new double[N];
        double[] gradient = new double[N];
        for (int p = 0; p < size; p++) {
            Stiffness c = map.isKnown(p) ? constants[map.crystal()[p]] : null;
            if (c == null || Double.isNaN(strain[0][p])) {
                continue;
            }
            law(c, map.sampleFromCrystal(p), assumption, law, bond);
            for (int i = 0; i < N; i++) {
                stress[i] = 0;
                for (int j = 0; j < N; j++) {
                    stress[i] += law[N * i + j] * strain[j][p];
                }
                components[i][p] = stress[i];
            }
            vonMises[p] = vonMises(stress, gradient);
            maximumShear[p] = maximumShear(stress);
            if (strainSigma != null
                    && sigma != null
                    && vonMisesSigma != null
                    && maximumShearSigma != null) {
                covariance(strainSigma, p, covariance);
                for (int i = 0; i < N; i++) {
                    sigma[i][p] = Math.sqrt(variance(law, N * i, covariance));
                }
                vonMisesSigma[p] = Math.sqrt(variance(times(gradient, law), 0, covariance));
                maximumShearGradient(stress, vonMises[p], gradient);
                maximumShearSigma[p] = Math.sqrt(variance(times(gradient, law), 0, covariance));
            }
        }
        return new StressField(
                components, sigma, vonMises, vonMisesSigma, maximumShear, maximumShearSigma);
    }

    /// Whether any point has a stress.
    static boolean isKnown(
            OrientationMap map, Map<String, Stiffness> stiffness, StressAssumption assumption) {
        boolean[] known = new boolean[map.crystals().size()];
        for (int c = 0; c < known.length; c++) {
            known[c] = usable(stiffness.get(map.crystals().get(c).name()), assumption) != null;
        }
        return IntStream.range(0, map.grid().size())
                .anyMatch(p -> map.isKnown(p) && known[map.crystal()[p]]);
    }

    private static @Nullable Stiffness usable(
            @Nullable Stiffness stiffness, StressAssumption assumption) {
        return stiffness == null
                        || (assumption == StressAssumption.DEVIATORIC
                                && stiffness.needsHydrostatic())
                ? null
                : stiffness;
    }

    /// The matrix from tensor strains to stresses, SAMPLE axes. Modified: `law`, `bond`.
    private static void law(
            Stiffness stiffness,
            Matrix3 sampleFromCrystal,
            StressAssumption assumption,
            double[] law,
            double[] bond) {
        stiffness.in(sampleFromCrystal, law, bond);
        for (int i = 0; i < N; i++) {
            for (int j = 3; j < N; j++) {
                law[N * i + j] *= 2;
            }
        }
        if (assumption == StressAssumption.FREE_SURFACE) {
            int zz = 2 * N;
            double ofUnitZz = law[zz] + law[zz + 1] + law[zz + 2];
            // The row of zz is what the others are corrected by, so it comes last.
            for (int i : new int[] {0, 1, 3, 4, 5, 2}) {
                double ofUnit = law[N * i] + law[N * i + 1] + law[N * i + 2];
                double part = ofUnit / ofUnitZz;
                for (int j = 0; j < N; j++) {
                    law[N * i + j] -= part * law[zz + j];
                }
            }
        }
    }

    private static void covariance(double[][] sigma, int p, double[] covariance) {
        Arrays.fill(covariance, 0);
        for (int i = 0; i < N; i++) {
            covariance[(N + 1) * i] = sigma[i][p] * sigma[i][p];
        }
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            double both =
                    (covariance[(N + 1) * k] - covariance[(N + 1) * i] - covariance[(N + 1) * j])
                            / 2;
            covariance[N * i + j] = both;
            covariance[N * j + i] = both;
        }
    }

    private static double variance(double[] row, int offset, double[] covariance) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                sum += row[offset + i] * row[offset + j] * covariance[N * i + j];
            }
        }
        return sum;
    }

    private static double[] times(double[] row, double[] matrix) {
        double[] product = new double[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                product[j] += row[i] * matrix[N * i + j];
            }
        }
        return product;
    }

    /// √(3/2 s:s). Modified: `gradient`, its derivatives by the six components.
    private static double vonMises(double[] stress, double[] gradient) {
        double mean = (stress[0] + stress[1] + stress[2]) / 3;
        double square = 0;
        for (int i = 0; i < N; i++) {
            double deviator = i < 3 ? stress[i] - mean : stress[i];
            int times = i < 3 ? 1 : 2;
            square += times * deviator * deviator;
            gradient[i] = 1.5 * times * deviator;
        }
        double vonMises = Math.sqrt(1.5 * square);
        for (int i = 0; i < N; i++) {
            gradient[i] /= vonMises;
        }
        return vonMises;
    }

    /// From the principal values in closed form (O. K. Smith, Comm. ACM 4 (1961) 168): they are m +
    /// 2p cos(φ + 2πk/3), so the largest and the smallest differ by 2√3 p sin(φ + π/3).
    private static double maximumShear(double[] s) {
        double mean = (s[0] + s[1] + s[2]) / 3;
        double xx = s[0] - mean;
        double yy = s[1] - mean;
        double zz = s[2] - mean;
        double square = xx * xx + yy * yy + zz * zz + 2 * (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]);
        double p = Math.sqrt(square / 6);
        if (p == 0) {
            return 0;
        }
        double determinant =
                xx * (yy * zz - s[3] * s[3])
                        - s[5] * (s[5] * zz - s[3] * s[4])
                        + s[4] * (s[5] * s[3] - yy * s[4]);
        double angle = Math.acos(Math.clamp(determinant / (2 * p * p * p), -1, 1)) / 3;
        return Math.sqrt(3) * p * Math.sin(angle + Math.PI / 3);
    }

    /// Where two principal stresses are equal the largest shear has a kink: a finite difference
    /// gives the mean of both slopes. Modified: `gradient`.
    private static void maximumShearGradient(double[] stress, double size, double[] gradient) {
        double step = STEP * size;
        for (int i = 0; i < N; i++) {
            double value = stress[i];
            stress[i] = value + step;
            double above = maximumShear(stress);
            stress[i] = value - step;
            double below = maximumShear(stress);
            stress[i] = value;
            gradient[i] = (above - below) / (2 * step);
        }
    }

    private static double[][] unknown(int size) {
        double[][] planes = new double[N][];
        Arrays.setAll(planes, i -> unknownPlane(size));
        return planes;
    }

    private static double[] unknownPlane(int size) {
        double[] plane = new double[size];
        Arrays.fill(plane, Double.NaN);
        return plane;
    }
}
