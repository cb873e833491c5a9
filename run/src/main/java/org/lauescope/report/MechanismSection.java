package org.lauescope.report;

import java.util.List;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.MechanismTables;

/// What the changes of a series say of how lithium grows: probabilities with their priors, and each
/// indicator with what it is and what would make it wrong.
final class MechanismSection {

    /// Factors below three are not worth a word.
    private static final double SPEAKS = Math.log(3);

    /// Beyond it a factor is only large.
    private static final double MOST = Math.log(1000);

    private final ScanResult last;

    /// @param last scan of the series
    MechanismSection(ScanResult last) {
        this.last = last;
    }

    void appendTo(Html html) {
        Table mechanisms = last.tables().get(MechanismTables.MECHANISMS);
        Table indicators = last.tables().get(MechanismTables.INDICATORS);
        if (mechanisms == null || indicators == null) {
            return;
        }
        html.heading(3, "series-mechanism", "Mechanism");
        html.paragraph(statement(mechanisms));
        html.paragraph(
                "Probabilities follow by Bayes' rule from the stated priors and the densities of the indicators, taken as independent. The densities are stated, not fitted to experiments: read them as odds under these assumptions. One surface cannot see what starts below it.");
        html.raw("<div class=\"scroll\"><table class=\"words\"><thead><tr>");
        List.of("mechanism", "before", "after").forEach(title -> html.element("th", title));
        html.raw("</tr></thead><tbody>\n");
        for (int row = 0; row < mechanisms.size(); row++) {
            html.raw("<tr>").element("td", mechanisms.words("mechanism").get(row));
            html.element("td", percent(mechanisms.column("prior")[row]));
            html.element("td", percent(mechanisms.column("posterior")[row])).raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        indicators(html, indicators);
    }

    private static String statement(Table mechanisms) {
        for (int row = 0; row < mechanisms.size(); row++) {
            if (mechanisms.column("conclusion")[row] == 1) {
                return "The indicators together speak for %s (%s)."
                        .formatted(
                                mechanisms.words("mechanism").get(row),
                                percent(mechanisms.column("posterior")[row]));
            }
        }
        return "Undecided: no mechanism is probable enough to be named.";
    }

    private static void indicators(Html html, Table table) {
        html.raw("<div class=\"scroll\"><table class=\"words\"><thead><tr>");
        List.of("indicator", "value", "penetration : electronic", "where")
                .forEach(title -> html.element("th", title));
        html.raw("</tr></thead><tbody>\n");
        for (int row = 0; row < table.size(); row++) {
            if (!isKnown(table, row)) {
                continue;
            }
            html.raw("<tr>").element("td", word(table, "indicator", row));
            html.element("td", value(table, row));
            html.element("td", odds(table, row));
            html.element("td", word(table, "region", row)).raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        html.raw("<details><summary>Definitions, and what would make them wrong</summary>\n<dl>\n");
        for (int row = 0; row < table.size(); row++) {
            html.element("dt", word(table, "indicator", row));
            html.element(
                    "dd",
                    "%s%s. Wrong if %s. Densities: %s."
                            .formatted(
                                    isKnown(table, row) ? "" : "Not known in this series. ",
                                    word(table, "definition", row),
                                    word(table, "caveat", row),
                                    word(table, "model", row)));
        }
        html.raw("</dl>\n</details>\n");
    }

    private static boolean isKnown(Table table, int row) {
        return Double.isFinite(table.column("value")[row]);
    }

    private static String word(Table table, String column, int row) {
        return table.words(column).get(row);
    }

    private static String value(Table table, int row) {
        DisplayUnit unit =
                DisplayUnit.of(Quantity.diverging("value", "value", word(table, "unit", row)));
        return MeasuredText.with(
                MeasuredText.of(
                        unit.factor() * table.column("value")[row],
                        unit.factor() * table.column("value_sigma")[row]),
                unit.name());
    }

    private static String odds(Table table, int row) {
        double log = table.column("log_penetration")[row] - table.column("log_electronic")[row];
        if (log == 0) {
            return "no weight";
        }
        if (Math.abs(log) < SPEAKS) {
            return "hardly tells";
        }
        String factor = Math.abs(log) > MOST ? "> 1000" : "%.0f".formatted(Math.exp(Math.abs(log)));
        return log > 0 ? factor + " : 1" : "1 : " + factor;
    }

    private static String percent(double part) {
        return "%.0f %%".formatted(100 * part);
    }
}
