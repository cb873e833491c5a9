package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.testing.TestCrystals;

/// Twins and other coincidences: found for a crystal, and not mistaken for its orientation.
final class CoincidencesTest {

    private static final Geometry GEOMETRY = Patterns.nearDetector();

    private static ReflectionList list(Crystal crystal) {
        return ReflectionList.of(crystal, GEOMETRY.beam(), 1e-4);
    }

    /// Smallest rotation angles of the coincidences of a crystal, in hundredths of a degree, and
    /// how many of each.
    private static TreeMap<Long, Integer> angles(Crystal crystal, double tolerance, double share) {
        DirectionPairs pairs = new DirectionPairs(list(crystal), tolerance);
        TreeMap<Long, Integer> angles = new TreeMap<>();
        for (Matrix3 rotation :
                new Coincidences(pairs, crystal.properRotations(), tolerance, share, 128)
                        .rotations()) {
            double least =
                    crystal.properRotations().stream()
                            .mapToDouble(s -> Quaternion.ofMatrix(rotation.times(s)).angle())
                            .min()
                            .orElseThrow();
            angles.merge(Math.round(100 * Math.toDegrees(least)), 1, Integer::sum);
        }
        return angles;
    }

    /// Σ3 60° ⟨111⟩, Σ5 36.87° ⟨100⟩, Σ7 38.21° ⟨111⟩, Σ9 38.94° ⟨110⟩: one for each axis of the
    /// form, two senses but for Σ3 (Grimmer, Bollmann & Warrington, Acta Cryst. A30 (1974) 197).
    @Test
    void areTheCoincidenceLatticesOfACube() {
        assertThat(angles(TestCrystals.germanium(), Math.toRadians(0.25), 0.1))
                .containsEntry(6000L, 4)
                .containsEntry(3687L, 6)
                .containsEntry(3821L, 8)
                .containsEntry(3894L, 12);
    }

    /// {10-12} twins of c/a = 1.588: 180° − 2 arctan(c/(√3 a)) = 94.99°, which symmetry reduces to
    /// 85.01°.
    @Test
    void areTheTwinsOfAHexagonalMetal() {
        assertThat(angles(TestCrystals.titanium(), Math.toRadians(0.25), 0.1).keySet())
                .anyMatch(angle -> Math.abs(angle - 8501) < 15);
    }

    /// c/a = 0.964: the tetragonal garnet may lie in either of two other settings of its nearly
    /// cubic cell.
    @Test
    void areTheOtherSettingsOfATetragonalGarnet() {
        assertThat(angles(TestCrystals.tetragonalLlzo(), Math.toRadians(1.2), 0.35))
                .containsEntry(9000L, 2);
    }

    /// Deep patterns of single crystals: no twin beside the right orientation, and never the twin
    /// in its place.
    @ParameterizedTest
    @ValueSource(strings = {"Ge", "LLZO", "tetragonal LLZO", "Ti", "ZrO2"})
    void areNotReportedOfSingleCrystals(String name) {
        Crystal crystal =
                switch (name) {
                    case "Ge" -> TestCrystals.germanium();
                    case "LLZO" -> TestCrystals.llzo();
                    case "Ti" -> TestCrystals.titanium();
                    case "ZrO2" -> TestCrystals.zirconia();
                    default -> TestCrystals.tetragonalLlzo();
                };
        ReflectionList list = list(crystal);
        Indexer indexer = new Indexer(GEOMETRY, List.of(list), IndexerOptions.DEFAULT);
        Random random = new Random(2);
        for (int n = 0; n < 10; n++) {
            Matrix3 truth = Patterns.orientation(random);
            Peaks.Builder builder = new Peaks.Builder();
            int spots = Patterns.add(builder, list, GEOMETRY, truth, 1, 1e-4, 0.2, 0.2, random);
            Patterns.addNoise(builder, GEOMETRY, spots / 5, random);
            List<GrainFit> grains = grains(indexer, builder);
            assertThat(grains).hasSize(1);
            assertThat(
                            Patterns.misorientation(
                                    list, grains.getFirst().state().labFromCrystal(), truth))
                    .isLessThan(0.1);
        }
    }

    /// A twin that has spots of its own is a grain.
    @Test
    void areReportedWhereTheyAreReal() {
        ReflectionList list = list(TestCrystals.germanium());
        Indexer indexer = new Indexer(GEOMETRY, List.of(list), IndexerOptions.DEFAULT);
        Matrix3 sigma3 = Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.PI / 3));
        Random random = new Random(4);
        for (int n = 0; n < 10; n++) {
            Matrix3 matrix = Patterns.orientation(random);
            Matrix3 twin = matrix.times(sigma3);
            Peaks.Builder builder = new Peaks.Builder();
            Patterns.add(builder, list, GEOMETRY, matrix, 1, 1e-4, 0.1, 0.2, random);
            // Of the spots that both have, one peak is listed.
            Patterns.addApart(builder, list, GEOMETRY, twin, 0.5, 1e-4, 0.1, 0.2, random);
            List<GrainFit> grains = grains(indexer, builder);
            assertThat(grains).hasSize(2);
            for (Matrix3 truth : List.of(matrix, twin)) {
                assertThat(grains)
                        .anyMatch(fit ->
                                Patterns.misorientation(list, fit.state().labFromCrystal(), truth)
                                        < 0.1);
            }
        }
    }

    /// The three settings of a nearly cubic cell share their strong spots to within a strain of
    /// 1e-3, which crystals bear: unless faint spots prove one setting, none is claimed. The number
    /// of missing spots alone would choose a wrong one now and then.
    @ParameterizedTest
    @ValueSource(ints = {8, 15, 60})
    void areRefutedByPositionsOrLeftOpen(int spots) {
        Geometry geometry = Patterns.pilatus();
        ReflectionList list = Indexer.reflections(TestCrystals.titanate(), geometry.beam());
        Indexer indexer = new Indexer(geometry, List.of(list), IndexerOptions.DEFAULT);
        Random random = new Random(5);
        int right = 0;
        for (int n = 0; n < 40; n++) {
            Matrix3 truth = Patterns.orientation(random);
            double strain = 1e-3 * random.nextGaussian();
            CrystalState state =
                    new CrystalState(
                            truth,
                            new SymmetricTensor(strain, -strain / 2, -strain / 2, 0, strain, 0));
            Peaks peaks =
                    Patterns.strongest(
                            list,
                            geometry,
                            state.reciprocalDeformation(),
                            spots,
                            0.3,
                            0.15,
                            random);
            for (GrainFit fit : grains(indexer, peaks)) {
                assertThat(Patterns.misorientation(list, fit.state().labFromCrystal(), truth))
                        .isLessThan(0.5);
                right++;
            }
        }
        assertThat(right).isGreaterThanOrEqualTo(spots < 60 ? 0 : 35);
    }

    private static List<GrainFit> grains(Indexer indexer, Peaks.Builder builder) {
        return grains(indexer, builder.buildByIntensity());
    }

    private static List<GrainFit> grains(Indexer indexer, Peaks peaks) {
        return indexer.index(peaks) instanceof PointResult.Indexed indexed
                ? indexed.grains()
                : List.of();
    }
}
