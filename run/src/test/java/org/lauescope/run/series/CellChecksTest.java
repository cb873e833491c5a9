package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.io.result.Table;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.ProtocolComparison.Deviation;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.operando.Step;
import org.lauescope.operando.Step.BeamlineScan;
import org.lauescope.operando.Step.ConstantCurrent;
import org.lauescope.operando.Step.Limit;
import org.lauescope.operando.VirtualCycler;

/// Logs that a simulated cycler wrote while it did something else than planned.
class CellChecksTest {

    private static final Instant START = Instant.parse("2021-03-01T10:00:00Z");

    /// 40 s behind.
    private static final ClockMap CLOCK =
            new ClockMap(START.getEpochSecond() - 40, START.getEpochSecond(), 0, 1, 0);

    private static final Protocol PLAN = plan(3e-6, 7200);

    private static Protocol plan(double ampere, double seconds) {
        return new Protocol(
                List.<Step>of(
                        new BeamlineScan("Scan 0", Limit.seconds(3600)),
                        new ConstantCurrent(ampere, Limit.seconds(seconds)),
                        new BeamlineScan("Scan 1", Limit.seconds(3600))));
    }

    private static CyclerRecord executed(Protocol protocol) {
        CyclerLog log =
                new VirtualCycler(START.getEpochSecond(), CLOCK, 30, 1000, 0, 0).run(protocol, 1);
        return new CyclerRecord("cell.bdf.csv", "BDF", log, CLOCK, List.of("a note"));
    }

    @Test
    void whatWasPlannedIsSaidToBeSo() throws SeriesException {
        CellChecks cell = CellChecks.of(List.of(executed(PLAN)), PLAN);
        assertThat(cell.differences()).isEmpty();
        assertThat(new CellSentences(List.of("a", "b")).of(cell))
                .anySatisfy(text -> assertThat(text).contains("was executed as planned"))
                .anySatisfy(text -> assertThat(text).contains("a note"))
                // The log starts with the first scan, on the beamline's clock.
                .anySatisfy(text ->
                        assertThat(text)
                                .contains("cell.bdf.csv")
                                .contains("2021-03-01T10:00:00Z")
                                .contains("behind by 40.00 s")
                                .contains("drift +0 µs/s"));
    }

    @Test
    void whatDiffersIsSaidWithItsMomentAndKept() throws SeriesException {
        CellChecks cell = CellChecks.of(List.of(executed(plan(4e-6, 6000))), PLAN);
        assertThat(cell.differences())
                .extracting(Difference::planned, Difference::deviation)
                .containsExactlyInAnyOrder(
                        tuple(1, Deviation.DURATION), tuple(1, Deviation.CURRENT));
        assertThat(new CellSentences(List.of("a", "b")).of(cell))
                .anySatisfy(text ->
                        assertThat(text)
                                .contains("2021-03-01T11:00:")
                                .contains("planned step 2")
                                .contains("current was 0.004000 mA instead of 0.003000 mA"));
        Table table =
                CellTables.of(new MeasuringTime(List.of()), cell, 1, true).get(CellTables.PROTOCOL);
        assertThat(table).isNotNull();
        assertThat(table.column("expected")).containsExactlyInAnyOrder(7200, 3e-6);
        // The cycler's clock is 40 s behind; samples are 30 s apart.
        assertThat(table.column("start")[0]).isCloseTo(START.getEpochSecond() + 3600, within(31.0));
    }

    /// Two logs, one after the other, are one history.
    @Test
    void logsFollowEachOther() throws SeriesException {
        CyclerRecord first = executed(PLAN);
        ClockMap later =
                new ClockMap(CLOCK.cycler(), CLOCK.beamline() + 14_500, CLOCK.drift(), 1, 0);
        CyclerRecord second = new CyclerRecord("second.csv", "BDF", first.log(), later, List.of());
        CellChecks cell = CellChecks.of(List.of(second, first), PLAN);
        assertThat(cell.logs().getFirst().record().source()).isEqualTo("cell.bdf.csv");
        assertThat(cell.differences())
                .anyMatch(difference -> difference.deviation() == Deviation.NOT_PLANNED);
        assertThat(cell.executed())
                .isSortedAccordingTo((a, b) -> Double.compare(a.start(), b.start()));
    }

    @Test
    void withoutPlanNothingIsSaidOfIt() throws SeriesException {
        CellChecks cell = CellChecks.of(List.of(executed(PLAN)), null);
        assertThat(cell.isPlanned()).isFalse();
        assertThat(CellTables.of(new MeasuringTime(List.of()), cell, 1, true)).isEmpty();
        assertThat(String.join("", new CellSentences(List.of("a")).of(cell)))
                .doesNotContain("planned");
    }
}
