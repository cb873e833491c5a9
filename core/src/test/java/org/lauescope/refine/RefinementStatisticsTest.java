package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Estimates and claimed errors of [Refinement] against truth, over repeats.
class RefinementStatisticsTest {

    private static final Crystal GARNET = VirtualPattern.garnet();
    private static final RefinementOptions NO_SYSTEMATIC =
            RefinementOptions.DEFAULT.withSystematic(0);

    /// ω and p that lead from the truth to the fit, F = exp([ω]×) exp(E) F_true, to first order.
    private static double[] deviation(CrystalState fit, CrystalState truth) {
        Matrix3 k = fit.deformation().times(truth.deformation().inverse()).minus(Matrix3.IDENTITY);
        double[] p = StrainBasis.coefficients(SymmetricTensor.of(k).deviatoric());
        return new double[] {
            (k.zy() - k.yz()) / 2,
            (k.xz() - k.zx()) / 2,
            (k.yx() - k.xy()) / 2,
            p[0],
            p[1],
            p[2],
            p[3],
            p[4]
        };
    }

    /// Root mean square over repeats of pulls (deviation over claimed σ) of all eight parameters,
    /// and of the strain's error over its Cramér–Rao bound in SAMPLE axes.
    private record Statistics(double[] pulls, double[] ratios, double outside) {}

    private static Statistics run(
            int repeats, double noise, int spots, boolean claimed, double spurious) {
        return run(
                repeats,
                noise,
                spots,
                spurious,
                NO_SYSTEMATIC,
                peaks -> claimed ? peaks : VirtualPattern.withoutErrors(peaks));
    }

    private static Statistics run(
            int repeats,
            double noise,
            int spots,
            double spurious,
            RefinementOptions options,
            UnaryOperator<Peaks> claim) {
        Geometry geometry = VirtualPattern.geometry();
        ReflectionList list = ReflectionList.of(GARNET, VirtualPattern.BEAM, 1e-4);
        SpotPattern pattern = new SpotPattern(list, geometry);
        Refinement refinement = new Refinement(geometry, options);
        Random random = new Random(2024);
        double[] pulls = new double[8];
        double[] error = new double[6];
        double[] bound = new double[6];
        int beyond = 0;
        for (int i = 0; i < repeats; i++) {
            CrystalState truth = VirtualPattern.state(random, 5e-4);
            Peaks peaks =
                    VirtualPattern.withSpurious(
                            VirtualPattern.peaks(pattern, truth, spots, noise, random),
                            spurious,
                            geometry,
                            noise,
                            random);
            peaks = claim.apply(peaks);
            GrainFit fit =
                    refinement
                            .refine(peaks, pattern, VirtualPattern.near(truth, random, 1e-3, 5e-4))
                            .orElseThrow();
            double[] deviation = deviation(fit.state(), truth);
            for (int k = 0; k < 8; k++) {
                double pull = deviation[k] / Math.sqrt(fit.noiseCovariance()[k * 8 + k]);
                pulls[k] += pull * pull / repeats;
                beyond += Math.abs(pull) > 1 ? 1 : 0;
            }
            Matrix3 sampleFromLab = geometry.sampleFromLab();
            double[] difference =
                    fit.strainSample(sampleFromLab)
                            .minus(truth.strainLab().in(sampleFromLab))
                            .toArray();
            double[] sigma = fit.strainSampleNoise(sampleFromLab);
            double grown = Math.max(1, fit.chiSquare());
            for (int c = 0; c < 6; c++) {
                error[c] += difference[c] * difference[c];
                bound[c] += sigma[c] * sigma[c] / grown;
            }
        }
        double[] ratios = new double[6];
        for (int c = 0; c < 6; c++) {
            ratios[c] = Math.sqrt(error[c] / bound[c]);
        }
        return new Statistics(
                Arrays.stream(pulls).map(Math::sqrt).toArray(), ratios, beyond / (8.0 * repeats));
    }

    /// A root mean square over n repeats scatters by 1/√(2n).
    private static void assertHonest(Statistics statistics, double scatter) {
        for (double pull : statistics.pulls) {
            assertThat(pull).isBetween(0.9 - scatter, 1.1 + scatter);
        }
        for (double ratio : statistics.ratios) {
            assertThat(ratio).isLessThan(1.2);
        }
        // A normal distribution has 31.7 % beyond one σ; the issue allows ± 2 %.
        assertThat(statistics.outside).isBetween(0.297 - scatter, 0.337 + scatter);
    }

    /// Peaks that claim 0.04 px and scatter by 0.1, or by just what they claim: σ_sys is told by
    /// the residuals, and the errors are honest though the default of it is wrong both times.
    /// Estimating it costs a few per cent with 20 spots.
    @ParameterizedTest
    @CsvSource({"0.1, 30", "0.1, 100", "0.04, 30", "0.04, 100"})
    void residualsTellTheSystematicError(double noise, int spots) {
        UnaryOperator<Peaks> claim = peaks -> VirtualPattern.claiming(peaks, 0.04);
        assertHonest(run(400, noise, spots, 0.1, RefinementOptions.DEFAULT, claim), 0.09);
    }

    /// Four hundred repeats scatter by 3.5 %, the largest of the sixteen numbers by 2.5 times that.
    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void errorsAreHonest(int spots) {
        assertHonest(run(400, 0.1, spots, true, 0.3), 0.09);
        assertHonest(run(400, 0.1, spots, false, 0.3), 0.09);
    }

    /// Measured with 30 % spurious peaks: pulls 0.95–1.05, errors at most 1.05 of the bound,
    /// 29.5–32.8 % beyond one σ.
    @ParameterizedTest
    @Tag("acceptance")
    @ValueSource(doubles = {0.05, 0.1, 0.3})
    void errorsAreHonestOverManyRepeats(double noise) {
        for (int spots : new int[] {20, 50, 100, 200}) {
            assertHonest(run(4000, noise, spots, true, 0.3), 0.02);
            assertHonest(run(4000, noise, spots, false, 0.3), 0.02);
        }
    }

    /// Peaks that are long and tilted: σ 0.3 px along one diagonal, 0.05 px across. Only with the
    /// right sign of the covariance is χ² one per degree of freedom (100 frames of 150 scatter by
    /// 1.2 %) and are the pulls honest.
    @Test
    void correlatedErrorsAreUsed() {
        Geometry geometry = VirtualPattern.geometry();
        SpotPattern pattern =
                new SpotPattern(ReflectionList.of(GARNET, VirtualPattern.BEAM, 1e-4), geometry);
        Refinement refinement = new Refinement(geometry, NO_SYSTEMATIC);
        Random random = new Random(55);
        double chiSquare = 0;
        double pull = 0;
        int repeats = 100;
        for (int i = 0; i < repeats; i++) {
            CrystalState truth = VirtualPattern.state(random, 5e-4);
            Peaks exact = VirtualPattern.peaks(pattern, truth, 80, 0, random);
            Peaks.Builder builder = new Peaks.Builder();
            for (int p = 0; p < exact.size(); p++) {
                double along = 0.3 * random.nextGaussian();
                double across = 0.05 * random.nextGaussian();
                double[] row = new double[Peaks.Column.values().length];
                row[Peaks.Column.X.ordinal()] = exact.x(p) + (along - across) / Math.sqrt(2);
                row[Peaks.Column.Y.ordinal()] = exact.y(p) + (along + across) / Math.sqrt(2);
                row[Peaks.Column.VARIANCE_X.ordinal()] = (0.09 + 0.0025) / 2;
                row[Peaks.Column.VARIANCE_Y.ordinal()] = (0.09 + 0.0025) / 2;
                row[Peaks.Column.COVARIANCE_XY.ordinal()] = (0.09 - 0.0025) / 2;
                builder.add(row, 0);
            }
            GrainFit fit = refinement.refine(builder.build(), pattern, truth).orElseThrow();
            chiSquare += fit.chiSquare() / repeats;
            double[] deviation = deviation(fit.state(), truth);
            for (int k = 0; k < 8; k++) {
                pull += deviation[k] * deviation[k] / fit.noiseCovariance()[k * 9] / (8 * repeats);
            }
        }
        assertThat(chiSquare).isBetween(0.95, 1.05);
        assertThat(Math.sqrt(pull)).isBetween(0.88, 1.08);
    }

    /// A pose drawn from the calibration's covariance is used instead of the true one: the
    /// deviation is then common to all spots, and its size must be what the calibration part of the
    /// covariance claims. Both sides: pulls with noise and calibration together within 10 % (250
    /// repeats scatter by 4.5 %), and far from one without the calibration part.
    @Test
    void calibrationErrorsAreHonest() {
        Geometry truthGeometry = VirtualPattern.geometry();
        double[] sigma = {0.01, 0.12, 0.1, 1e-4, 1.5e-4};
        double[] covariance = new double[25];
        for (int k = 0; k < 5; k++) {
            covariance[k * 6] = sigma[k] * sigma[k];
        }
        CalibrationRecord calibration = new CalibrationRecord("test", "Si", 60, 0.1, 0, covariance);
        ReflectionList list = ReflectionList.of(GARNET, VirtualPattern.BEAM);
        SpotPattern pattern = new SpotPattern(list, truthGeometry);
        Random random = new Random(77);
        int repeats = 250;
        double[] total = new double[8];
        double[] noiseOnly = new double[8];
        for (int i = 0; i < repeats; i++) {
            CrystalState truth = VirtualPattern.state(random, 5e-4);
            Peaks peaks = VirtualPattern.peaks(pattern, truth, 60, 0.05, random);
            Detector wrong = VirtualPattern.moved(truthGeometry.detector(), random, sigma);
            Geometry used =
                    new Geometry(VirtualPattern.BEAM, wrong, truthGeometry.tilt(), calibration);
            GrainFit fit =
                    new Refinement(used, RefinementOptions.DEFAULT)
                            .refine(peaks, new SpotPattern(list, used), truth)
                            .orElseThrow();
            double[] deviation = deviation(fit.state(), truth);
            for (int k = 0; k < 8; k++) {
                double square = deviation[k] * deviation[k];
                total[k] += square / fit.totalCovariance()[k * 9] / repeats;
                noiseOnly[k] += square / fit.noiseCovariance()[k * 9] / repeats;
            }
        }
        for (int k = 0; k < 8; k++) {
            assertThat(Math.sqrt(total[k])).isBetween(0.86, 1.14);
        }
        assertThat(Math.sqrt(noiseOnly[5])).isGreaterThan(1.5);
    }
}
