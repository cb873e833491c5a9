package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Beam;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.testing.TestCrystals;

/// Grains made by hand, so that each condition is met or missed alone.
class ConfirmationTest {

    private static final ReflectionList LIST =
            ReflectionList.of(TestCrystals.silicon(), new Beam(5, 24), 1e-2);

    private static final double SCALE = 3e-3;

    @Test
    void aGrainWithMostOfItsSpotsHolds() {
        assertThat(Confirmation.of(List.of(grain(0, 0, 0, 20, 30, 50)), SCALE)).hasSize(1);
    }

    @Test
    void mostSpotsMissingIsAnotherCrystal() {
        assertThat(Confirmation.of(List.of(grain(0, 0, 0, 20, 60, 50)), SCALE)).isEmpty();
    }

    /// 5 × 3e-3 is the limit of the tensor's norm; a uniaxial deviator (ε, −ε/2, −ε/2) has √1.5 ε.
    @Test
    void aStrainNoCrystalBearsIsAnotherLattice() {
        assertThat(Confirmation.of(List.of(grain(0, 0.0120, 0, 20, 30, 50)), SCALE)).hasSize(1);
        assertThat(Confirmation.of(List.of(grain(0, 0.0125, 0, 20, 30, 50)), SCALE)).isEmpty();
    }

    @Test
    void theSameGrainTwiceIsOne() {
        GrainFit best = grain(0, 0, 0, 40, 50, 100);
        GrainFit ghost = grain(0.05, 0, 10, 40, 50, 60);
        GrainFit apart = grain(0.5, 0, 10, 40, 50, 60);
        GrainFit own = grain(0.05, 0, 30, 40, 50, 60);
        assertThat(Confirmation.of(List.of(ghost, best), SCALE)).containsExactly(best);
        assertThat(Confirmation.of(List.of(apart, best), SCALE)).containsExactly(apart, best);
        assertThat(Confirmation.of(List.of(own, best), SCALE)).containsExactly(own, best);
    }

    /// @param degrees turned about Z
    /// @param strain uniaxial deviator along x
    /// @param firstPeak of `matched` consecutive ones
    private static GrainFit grain(
            double degrees,
            double strain,
            int firstPeak,
            int matched,
            int predicted,
            double logOdds) {
        int[] peak = new int[matched];
        boolean[] used = new boolean[matched];
        for (int i = 0; i < matched; i++) {
            peak[i] = firstPeak + i;
            used[i] = true;
        }
        double[] zero = new double[matched];
        Matches matches =
                new Matches(
                        peak,
                        new int[matched],
                        new int[matched],
                        zero,
                        zero,
                        zero,
                        zero,
                        zero,
                        used);
        CrystalState state =
                new CrystalState(
                        Matrix3.rotation(new Vector3(0, 0, Math.toRadians(degrees))),
                        new SymmetricTensor(strain, -strain / 2, -strain / 2, 0, 0, 0));
        return new GrainFit(
                LIST, state, new double[64], new double[64], matches, predicted, 0.1, 1, logOdds);
    }
}
