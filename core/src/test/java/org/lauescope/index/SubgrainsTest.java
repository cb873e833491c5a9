package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.PeakSearch;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.DetectorPreset;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.testing.TestCrystals;

/// Oracle: simulated frames of grains whose parts are known.
final class SubgrainsTest {

    private static final Geometry GEOMETRY =
            new Geometry(
                    new Beam(5, 24),
                    DetectorPreset.PILATUS_1M.place(140, Math.PI / 2),
                    Math.PI / 4,
                    null);
    private static final ReflectionList LLZO =
            ReflectionList.of(TestCrystals.llzo(), GEOMETRY.beam(), 1e-3);
    private static final FrameSimulator SIMULATOR =
            new FrameSimulator(
                    GEOMETRY,
                    VirtualDetector.COUNTER,
                    new Background(10, 0, 0, 0, 1),
                    SpotShape.round(0.7),
                    5e4);

    private static List<GrainFit> grains(long seed, VirtualGrain... parts) {
        Peaks peaks =
                new PeakSearch()
                        .find(
                                SIMULATOR.simulate("", List.of(parts), seed).frame(),
                                GEOMETRY.detector().mask());
        PointResult result =
                new Indexer(GEOMETRY, List.of(LLZO), IndexerOptions.DEFAULT).index(peaks);
        return result instanceof PointResult.Indexed indexed ? indexed.grains() : List.of();
    }

    /// Parts of equal and of very different volume; each comes out within a tenth of what parts
    /// them.
    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.1, 0.3", "0.2, 0.3"})
    void findsTwoParts(double degrees, double weight) {
        Random random = new Random(11);
        for (int n = 0; n < 4; n++) {
            Matrix3 first = VirtualGrain.randomOrientation(random);
            // Across the scattering vectors: a rotation about their mean hardly moves a spot.
            Vector3 axis =
                    new Vector3(0.3 * random.nextGaussian(), 1, 0.3 * random.nextGaussian()).unit();
            Matrix3 second = Matrix3.rotation(axis.times(Math.toRadians(degrees))).times(first);
            List<GrainFit> found =
                    grains(
                            n,
                            new VirtualGrain(LLZO, first),
                            new VirtualGrain(LLZO, second).withWeight(weight));
            assertThat(found).hasSize(2);
            for (Matrix3 truth : List.of(first, second)) {
                double nearest =
                        found.stream()
                                .mapToDouble(fit ->
                                        Patterns.misorientation(
                                                LLZO, fit.state().labFromCrystal(), truth))
                                .min()
                                .orElseThrow();
                assertThat(nearest).isLessThan(0.1 * degrees);
            }
        }
    }

    @Test
    void leavesASingleGrainWhole() {
        Random random = new Random(12);
        for (int n = 0; n < 8; n++) {
            VirtualGrain grain =
                    new VirtualGrain(LLZO, VirtualGrain.randomOrientation(random))
                            .withMosaic(Math.toRadians(n % 2 == 0 ? 0 : 0.04));
            assertThat(grains(n, grain)).hasSize(1);
        }
    }
}
