package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

class GrainFitTest {

    private static final Geometry GEOMETRY = VirtualPattern.geometry();

    private static final ReflectionList REFLECTIONS =
            ReflectionList.of(VirtualPattern.cubic(), VirtualPattern.BEAM);

    private static GrainFit fit(CrystalState state, double[] noise) {
        Matches matches =
                new Matches(
                        new int[] {0},
                        new int[] {0},
                        new int[] {1},
                        new double[] {10},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new boolean[] {true});
        return new GrainFit(
                REFLECTIONS, state, noise, new double[64], matches, 1, 0, 1, Double.NaN);
    }

    private static double[] diagonal(double... variance) {
        double[] covariance = new double[64];
        for (int k = 0; k < 8; k++) {
            covariance[k * 9] = variance[k];
        }
        return covariance;
    }

    /// P(χ² < x) from tables: Abramowitz & Stegun, table 26.8 (0.05, 0.5, 0.95, 0.999 of five
    /// degrees of freedom; 0.95 of one).
    @ParameterizedTest
    @CsvSource({
        "1.145476, 5, 0.05",
        "4.351460, 5, 0.5",
        "11.0705, 5, 0.95",
        "20.515, 5, 0.999",
        "3.84146, 1, 0.95"
    })
    void chiSquareProbabilities(double x, int degrees, double probability) {
        assertThat(ChiSquare.probability(x, degrees)).isCloseTo(probability, within(1e-5));
    }

    /// Uniaxial stretch along LAB z with unit covariance of the coefficients: e_eq is the axial
    /// strain, its p is along M₂ alone with p² = 3/2 e², so χ² = 3/2 e²/σ².
    @Test
    void equivalentStrainAndItsSignificance() {
        double e = 1e-3;
        CrystalState state =
                new CrystalState(Matrix3.IDENTITY, new SymmetricTensor(-e / 2, -e / 2, e, 0, 0, 0));
        double v = 1e-7;
        GrainFit fit = fit(state, diagonal(1e-8, 4e-8, 4e-8, v, v, v, v, v));

        assertThat(fit.equivalentStrain()).isCloseTo(e, within(1e-15));
        assertThat(fit.debiasedSquare()).isCloseTo(e * e - 2.0 / 3 * 5 * v, within(1e-15));
        assertThat(fit.detectionProbability())
                .isCloseTo(ChiSquare.probability(1.5 * e * e / v, 5), within(1e-12));
        assertThat(fit.rotationSigma()).isCloseTo(3e-4, within(1e-12));
        assertThat(fit.rotationNoise()).isCloseTo(3e-4, within(1e-12));
    }

    /// Unstrained crystals fitted with noise of a real fit's shape (shears worse than the rest, all
    /// correlated): the mean equivalent strain is the floor, the mean debiased square is zero, and
    /// detection is spread evenly. 20 000 draws; the equivalent strain scatters by half its mean,
    /// so 4 standard errors are 1.4 %.
    @Test
    void noiseAloneGivesTheNoiseFloor() {
        Random random = new Random(14);
        double[] scale = {4e-5, 3e-5, 1.2e-4, 1.6e-4, 5e-5};
        double[][] factor = new double[5][5];
        double[] noise = diagonal(1e-8, 1e-8, 1e-8, 0, 0, 0, 0, 0);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                factor[i][j] = scale[i] * (i == j ? 1 : 0.3 * random.nextGaussian());
            }
        }
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 5; k++) {
                    noise[8 * (3 + i) + 3 + j] += factor[i][k] * factor[j][k];
                }
            }
        }
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        double detection = 0;
        double floor = 0;
        double noiseSquare = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] p = new double[5];
            double[] z = random.doubles(5).map(any -> random.nextGaussian()).toArray();
            for (int i = 0; i < 5; i++) {
                for (int k = 0; k < 5; k++) {
                    p[i] += factor[i][k] * z[k];
                }
            }
            CrystalState state =
                    new CrystalState(
                            Matrix3.IDENTITY, SymmetricTensor.of(StrainBasis.strain(p, 0)));
            GrainFit fit = fit(state, noise);
            sum += fit.equivalentStrain();
            squares += fit.debiasedSquare();
            detection += fit.detectionProbability();
            floor = fit.equivalentStrainNoise();
            noiseSquare = fit.noiseSquare();
        }
        assertThat(sum / draws).isCloseTo(floor, within(0.014 * floor));
        assertThat(squares / draws).isCloseTo(0, within(0.04 * noiseSquare));
        assertThat(detection / draws).isCloseTo(0.5, within(4 * 0.29 / Math.sqrt(draws)));
    }

    /// Isotropic covariance v of the orthonormal coefficients is the same in every frame: σ² = ⅔ v
    /// on the diagonal, ½ v off it.
    @Test
    void sigmaOfComponentsInAnyFrame() {
        GrainFit fit =
                fit(CrystalState.unstrained(Matrix3.IDENTITY), diagonal(0, 0, 0, 9, 9, 9, 9, 9));
        double[] sigma = fit.strainSampleSigma(Matrix3.rotation(new Vector3(0.4, -1, 0.7)));
        double axial = Math.sqrt(6);
        double shear = Math.sqrt(4.5);
        assertThat(sigma)
                .containsExactly(
                        new double[] {axial, axial, axial, shear, shear, shear}, within(1e-12));
    }

    /// A covariance of M₄ alone (xz in LAB) shows in SAMPLE at 45° as xx and zz: the tensor turned
    /// by hand.
    @Test
    void sigmaFollowsTheFrame() {
        GrainFit fit =
                fit(CrystalState.unstrained(Matrix3.IDENTITY), diagonal(0, 0, 0, 0, 0, 0, 2, 0));
        double[] sigma = fit.strainSampleSigma(GEOMETRY.sampleFromLab());
        assertThat(sigma).containsExactly(new double[] {1, 0, 1, 0, 0, 0}, within(1e-12));
    }

    @Test
    void coefficientsAndTensorsAreInverse() {
        SymmetricTensor strain = VirtualPattern.tensor(new Random(1), 1);
        Matrix3 back = StrainBasis.strain(StrainBasis.coefficients(strain), 0);
        assertThat(back.minus(strain.matrix()).largest()).isLessThan(1e-15);
    }

    /// At the foot of the normal a round spot of w px is w·pitch/distance wide on both axes; seen
    /// at 45° (a distance away) the radial width shrinks by cos² and the other by cos.
    @Test
    void widthOfARoundSpot() {
        double[] foot = GEOMETRY.detector().foot();
        double unit = 2 * 0.172 / 150;
        assertThat(width(foot[0], foot[1])).isCloseTo(unit, within(1e-9));
        double away = 150 / 0.172;
        assertThat(width(foot[0] - away, foot[1]))
                .isCloseTo(unit * (0.5 + Math.sqrt(0.5)) / 2, within(1e-9));
    }

    private static double width(double x, double y) {
        double[] row = new double[Peaks.Column.values().length];
        row[Peaks.Column.X.ordinal()] = x;
        row[Peaks.Column.Y.ordinal()] = y;
        row[Peaks.Column.FWHM_MAJOR.ordinal()] = 2;
        row[Peaks.Column.FWHM_MINOR.ordinal()] = 2;
        row[Peaks.Column.ANGLE.ordinal()] = 0.3;
        Peaks peaks = new Peaks.Builder().add(row, 0).build();
        return fit(CrystalState.unstrained(Matrix3.IDENTITY), new double[64])
                .meanWidth(peaks, GEOMETRY);
    }
}
