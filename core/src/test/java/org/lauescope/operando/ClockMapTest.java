package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockMapTest {

    private static final double EPOCH = 1_614_592_800;

    /// Events at uneven times of two days whose truth is a line.
    private static List<ClockEvent> events(
            int count, double offset, double drift, double noise, double sigma, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double cycler = EPOCH + 172_800 * random.nextDouble();
                    double beamline =
                            EPOCH
                                    + offset
                                    + (1 + drift) * (cycler - EPOCH)
                                    + noise * random.nextGaussian();
                    return new ClockEvent(cycler, beamline, sigma);
                })
                .toList();
    }

    /// Seconds since 1970 have steps of 2.4e-7 s; the drift is told by two days.
    @Test
    void exactEventsGiveOffsetAndDriftExactly() {
        ClockMap map = ClockMap.fit(events(6, 37.5, 4.2e-5, 0, 1, 1));
        assertThat(map.drift()).isCloseTo(4.2e-5, within(1e-11));
        assertThat(map.toBeamline(EPOCH)).isCloseTo(EPOCH + 37.5, within(2e-6));
        assertThat(map.toCycler(map.toBeamline(EPOCH + 1000)))
                .isCloseTo(EPOCH + 1000, within(1e-6));
    }

    /// Over 2000 seeds the root mean square of (estimate − truth)/σ is 1 within 4/√(2 · 2000) =
    /// 0.06; both sides of the claim are tested, stated and estimated uncertainties.
    @Test
    void uncertaintiesAreAsLargeAsTheErrors() {
        double offset = 0;
        double drift = 0;
        int seeds = 2000;
        for (int seed = 0; seed < seeds; seed++) {
            ClockMap map = ClockMap.fit(events(12, -812.25, -3e-5, 0.7, 0.7, seed));
            double truth = EPOCH - 812.25 + (1 - 3e-5) * (map.cycler() - EPOCH);
            offset += Math.pow((map.beamline() - truth) / map.beamlineSigma(), 2);
            drift += Math.pow((map.drift() + 3e-5) / map.driftSigma(), 2);
        }
        assertThat(Math.sqrt(offset / seeds)).isBetween(0.94, 1.06);
        assertThat(Math.sqrt(drift / seeds)).isBetween(0.94, 1.06);
    }

    /// With σ from ten residuals pulls follow Student's t with 10 degrees of freedom, of variance
    /// 10/8.
    @Test
    void scatterStandsInForUnknownUncertainty() {
        double drift = 0;
        int seeds = 2000;
        for (int seed = 0; seed < seeds; seed++) {
            ClockMap map = ClockMap.fit(events(12, 0, 1e-4, 2, Double.NaN, seed));
            drift += Math.pow((map.drift() - 1e-4) / map.driftSigma(), 2);
        }
        assertThat(Math.sqrt(drift / seeds)).isCloseTo(Math.sqrt(10 / 8.0), within(0.08));
    }

    @Test
    void extrapolationIsLessCertain() {
        ClockMap map = ClockMap.fit(events(8, 0, 0, 1, 1, 5));
        assertThat(map.sigma(map.cycler())).isEqualTo(map.beamlineSigma());
        assertThat(map.sigma(map.cycler() + 1e6))
                .isCloseTo(Math.hypot(map.beamlineSigma(), 1e6 * map.driftSigma()), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, 1.0 / 60, 1.0 / 3600, 1.02})
    void aClockOfAnotherUnitIsRefused(double unit) {
        List<ClockEvent> events =
                IntStream.range(0, 5)
                        .mapToObj(i -> new ClockEvent(i * 1000 * unit, EPOCH + i * 1000, 1))
                        .toList();
        assertThatThrownBy(() -> ClockMap.fit(events)).hasMessageContaining("ms, min or h");
    }

    @Test
    void tooFewEventsAreRefused() {
        assertThatThrownBy(() -> ClockMap.fit(List.of(new ClockEvent(0, 0, 1))))
                .hasMessageContaining("expected two or more");
        assertThatThrownBy(() ->
                        ClockMap.fit(List.of(new ClockEvent(5, 0, 1), new ClockEvent(5, 1, 1))))
                .hasMessageContaining("hours apart");
    }

    @Test
    void wholeHoursAreNamedAsTimeZone() {
        assertThat(ClockMap.offset(EPOCH, 3600 + 12, 1, 0).timeZone()).hasValue(1);
        assertThat(ClockMap.offset(EPOCH, -7200, 1, 0).timeZone()).hasValue(-2);
        assertThat(ClockMap.offset(EPOCH, 5.5 * 3600, 1, 0).timeZone()).hasValue(5.5);
        assertThat(ClockMap.offset(EPOCH, 12, 1, 0).timeZone()).isEmpty();
        assertThat(ClockMap.offset(EPOCH, 1200, 1, 0).timeZone()).isEmpty();
        assertThat(ClockMap.offset(EPOCH, 40 * 3600, 1, 0).timeZone()).isEmpty();
        assertThat(ClockMap.offset(EPOCH, 3600, 1000, 0).timeZone()).isEmpty();
    }
}
