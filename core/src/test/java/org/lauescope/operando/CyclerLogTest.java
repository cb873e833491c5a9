package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CyclerLogTest {

    private static CyclerLog log(double[] time, double[] current) {
        double[] none = new double[time.length];
        Arrays.fill(none, Double.NaN);
        return new CyclerLog(time, none, current, new double[time.length], List.of());
    }

    /// A triangle of height 2 A and base 4 s has 4 C; by halves its parabola.
    @Test
    void chargeOfATriangle() {
        CyclerLog log = log(new double[] {0, 2, 4}, new double[] {0, 2, 0});
        assertThat(log.netCharge(2)).isEqualTo(4);
        assertThat(log.netChargeAt(1)).isEqualTo(0.5);
        assertThat(log.netChargeAt(3)).isEqualTo(3.5);
        assertThat(log.netChargeAt(4)).isEqualTo(4);
        assertThat(log.netChargeAt(4.1)).isNaN();
        assertThat(log.netChargeAt(-0.1)).isNaN();
    }

    /// From +1 to −3 A in 4 s the current crosses zero after 1 s: ½ C one way and 4.5 C the other.
    @Test
    void throughputCountsBothDirections() {
        CyclerLog log = log(new double[] {0, 4}, new double[] {1, -3});
        assertThat(log.netCharge(1)).isEqualTo(-4);
        assertThat(log.throughput(1)).isEqualTo(5);
        assertThat(log.throughputAt(1)).isEqualTo(0.5);
    }

    @Test
    void stepsAtOneMomentAreAllowed() {
        CyclerLog log = log(new double[] {0, 5, 5, 8}, new double[] {2, 2, 0, 0});
        assertThat(log.netCharge(3)).isEqualTo(10);
        assertThat(log.currentAt(5)).isZero();
        assertThat(log.chargeSigma(3)).isZero();
    }

    /// A jump of 2 A somewhere in 12 s passes 24 C · f with f from 0 to 1: σ = 24/√12.
    @Test
    void chargeIsUncertainByTheJumpsBetweenSamples() {
        CyclerLog log = log(new double[] {0, 12}, new double[] {0, 2});
        assertThat(log.chargeSigma(1)).isCloseTo(24 / Math.sqrt(12), within(1e-12));
    }

    /// 3 A for 4 s, then −1 A for 2 s, each written down at the end: the first value is of a time
    /// before the log.
    @Test
    void meansAreCountedSinceTheSampleBefore() {
        double[] time = {0, 4, 6, 10};
        double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        double[] current = {7, 3, -1, 0};
        CyclerLog log = new CyclerLog(time, none, current, new double[4], List.of(), true);
        assertThat(log.netCharge(3)).isEqualTo(10);
        assertThat(log.throughput(3)).isEqualTo(14);
        assertThat(log.netChargeAt(1)).isEqualTo(3);
        assertThat(log.throughputAt(5)).isEqualTo(13);
        assertThat(log.currentAt(3.9)).isEqualTo(3);
        assertThat(log.currentAt(4.1)).isEqualTo(-1);
        assertThat(log.chargeSigma(3)).isCloseTo(Math.sqrt((256 + 64 + 16) / 12.0), within(1e-12));
        Timeline timeline = new Timeline(log, ClockMap.offset(5, 0, 1, 0), Double.NaN, 0.5);
        assertThat(timeline.sinceCurrent(5)).isZero();
        assertThat(timeline.sinceCurrent(8)).isEqualTo(2);
        assertThat(log.with(new CyclerLog.Column("x", "", new double[4])).isAveraged()).isTrue();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> log(new double[] {0, 2, 1}, new double[3]))
                .hasMessageContaining("never decrease");
        assertThatThrownBy(() -> log(new double[] {0}, new double[1]))
                .hasMessageContaining("two or more");
        assertThatThrownBy(() -> log(new double[] {0, 1}, new double[] {0, Double.NaN}))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> log(new double[] {0, 1}, new double[3]))
                .hasMessageContaining("as many");
    }
}
