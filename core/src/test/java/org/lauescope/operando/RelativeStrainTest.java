package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.PoseResponse;
import org.lauescope.refine.Refinement;
import org.lauescope.refine.RefinementOptions;
import org.lauescope.refine.RelativeFit;
import org.lauescope.testing.TestCrystals;

/// Two patterns of a grain whose strain differs by a known amount, seen by a detector that is not
/// where the analysis believes it to be.
class RelativeStrainTest {

    private static final Crystal LLZO = TestCrystals.llzo();
    private static final double NOISE = 0.05;
    private static final int SPOTS = 60;

    private static final Detector FLAT =
            new Detector(
                    "test",
                    981,
                    1043,
                    0.172,
                    0.172,
                    new Vector3(0, 0, 150),
                    new Vector3(0, -1, 0),
                    Vector3.X,
                    null);

    /// What the analysis believes.
    private static final Geometry BELIEVED = geometry(150, 480, 515, 0.02, -0.013);

    /// 20 µm, half a pixel and 0.02° off: ten times a good calibration's error.
    private static final Geometry TRUE =
            geometry(150.02, 480.5, 514.6, 0.02 + Math.toRadians(0.02), -0.013);

    private static final ReflectionList LIST = ReflectionList.of(LLZO, new Beam(5, 24));

    private static Geometry geometry(double d, double x0, double y0, double pitch, double roll) {
        Detector posed = new DetectorPose(d, x0, y0, pitch, roll, 0, false).applyTo(FLAT);
        return new Geometry(new Beam(5, 24), posed, Math.toRadians(45), null);
    }

    private record Seen(Peaks peaks, GrainFit fit) {
        /// In one of the equivalent cells, as indexing may give it.
        GrainPattern pattern(Matrix3 symmetry) {
            int[][] hkl = new int[3][fit.matches().size()];
            double[][] columns = new double[5][fit.matches().size()];
            Matrix3 basis = LLZO.cell().reciprocal();
            Matrix3 indices = basis.inverse().times(symmetry.transpose()).times(basis);
            for (int i = 0; i < hkl[0].length; i++) {
                int r = fit.matches().reflection()[i];
                int p = fit.matches().peak()[i];
                int order = fit.matches().order()[i];
                Vector3 h =
                        indices.times(
                                new Vector3(
                                        order * LIST.h(r), order * LIST.k(r), order * LIST.l(r)));
                hkl[0][i] = (int) Math.rint(h.x());
                hkl[1][i] = (int) Math.rint(h.y());
                hkl[2][i] = (int) Math.rint(h.z());
                columns[0][i] = peaks.x(p);
                columns[1][i] = peaks.y(p);
                columns[2][i] = peaks.value(Peaks.Column.VARIANCE_X, p);
                columns[3][i] = peaks.value(Peaks.Column.VARIANCE_Y, p);
                columns[4][i] = peaks.value(Peaks.Column.COVARIANCE_XY, p);
            }
            CrystalState state = fit.state();
            return new GrainPattern(
                    LLZO,
                    new CrystalState(
                            state.labFromCrystal().times(symmetry),
                            state.strain().in(symmetry.transpose())),
                    hkl[0],
                    hkl[1],
                    hkl[2],
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3],
                    columns[4]);
        }
    }

    private static Seen seen(CrystalState truth, Random random, double noise) {
        SpotPattern pattern = new SpotPattern(LIST, TRUE);
        int n = pattern.compute(truth.reciprocalDeformation());
        int[] strongest =
                IntStream.range(0, n)
                        .boxed()
                        .sorted((a, b) ->
                                Double.compare(pattern.intensity(b), pattern.intensity(a)))
                        .filter(s -> TRUE.detector().contains(pattern.x(s), pattern.y(s)))
                        .limit(SPOTS)
                        .mapToInt(Integer::intValue)
                        .toArray();
        Peaks.Builder peaks = new Peaks.Builder();
        double[] row = new double[Peaks.Column.values().length];
        for (int s : strongest) {
            Arrays.fill(row, Double.NaN);
            row[Peaks.Column.X.ordinal()] = pattern.x(s) + noise * random.nextGaussian();
            row[Peaks.Column.Y.ordinal()] = pattern.y(s) + noise * random.nextGaussian();
            row[Peaks.Column.VARIANCE_X.ordinal()] = noise * noise;
            row[Peaks.Column.VARIANCE_Y.ordinal()] = noise * noise;
            row[Peaks.Column.COVARIANCE_XY.ordinal()] = 0;
            row[Peaks.Column.INTENSITY.ordinal()] = pattern.intensity(s);
            peaks.add(row, 0);
        }
        Peaks list = peaks.build();
        SpotPattern believed = new SpotPattern(LIST, BELIEVED);
        GrainFit fit =
                new Refinement(BELIEVED, RefinementOptions.DEFAULT)
                        .refine(list, believed, truth)
                        .orElseThrow();
        return new Seen(list, fit);
    }

    private static SymmetricTensor tensor(Random random, double size) {
        return new SymmetricTensor(
                        size * random.nextGaussian(),
                        size * random.nextGaussian(),
                        size * random.nextGaussian(),
                        size * random.nextGaussian(),
                        size * random.nextGaussian(),
                        size * random.nextGaussian())
                .deviatoric();
    }

    @Test
    void isRightWhereTheCalibrationIsWrong() {
        Random random = new Random(7);
        Matrix3 sampleFromLab = BELIEVED.sampleFromLab();
        int n = 150;
        double pulls = 0;
        double absoluteError = 0;
        double relativeError = 0;
        double ownError = 0;
        for (int trial = 0; trial < n; trial++) {
            Matrix3 orientation =
                    org.lauescope.crystal.Quaternion.ofRotationVector(
                                    new Vector3(
                                            3 * random.nextGaussian(),
                                            3 * random.nextGaussian(),
                                            3 * random.nextGaussian()))
                            .matrix();
            Matrix3 turn =
                    Matrix3.rotation(
                            new Vector3(
                                            random.nextGaussian(),
                                            random.nextGaussian(),
                                            random.nextGaussian())
                                    .times(Math.toRadians(0.3)));
            CrystalState before = new CrystalState(orientation, tensor(random, 3e-4));
            SymmetricTensor change = tensor(random, 1.5e-4);
            CrystalState after =
                    new CrystalState(turn.times(orientation), before.strain().plus(change));
            Seen one = seen(before, random, NOISE);
            Seen two = seen(after, random, NOISE);
            List<Matrix3> symmetry = LLZO.properRotations();
            RelativeFit relative =
                    new RelativeStrain(
                                    BELIEVED,
                                    sampleFromLab.times(turn).times(sampleFromLab.transpose()))
                            .between(
                                    one.pattern(Matrix3.IDENTITY),
                                    two.pattern(symmetry.get(trial % symmetry.size())))
                            .orElseThrow();
            double[] truth = change.in(sampleFromLab.times(orientation)).toArray();
            double[] found = relative.strainSample(sampleFromLab).toArray();
            double[] sigma = relative.strainSampleSigma(sampleFromLab);
            double[] difference =
                    two.fit()
                            .strainSample(sampleFromLab)
                            .minus(one.fit().strainSample(sampleFromLab))
                            .toArray();
            double[] own = one.fit().strainSample(sampleFromLab).toArray();
            double[] ownTruth = before.strain().in(sampleFromLab.times(orientation)).toArray();
            for (int c = 0; c < 6; c++) {
                pulls += Math.pow((found[c] - truth[c]) / sigma[c], 2) / (6 * n);
                relativeError += Math.pow(found[c] - truth[c], 2) / (6 * n);
                absoluteError += Math.pow(difference[c] - truth[c], 2) / (6 * n);
                ownError += Math.pow(own[c] - ownTruth[c], 2) / (6 * n);
            }
        }
        // 150 × 5 independent pulls: their rms scatters by 0.026.
        assertThat(Math.sqrt(pulls)).isBetween(0.9, 1.1);
        // The strain of one pattern is wrong by the pose, its change is not.
        assertThat(Math.sqrt(ownError)).isGreaterThan(4 * Math.sqrt(relativeError));
        // Of two fits with the same spots the same error drops out, too: both see the noise alone.
        assertThat(relativeError).isLessThan(1.1 * absoluteError);
    }

    @Test
    void withoutNoiseItIsExact() {
        Random random = new Random(3);
        CrystalState before =
                new CrystalState(
                        Matrix3.rotation(new Vector3(0.3, -1.1, 0.7)), tensor(random, 3e-4));
        SymmetricTensor change = tensor(random, 2e-4);
        CrystalState after =
                new CrystalState(before.labFromCrystal(), before.strain().plus(change));
        GrainPattern one = seen(before, random, 1e-7).pattern(Matrix3.IDENTITY);
        GrainPattern two = seen(after, random, 1e-7).pattern(Matrix3.IDENTITY);
        RelativeFit there =
                new RelativeStrain(BELIEVED, Matrix3.IDENTITY).between(one, two).orElseThrow();
        RelativeFit back =
                new RelativeStrain(BELIEVED, Matrix3.IDENTITY).between(two, one).orElseThrow();
        double[] error = there.strain().minus(change).toArray();
        // Second order: the pose's error (1e-3 of the derivatives) times the change.
        for (double e : error) {
            assertThat(e).isCloseTo(0, within(1e-3 * 4e-4));
        }
        assertThat(back.strain().plus(there.strain()).square()).isLessThan(1e-14 * 1e-3);
    }

    @Test
    void anotherGrainIsRefused() {
        Random random = new Random(3);
        GrainPattern one =
                seen(
                                CrystalState.unstrained(
                                        Matrix3.rotation(new Vector3(0.3, 0.2, 0.1))),
                                random,
                                NOISE)
                        .pattern(Matrix3.IDENTITY);
        GrainPattern two =
                seen(
                                CrystalState.unstrained(
                                        Matrix3.rotation(new Vector3(0.5, 0.2, 0.1))),
                                random,
                                NOISE)
                        .pattern(Matrix3.IDENTITY);
        assertThat(new RelativeStrain(BELIEVED, Matrix3.IDENTITY).between(one, two)).isEmpty();
    }

    /// What the pose's error does to the strain, as refinements of simulated patterns show it, is
    /// found again as a movement of the detector, and nothing is left for the sample.
    @Test
    void aMovedDetectorIsNoChangeOfTheSample() {
        Random random = new Random(5);
        Matrix3 sampleFromLab = BELIEVED.sampleFromLab();
        List<PoseModes.GrainChange> changes = new ArrayList<>();
        for (int grain = 0; grain < 3; grain++) {
            CrystalState state =
                    CrystalState.unstrained(
                            Matrix3.rotation(
                                    new Vector3(
                                            2 * random.nextGaussian(),
                                            2 * random.nextGaussian(),
                                            2 * random.nextGaussian())));
            Seen seen = seen(state, random, 1e-3);
            GrainPattern pattern = seen.pattern(Matrix3.IDENTITY);
            changes.add(
                    new PoseModes.GrainChange(
                            seen.fit().strainSample(sampleFromLab),
                            new double[] {1e-12, 1e-12, 1e-12, 1e-12, 1e-12},
                            PoseModes.response(BELIEVED, pattern).orElseThrow()));
        }
        PoseModes modes = PoseModes.of(changes, null);
        double[] truth = {0.02, 0.5, -0.4, Math.toRadians(0.02), 0};
        double[] unit = {0.01, 0.1, 0.1, 2e-4, 2e-4};
        for (int p = 0; p < PoseResponse.PARAMETERS; p++) {
            assertThat(modes.pose().get(p).value()).isCloseTo(truth[p], within(0.2 * unit[p]));
        }
        for (int g = 0; g < 3; g++) {
            SymmetricTensor left = changes.get(g).mean().minus(modes.explained().get(g));
            assertThat(left.equivalentStrain())
                    .isLessThan(0.05 * changes.get(g).mean().equivalentStrain());
        }
    }
}
