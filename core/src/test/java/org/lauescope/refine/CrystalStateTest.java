package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

class CrystalStateTest {

    private static final UnitCell CELL = UnitCell.ofDegrees(5.1, 6.3, 7.9, 81, 97, 105);

    /// State → reciprocal basis → state; the deviatoric part of V − 1 differs from the strain put
    /// in by products of three strains, 1e-9 at 1e-3, and the iteration of the polar factors by
    /// rounding.
    @Test
    void stateAndReciprocalBasisAreInverse() {
        SymmetricTensor strain = new SymmetricTensor(1e-3, -4e-4, -6e-4, 2e-4, -7e-4, 3e-4);
        CrystalState state = new CrystalState(Matrix3.rotation(new Vector3(0.3, -1, 2)), strain);
        CrystalState back = CrystalState.ofReciprocal(state.reciprocal(CELL).times(1.7), CELL);
        assertThat(back.labFromCrystal().minus(state.labFromCrystal()).largest()).isLessThan(1e-13);
        assertThat(Math.sqrt(back.strain().minus(strain).square())).isLessThan(2e-9);
    }

    /// F = 1 + 1e-3 x⊗x stretches along a ∥ x: a grows, so |a*| shrinks; extension is positive.
    @Test
    void extensionIsPositive() {
        Matrix3 f = new Matrix3(1.001, 0, 0, 0, 1, 0, 0, 0, 1);
        UnitCell cubic = UnitCell.cubic(4);
        CrystalState state =
                CrystalState.ofReciprocal(f.inverse().transpose().times(cubic.reciprocal()), cubic);
        assertThat(state.strain().xx()).isBetween(0.66e-3, 0.67e-3);
        assertThat(state.strain().yy()).isBetween(-0.334e-3, -0.332e-3);
        assertThat(state.reciprocal(cubic).column(0).norm())
                .isLessThan(state.reciprocal(cubic).column(1).norm());
    }
}
