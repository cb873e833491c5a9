package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.List;

/// The eleven Laue groups: point symmetries of a diffraction pattern.
public enum LaueGroup {
    TRICLINIC("-1", 1),
    MONOCLINIC("2/m", 2),
    ORTHORHOMBIC("mmm", 4),
    TETRAGONAL_LOW("4/m", 4),
    TETRAGONAL_HIGH("4/mmm", 8),
    TRIGONAL_LOW("-3", 3),
    TRIGONAL_HIGH("-3m", 6),
    HEXAGONAL_LOW("6/m", 6),
    HEXAGONAL_HIGH("6/mmm", 12),
    CUBIC_LOW("m-3", 12),
    CUBIC_HIGH("m-3m", 24);

    private final String symbol;
    private final int properRotations;

    LaueGroup(String symbol, int properRotations) {
        this.symbol = symbol;
        this.properRotations = properRotations;
    }

    /// Hermann–Mauguin symbol, e.g. `m-3m`.
    public String symbol() {
        return symbol;
    }

    /// Order of the proper subgroup.
    public int order() {
        return properRotations;
    }

    /// The Laue group of a space group in any setting, from the kinds of its rotations: the trace
    /// of an integer rotation is 3, −1, 0, 1, 2 for 1, 2, 3, 4, 6-fold ones (Int. Tables A, 11.2).
    ///
    /// @throws IllegalArgumentException if the operators are not those of a crystallographic group
    public static LaueGroup of(List<SymmetryOperator> operators) {
        int threefold = 0;
        int fourfold = 0;
        int sixfold = 0;
        List<Matrix3> rotations = integerRotations(operators);
        for (Matrix3 rotation : rotations) {
            switch ((int) Math.rint(rotation.trace())) {
                case 0 -> threefold++;
                case 1 -> fourfold++;
                case 2 -> sixfold++;
                default -> {}
            }
        }
        int order = rotations.size();
        for (LaueGroup group : values()) {
            boolean threefoldFits =
                    switch (group) {
                        case CUBIC_LOW, CUBIC_HIGH -> threefold == 8;
                        case TRIGONAL_LOW, TRIGONAL_HIGH, HEXAGONAL_LOW, HEXAGONAL_HIGH ->
                                threefold == 2;
                        default -> threefold == 0;
                    };
            boolean fourfoldFits =
                    switch (group) {
                        case CUBIC_HIGH -> fourfold == 6;
                        case TETRAGONAL_LOW, TETRAGONAL_HIGH -> fourfold == 2;
                        default -> fourfold == 0;
                    };
            boolean sixfoldFits =
                    switch (group) {
                        case HEXAGONAL_LOW, HEXAGONAL_HIGH -> sixfold == 2;
                        default -> sixfold == 0;
                    };
            if (group.properRotations == order && threefoldFits && fourfoldFits && sixfoldFits) {
                return group;
            }
        }
        throw new IllegalArgumentException(
                "%d operators with %d proper rotations (%d threefold, %d fourfold, %d sixfold) form no crystallographic group; an operator is missing or mistyped"
                        .formatted(operators.size(), order, threefold, fourfold, sixfold));
    }

    /// Distinct proper rotations in CRYSTAL Cartesian axes, A W A⁻¹ with A the columns a, b, c;
    /// identity first.
    static List<Matrix3> properRotations(List<SymmetryOperator> operators, UnitCell cell) {
        Matrix3 direct = cell.direct();
        Matrix3 inverse = direct.inverse();
        List<Matrix3> cartesian = new ArrayList<>();
        for (Matrix3 rotation : integerRotations(operators)) {
            // The polar factor takes away the rounding of a cell written with few digits.
            cartesian.add(direct.times(rotation).times(inverse).polar().rotation());
        }
        return List.copyOf(cartesian);
    }

    /// Distinct rotations W or −W with determinant +1 (adding the inversion), identity first.
    private static List<Matrix3> integerRotations(List<SymmetryOperator> operators) {
        List<Matrix3> distinct = new ArrayList<>();
        distinct.add(Matrix3.IDENTITY);
        for (SymmetryOperator operator : operators) {
            Matrix3 w = operator.rotation();
            Matrix3 proper = w.determinant() < 0 ? w.times(-1) : w;
            if (distinct.stream().noneMatch(known -> known.minus(proper).largest() < 1e-6)) {
                distinct.add(proper);
            }
        }
        return distinct;
    }
}
