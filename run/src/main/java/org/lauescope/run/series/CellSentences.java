package org.lauescope.run.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.series.MeasuringTime.Row;

/// What is to be said of the cell's history and of the time of measuring, in sentences.
public final class CellSentences {

    private static final double MICRO = 1e6;
    private static final int MOST_DIFFERENCES = 12;
    private static final int MOST_GRAINS = 3;

    private final List<String> scans;

    /// @param scans their names, the first scan too
    public CellSentences(List<String> scans) {
        this.scans = List.copyOf(scans);
    }

    /// Logs, their clocks, charge and protocol.
    public List<String> of(CellChecks cell) {
        List<String> sentences = new ArrayList<>();
        for (CellChecks.Log log : cell.logs()) {
            sentences.add(clock(log));
            log.charge().ifPresent(check -> sentences.add("  " + check.text() + "."));
            log.record().notes().forEach(note -> sentences.add("  " + note + "."));
        }
        cell.outside().forEach(scan -> sentences.add(outside(scan)));
        if (cell.isPlanned()) {
            List<Difference> differences = cell.differences();
            sentences.add(
                    differences.isEmpty()
                            ? "The protocol was executed as planned (durations and currents within 2 %, voltages within 10 mV)."
                            : "The executed protocol differs from the planned one:");
            differences.stream()
                    .limit(MOST_DIFFERENCES)
                    .forEach(difference -> sentences.add("  " + text(difference) + "."));
            if (differences.size() > MOST_DIFFERENCES) {
                sentences.add(
                        "  … and %d more differences, all in the table protocol_differences."
                                .formatted(differences.size() - MOST_DIFFERENCES));
            }
        }
        return sentences;
    }

    private static String clock(CellChecks.Log log) {
        CyclerLog samples = log.record().log();
        ClockMap clock = log.record().clock();
        double middle = (samples.start() + samples.end()) / 2;
        return String.format(
                Locale.ROOT,
                "%s (%s): %s to %s on the beamline's clock, known to ± %.2g s at the ends; %sdrift %s µs/s.",
                log.record().source(),
                log.record().format(),
                moment(clock.toBeamline(samples.start())),
                moment(clock.toBeamline(samples.end())),
                Math.max(clock.sigma(samples.start()), clock.sigma(samples.end())),
                samples.isStamped() ? offset(clock.toBeamline(middle) - middle) : "",
                MeasuredText.ofChange(MICRO * clock.drift(), MICRO * clock.driftSigma()));
    }

    private static String outside(ScanEntry scan) {
        return "%s (%s) lies outside the logs, at least in part: %s."
                .formatted(
                        scan.name(),
                        scan.electricalState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        switch (scan.electricalState()) {
                            case PRISTINE, REST -> "no current is taken to have flowed then";
                            default -> "what the cell did then is not known";
                        });
    }

    /// @param behind by which the cycler's clock is behind, s
    private static String offset(double behind) {
        return String.format(
                Locale.ROOT,
                "the cycler's is %s by %.2f s in the middle, ",
                behind < 0 ? "ahead" : "behind",
                Math.abs(behind));
    }

    private static String text(Difference difference) {
        String where =
                difference.planned() < 0
                        ? ""
                        : "planned step %d, ".formatted(difference.planned() + 1);
        String when = Double.isNaN(difference.start()) ? "" : moment(difference.start()) + ": ";
        return when + where + difference.text();
    }

    private static String moment(double unix) {
        return Instant.ofEpochSecond(Math.round(unix)).toString();
    }

    /// What goes with the time of measuring: of the first scan its values, of the later ones their
    /// changes since then, in each the quantities with the grains in which they do so most.
    public List<String> of(MeasuringTime time) {
        List<Row> told =
                time.rows().stream()
                        .filter(Row::isReported)
                        .filter(row -> row.isChange() == (row.scan() > 0))
                        .toList();
        List<String> sentences = new ArrayList<>();
        for (int k = 0; k < scans.size(); k++) {
            int scan = k;
            String what =
                    k == 0
                            ? scans.getFirst()
                            : "change from %s to %s".formatted(scans.getFirst(), scans.get(k));
            List<Row> rows = told.stream().filter(row -> row.scan() == scan).toList();
            rows.stream()
                    .map(Row::quantity)
                    .distinct()
                    .forEach(quantity ->
                            sentences.add(
                                    "%s, %s: %s"
                                            .formatted(
                                                    what,
                                                    quantity.title(),
                                                    grains(
                                                            rows.stream()
                                                                    .filter(row ->
                                                                            row.quantity()
                                                                                    .equals(
                                                                                            quantity))
                                                                    .toList()))));
        }
        if (!told.isEmpty()) {
            sentences.add(share(told));
        }
        return sentences;
    }

    private static String grains(List<Row> rows) {
        String most =
                rows.stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        row -> -Math.abs(row.trend().significance())))
                        .limit(MOST_GRAINS)
                        .map(CellSentences::text)
                        .collect(Collectors.joining(", "));
        return rows.size() > MOST_GRAINS
                ? most + " and %d more grains.".formatted(rows.size() - MOST_GRAINS)
                : most + ".";
    }

    private static String text(Row row) {
        DisplayUnit unit = DisplayUnit.of(row.quantity());
        String change =
                MeasuredText.ofChange(unit.factor() * row.rise(), unit.factor() * row.riseSigma());
        return String.format(
                Locale.ROOT,
                "%s in %.3g min (grain %d)",
                MeasuredText.with(change, unit.name()),
                row.seconds() / 60,
                row.grain());
    }

    private static String share(List<Row> rows) {
        double least =
                rows.stream().mapToDouble(row -> row.trend().positionShare()).min().orElse(1);
        return least > 0.9
                ? "Time is position in these scans: this is relaxation or a gradient; a scan in another order would tell them apart."
                : String.format(
                        Locale.ROOT,
                        "Position explains %.0f %% of the time in these grains, and less in others: what goes with time but not with position relaxes.",
                        100 * least);
    }
}
