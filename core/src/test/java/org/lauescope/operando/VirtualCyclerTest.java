package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lauescope.map.Plane;
import org.lauescope.operando.ExecutedStep.Kind;
import org.lauescope.operando.ProtocolComparison.Deviation;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.operando.ProtocolComparison.Tolerance;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.ConstantVoltage;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.Step.Repeat;
import org.lauescope.operando.Step.Rest;

/// A log with known truth through all that is made of it: steps, charge, clock, planes.
class VirtualCyclerTest {

    private static final double EPOCH = 1_614_592_800;
    private static final double AREA = 0.79;

    /// 3.34 µA/cm² on 0.79 cm².
    private static final double AMPERE = 2.64e-6;

    private static final Protocol PROTOCOL =
            new Protocol(
                    List.of(
                            new BeamlineScan("Scan 0", Limit.seconds(6000)),
                            new Repeat(
                                    3,
                                    List.of(
                                            new ConstantCurrent(AMPERE, Limit.seconds(1200)),
                                            new ConstantCurrent(-AMPERE, Limit.seconds(1200)))),
                            new ConstantCurrent(2 * AMPERE, Limit.seconds(900)),
                            new Rest(Limit.seconds(300)),
                            new BeamlineScan("Scan 1", Limit.seconds(6000))));

    private static final ClockMap CLOCK = new ClockMap(EPOCH, EPOCH + 41.5, 6e-5, 0, 0);

    private static final VirtualCycler CYCLER =
            new VirtualCycler(EPOCH + 100, CLOCK, 10, 2000, AMPERE / 1000, 1e-5);

    @Test
    void stepsAreFoundAgain() {
        List<ExecutedStep> steps = Segmentation.of(CYCLER.run(PROTOCOL, 1));
        assertThat(steps)
                .extracting(ExecutedStep::kind)
                .containsExactly(
                        Kind.REST,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.CONSTANT_CURRENT,
                        Kind.REST);
        // Noise of a thousandth on more than 90 samples; the clock makes seconds 6e-5 too long.
        assertThat(steps.get(7).current()).isCloseTo(2 * AMPERE, within(2e-3 * AMPERE));
        assertThat(steps.get(7).duration()).isCloseTo(900, within(0.1));
    }

    @Test
    void stepsAreFoundWithoutTheirNumbers() {
        CyclerLog log = CYCLER.run(PROTOCOL, 1);
        List<ExecutedStep> numbered = Segmentation.of(log);
        assertThat(Segmentation.of(withoutColumns(log))).hasSameSizeAs(numbered);
    }

    private static CyclerLog withoutColumns(CyclerLog log) {
        double[][] columns = new double[4][log.size()];
        for (int i = 0; i < log.size(); i++) {
            columns[0][i] = log.elapsed(i);
            columns[1][i] = log.time(i);
            columns[2][i] = log.current(i);
            columns[3][i] = log.voltage(i);
        }
        return new CyclerLog(columns[0], columns[1], columns[2], columns[3], List.of());
    }

    @Test
    void currentThenVoltageAreTwoSteps() {
        VirtualCycler cycler = new VirtualCycler(0, new ClockMap(0, 0, 0, 0, 0), 5, 100, 0, 1e-5);
        Protocol protocol =
                new Protocol(
                        List.of(
                                new ConstantCurrent(0.01, Limit.seconds(1000)),
                                new ConstantVoltage(1, Limit.seconds(1800)),
                                new Rest(Limit.seconds(100))));
        CyclerLog log = cycler.run(protocol, 1);
        // 10 C, and 10 mA that fade with 600 s for 1800 s.
        double charge = 10 + 0.01 * 600 * (1 - Math.exp(-3));
        assertThat(cycler.netCharge(protocol, 2850)).isCloseTo(charge, within(1e-12));
        // Trapezoids of 5 s follow the fading to (5/600)²/12.
        assertThat(log.netCharge(log.size() - 1)).isCloseTo(charge, within(1e-4));
        assertThat(Segmentation.of(withoutColumns(log)))
                .extracting(ExecutedStep::kind)
                .containsExactly(Kind.CONSTANT_CURRENT, Kind.CONSTANT_VOLTAGE, Kind.REST);
    }

    /// The closed form of the protocol is the oracle. Noise adds its own σ·√(interval · time), and
    /// the millisecond in which current switches 1 ms · ΔI.
    @Test
    void chargeAtAnyMomentIsThatOfTheProtocol() {
        CyclerLog log = CYCLER.run(PROTOCOL, 3);
        Timeline timeline = new Timeline(log, CLOCK, AREA);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 200; i++) {
            double time = EPOCH + 101 + random.nextDouble() * 20_000;
            double noise = AMPERE / 1000 * Math.sqrt(10 * 20_000);
            double found = log.netChargeAt(timeline.clock().toCycler(time));
            assertThat(found)
                    .isCloseTo(
                            CYCLER.netCharge(PROTOCOL, time),
                            within(4 * noise + 20 * 1e-3 * AMPERE + 1e-4 * 1200 * AMPERE));
        }
    }

    @Test
    void planesTellWhatTheCellHadGoneThrough() {
        CyclerLog log = CYCLER.run(PROTOCOL, 3);
        Timeline timeline = new Timeline(log, CLOCK, AREA);
        double start = EPOCH + 100;
        double stopped = start + 6000 + 7200 + 900;
        double[] moments = {
            start + 3000, start + 6000 + 600, stopped + 1000, stopped - 10, start - 50, Double.NaN
        };
        List<Plane> planes = timeline.planes(moments, false);
        double[] since = plane(planes, Timeline.TIME_SINCE_CURRENT.name()).values();
        assertThat(since[0]).as("no current yet").isNaN();
        assertThat(since[1]).isZero();
        // The last sample with current is that of the end of its step, the next 1 ms later.
        assertThat(since[2]).isCloseTo(1000, within(0.01));
        assertThat(since[3]).isZero();
        assertThat(since[4]).as("outside").isNaN();
        assertThat(since[5]).as("not measured").isNaN();
        double[] charge = plane(planes, Timeline.CHARGE_DENSITY.name()).values();
        // 600 s of 2.64 µA on 0.79 cm² are 0.557 µAh/cm².
        assertThat(charge[1]).isCloseTo(AMPERE * 600 / 3.6 / AREA, within(2e-6));
        assertThat(charge[2]).isCloseTo(2 * AMPERE * 900 / 3.6 / AREA, within(1e-5));
        double[] density = plane(planes, Timeline.CURRENT_DENSITY.name()).values();
        assertThat(density[1]).isCloseTo(1e3 * AMPERE / AREA, within(1e-4 * 3.34));
        assertThat(density[2]).isCloseTo(0, within(1e-4 * 3.34));
    }

    /// A clock that is half a percent off would count half a percent too much charge.
    @Test
    void chargeIsCountedInSecondsOfTheBeamline() {
        ClockMap slow = new ClockMap(EPOCH, EPOCH + 41.5, 5e-3, 0, 1e-5);
        VirtualCycler cycler = new VirtualCycler(EPOCH + 100, slow, 10, 2000, 0, 0);
        Timeline timeline = new Timeline(cycler.run(PROTOCOL, 1), slow, AREA);
        double time = EPOCH + 100 + 6000 + 7200 + 900 + 60;
        Plane charge = plane(timeline.planes(new double[] {time}, false), Timeline.CHARGE.name());
        // Each switch of the current leaves 1 ms · ΔI, 1e-6 of the charge.
        assertThat(charge.values()[0])
                .isCloseTo(2 * AMPERE * 900 / 3.6, within(1e-5 * 2 * AMPERE * 900 / 3.6));
        double throughput = AMPERE * (7200 + 2 * 900) / 3.6;
        assertThat(charge.sigma()[0]).isBetween(1e-5 * throughput, 1.5e-5 * throughput);
    }

    /// A pristine sample was mapped before the cycler began, and again after it had ended.
    @Test
    void atRestChargeIsKnownBesideTheLogToo() {
        Timeline timeline = new Timeline(CYCLER.run(PROTOCOL, 3), CLOCK, AREA);
        double[] moments = {EPOCH - 5000, timeline.end() + 700};
        List<Plane> planes = timeline.planes(moments, true);
        double[] charge = plane(planes, Timeline.CHARGE.name()).values();
        assertThat(charge[0]).isZero();
        assertThat(charge[1]).isCloseTo(2 * AMPERE * 900 / 3.6, within(1e-5));
        assertThat(plane(planes, Timeline.TIME_SINCE_CURRENT.name()).values()[1])
                .isCloseTo(6300 + 700, within(1.0));
        assertThat(plane(planes, Timeline.VOLTAGE.name()).values()).containsOnly(Double.NaN);
    }

    private static Plane plane(List<Plane> planes, String name) {
        return planes.stream().filter(plane -> plane.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aProtocolThatWasFollowedHasNoDifferences() {
        List<ExecutedStep> steps = Segmentation.of(CYCLER.run(PROTOCOL, 1));
        assertThat(ProtocolComparison.of(PROTOCOL, steps, Tolerance.DEFAULT)).isEmpty();
    }

    @Test
    void differencesAreFoundWhereTheyAre() {
        List<Step> other = new ArrayList<>();
        other.add(new BeamlineScan("Scan 0", Limit.seconds(6000)));
        for (int cycle = 0; cycle < 3; cycle++) {
            other.add(new ConstantCurrent(AMPERE, Limit.seconds(cycle == 1 ? 700 : 1200)));
            if (cycle < 2) {
                other.add(new ConstantCurrent(-AMPERE, Limit.seconds(1200)));
            }
        }
        other.add(new ConstantCurrent(2.2 * AMPERE, Limit.seconds(900)));
        other.add(new Rest(Limit.seconds(6300)));
        List<ExecutedStep> steps = Segmentation.of(CYCLER.run(new Protocol(other), 1));
        List<Difference> found = ProtocolComparison.of(PROTOCOL, steps, Tolerance.DEFAULT);
        assertThat(found)
                .extracting(Difference::planned, Difference::deviation)
                .containsExactly(
                        tuple(3, Deviation.DURATION),
                        tuple(6, Deviation.MISSING),
                        tuple(7, Deviation.CURRENT));
        assertThat(found.get(0).found()).isCloseTo(700, within(1.0));
        assertThat(found.get(0).expected()).isEqualTo(1200);
        // Scan and two steps before it; samples are a second apart.
        assertThat(found.get(0).start() - steps.getFirst().start())
                .isCloseTo(6000 + 2 * 1200, within(2.0));
        assertThat(found.get(1).start()).isNaN();
        assertThat(found.get(0).text()).contains("lasted 699.96").contains("instead of 1200");
        assertThat(found.get(1).text()).startsWith("missing: constant current -0.002640 mA");
        assertThat(found.get(2).text()).contains("instead of 0.005280 mA");
    }

    @Test
    void plannedTimeAndChargeAreKnown() {
        assertThat(PROTOCOL.duration()).isEqualTo(6000 + 7200 + 900 + 300 + 6000);
        assertThat(PROTOCOL.netCharge()).isCloseTo(2 * AMPERE * 900, within(1e-15));
    }
}
