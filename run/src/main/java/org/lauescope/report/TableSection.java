package org.lauescope.report;

import java.util.List;
import java.util.Locale;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.picture.DisplayUnit;

/// A table of the result, its first rows.
final class TableSection {

    private static final int ROWS = 50;

    private TableSection() {}

    static void append(Html html, Table table) {
        List<Quantity> quantities = table.quantities();
        html.raw("<div class=\"scroll\"><table><thead><tr>");
        for (Quantity quantity : quantities) {
            html.element("th", DisplayUnit.of(quantity).after(quantity.title()));
        }
        html.raw("</tr></thead><tbody>\n");
        double[][] columns =
                quantities.stream().map(q -> table.column(q.name())).toArray(double[][]::new);
        for (int row = 0; row < Math.min(ROWS, table.size()); row++) {
            html.raw("<tr>");
            for (int i = 0; i < columns.length; i++) {
                double factor = DisplayUnit.of(quantities.get(i)).factor();
                html.element("td", number(factor * columns[i][row]));
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        if (table.size() > ROWS) {
            html.paragraph(
                    "The first %d of %d rows; all are in the result file."
                            .formatted(ROWS, table.size()));
        }
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value).replace('-', '−');
        }
        return String.format(Locale.ROOT, "%.4g", value).replace('-', '−');
    }
}
