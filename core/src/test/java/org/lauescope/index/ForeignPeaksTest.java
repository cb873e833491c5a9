package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.testing.TestCrystals;

/// Patterns of one crystal indexed with another of the same lattice directions.
class ForeignPeaksTest {

    private static final Geometry GEOMETRY = Patterns.nearDetector();

    private static PointResult index(Crystal given, Peaks peaks) {
        return Indexer.of(GEOMETRY, List.of(given), IndexerOptions.DEFAULT).index(peaks);
    }

    private static Peaks pattern(Crystal crystal, int seed) {
        ReflectionList list = Indexer.reflections(crystal, GEOMETRY.beam());
        Random random = new Random(seed);
        Peaks.Builder builder = new Peaks.Builder();
        Matrix3 truth = Patterns.orientation(random);
        Patterns.add(builder, list, GEOMETRY, truth, 1, 1e-3, 0.1, 0.15, random);
        Patterns.addNoise(builder, GEOMETRY, builder.build().size() / 10, random);
        return builder.buildByIntensity();
    }

    /// Germanium's many spots need photons of up to 35 keV if the cell is copper's or tungsten's.
    @Test
    void giveAwayAWrongCrystal() {
        for (int seed = 0; seed < 4; seed++) {
            Peaks peaks = pattern(TestCrystals.germanium(), seed);
            for (Crystal wrong :
                    List.of(
                            TestCrystals.copper(),
                            TestCrystals.nickel(),
                            TestCrystals.bodyCentred("W", 74, 3.1652))) {
                assertThat(index(wrong, peaks))
                        .as("%s, %d", wrong.name(), seed)
                        .isEqualTo(
                                new PointResult.NotIndexed(
                                        PointResult.Reason.OTHER_CRYSTAL, peaks.size()));
            }
            assertThat(index(TestCrystals.germanium(), peaks))
                    .isInstanceOf(PointResult.Indexed.class);
        }
    }

    /// The spots of a twin that is not claimed, here because one grain was asked for, lie on
    /// directions of its parent, but betray nothing.
    @Test
    void areNotTheSpotsOfATwin() {
        ReflectionList list = Indexer.reflections(TestCrystals.germanium(), GEOMETRY.beam());
        Random random = new Random(7);
        Matrix3 parent = Patterns.orientation(random);
        Matrix3 twin =
                parent.times(Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.PI / 3)));
        Peaks.Builder builder = new Peaks.Builder();
        Patterns.add(builder, list, GEOMETRY, parent, 1, 1e-4, 0.1, 0.1, random);
        Patterns.addApart(builder, list, GEOMETRY, twin, 0.5, 1e-4, 0.1, 0.1, random);
        PointResult result =
                new Indexer(GEOMETRY, List.of(list), IndexerOptions.DEFAULT.withGrains(1))
                        .index(builder.buildByIntensity());
        assertThat(result).isInstanceOf(PointResult.Indexed.class);
    }
}
