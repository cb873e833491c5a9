package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Disorientation;
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

/// Oracles: forward simulation with known truth ([Patterns]), and the search from scratch
/// ([Indexer]), which knows nothing of predictions.
final class PropagationTest {

    /// Degrees; see [IndexerTest].
    private static final double RIGHT = 0.1;

    private static final Geometry GEOMETRY = Patterns.pilatus();
    private static final ReflectionList LLZO =
            ReflectionList.of(TestCrystals.llzo(), GEOMETRY.beam(), 1e-3);

    private static Propagation propagation() {
        return new Propagation(GEOMETRY, List.of(LLZO), IndexerOptions.DEFAULT);
    }

    private static Indexer indexer() {
        return new Indexer(GEOMETRY, List.of(LLZO), IndexerOptions.DEFAULT);
    }

    private static List<GrainFit> grains(PointResult result) {
        return result instanceof PointResult.Indexed indexed ? indexed.grains() : List.of();
    }

    private static Vector3 direction(Random random) {
        return new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                .unit();
    }

    private static Matrix3 turned(Matrix3 orientation, double degrees, Random random) {
        return Matrix3.rotation(direction(random).times(Math.toRadians(degrees)))
                .times(orientation);
    }

    private static CrystalState strained(Matrix3 orientation, Random random) {
        double[] e = random.doubles(6, -5e-4, 5e-4).toArray();
        return new CrystalState(
                orientation, new SymmetricTensor(e[0], e[1], e[2], e[3], e[4], e[5]).deviatoric());
    }

    /// A tenth of the spots missing, as many peaks spurious, 0.1 px of noise.
    private static Peaks frame(Random random, CrystalState... grains) {
        Peaks.Builder builder = new Peaks.Builder();
        double scale = 1;
        int spots = 0;
        for (CrystalState grain : grains) {
            spots +=
                    Patterns.add(
                            builder,
                            LLZO,
                            GEOMETRY,
                            grain.reciprocalDeformation(),
                            scale,
                            1e-3,
                            0.1,
                            0.1,
                            random);
            scale *= 0.3;
        }
        Patterns.addNoise(builder, GEOMETRY, spots / 10, random);
        return builder.buildByIntensity();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5})
    void followsAGradient(double degreesPerStep) {
        assertThat(differences(degreesPerStep, 40)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5})
    @Tag("acceptance")
    void followsThousandSteps(double degreesPerStep) {
        assertThat(differences(degreesPerStep, 1000)).isLessThanOrEqualTo(1);
    }

    /// Steps at which the grain is lost, or is not what is found from scratch: the same reflections
    /// and a state within three standard deviations.
    private static int differences(double degreesPerStep, int steps) {
        Random random = new Random(1);
        Propagation propagation = propagation();
        Indexer indexer = indexer();
        Matrix3 truth = Patterns.orientation(random);
        List<Prediction> last = List.of(new Prediction(0, CrystalState.unstrained(truth)));
        int different = 0;
        for (int step = 0; step < steps; step++) {
            truth = turned(truth, degreesPerStep, random);
            Peaks peaks = frame(random, strained(truth, random));
            List<GrainFit> found = grains(propagation.propagate(peaks, last));
            List<GrainFit> scratch = grains(indexer.index(peaks));
            boolean same =
                    found.size() == 1
                            && scratch.size() == 1
                            && Patterns.misorientation(
                                            LLZO, found.getFirst().state().labFromCrystal(), truth)
                                    < RIGHT
                            && isSame(found.getFirst(), scratch.getFirst());
            different += same ? 0 : 1;
            last =
                    List.of(
                            new Prediction(
                                    0,
                                    found.isEmpty()
                                            ? CrystalState.unstrained(truth)
                                            : found.getFirst().state()));
        }
        return different;
    }

    /// The same spots for the same peaks, and states that differ by less than three standard
    /// deviations in each parameter, up to the symmetry of the crystal.
    private static boolean isSame(GrainFit first, GrainFit second) {
        Matrix3 firstRotation = first.state().labFromCrystal();
        Matrix3 turn =
                Disorientation.between(
                                firstRotation,
                                second.state().labFromCrystal(),
                                LLZO.crystal().properRotations())
                        .labFromNearest()
                        .times(firstRotation.transpose());
        Quaternion small = Quaternion.ofMatrix(turn).positive();
        double[] omega = {2 * small.x(), 2 * small.y(), 2 * small.z()};
        for (int k = 0; k < 3; k++) {
            if (Math.abs(omega[k]) > 3 * Math.sqrt(first.noiseCovariance()[9 * k])) {
                return false;
            }
        }
        SymmetricTensor difference = first.strainLab().minus(second.strainLab());
        double[] sigma = first.strainSampleSigma(Matrix3.IDENTITY);
        for (int k = 0; k < 6; k++) {
            if (Math.abs(difference.toArray()[k]) > 3 * sigma[k]) {
                return false;
            }
        }
        return haveSameReflections(first, second);
    }

    /// Whether both explain the same peaks by the same reciprocal vectors (LAB): others are at
    /// least a reciprocal edge (0.08 1/Å) away.
    private static boolean haveSameReflections(GrainFit first, GrainFit second) {
        Map<Integer, Vector3> expected = reflections(first);
        Map<Integer, Vector3> found = reflections(second);
        return expected.keySet().equals(found.keySet())
                && expected.keySet().stream()
                        .allMatch(peak -> expected.get(peak).minus(found.get(peak)).norm() < 0.02);
    }

    /// Reciprocal vectors (1/Å, LAB) by peak.
    private static Map<Integer, Vector3> reflections(GrainFit fit) {
        Map<Integer, Vector3> vectors = new HashMap<>();
        for (int i = 0; i < fit.matches().size(); i++) {
            int r = fit.matches().reflection()[i];
            vectors.put(
                    fit.matches().peak()[i],
                    fit.state()
                            .labFromCrystal()
                            .times(
                                    new Vector3(
                                            LLZO.reciprocalX()[r],
                                            LLZO.reciprocalY()[r],
                                            LLZO.reciprocalZ()[r])));
        }
        return vectors;
    }

    @Test
    void wrongPredictionsChangeNothing() {
        Random random = new Random(2);
        Propagation propagation = propagation();
        Indexer indexer = indexer();
        for (int n = 0; n < 20; n++) {
            Peaks peaks = frame(random, strained(Patterns.orientation(random), random));
            List<Prediction> wrong =
                    List.of(
                            new Prediction(0, strained(Patterns.orientation(random), random)),
                            new Prediction(0, strained(Patterns.orientation(random), random)));
            List<GrainFit> found = grains(propagation.propagate(peaks, wrong));
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().state())
                    .isEqualTo(grains(indexer.index(peaks)).getFirst().state());
        }
    }

    @Test
    void refusesNoise() {
        assertThat(acceptedNoise(60)).isZero();
    }

    @Test
    @Tag("acceptance")
    void refusesTwoThousandListsOfNoise() {
        assertThat(acceptedNoise(2000)).isZero();
    }

    private static int acceptedNoise(int lists) {
        Random random = new Random(3);
        Propagation propagation = propagation();
        int accepted = 0;
        for (int n = 0; n < lists; n++) {
            Peaks.Builder builder = new Peaks.Builder();
            int count = (int) (5 * Math.pow(80, random.nextDouble()));
            switch (n % 3) {
                case 0 -> Patterns.addNoise(builder, GEOMETRY, count, random);
                case 1 -> Patterns.addNoiseOnLines(builder, GEOMETRY, count, random);
                default -> Patterns.addNoiseOnRings(builder, GEOMETRY, count, random);
            }
            List<Prediction> predictions = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                predictions.add(new Prediction(0, strained(Patterns.orientation(random), random)));
            }
            PointResult result = propagation.propagate(builder.buildByIntensity(), predictions);
            accepted += result instanceof PointResult.Indexed ? 1 : 0;
        }
        return accepted;
    }

    /// At a boundary each grain is predicted by its side, all are by both, or one is new.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void findsAllGrainsAtABoundary(int count) {
        Random random = new Random(count);
        Propagation propagation = propagation();
        for (int n = 0; n < 15; n++) {
            CrystalState[] truth = new CrystalState[count];
            List<Prediction> predictions = new ArrayList<>();
            for (int g = 0; g < count; g++) {
                truth[g] = strained(Patterns.orientation(random), random);
                for (int copy = 0; copy < n % 3; copy++) {
                    predictions.add(
                            new Prediction(
                                    0,
                                    CrystalState.unstrained(
                                            turned(truth[g].labFromCrystal(), 0.2, random))));
                }
            }
            if (n % 2 == 1 && !predictions.isEmpty()) {
                predictions.removeFirst();
            }
            Collections.shuffle(predictions, random);
            List<GrainFit> found = grains(propagation.propagate(frame(random, truth), predictions));
            assertThat(found).hasSize(count);
            for (CrystalState grain : truth) {
                assertThat(found)
                        .anyMatch(fit ->
                                Patterns.misorientation(
                                                LLZO,
                                                fit.state().labFromCrystal(),
                                                grain.labFromCrystal())
                                        < RIGHT);
            }
        }
    }

    /// A Σ3 twin shares a third of its spots, and the brightest ones: a prediction of one must not
    /// pass for the other.
    @Test
    void doesNotTakeATwinForItsOther() {
        Random random = new Random(5);
        Propagation propagation = propagation();
        Matrix3 twin = Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.toRadians(60)));
        for (int n = 0; n < 20; n++) {
            Matrix3 truth = Patterns.orientation(random);
            Matrix3 other = turned(truth.times(twin), 0.1, random);
            Peaks peaks = frame(random, strained(truth, random));
            List<GrainFit> found =
                    grains(
                            propagation.propagate(
                                    peaks,
                                    List.of(new Prediction(0, CrystalState.unstrained(other)))));
            assertThat(found).hasSize(1);
            assertThat(
                            Patterns.misorientation(
                                    LLZO, found.getFirst().state().labFromCrystal(), truth))
                    .isLessThan(RIGHT);
        }
    }

    @Test
    void findsBothTwinsFromOne() {
        Random random = new Random(6);
        Propagation propagation = propagation();
        Matrix3 twin = Matrix3.rotation(new Vector3(1, 1, 1).unit().times(Math.toRadians(60)));
        for (int n = 0; n < 10; n++) {
            Matrix3 truth = Patterns.orientation(random);
            CrystalState first = strained(truth, random);
            CrystalState second = new CrystalState(truth.times(twin), SymmetricTensor.ZERO);
            Peaks peaks = frame(random, first, second);
            for (CrystalState known : List.of(first, second)) {
                List<GrainFit> found =
                        grains(propagation.propagate(peaks, List.of(new Prediction(0, known))));
                assertThat(found).hasSize(2);
            }
        }
    }

    @Test
    void orderOfPredictionsAndEarlierCallsChangeNothing() {
        Random random = new Random(7);
        Propagation propagation = propagation();
        CrystalState first = strained(Patterns.orientation(random), random);
        CrystalState second = strained(Patterns.orientation(random), random);
        Peaks peaks = frame(random, first, second);
        List<Prediction> predictions = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            Matrix3 near = n % 2 == 0 ? first.labFromCrystal() : second.labFromCrystal();
            predictions.add(
                    new Prediction(0, CrystalState.unstrained(turned(near, 0.1 * n, random))));
        }
        List<CrystalState> expected = states(propagation.propagate(peaks, predictions));
        for (int n = 0; n < 10; n++) {
            Collections.shuffle(predictions, random);
            assertThat(states(propagation.propagate(peaks, predictions))).isEqualTo(expected);
            propagation.propagate(frame(random, first), List.of());
        }
        assertThat(states(propagation().propagate(peaks, predictions))).isEqualTo(expected);
    }

    private static List<CrystalState> states(PointResult result) {
        return grains(result).stream().map(GrainFit::state).toList();
    }
}
