package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

class RefinementTest {

    private static final Geometry GEOMETRY = VirtualPattern.geometry();

    static java.util.List<Crystal> crystals() {
        return VirtualPattern.ofEverySystem();
    }

    /// Exact positions from the definitions: orientation and strain must come back to the rounding
    /// of pixel positions of a thousand (1e-13 px) times the condition of the problem (some 10 px
    /// per 1e-2 rad): 1e-12 leaves a margin of ten.
    @ParameterizedTest(name = "{index}")
    @MethodSource("crystals")
    void recoversExactSpotsOfEveryCrystalSystem(Crystal crystal) {
        Random random = new Random(11);
        SpotPattern pattern =
                new SpotPattern(ReflectionList.of(crystal, VirtualPattern.BEAM), GEOMETRY);
        Refinement refinement = new Refinement(GEOMETRY, RefinementOptions.DEFAULT);
        for (int i = 0; i < 20; i++) {
            CrystalState truth = VirtualPattern.state(random, 2e-3);
            Peaks peaks = VirtualPattern.peaks(pattern, truth, 80, 0, random);
            CrystalState start = VirtualPattern.near(truth, random, 2e-3, 1e-3);

            GrainFit fit = refinement.refine(peaks, pattern, start).orElseThrow();

            Matrix3 turn = fit.state().labFromCrystal().minus(truth.labFromCrystal());
            assertThat(turn.largest()).isLessThan(1e-12);
            assertThat(fit.state().strain().minus(truth.strain()).square()).isLessThan(1e-24);
            assertThat(fit.matches().usedCount()).isGreaterThanOrEqualTo(peaks.size() - 2);
        }
    }
}
