package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lauescope.io.Numbers;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.run.series.CourseTrends;
import org.lauescope.run.series.CourseTrends.Row;
import org.lauescope.run.series.SeriesException;

/// What `lauescope series --against` says: medians of maps against a variable that was set.
final class CourseText {

    private static final Pattern OPTION =
            Pattern.compile("\\s*([^/=]+?)\\s*/\\s*([^=]+?)\\s*=(.*)");

    private final CourseTrends trends;
    private final List<String> scans;

    private CourseText(CourseTrends trends, List<String> scans) {
        this.trends = trends;
        this.scans = scans;
    }

    CourseTrends trends() {
        return trends;
    }

    /// @param against as `load/MPa=0,200,400`
    static CourseText of(Result result, String against) throws UsageException, SeriesException {
        Matcher matcher = OPTION.matcher(against);
        double[] values =
                matcher.matches()
                        ? Arrays.stream(matcher.group(3).split(","))
                                .map(String::strip)
                                .mapToDouble(Numbers::parse)
                                .toArray()
                        : new double[0];
        if (values.length == 0
                || Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
            throw new UsageException(
                    "--against %s; expected name, unit and a number for each scan, as load/MPa=0,200,400"
                            .formatted(against));
        }
        return new CourseText(
                CourseTrends.of(result, matcher.group(1), matcher.group(2), values),
                result.scans().stream().map(ScanResult::name).toList());
    }

    void print(PrintWriter out) {
        out.printf(
                "Medians of %s at %s = %s %s, and their slope (± one σ, interval of 95 %%):%n",
                String.join(", ", scans),
                trends.variable(),
                Arrays.stream(trends.x())
                        .mapToObj(
                                x -> String.format(Locale.ROOT, "%g", x).replaceAll("\\.?0+$", ""))
                        .collect(Collectors.joining(", ")),
                trends.unit());
        trends.rows().forEach(row -> out.println("  " + text(row)));
        out.flush();
    }

    private String text(Row row) {
        DisplayUnit unit = DisplayUnit.of(row.quantity());
        double factor = unit.factor() * 100;
        return String.format(
                Locale.ROOT,
                "%s, %s: %s; %+.4f ± %.4f per 100 %s, %.4f to %.4f, p = %.1g (%s)",
                row.quantity().title(),
                unit.name(),
                Arrays.stream(row.medians())
                        .mapToObj(m -> String.format(Locale.ROOT, "%.3f", unit.factor() * m))
                        .collect(Collectors.joining(", ")),
                factor * row.slope(),
                factor * row.sigma(),
                trends.unit(),
                factor * (row.slope() - row.halfWidth()),
                factor * (row.slope() + row.halfWidth()),
                row.p(),
                row.isScattered()
                        ? "scatter about the line, %d degree%s of freedom"
                                .formatted(
                                        row.medians().length - 2,
                                        row.medians().length == 3 ? "" : "s")
                        : "blocks of the maps");
    }

    JsonObject json() {
        JsonObject json =
                new JsonObject()
                        .text("variable", trends.variable())
                        .text("unit", trends.unit())
                        .texts("scans", scans)
                        .numbers("values", trends.x());
        JsonObject.Elements rows = json.elements("trends");
        for (Row row : trends.rows()) {
            rows.add()
                    .text("quantity", row.quantity().name())
                    .numbers("median", row.medians())
                    .number("slope", row.slope())
                    .number("slopeSigma", row.sigma())
                    .number("lower", row.slope() - row.halfWidth())
                    .number("upper", row.slope() + row.halfWidth())
                    .number("blockSigma", row.blockSigma())
                    .number("scatterSigma", row.scatterSigma())
                    .number("p", row.p());
        }
        return json;
    }
}
