package org.lauescope.io.ebsd;

import java.util.Arrays;
import java.util.Optional;
import org.lauescope.crystal.LaueGroup;

/// How EBSD files number Laue groups, and a space group that has the group's symmetry in the usual
/// setting.
///
/// @param edax as `Symmetry` of `.ang`: the rotation group, shortened
/// @param oxford as in the phases of `.ctf`, 1 … 11
/// @param spaceGroup the primitive symmorphic one
record SymmetryNumber(LaueGroup group, int edax, int oxford, int spaceGroup) {

    private static final SymmetryNumber[] ALL = {
        new SymmetryNumber(LaueGroup.TRICLINIC, 1, 1, 2),
        new SymmetryNumber(LaueGroup.MONOCLINIC, 20, 2, 10),
        new SymmetryNumber(LaueGroup.ORTHORHOMBIC, 22, 3, 47),
        new SymmetryNumber(LaueGroup.TETRAGONAL_LOW, 4, 4, 83),
        new SymmetryNumber(LaueGroup.TETRAGONAL_HIGH, 42, 5, 123),
        new SymmetryNumber(LaueGroup.TRIGONAL_LOW, 3, 6, 147),
        new SymmetryNumber(LaueGroup.TRIGONAL_HIGH, 32, 7, 164),
        new SymmetryNumber(LaueGroup.HEXAGONAL_LOW, 6, 8, 175),
        new SymmetryNumber(LaueGroup.HEXAGONAL_HIGH, 62, 9, 191),
        new SymmetryNumber(LaueGroup.CUBIC_LOW, 23, 10, 200),
        new SymmetryNumber(LaueGroup.CUBIC_HIGH, 43, 11, 221),
    };

    static SymmetryNumber of(LaueGroup group) {
        return Arrays.stream(ALL).filter(number -> number.group == group).findFirst().orElseThrow();
    }

    static Optional<SymmetryNumber> ofEdax(int edax) {
        // 2 is what older files write for 20.
        int current = edax == 2 ? 20 : edax;
        return Arrays.stream(ALL).filter(number -> number.edax == current).findFirst();
    }

    static Optional<SymmetryNumber> ofOxford(int oxford) {
        return Arrays.stream(ALL).filter(number -> number.oxford == oxford).findFirst();
    }
}
