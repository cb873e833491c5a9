package org.lauescope.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.json.JsonObject;
import org.lauescope.operando.ChargeCheck;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.ExecutedStep;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.series.CellChecks;
import org.lauescope.run.series.CellSentences;
import org.lauescope.run.series.MeasuringTime;
import org.lauescope.run.series.MeasuringTime.Row;
import org.lauescope.run.series.SeriesAnalysis;

/// What `lauescope series` says of the cell's history and of the time of measuring.
final class CellText {

    private static final double MILLI = 1e-3;
    private static final double MILLIAMPERE_HOUR = 3.6;

    private final CellChecks cell;
    private final MeasuringTime time;
    private final List<String> scans;

    /// @param scans their names, the first scan too
    CellText(SeriesAnalysis analysis, List<String> scans) {
        this.cell = analysis.cell();
        this.time = analysis.measuringTime();
        this.scans = scans;
    }

    void print(PrintWriter out) {
        CellSentences sentences = new CellSentences(scans);
        print(out, "What the cell went through:", sentences.of(cell));
        print(out, "What goes with the time of measuring:", sentences.of(time));
    }

    private static void print(PrintWriter out, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            out.println(title);
            sentences.forEach(sentence -> out.println("  " + sentence));
        }
    }

    void addTo(JsonObject json) {
        JsonObject.Elements logs = json.elements("logs");
        cell.logs().forEach(log -> addTo(logs.add(), log));
        if (!cell.logs().isEmpty()) {
            JsonObject.Elements executed = json.elements("executedSteps");
            cell.executed().forEach(step -> addTo(executed.add(), step));
            json.texts("scansOutsideLogs", cell.outside().stream().map(ScanEntry::name).toList());
        }
        if (cell.isPlanned()) {
            JsonObject.Elements differences = json.elements("protocolDifferences");
            cell.differences().forEach(difference -> addTo(differences.add(), difference));
        }
        JsonObject.Elements trends = json.elements("measuringTime");
        time.rows().forEach(row -> addTo(trends.add(), row));
    }

    private static void addTo(JsonObject json, CellChecks.Log log) {
        ClockMap clock = log.record().clock();
        json.text("source", log.record().source())
                .text("format", log.record().format())
                .text("start", moment(clock.toBeamline(log.record().log().start())))
                .text("end", moment(clock.toBeamline(log.record().log().end())));
        json.object("clock")
                .number("cycler", clock.cycler())
                .number("beamline", clock.beamline())
                .number("beamlineSigma", clock.beamlineSigma())
                .number("drift", clock.drift())
                .number("driftSigma", clock.driftSigma());
        json.texts("notes", log.record().notes());
        if (log.charge().isPresent()) {
            ChargeCheck check = log.charge().get();
            json.object("charge")
                    .text("column", check.column())
                    .number("integratedMAh", check.integrated() / MILLIAMPERE_HOUR)
                    .number("countedMAh", check.counted() / MILLIAMPERE_HOUR)
                    .number("sigmaMAh", check.sigma() / MILLIAMPERE_HOUR)
                    .flag("agrees", check.agrees())
                    .text("text", check.text());
        }
    }

    private static void addTo(JsonObject json, ExecutedStep step) {
        json.text("kind", step.kind().name().toLowerCase(Locale.ROOT))
                .text("start", moment(step.start()))
                .number("seconds", step.duration())
                .number("currentMA", step.current() / MILLI)
                .number("voltage", step.voltage())
                .number("chargeMAh", step.charge() / MILLIAMPERE_HOUR);
    }

    private static void addTo(JsonObject json, Difference difference) {
        json.integer("planned", difference.planned())
                .text("deviation", difference.deviation().name().toLowerCase(Locale.ROOT))
                .text("start", Double.isNaN(difference.start()) ? "" : moment(difference.start()))
                .number("found", difference.found())
                .number("expected", difference.expected())
                .text("text", difference.text());
    }

    private void addTo(JsonObject json, Row row) {
        json.text("scan", scans.get(row.scan()))
                .integer("grain", row.grain())
                .text("quantity", row.quantity().name())
                .flag("ofChange", row.isChange())
                .integer("points", row.trend().points())
                .number("seconds", row.seconds())
                .number("rise", row.rise())
                .number("riseSigma", row.riseSigma())
                .number("positionShare", row.trend().positionShare())
                .number("falseDiscovery", row.adjusted())
                .flag("reported", row.isReported());
    }

    private static String moment(double unix) {
        return Instant.ofEpochMilli(Math.round(unix / MILLI)).toString();
    }
}
