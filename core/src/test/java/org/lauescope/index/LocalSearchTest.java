package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.testing.TestCrystals;

/// Oracle: the rotation that was put in. The search from scratch would hide a failure from
/// [PropagationTest].
final class LocalSearchTest {

    private static final Geometry GEOMETRY = Patterns.pilatus();
    private static final ReflectionList LLZO =
            ReflectionList.of(TestCrystals.llzo(), GEOMETRY.beam(), 1e-3);

    /// 0.1 px of noise in some 40 spots leave 0.001°; the motion of spots, linear in the rotation,
    /// leaves out the square of 0.6° on 800 px, 0.1 px or 0.004°.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.2, 0.5, 0.6})
    void findsARotation(double degrees) {
        Random random = new Random(1);
        PeakField field = new PeakField(GEOMETRY.detector());
        LocalSearch search = new LocalSearch(new SpotPattern(LLZO, GEOMETRY), field);
        for (int n = 0; n < 10; n++) {
            Matrix3 truth = Patterns.orientation(random);
            Peaks.Builder builder = new Peaks.Builder();
            Patterns.add(builder, LLZO, GEOMETRY, truth, 1, 1e-3, 0.1, 0.1, random);
            Patterns.addNoise(builder, GEOMETRY, 20, random);
            field.load(builder.build());
            Vector3 axis =
                    new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                            .unit();
            Matrix3 predicted = Matrix3.rotation(axis.times(Math.toRadians(degrees))).times(truth);
            Matrix3 found = search.search(predicted, true);
            assertThat(search.hits()).isGreaterThan(search.spots() / 2);
            assertThat(Patterns.misorientation(LLZO, found, truth)).isLessThan(0.01);
        }
    }
}
