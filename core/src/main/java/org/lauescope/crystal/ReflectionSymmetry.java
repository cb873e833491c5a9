package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a space group does to reflections: which are equivalent, and which are absent.
///
/// An operator r' = W r + w turns the index row h into h W with a phase 2π h·w (Int. Tables B,
/// 1.4.2). Equivalence includes Friedel's law.
public final class ReflectionSymmetry {

    /// Indices are packed in 21 bits each.
    private static final int OFFSET = 1 << 20;

    private final List<SymmetryOperator> operators;

    /// Distinct W and −W, row by row.
    private final int[][] rotations;

    public ReflectionSymmetry(List<SymmetryOperator> operators) {
        this.operators = List.copyOf(operators);
        List<int[]> distinct = new ArrayList<>();
        for (SymmetryOperator operator : operators) {
            for (int sign = 1; sign >= -1; sign -= 2) {
                int[] rotation = integers(operator.rotation().times(sign));
                if (distinct.stream().noneMatch(known -> Arrays.equals(known, rotation))) {
                    distinct.add(rotation);
                }
            }
        }
        rotations = distinct.toArray(int[][]::new);
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
    /// k, l} in descending order.
    public int[][] equivalents(int h, int k, int l) {
        long[] packed = new long[rotations.length];
        for (int i = 0; i < packed.length; i++) {
            int[] w = rotations[i];
            int p = h * w[0] + k * w[3] + l * w[6] + OFFSET;
            int q = h * w[1] + k * w[4] + l * w[7] + OFFSET;
            int r = h * w[2] + k * w[5] + l * w[8] + OFFSET;
            packed[i] = (long) p << 42 | (long) q << 21 | r;
        }
        Arrays.sort(packed);
        int[][] distinct = new int[packed.length][];
        int count = 0;
        for (int i = packed.length - 1; i >= 0; i--) {
            long mate = packed[i];
            if (i == packed.length - 1 || mate != packed[i + 1]) {
                distinct[count] =
                        new int[] {
                            (int) (mate >> 42) - OFFSET,
                            (int) (mate >> 21 & 2 * OFFSET - 1) - OFFSET,
                            (int) (mate & 2 * OFFSET - 1) - OFFSET
                        };
                count++;
            }
        }
        return Arrays.copyOf(distinct, count);
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
