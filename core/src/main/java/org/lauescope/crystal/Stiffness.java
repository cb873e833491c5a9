package org.lauescope.crystal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Elastic stiffness of a crystal in CRYSTAL axes, σ = C g with σ in GPa.
///
/// Voigt order is the project's own, 1 … 6 = xx, yy, zz, yz, xz, xy; in g the shears are
/// engineering ones, twice those of the tensor. Constants that a reference gives for other axes
/// than x ∥ a, z ∥ c* must be turned first: this matters for C14 of trigonal crystals and for
/// everything monoclinic.
///
/// @param voigt the 36 constants row by row, GPa. Not copied and not to be changed
/// @param source where they come from
public record Stiffness(double[] voigt, String source) {

    public Stiffness {
        if (voigt.length != 36) {
            throw new IllegalArgumentException(
                    "%d elastic constants; expected 6 × 6".formatted(voigt.length));
        }
        double largest = 0;
        for (double constant : voigt) {
            largest = Math.max(largest, Math.abs(constant));
        }
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                if (!(Math.abs(voigt[6 * i + j] - voigt[6 * j + i]) <= 1e-9 * largest)) {
                    throw new IllegalArgumentException(
                            "stiffness C%d%d = %s GPa and C%d%d = %s GPa; expected them equal"
                                    .formatted(
                                            i + 1,
                                            j + 1,
                                            voigt[6 * i + j],
                                            j + 1,
                                            i + 1,
                                            voigt[6 * j + i]));
                }
            }
        }
        requirePositive(voigt);
    }

    public static Stiffness cubic(double c11, double c12, double c44, String source) {
        double[] voigt = new double[36];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                voigt[6 * i + j] = i == j ? c11 : c12;
            }
            voigt[7 * (i + 3)] = c44;
        }
        return new Stiffness(voigt, source);
    }

    /// Of an isotropic material.
    ///
    /// @param young Young's modulus, GPa
    /// @param poisson Poisson's ratio
    public static Stiffness isotropic(double young, double poisson, String source) {
        double c44 = young / (2 * (1 + poisson));
        double c12 = 2 * c44 * poisson / (1 - 2 * poisson);
        return cubic(c12 + 2 * c44, c12, c44, source);
    }

    /// The stiffness that has the given constants and the symmetry of a crystal.
    ///
    /// @param symmetry proper rotations in CRYSTAL axes, as [Crystal#properRotations()] gives them
    /// @param constants GPa by name, `C11` … `C66`; as many as the symmetry leaves independent, and
    ///   any further ones that agree with it
    /// @throws IllegalArgumentException if a constant is missing, contradicts the symmetry, or if a
    ///   strain would have negative energy
    public static Stiffness of(
            List<Matrix3> symmetry, Map<String, Double> constants, String source) {
        return new Stiffness(new ElasticSymmetry(symmetry).complete(constants), source);
    }

    /// σ of a strain, both in CRYSTAL axes, GPa.
    public SymmetricTensor stress(SymmetricTensor strain) {
        double[] g = strain.toArray();
        double[] s = new double[6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                s[i] += voigt[6 * i + j] * (j < 3 ? 1 : 2) * g[j];
            }
        }
        return new SymmetricTensor(s[0], s[1], s[2], s[3], s[4], s[5]);
    }

    /// Whether the deviatoric stress depends on the volume change, so that the deviatoric strain
    /// alone does not determine it: unless C : 1 is a multiple of 1, as in cubic crystals.
    public boolean needsHydrostatic() {
        SymmetricTensor ofUnit = stress(SymmetricTensor.of(Matrix3.IDENTITY));
        return Math.sqrt(ofUnit.deviatoric().square()) > 1e-9 * Math.abs(ofUnit.trace());
    }

    /// Writes the constants in other axes, C' = K C Kᵀ with K the matrix that turns a stress (W. L.
    /// Bond, Bell Syst. Tech. J. 22 (1943) 1).
    ///
    /// @param out modified: 36 values
    /// @param bond modified: 36 values, K
    public void in(Matrix3 targetFromCrystal, double[] out, double[] bond) {
        turn(voigt, targetFromCrystal, out, bond);
    }

    static void turn(double[] voigt, Matrix3 r, double[] out, double[] bond) {
        bond(r, bond);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                out[6 * i + j] = 0;
            }
            for (int k = 0; k < 6; k++) {
                double half = 0;
                for (int m = 0; m < 6; m++) {
                    half += bond[6 * i + m] * voigt[6 * m + k];
                }
                for (int j = 0; j < 6; j++) {
                    out[6 * i + j] += half * bond[6 * j + k];
                }
            }
        }
    }

    private static void bond(Matrix3 r, double[] bond) {
        bondRow(bond, 0, r.xx(), r.xy(), r.xz(), r.xx(), r.xy(), r.xz());
        bondRow(bond, 1, r.yx(), r.yy(), r.yz(), r.yx(), r.yy(), r.yz());
        bondRow(bond, 2, r.zx(), r.zy(), r.zz(), r.zx(), r.zy(), r.zz());
        bondRow(bond, 3, r.yx(), r.yy(), r.yz(), r.zx(), r.zy(), r.zz());
        bondRow(bond, 4, r.xx(), r.xy(), r.xz(), r.zx(), r.zy(), r.zz());
        bondRow(bond, 5, r.xx(), r.xy(), r.xz(), r.yx(), r.yy(), r.yz());
    }

    /// Component (p, q) of R S Rᵀ by the components of S, with p and q the rows of R.
    private static void bondRow(
            double[] bond,
            int row,
            double px,
            double py,
            double pz,
            double qx,
            double qy,
            double qz) {
        bond[6 * row] = px * qx;
        bond[6 * row + 1] = py * qy;
        bond[6 * row + 2] = pz * qz;
        bond[6 * row + 3] = py * qz + pz * qy;
        bond[6 * row + 4] = px * qz + pz * qx;
        bond[6 * row + 5] = px * qy + py * qx;
    }

    /// Cholesky's decomposition succeeds only for positive definite matrices.
    private static void requirePositive(double[] voigt) {
        double[] lower = new double[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = voigt[6 * i + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[6 * i + k] * lower[6 * j + k];
                }
                if (i == j && !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "stiffness C11 = %s, C12 = %s, C44 = %s GPa, …: some strain would have no or negative energy; expected a stable crystal, C11 > C12, C44 > 0 …"
                                    .formatted(
                                            rounded(voigt[0]),
                                            rounded(voigt[1]),
                                            rounded(voigt[21])));
                }
                lower[6 * i + j] = i == j ? Math.sqrt(sum) : sum / lower[7 * j];
            }
        }
    }

    /// As it was given: constants that follow from others carry the error of their last digit.
    private static String rounded(double constant) {
        return Double.toString(Math.round(constant * 1e6) / 1e6);
    }

    /// The constants by name, `C11` … `C66` with the smaller digit first, GPa.
    public Map<String, Double> constants() {
        Map<String, Double> constants = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            for (int j = i; j < 6; j++) {
                constants.put(ElasticSymmetry.name(i, j), voigt[6 * i + j]);
            }
        }
        return Map.copyOf(constants);
    }
}
