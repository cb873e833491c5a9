package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Positions with known errors: those that the peaks claim, from 0.003 px for the brightest to 0.05
/// px, and a common one that nobody knows.
final class SharedSystematicTest {

    private static final int SPOTS = 24;
    private static final double BRIGHTEST = 0.003;
    private static final double FAINTEST = 0.05;

    private final Geometry geometry = VirtualPattern.geometry();
    private final SpotPattern pattern =
            new SpotPattern(
                    ReflectionList.of(VirtualPattern.garnet(), VirtualPattern.BEAM, 1e-4),
                    geometry);
    private final Refinement refinement = new Refinement(geometry, RefinementOptions.DEFAULT);
    private final Random random = new Random(31);

    private record Grain(CrystalState truth, Peaks peaks) {}

    private Grain grain(double systematic) {
        CrystalState truth = VirtualPattern.state(random, 5e-4);
        Peaks exact = VirtualPattern.peaks(pattern, truth, SPOTS, 0, random);
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < exact.size(); i++) {
            double claimed = BRIGHTEST * Math.pow(FAINTEST / BRIGHTEST, i / (SPOTS - 1.0));
            double sigma = Math.hypot(claimed, systematic);
            VirtualPattern.add(
                    builder,
                    exact.x(i) + sigma * random.nextGaussian(),
                    exact.y(i) + sigma * random.nextGaussian(),
                    exact.intensity(i),
                    claimed);
        }
        return new Grain(truth, builder.build());
    }

    private List<Grain> grains(int count, double systematic) {
        List<Grain> grains = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            grains.add(grain(systematic));
        }
        return grains;
    }

    private GrainFit fit(Grain grain) {
        return refinement
                .refine(grain.peaks, pattern, VirtualPattern.near(grain.truth, random, 1e-3, 5e-4))
                .orElseThrow();
    }

    /// Estimate and fits in turns, as a run does.
    private SharedSystematic estimate(List<Grain> grains) {
        List<SharedSystematic.Sample> samples = new ArrayList<>();
        refinement.assumeSystematic(Double.NaN);
        grains.forEach(grain -> samples.add(new SharedSystematic.Sample(grain.peaks, fit(grain))));
        SharedSystematic found = SharedSystematic.UNKNOWN;
        for (int round = 0; round < 4; round++) {
            refinement.assumeSystematic(round == 0 ? 0 : found.pixels());
            samples.replaceAll(sample ->
                    new SharedSystematic.Sample(
                            sample.peaks(),
                            refinement.refineAgain(sample.peaks(), pattern, sample.fit())));
            found = SharedSystematic.of(samples);
        }
        return found;
    }

    /// Four of the claimed standard uncertainties; where nothing is there, three of the value that
    /// the estimate stays below in two cases of three.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.04, 0.19})
    void theCommonErrorIsFound(double systematic) {
        SharedSystematic found = estimate(grains(40, systematic));
        assertThat(found.freedom()).isBetween(40 * (2 * SPOTS - 8) * 9 / 10, 40 * (2 * SPOTS - 8));
        if (systematic == 0) {
            assertThat(found.pixels()).isLessThan(3 * Math.max(found.sigma(), 5e-4));
        } else {
            assertThat(Math.abs(found.pixels() - systematic)).isLessThan(4 * found.sigma());
            assertThat(found.sigma()).isLessThan(0.15 * systematic);
        }
    }

    /// The claimed uncertainty against the scatter of thirty scans: 1/√60 = 13 %, three of these.
    @Test
    void theUncertaintyIsTheScatter() {
        double mean = 0;
        double square = 0;
        double claimed = 0;
        int scans = 30;
        for (int i = 0; i < scans; i++) {
            SharedSystematic found = estimate(grains(10, 0.04));
            mean += found.pixels() / scans;
            square += found.pixels() * found.pixels() / scans;
            claimed += found.sigma() / scans;
        }
        assertThat(Math.sqrt(square - mean * mean) / claimed).isBetween(0.6, 1.4);
    }

    /// Few grains, whose surest peaks are fifteen times as sure as those that tell: nothing is
    /// found where nothing is, but in one scan of forty. Of thirty, four or more in one test of a
    /// hundred.
    @Test
    void chanceIsNotTakenForAnError() {
        int found = 0;
        for (int i = 0; i < 30; i++) {
            found += estimate(grains(8, 0)).pixels() > 0 ? 1 : 0;
        }
        assertThat(found).isLessThan(4);
    }

    /// A third of the grains is bent by much more than the errors: what the others say stands.
    @Test
    void bentGrainsDoNotCount() {
        List<Grain> grains = grains(27, 0.02);
        grains.addAll(grains(13, 0.3));
        SharedSystematic found = estimate(grains);
        // A median among two thirds is the 75 % quantile of their χ², 14 % beyond its median with
        // 40 degrees of freedom, 15 % in σ_sys², and twice that where peaks share in it.
        assertThat(found.pixels()).isBetween(0.015, 0.028);
    }

    /// Pulls of strain over 300 grains, with the σ_sys of another 40: each root mean square
    /// scatters by 1/√600 = 4 %.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.19})
    void errorsOfFitsWithItAreHonest(double systematic) {
        refinement.assumeSystematic(estimate(grains(40, systematic)).pixels());
        double[] squares = new double[6];
        int count = 300;
        for (int i = 0; i < count; i++) {
            Grain grain = grain(systematic);
            GrainFit fit = fit(grain);
            double[] error = fit.strainLab().minus(grain.truth.strainLab()).toArray();
            double[] sigma = fit.strainSampleNoise(Matrix3.IDENTITY);
            for (int c = 0; c < 6; c++) {
                squares[c] += error[c] * error[c] / (sigma[c] * sigma[c]) / count;
            }
        }
        for (double square : squares) {
            assertThat(Math.sqrt(square)).isBetween(0.9, 1.1);
        }
    }

    @Test
    void fewResidualsTellNothing() {
        assertThat(SharedSystematic.of(List.of()).isKnown()).isFalse();
        Grain grain = grain(0.02);
        assertThat(
                        SharedSystematic.of(
                                        List.of(
                                                new SharedSystematic.Sample(
                                                        grain.peaks, fit(grain))))
                                .isKnown())
                .isFalse();
    }
}
