package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.operando.ChargeCheck;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.ExecutedStep;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.ProtocolComparison;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.operando.Segmentation;
import org.lauescope.run.experiment.ScanEntry;

/// What the logs of the cell say of themselves and of the planned protocol.
///
/// @param logs in the order of time
/// @param isPlanned whether the experiment has a protocol, so that no difference means as planned
/// @param executed steps of all logs, on the beamline's clock, s since 1970
/// @param differences of the executed steps from the planned ones
/// @param outside scans that no log covers from their beginning to their end
public record CellChecks(
        List<Log> logs,
        boolean isPlanned,
        List<ExecutedStep> executed,
        List<Difference> differences,
        List<ScanEntry> outside) {

    /// @param charge integral of current against the log's own column, if it has one
    public record Log(CyclerRecord record, Optional<ChargeCheck> charge) {}

    public CellChecks {
        logs = List.copyOf(logs);
        executed = List.copyOf(executed);
        differences = List.copyOf(differences);
        outside = List.copyOf(outside);
    }

    /// @throws SeriesException if log and protocol have too many steps to be compared
    static CellChecks of(
            List<CyclerRecord> records, @Nullable Protocol protocol, List<ScanEntry> scans)
            throws SeriesException {
        List<CyclerRecord> ordered =
                records.stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        record -> record.clock().toBeamline(record.log().start())))
                        .toList();
        List<ExecutedStep> executed = new ArrayList<>();
        for (CyclerRecord record : ordered) {
            for (ExecutedStep step : Segmentation.of(record.log())) {
                executed.add(onBeamline(step, record.clock()));
            }
        }
        boolean isPlanned = protocol != null && !records.isEmpty();
        return new CellChecks(
                ordered.stream()
                        .map(record -> new Log(record, ChargeCheck.of(record.log())))
                        .toList(),
                isPlanned,
                executed,
                isPlanned ? differences(protocol, executed) : List.of(),
                records.isEmpty()
                        ? List.of()
                        : scans.stream().filter(scan -> !isCovered(scan, records)).toList());
    }

    /// Whether logs run at its beginning and at its end; true if nobody said when it was.
    private static boolean isCovered(ScanEntry scan, List<CyclerRecord> records) {
        if (scan.start() == null) {
            return true;
        }
        double start = scan.start().getEpochSecond();
        double end = start + (Double.isNaN(scan.duration()) ? 0 : scan.duration());
        return runs(start, records) && runs(end, records);
    }

    private static boolean runs(double moment, List<CyclerRecord> records) {
        return records.stream()
                .anyMatch(record ->
                        record.clock().toBeamline(record.log().start()) <= moment
                                && moment <= record.clock().toBeamline(record.log().end()));
    }

    private static List<Difference> differences(
            @Nullable Protocol protocol, List<ExecutedStep> executed) throws SeriesException {
        if (protocol == null) {
            return List.of();
        }
        try {
            return ProtocolComparison.of(protocol, executed, ProtocolComparison.Tolerance.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new SeriesException(
                    "protocol and log cannot be compared: %s; leave out [protocol]"
                            .formatted(e.getMessage()));
        }
    }

    private static ExecutedStep onBeamline(ExecutedStep step, ClockMap clock) {
        double second = 1 + clock.drift();
        return new ExecutedStep(
                step.kind(),
                step.first(),
                step.end(),
                clock.toBeamline(step.start()),
                step.duration() * second,
                step.current(),
                step.voltage(),
                step.lastVoltage(),
                step.charge() * second);
    }
}
