package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.List;

/// What a space group does to reflections: which are equivalent, and which are absent.
///
/// An operator r' = W r + w turns the index row h into h W with a phase 2π h·w (Int. Tables B,
/// 1.4.2). Equivalence includes Friedel's law.
public final class ReflectionSymmetry {

    private final List<SymmetryOperator> operators;
    private final int[][] rotations;

    public ReflectionSymmetry(List<SymmetryOperator> operators) {
        this.operators = List.copyOf(operators);
        List<Matrix3> distinct = new ArrayList<>();
        for (SymmetryOperator operator : operators) {
            if (!distinct.contains(operator.rotation())) {
                distinct.add(operator.rotation());
            }
        }
        rotations = distinct.stream().map(ReflectionSymmetry::integers).toArray(int[][]::new);
    }

    /// Whether hkl is absent by symmetry whatever the atoms: an operator leaves it in place but
    /// shifts its phase by other than a whole turn.
    public boolean isAbsent(int h, int k, int l) {
        Vector3 index = new Vector3(h, k, l);
        for (SymmetryOperator operator : operators) {
            Matrix3 w = operator.rotation();
            boolean inPlace =
                    h * w.xx() + k * w.yx() + l * w.zx() == h
                            && h * w.xy() + k * w.yy() + l * w.zy() == k
                            && h * w.xz() + k * w.yz() + l * w.zz() == l;
            double turns = index.dot(operator.translation());
            // Intrinsic translations are multiples of 1/6 or 1/4 of a turn; 0.01 is only rounding.
            if (inPlace && Math.abs(turns - Math.rint(turns)) > 0.01) {
                return true;
            }
        }
        return false;
    }

    /// The distinct reflections equivalent to hkl, itself and Friedel mates among them, as rows {h,
    /// k, l}.
    public List<int[]> equivalents(int h, int k, int l) {
        List<int[]> distinct = new ArrayList<>();
        for (int[] w : rotations) {
            int p = h * w[0] + k * w[3] + l * w[6];
            int q = h * w[1] + k * w[4] + l * w[7];
            int r = h * w[2] + k * w[5] + l * w[8];
            if (distinct.stream()
                    .noneMatch(known -> known[0] == p && known[1] == q && known[2] == r)) {
                distinct.add(new int[] {p, q, r});
            }
        }
        boolean centric =
                distinct.stream()
                        .anyMatch(known -> known[0] == -h && known[1] == -k && known[2] == -l);
        if (!centric) {
            for (int[] row : List.copyOf(distinct)) {
                distinct.add(new int[] {-row[0], -row[1], -row[2]});
            }
        }
        return distinct;
    }

    private static int[] integers(Matrix3 w) {
        double[] rows = {w.xx(), w.xy(), w.xz(), w.yx(), w.yy(), w.yz(), w.zx(), w.zy(), w.zz()};
        int[] integers = new int[9];
        for (int i = 0; i < 9; i++) {
            integers[i] = (int) Math.rint(rows[i]);
        }
        return integers;
    }
}
