package org.lauescope.run.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.io.result.Table;
import org.lauescope.map.ScanGrid;
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
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.experiment.ScanEntry.ElectricalState;

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
        CellChecks cell = CellChecks.of(List.of(executed(PLAN)), PLAN, List.of());
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
        CellChecks cell = CellChecks.of(List.of(executed(plan(4e-6, 6000))), PLAN, List.of());
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
        CellChecks cell = CellChecks.of(List.of(second, first), PLAN, List.of());
        assertThat(cell.logs().getFirst().record().source()).isEqualTo("cell.bdf.csv");
        assertThat(cell.differences())
                .anyMatch(difference -> difference.deviation() == Deviation.NOT_PLANNED);
        assertThat(cell.executed())
                .isSortedAccordingTo((a, b) -> Double.compare(a.start(), b.start()));
    }

    @Test
    void withoutPlanNothingIsSaidOfIt() throws SeriesException {
        CellChecks cell = CellChecks.of(List.of(executed(PLAN)), null, List.of());
        assertThat(cell.isPlanned()).isFalse();
        assertThat(CellTables.of(new MeasuringTime(List.of()), cell, 1, true)).isEmpty();
        assertThat(String.join("", new CellSentences(List.of("a")).of(cell)))
                .doesNotContain("planned");
    }

    private static ScanEntry scan(String name, String start, ElectricalState state) {
        return new ScanEntry(
                name,
                "",
                ScanGrid.of(10, 10, 1, 1),
                ScanEntry.Order.RASTER,
                false,
                Instant.parse(start),
                36,
                null,
                state,
                "");
    }

    /// The log runs from 10:00 to 14:00.
    @Test
    void scansOutsideTheLogAreNamed() throws SeriesException {
        List<ScanEntry> scans =
                List.of(
                        scan("before", "2021-03-01T08:30:00Z", ElectricalState.PRISTINE),
                        scan("at once", "2021-03-01T10:00:01Z", ElectricalState.REST),
                        scan("last", "2021-03-01T13:30:00Z", ElectricalState.UNKNOWN));
        CellChecks cell = CellChecks.of(List.of(executed(PLAN)), PLAN, scans);
        assertThat(cell.outside()).extracting(ScanEntry::name).containsExactly("before", "last");
        assertThat(new CellSentences(List.of("before", "at once", "last")).of(cell))
                .contains(
                        "before (pristine) lies outside the logs, at least in part: no current is taken to have flowed then.",
                        "last (unknown) lies outside the logs, at least in part: what the cell did then is not known.");
        assertThat(CellChecks.of(List.of(), null, scans).outside()).isEmpty();
    }
}
