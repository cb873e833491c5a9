package org.lauescope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.operando.PoseModes;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.SeriesTables;

/// How each later scan lies on the first, and the movement of the detector that would explain what
/// all grains have in common: a row for each scan.
final class RegistrationSection {

    private final List<ScanResult> scans;

    RegistrationSection(List<ScanResult> scans) {
        this.scans = scans;
    }

    void appendTo(Html html) {
        append(
                html,
                SeriesTables.REGISTRATION,
                "Registration",
                "Where the scans lie on the first, with one standard uncertainty. The re-mount rotation, common to all grains, is taken out of misorientations.");
        append(
                html,
                SeriesTables.POSE_CHANGE,
                "Movement of the detector that would explain the common change",
                "A small error of the calibration looks like a strain that all grains share. What it explains does not count as a change: χ² is given before, and of what is left. Where the geometry states no error of its calibration, that of a usual one is assumed: "
                        + PoseModes.ASSUMED
                        + ".");
    }

    private void append(Html html, String name, String title, String text) {
        SequencedMap<String, Table> known = new LinkedHashMap<>();
        for (ScanResult scan : scans) {
            Table table = scan.tables().get(name);
            if (table != null) {
                known.put(scan.name(), table);
            }
        }
        if (known.isEmpty()) {
            return;
        }
        html.heading(3, "series-" + name.replace('_', '-'), title).paragraph(text);
        List<Quantity> columns =
                known.firstEntry().getValue().quantities().stream()
                        .filter(quantity -> !quantity.name().endsWith("_sigma"))
                        .toList();
        html.raw("<div class=\"scroll\"><table class=\"narrow\"><thead><tr>").element("th", "scan");
        columns.forEach(
                quantity -> html.element("th", DisplayUnit.of(quantity).after(quantity.title())));
        html.raw("</tr></thead><tbody>\n");
        known.forEach((scan, table) -> {
            html.raw("<tr>").element("td", scan);
            columns.forEach(quantity -> html.element("td", value(table, quantity)));
            html.raw("</tr>\n");
        });
        html.raw("</tbody></table></div>\n");
    }

    private static String value(Table table, Quantity quantity) {
        double factor = DisplayUnit.of(quantity).factor();
        double value = factor * table.column(quantity.name())[0];
        String sigma = quantity.name() + "_sigma";
        return table.has(sigma)
                ? MeasuredText.of(value, factor * table.column(sigma)[0])
                : value == Math.rint(value)
                        ? Long.toString((long) value).replace('-', '−')
                        : MeasuredText.of(value);
    }
}
