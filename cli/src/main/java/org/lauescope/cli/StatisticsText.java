package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lauescope.io.json.JsonObject;
import org.lauescope.operando.Trend;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.SeriesCourse;
import org.lauescope.run.series.SeriesStatistics;
import org.lauescope.run.series.SeriesStatistics.Band;
import org.lauescope.run.series.SeriesStatistics.Row;
import org.lauescope.run.series.SeriesStatistics.Summary;

/// What `lauescope series` says of regions.
final class StatisticsText {

    private final SeriesStatistics statistics;
    private final List<String> scans;

    /// @param scans their names, the first scan too
    StatisticsText(SeriesStatistics statistics, List<String> scans) {
        this.statistics = statistics;
        this.scans = scans;
    }

    /// Equivalent strain alone; all quantities are in the result.
    void print(PrintWriter out) {
        List<Row> rows =
                statistics.rows().stream()
                        .filter(row -> row.quantity().name().equals("equivalent_strain"))
                        .toList();
        if (rows.isEmpty()) {
            return;
        }
        out.printf(
                "Median equivalent strain of %s, 10⁻³, and its change over the series by a line against %s (± one σ; a moved detector is part of it):%n",
                String.join(", ", scans),
                statistics.course().knowsCharge() ? "charge" : "the number of the scan");
        rows.forEach(row -> out.println("  " + text(row)));
    }

    private String text(Row row) {
        DisplayUnit unit = DisplayUnit.of(row.quantity());
        SeriesCourse course = statistics.course();
        double range = course.charge()[course.charge().length - 1] - course.charge()[0];
        Trend trend = row.charge();
        return String.format(
                Locale.ROOT,
                "%s (%d points): %s; %s ± %.3f, p %s%s",
                row.region().name(),
                row.scans().getFirst().points(),
                row.scans().stream()
                        .map(scan ->
                                String.format(
                                        Locale.ROOT,
                                        "%.3f ± %.3f",
                                        unit.factor() * scan.median().value(),
                                        unit.factor() * scan.median().sigma()))
                        .collect(Collectors.joining(", ")),
                String.format(Locale.ROOT, "%+.3f", unit.factor() * range * trend.slope())
                        .replace('-', '−'),
                unit.factor() * range * trend.slopeSigma(),
                probability(trend.p()),
                row.blocks() < 5 ? ", few independent points: bands are too narrow" : "");
    }

    private static String probability(double p) {
        String text = MeasuredText.ofProbability(p);
        return text.isEmpty() ? "unknown" : text.startsWith("<") ? text : "= " + text;
    }

    void addTo(JsonObject json) {
        SeriesCourse course = statistics.course();
        json.object("course")
                .texts("scans", scans)
                .numbers(course.knowsCharge() ? "chargeMAh" : "number", course.charge())
                .numbers("netChargeMAh", course.netCharge())
                .numbers("hours", course.hours());
        JsonObject.Elements elements = json.elements("statistics");
        for (Row row : statistics.rows()) {
            JsonObject one =
                    elements.add()
                            .text("quantity", row.quantity().name())
                            .text("unit", row.quantity().unit())
                            .text("region", row.region().name())
                            .number("blocks", row.blocks())
                            .numbers("points", of(row, Summary::points));
            band(one, "q10", row, Summary::low);
            band(one, "median", row, Summary::median);
            band(one, "q90", row, Summary::high);
            band(one, "partAboveZero", row, Summary::positive);
            trend(
                    one.object("trend"),
                    course.knowsCharge() ? "mA h" : "scan",
                    course.charge(),
                    row.charge());
            Trend time = row.time();
            if (time != null) {
                trend(one.object("timeTrend"), "h", course.hours(), time);
            }
        }
    }

    private static void trend(JsonObject json, String per, double[] x, Trend trend) {
        double range = x[x.length - 1] - x[0];
        json.text("per", per)
                .number("slope", trend.slope())
                .number("slopeSigma", trend.slopeSigma())
                .number("change", range * trend.slope())
                .number("changeSigma", range * trend.slopeSigma())
                .number("p", trend.p());
    }

    private interface BandOf {
        Band of(Summary scan);
    }

    private static void band(JsonObject json, String name, Row row, BandOf band) {
        json.numbers(name, of(row, scan -> band.of(scan).value()))
                .numbers(name + "Sigma", of(row, scan -> band.of(scan).sigma()))
                .numbers(name + "Lower", of(row, scan -> band.of(scan).lower()))
                .numbers(name + "Upper", of(row, scan -> band.of(scan).upper()));
    }

    private static double[] of(Row row, ToDoubleFunction<Summary> value) {
        return row.scans().stream().mapToDouble(value).toArray();
    }
}
