package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.map.Estimate;
import org.lauescope.operando.VirtualSeries.Truth;

class MechanismEvidenceTest {

    private static final ClusterPermutation.Settings QUICK =
            new ClusterPermutation.Settings(2.5, 1.5, 19, 5, 1);

    private static MechanismEvidence evidence(Truth truth, int seed) {
        SeriesEvidence series = new VirtualSeries(truth, 1.5e-4, seed).changes();
        return MechanismEvidence.of(series, ChangeDetection.of(series, QUICK));
    }

    private static Estimate value(MechanismEvidence evidence, String name) {
        return evidence.indicators().stream()
                .filter(indicator -> indicator.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void withoutAChangeNothingIsConcluded() {
        MechanismEvidence found = evidence(Truth.NOTHING, 700);
        assertThat(found.isChange()).isFalse();
        assertThat(found.conclusion()).isEmpty();
        assertThat(found.statement()).isEqualTo("undecided: no change was found");
        assertThat(found.posterior()).isEqualTo(MechanismEvidence.evenPrior());
    }

    /// A change along all boundaries does not speak for penetration alone.
    @Test
    void boundariesSpeakAgainstPenetrationAlone() {
        MechanismEvidence found = evidence(Truth.BOUNDARY, 700);
        assertThat(found.isChange()).isTrue();
        assertThat(found.posterior().get(Mechanism.PENETRATION)).isLessThan(0.05);
        Estimate excess = value(found, "boundary preference");
        // Of 1.5e-4 exp(−½ (d/5 µm)²) at d = 2 … 5 µm, less its tail among the others.
        assertThat(excess.value()).isBetween(0.7e-4, 1.4e-4);
    }

    /// Amplitudes of nothing scatter as claimed: an rms of 24 pulls by 0.14.
    @Test
    @Tag("acceptance")
    void amplitudesScatterAsClaimed() {
        double squares = 0;
        for (int seed = 800; seed < 824; seed++) {
            SeriesEvidence series = new VirtualSeries(Truth.NOTHING, 0, seed).changes();
            double z = BoundaryPreference.of(series).getFirst().value().z();
            squares += z * z / 24;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.6, 1.4);
    }

    /// Against the integral over true amplitudes by sums; steps of a hundredth of the narrowest
    /// width leave 1e-4.
    @ParameterizedTest
    @CsvSource({"0, 2e-5", "6e-5, 2e-5", "-9e-5, 3e-5", "2e-4, 1e-5", "-3e-4, 5e-5"})
    void densitiesOfAmplitudes(double value, double sigma) {
        double absent = normal(value, Math.hypot(2e-5, sigma));
        double anything = 0.01 / (Math.PI * 2e-4 * (1 + value * value / 4e-8));
        double width = 2e-4 / Math.sqrt(3);
        double step = sigma / 100;
        for (boolean growsOnly : new boolean[] {false, true}) {
            double present = 0;
            for (double a = growsOnly ? step / 2 : -1e-3; a < 1e-3; a += step) {
                present +=
                        (growsOnly ? 2 : 1)
                                * (a / width)
                                * (a / width)
                                * normal(a, width)
                                * normal(value - a, sigma)
                                * step;
            }
            Presence presence = new Presence(2e-4, 2e-5, growsOnly);
            assertThat(presence.logDensityIfPresent(value, sigma))
                    .isCloseTo(Math.log(0.94 * present + 0.05 * absent + anything), within(1e-3));
            assertThat(presence.logDensityIfAbsent(value, sigma))
                    .isCloseTo(Math.log(0.94 * absent + 0.05 * present + anything), within(1e-3));
        }
    }

    private static double normal(double value, double deviation) {
        return Math.exp(-value * value / (2 * deviation * deviation))
                / (Math.sqrt(2 * Math.PI) * deviation);
    }

    /// Neither the clearest absence nor the clearest presence weighs more than 19 to 1, and what
    /// neither explains says nothing.
    @Test
    void noSingleNumberDecides() {
        Presence presence = new Presence(2e-4, 2e-5, true);
        for (double value = -2e-3; value < 2e-3; value += 1e-5) {
            double ratio =
                    presence.logDensityIfPresent(value, 5e-6)
                            - presence.logDensityIfAbsent(value, 5e-6);
            assertThat(Math.abs(ratio)).isLessThanOrEqualTo(Math.log(19));
        }
        assertThat(presence.logDensityIfPresent(0, 5e-6) - presence.logDensityIfAbsent(0, 5e-6))
                .isLessThan(-Math.log(15));
        assertThat(
                        presence.logDensityIfPresent(1e-4, 5e-6)
                                - presence.logDensityIfAbsent(1e-4, 5e-6))
                .isGreaterThan(Math.log(15));
        assertThat(presence.logDensityIfPresent(1, 5e-6))
                .isEqualTo(presence.logDensityIfAbsent(1, 5e-6));
    }

    /// Amplitudes 3 per unit of net and 2 per unit of total charge.
    @Test
    void slopesAgainstNetAndTotalCharge() {
        double[] net = {0, 1, 0, 1};
        double[] total = {0, 1, 2, 3};
        double[] amplitude = {3 + 2, 4, 3 + 6};
        Estimate[] slopes = Reversibility.slopes(net, total, amplitude, 1);
        assertThat(slopes[0].value()).isCloseTo(3, within(1e-12));
        assertThat(slopes[1].value()).isCloseTo(2, within(1e-12));
        // Line through four independent scans of variance ½: of total charge beside net charge
        // Σt² = 5, Σn² = 1, Σtn = 1, so ½ · 1/(5 − 1).
        assertThat(slopes[1].sigma()).isCloseTo(Math.sqrt(0.125), within(1e-12));
        // After whole cycles net charge is what the log's noise leaves of it.
        double[] none = {0, 1e-9, -1e-9, 2e-9};
        double[] twice = Arrays.stream(total).skip(1).map(q -> 2 * (q - total[0])).toArray();
        Estimate[] whole = Reversibility.slopes(Arrays.copyOf(none, total.length), total, twice, 1);
        assertThat(whole[0]).isEqualTo(Estimate.UNKNOWN);
        assertThat(whole[1].value()).isCloseTo(2, within(1e-12));
        assertThat(List.of(Reversibility.slopes(total, total, amplitude, 1)))
                .allMatch(slope -> Double.isNaN(slope.value()));
    }
}
