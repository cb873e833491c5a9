package org.lauescope.run.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.Timeline;
import org.lauescope.run.experiment.ScanEntry.ElectricalState;

/// Checks that scans, logs and cell fit together in time: what does not fit would turn up much
/// later, as a wrong charge.
final class LogChecks {

    /// Share of a scan in which current may flow or rest against what is said of it.
    private static final double EXCEPTION = 0.05;

    /// Widest difference of local times on earth, in half hours.
    private static final int MOST_HALF_HOURS = 52;

    /// A day, s: farther from all scans a log tells nothing of them, whatever the time zone.
    private static final double APART = 86_400;

    private final TomlDocument toml;
    private final List<CellLog> logs;
    private final List<ScanEntry> scans;

    LogChecks(TomlDocument toml, List<CellLog> logs, List<ScanEntry> scans) {
        this.toml = toml;
        this.logs = logs;
        this.scans = scans;
    }

    /// @param whole whether all scans are over: while they run, the log need not cover them
    void check(@Nullable ElectrochemicalCell cell, boolean whole) {
        checkOverlap();
        if (logs.isEmpty()) {
            return;
        }
        if (logs.stream().anyMatch(LogChecks::hasCurrent)) {
            checkCell(cell);
        }
        boolean wrong = false;
        for (int i = 0; whole && !wrong && i < scans.size(); i++) {
            wrong = !fits(i, 0);
        }
        if (wrong) {
            explain();
        }
        for (int i = 0; whole && i < logs.size(); i++) {
            checkSpan(i);
        }
    }

    /// A log that ended long before the first of several scans, or began long after the last, says
    /// nothing of what happened between them: most likely it is that of another cell.
    private void checkSpan(int number) {
        Timeline timeline = logs.get(number).timeline();
        double[] starts =
                scans.stream()
                        .mapToDouble(CellLog::seconds)
                        .filter(start -> !Double.isNaN(start))
                        .sorted()
                        .toArray();
        if (starts.length < 2) {
            return;
        }
        double late = starts[0] - timeline.end();
        double early = timeline.start() - starts[starts.length - 1];
        if (Math.max(late, early) > APART) {
            toml.problem(
                    "log." + number + ".file",
                    String.format(
                            Locale.ROOT,
                            "%s from %s to %s lies %.4g days %s all scans (%s to %s); expected one that overlaps them: is it the log of this cell, and its clock right? Otherwise leave it out",
                            logs.get(number).file().getFileName(),
                            moment(timeline.start()),
                            moment(timeline.end()),
                            Math.max(late, early) / APART,
                            late > early ? "before" : "after",
                            moment(starts[0]),
                            moment(starts[starts.length - 1])));
        }
    }

    private static boolean hasCurrent(CellLog log) {
        CyclerLog samples = log.timeline().log();
        return samples.throughput(samples.size() - 1) > 0;
    }

    private void checkCell(@Nullable ElectrochemicalCell cell) {
        if (cell == null || cell.positiveCurrentPlates().isEmpty()) {
            toml.problem(
                    cell == null ? "log" : "cell",
                    "positive_current_plates is missing in [cell]; with a log of current expected \"A\", \"B\" or \"unknown\": nothing else ties the sign of the current to the map");
        }
        if (cell == null || !toml.has("cell.electrode_area_cm2")) {
            toml.problem(
                    cell == null ? "log" : "cell",
                    "electrode_area_cm2 is missing in [cell]; with a log of current expected the area, or \"unknown\": there are no current densities without it");
        }
    }

    private void checkOverlap() {
        for (int i = 0; i < scans.size(); i++) {
            for (int k = i + 1; k < scans.size(); k++) {
                double a = CellLog.seconds(scans.get(i));
                double b = CellLog.seconds(scans.get(k));
                boolean overlaps =
                        a <= b ? a + scans.get(i).duration() > b : b + scans.get(k).duration() > a;
                if (overlaps) {
                    toml.problem(
                            "scan." + k + ".start",
                            "scan \"%s\" starts at %s while scan \"%s\", from %s on, lasts %.5g s; expected one after the other: check start and seconds_per_point"
                                    .formatted(
                                            scans.get(k).name(),
                                            scans.get(k).start(),
                                            scans.get(i).name(),
                                            scans.get(i).start(),
                                            scans.get(i).duration()));
                }
            }
        }
    }

    /// Whether a scan fits its log if the cycler's clock is shifted, s; true if nothing is known.
    private boolean fits(int number, double shift) {
        ScanEntry scan = scans.get(number);
        double from = CellLog.seconds(scan) - shift;
        if (Double.isNaN(from)) {
            return true;
        }
        double to = from + (Double.isNaN(scan.duration()) ? 0 : scan.duration());
        boolean atRest = isAtRest(scan);
        boolean contradicted = false;
        for (CellLog log : logs) {
            Timeline timeline = log.timeline();
            double share = timeline.underCurrent(from, to);
            boolean silent =
                    scan.electricalState() == ElectricalState.CURRENT_ON && share < EXCEPTION;
            contradicted |= silent || (atRest && share > EXCEPTION);
        }
        return (atRest || isCovered(scan, shift)) && !contradicted;
    }

    static boolean isAtRest(ScanEntry scan) {
        return scan.electricalState() == ElectricalState.PRISTINE
                || scan.electricalState() == ElectricalState.REST;
    }

    private void explain() {
        OptionalDouble zone = zone();
        String hint =
                zone.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " All scans fit if the cycler's clock is %s h %s, as in another time zone or summer time: set time_zone in [[log]], or add %.0f to offset_s of its clock",
                                Math.abs(zone.getAsDouble()),
                                zone.getAsDouble() > 0 ? "behind" : "ahead",
                                zone.getAsDouble() * 3600);
        for (int i = 0; i < scans.size(); i++) {
            if (!fits(i, 0)) {
                toml.problem("scan." + i + ".start", mismatch(scans.get(i)) + hint);
            }
        }
    }

    private String mismatch(ScanEntry scan) {
        double from = CellLog.seconds(scan);
        double to = from + (Double.isNaN(scan.duration()) ? 0 : scan.duration());
        List<String> spans = new ArrayList<>();
        for (CellLog log : logs) {
            double share = log.timeline().underCurrent(from, to);
            spans.add(
                    "%s from %s to %s%s"
                            .formatted(
                                    log.file().getFileName(),
                                    moment(log.timeline().start()),
                                    moment(log.timeline().end()),
                                    Double.isNaN(share)
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT,
                                                    " with current in %.0f %% of the scan",
                                                    100 * share)));
        }
        return "scan \"%s\" (%s) from %s to %s does not fit the log %s; expected one that covers it and agrees with its electrical_state: check start, the clock of the log, and that it is the log of this cell."
                .formatted(
                        scan.name(),
                        scan.electricalState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        moment(from),
                        moment(to),
                        String.join(", ", spans));
    }

    /// The shift by half hours with which all scans fit and the logs cover most of them, h; the
    /// smallest of such.
    private OptionalDouble zone() {
        OptionalDouble best = OptionalDouble.empty();
        long most = -1;
        for (int halves = 1; halves <= MOST_HALF_HOURS; halves++) {
            for (int sign : new int[] {1, -1}) {
                double shift = sign * halves * 1800.0;
                IntStream numbers = IntStream.range(0, scans.size());
                long covered = scans.stream().filter(scan -> isCovered(scan, shift)).count();
                if (covered > most && numbers.allMatch(i -> fits(i, shift))) {
                    most = covered;
                    best = OptionalDouble.of(sign * halves / 2.0);
                }
            }
        }
        return best;
    }

    private boolean isCovered(ScanEntry scan, double shift) {
        double from = CellLog.seconds(scan) - shift;
        double to = from + (Double.isNaN(scan.duration()) ? 0 : scan.duration());
        return logs.stream()
                .map(CellLog::timeline)
                .anyMatch(timeline -> from >= timeline.start() && to <= timeline.end());
    }

    private static String moment(double unix) {
        return Instant.ofEpochSecond((long) unix).toString();
    }
}
