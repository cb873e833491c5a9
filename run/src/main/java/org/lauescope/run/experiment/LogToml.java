package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.cycler.CyclerFile;
import org.lauescope.io.cycler.CyclerLogs;
import org.lauescope.io.cycler.LogOptions;
import org.lauescope.io.cycler.LogOptions.Repair;
import org.lauescope.io.cycler.LogOptions.Role;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.operando.ClockEvent;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.Timeline;
import org.lauescope.operando.TriggerEdges;

/// Reads the `[[log]]` tables of an experiment file and the logs that they name.
final class LogToml {

    /// What clocks of computers that ask the same network differ by, s, if nobody says better.
    private static final double USUAL_SIGMA = 10;

    /// By how much the clock of a cycler may drift, if nobody says better.
    private static final double USUAL_DRIFT = 5e-5;

    private final TomlDocument toml;
    private final NamedFiles files;

    LogToml(TomlDocument toml, NamedFiles files) {
        this.toml = toml;
        this.files = files;
    }

    /// @param scans whose starts a trigger may have told the cycler
    List<CellLog> logs(List<ScanEntry> scans, @Nullable ElectrochemicalCell cell) {
        double area = cell == null ? Double.NaN : cell.electrodeArea();
        List<CellLog> logs = new ArrayList<>();
        for (int i = 0; i < toml.tables("log"); i++) {
            String at = "log." + i + ".";
            LogOptions options = options(at);
            Clock clock = clock(at);
            double rest =
                    1e-3
                            * toml.number(
                                    at + "rest_below_mA",
                                    Double.NaN,
                                    r -> r >= 0 && r < 1e6,
                                    "0 to 1e6 mA");
            Path path = toml.text(at + "file").isEmpty() ? null : files.input(at + "file");
            if (path != null && options != null) {
                CellLog log = read(at, path, options, clock, rest, area, scans);
                if (log != null) {
                    logs.add(log);
                }
            }
        }
        return logs;
    }

    private @Nullable CellLog read(
            String at,
            Path path,
            LogOptions options,
            Clock clock,
            double rest,
            double area,
            List<ScanEntry> scans) {
        try {
            CyclerFile cycler = CyclerLogs.read(path, options);
            List<String> notes = new ArrayList<>(cycler.notes());
            if (cycler.log().isStamped() && !toml.has(at + "time_zone")) {
                notes.add("times without a zone taken to be UTC");
            }
            ClockMap map = map(clock, cycler.log(), scans, notes);
            double restCurrent = Double.isNaN(rest) ? cycler.log().restCurrent() : rest;
            return new CellLog(
                    path, cycler, new Timeline(cycler.log(), map, area, restCurrent), notes);
        } catch (IOException | IllegalArgumentException e) {
            toml.problem(at + "file", NamedFiles.message(e));
            return null;
        }
    }

    private @Nullable LogOptions options(String at) {
        ZoneId zone = ZoneOffset.UTC;
        String name = toml.text(at + "time_zone", "UTC");
        boolean right = true;
        try {
            zone = ZoneId.of(name);
        } catch (DateTimeException e) {
            toml.problem(
                    at + "time_zone",
                    "time_zone = \"%s\"; expected one as \"Europe/Paris\", \"UTC\" or \"+02:00\""
                            .formatted(name));
            right = false;
        }
        String dates = toml.text(at + "dates", "month first");
        if (!List.of("month first", "day first").contains(dates)) {
            toml.problem(
                    at + "dates",
                    "dates = \"%s\"; expected \"month first\" or \"day first\"".formatted(dates));
        }
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        List<String> wanted =
                toml.is(String.class, at + "repair")
                        ? List.of(toml.text(at + "repair"))
                        : toml.texts(at + "repair");
        for (String text : wanted) {
            Repair.named(text)
                    .ifPresentOrElse(
                            repairs::add,
                            () ->
                                    toml.problem(
                                            at + "repair",
                                            "repair = \"%s\"; expected one of %s"
                                                    .formatted(text, known())));
        }
        Map<Role, String> columns = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String key = at + "columns." + role.name().toLowerCase(Locale.ROOT);
            if (toml.has(key)) {
                columns.put(role, toml.text(key));
            }
        }
        List<String> keep = new ArrayList<>(toml.texts(at + "keep"));
        String trigger = toml.text(at + "clock.trigger", "");
        if (!trigger.isEmpty() && !keep.contains(trigger)) {
            keep.add(trigger);
        }
        boolean reversed = toml.flag(at + "charging_is_negative", false);
        return right
                ? new LogOptions(zone, dates.equals("day first"), reversed, repairs, columns, keep)
                : null;
    }

    private static String known() {
        return String.join(
                ", ",
                EnumSet.allOf(Repair.class).stream().map(r -> "\"" + r.text() + "\"").toList());
    }

    /// What the experiment file says of a clock.
    ///
    /// @param start moment at which elapsed time is 0, on the beamline's clock; null if not given
    /// @param sigma s; NaN if not given
    private record Clock(
            double offset,
            double sigma,
            boolean fit,
            @Nullable Instant start,
            List<Pair> events,
            String trigger) {}

    /// @param cycler a moment, or null where `elapsed` s are given
    private record Pair(Instant beamline, @Nullable Instant cycler, double elapsed) {}

    private Clock clock(String at) {
        String key = at + "clock.";
        double offset = toml.number(key + "offset_s", 0, o -> Math.abs(o) < 1e9, "below 1e9 s");
        double sigma =
                toml.number(
                        key + "sigma_s",
                        Double.NaN,
                        s -> s > 0 && s < 1e6,
                        "above 0 and below 1e6 s");
        String drift = toml.text(key + "drift", "none");
        if (!List.of("fit", "none").contains(drift)) {
            toml.problem(
                    key + "drift",
                    "clock drift = \"%s\"; expected \"fit\" or \"none\"".formatted(drift));
        }
        List<Pair> events = new ArrayList<>();
        String expectation = "an array of pairs [beamline, cycler] of moments";
        for (int k = 0; k < toml.length(key + "events", expectation); k++) {
            String pair = key + "events." + k;
            Instant beamline = toml.instant(pair + ".0");
            boolean moment = toml.is(OffsetDateTime.class, pair + ".1");
            Instant cycler = moment ? toml.instant(pair + ".1") : null;
            double elapsed =
                    moment
                            ? Double.NaN
                            : toml.number(
                                    pair + ".1",
                                    t -> Math.abs(t) < 1e12,
                                    "a moment, or s since the test began");
            if (beamline == null) {
                toml.problem(
                        pair, "event without a moment of the beamline; expected " + expectation);
            } else {
                events.add(new Pair(beamline, cycler, elapsed));
            }
        }
        String trigger = toml.text(key + "trigger", "");
        boolean fit = drift.equals("fit");
        return new Clock(offset, sigma, fit, toml.instant(key + "start"), events, trigger);
    }

    private static ClockMap map(
            Clock clock, CyclerLog log, List<ScanEntry> scans, List<String> notes) {
        double sigma = Double.isNaN(clock.sigma()) ? USUAL_SIGMA : clock.sigma();
        double middle = (log.start() + log.end()) / 2;
        List<ClockEvent> events = new ArrayList<>();
        for (Pair pair : clock.events()) {
            events.add(
                    new ClockEvent(
                            pair.cycler() == null
                                    ? log.start() - log.elapsed(0) + pair.elapsed()
                                    : seconds(pair.cycler()),
                            seconds(pair.beamline()),
                            clock.sigma()));
        }
        double offset = clock.offset();
        if (clock.start() != null) {
            offset += seconds(clock.start()) - (log.start() - log.elapsed(0));
        } else if (!log.isStamped() && events.isEmpty()) {
            throw new IllegalArgumentException(
                    "the log has no dates; say when it began on the beamline's clock: clock = { start = 2021-03-01T10:00:00Z }, or give events");
        }
        if (!clock.trigger().isEmpty()) {
            CyclerLog.Column column = log.column(clock.trigger()).orElseThrow();
            double[] starts =
                    scans.stream()
                            .mapToDouble(CellLog::seconds)
                            .filter(start -> !Double.isNaN(start))
                            .toArray();
            events.addAll(TriggerEdges.match(log, column, starts, offset, clock.sigma()));
        }
        if (events.isEmpty()) {
            if (clock.fit()) {
                notes.add(
                        "no events to fit the drift of the clock to: taken as 0 ± %s; give events or a trigger"
                                .formatted(USUAL_DRIFT));
            }
            return ClockMap.offset(middle, offset, sigma, USUAL_DRIFT);
        }
        ClockMap map = clock.fit() ? ClockMap.fit(events) : shifted(events, sigma);
        for (ClockEvent event : events) {
            double residual = map.residual(event);
            if (Math.abs(residual) > 5 * sigma) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "an event lies %.4g s beside the fit of both clocks, which are said to agree within %.3g s: is it paired rightly?",
                                residual,
                                sigma));
            }
        }
        if (log.isStamped()) {
            map.timeZone()
                    .ifPresent(hours ->
                            notes.add(
                                    String.format(
                                            Locale.ROOT,
                                            "the cycler's clock is %s h behind that of the beamline, as in another time zone or summer time",
                                            hours)));
        }
        return map;
    }

    /// The mean offset of events, where drift is not to be fitted.
    private static ClockMap shifted(List<ClockEvent> events, double sigma) {
        double cycler = events.stream().mapToDouble(ClockEvent::cycler).average().orElseThrow();
        double offset =
                events.stream()
                        .mapToDouble(event -> event.beamline() - event.cycler())
                        .average()
                        .orElseThrow();
        return ClockMap.offset(cycler, offset, sigma / Math.sqrt(events.size()), USUAL_DRIFT);
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + 1e-9 * instant.getNano();
    }
}
