package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerEdgesTest {

    private static final int SAMPLES = 3000;
    private static final double EPOCH = 1_614_592_800;

    /// A sample every 10 s; the signal is up for a minute from each start on, of which the cycler's
    /// clock, 40 s behind and with seconds 1e-4 too long, knows nothing.
    private static CyclerLog log(double... starts) {
        double[] elapsed = new double[SAMPLES];
        double[] unix = new double[SAMPLES];
        double[] signal = new double[SAMPLES];
        ClockMap truth = new ClockMap(EPOCH - 40, EPOCH, 1e-4, 0, 0);
        for (int i = 0; i < SAMPLES; i++) {
            elapsed[i] = 10 * i;
            unix[i] = EPOCH - 40 + elapsed[i];
            double beamline = truth.toBeamline(unix[i]);
            signal[i] =
                    Arrays.stream(starts).anyMatch(s -> beamline >= s && beamline < s + 60) ? 5 : 0;
        }
        return new CyclerLog(
                elapsed,
                unix,
                new double[SAMPLES],
                new double[SAMPLES],
                List.of(new CyclerLog.Column("TTL", "V", signal)));
    }

    @Test
    void edgesGiveOffsetAndDrift() {
        double[] starts = {EPOCH + 503, EPOCH + 9_007, EPOCH + 15_555, EPOCH + 25_111};
        CyclerLog log = log(starts);
        List<ClockEvent> events =
                TriggerEdges.match(log, log.column("TTL").orElseThrow(), starts, 0, Double.NaN);
        assertThat(events)
                .hasSize(4)
                .allSatisfy(e -> assertThat(e.sigma()).isCloseTo(10 / Math.sqrt(12), within(1e-6)));
        ClockMap clock = ClockMap.fit(events);
        assertThat(clock.toBeamline(EPOCH - 40))
                .isCloseTo(EPOCH, within(4 * clock.sigma(EPOCH - 40)));
        assertThat(clock.drift()).isCloseTo(1e-4, within(4 * clock.driftSigma()));
    }

    @Test
    void startsWithoutEdgesAreNamed() {
        CyclerLog log = log(EPOCH + 503);
        assertThatThrownBy(() ->
                        TriggerEdges.match(
                                log,
                                log.column("TTL").orElseThrow(),
                                new double[] {EPOCH + 503, EPOCH + 20_000},
                                0,
                                1))
                .hasMessageContaining("1 of 2 starts of scans have an edge of \"TTL\"");
    }
}
