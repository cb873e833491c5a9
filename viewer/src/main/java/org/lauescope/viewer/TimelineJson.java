package org.lauescope.viewer;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.PointQuantities;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.ExecutedStep;
import org.lauescope.operando.Protocol;
import org.lauescope.operando.ProtocolComparison;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.operando.Segmentation;
import org.lauescope.operando.Step;

/// What the cell went through and when the scans were measured, on the beamline's clock in seconds
/// since 1970.
final class TimelineJson {

    private static final double MILLI = 1e-3;

    private TimelineJson() {}

    /// @param protocol that was planned; null if unknown
    static JsonObject of(Exploration exploration, @Nullable Protocol protocol) {
        Result result = exploration.result();
        JsonObject json = new JsonObject();
        JsonObject.Elements scans = json.elements("scans");
        for (int scan = 0; scan < result.scans().size(); scan++) {
            span(scans.add(), exploration, scan);
        }
        JsonObject.Elements logs = json.elements("logs");
        for (CyclerRecord record : result.cycler()) {
            log(logs.add(), record, area(result.cell()));
        }
        if (!result.cycler().isEmpty()) {
            steps(json, result.cycler().getFirst(), protocol);
        }
        return json;
    }

    private static void span(JsonObject json, Exploration exploration, int number) {
        ScanResult scan = exploration.scan(number);
        Instant start = scan.start();
        double from = start == null ? Double.NaN : start.getEpochSecond() + 1e-9 * start.getNano();
        json.text("name", scan.name()).number("from", from);
        String time = PointQuantities.TIME.name();
        boolean isTimed = start != null && scan.map().has(time);
        json.number("to", from + (isTimed ? last(exploration.plane(number, time).values()) : 0));
    }

    private static double last(double[] seconds) {
        return Arrays.stream(seconds).filter(Double::isFinite).max().orElse(0);
    }

    private static double area(@Nullable ElectrochemicalCell cell) {
        return cell == null ? Double.NaN : cell.electrodeArea();
    }

    /// @param area of an electrode, cm²; NaN if unknown
    private static void log(JsonObject json, CyclerRecord record, double area) {
        CyclerLog log = record.log();
        int[] samples = TimelineSamples.of(log);
        json.text("source", record.source()).texts("notes", record.notes());
        json.numbers(
                "time",
                Arrays.stream(samples)
                        .mapToDouble(i -> milliseconds(record.clock().toBeamline(log.time(i))))
                        .toArray());
        JsonObject.Elements curves = json.elements("curves");
        curve(curves, "voltage", "V", samples, log::voltage);
        curve(curves, "current", "mA", samples, i -> log.current(i) / MILLI);
        if (area > 0) {
            curve(curves, "current density", "mA/cm²", samples, i -> log.current(i) / MILLI / area);
        }
        for (CyclerLog.Column column : log.columns()) {
            boolean isKnown = Arrays.stream(column.values()).anyMatch(Double::isFinite);
            if (isKnown && !column.name().equals(CyclerLog.STEP)) {
                curve(
                        curves,
                        column.name().toLowerCase(Locale.ROOT),
                        column.unit().equals("degC") ? "°C" : column.unit(),
                        samples,
                        i -> column.values()[i]);
            }
        }
    }

    private interface Curve {
        double at(int sample);
    }

    private static void curve(
            JsonObject.Elements curves, String name, String unit, int[] samples, Curve curve) {
        curves.add()
                .text("name", name)
                .text("unit", unit)
                .numbers("values", Arrays.stream(samples).mapToDouble(curve::at).toArray());
    }

    private static void steps(JsonObject json, CyclerRecord record, @Nullable Protocol protocol) {
        List<ExecutedStep> executed = Segmentation.of(record.log());
        JsonObject.Elements done = json.elements("executed");
        for (ExecutedStep step : executed) {
            String kind = step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            done.add()
                    .number("from", milliseconds(record.clock().toBeamline(step.start())))
                    .number(
                            "to",
                            milliseconds(record.clock().toBeamline(step.start() + step.duration())))
                    .text("kind", kind)
                    .number("milliampere", step.current() / MILLI)
                    .number("volt", step.voltage());
        }
        if (protocol == null) {
            return;
        }
        planned(
                json.elements("planned"),
                protocol,
                record.clock().toBeamline(record.log().start()));
        json.texts(
                "differences",
                ProtocolComparison.of(protocol, executed, ProtocolComparison.Tolerance.DEFAULT)
                        .stream()
                        .map(Difference::text)
                        .toList());
    }

    /// The planned steps one after the other since the log began, up to the first whose end nothing
    /// but the cell could tell.
    private static void planned(JsonObject.Elements out, Protocol protocol, double start) {
        double from = start;
        for (Step step : ProtocolComparison.expected(protocol)) {
            double to = from + new Protocol(List.of(step)).duration();
            if (Double.isNaN(to)) {
                return;
            }
            JsonObject json =
                    out.add().number("from", milliseconds(from)).number("to", milliseconds(to));
            switch (step) {
                case Step.ConstantCurrent current ->
                        json.text("kind", "constant current")
                                .number("milliampere", current.ampere() / MILLI);
                case Step.ConstantVoltage voltage ->
                        json.text("kind", "constant voltage").number("volt", voltage.volt());
                default -> json.text("kind", "rest");
            }
            from = to;
        }
    }

    /// More digits than a clock has would double the size.
    private static double milliseconds(double unix) {
        return Math.rint(unix / MILLI) * MILLI;
    }
}
