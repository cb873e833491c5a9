package org.lauescope.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MapPictures;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.StatisticsTables;

/// Regions of a series: medians and parts in tension of each scan, and how they go with charge.
final class RegionSection {

    /// Of fewer nobody can tell how they scatter.
    private static final int FEW_BLOCKS = 5;

    private final List<ScanResult> scans;

    RegionSection(List<ScanResult> scans) {
        this.scans = scans;
    }

    /// All tables of statistics and trends, by the names of their files.
    SequencedMap<String, Table> tables() {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        for (int k = 0; k < scans.size(); k++) {
            int scan = k;
            scans.get(k)
                    .tables()
                    .forEach((name, table) -> {
                        if (name.startsWith(StatisticsTables.STATISTICS)
                                || name.startsWith(StatisticsTables.TRENDS)) {
                            tables.put(
                                    "series-%s-%d".formatted(name.replace('_', '-'), scan), table);
                        }
                    });
        }
        return tables;
    }

    void appendTo(Html html) {
        boolean isFirst = true;
        for (String name : scans.getLast().tables().keySet()) {
            if (!name.startsWith(StatisticsTables.TRENDS)) {
                continue;
            }
            String quantity = name.substring(StatisticsTables.TRENDS.length());
            if (isFirst) {
                html.heading(3, "series-regions", "Regions");
                html.paragraph(
                        "Medians of each scan with one standard uncertainty, from maps put together anew out of blocks of the measured ones. The change is that of a straight line through the medians over the whole series; p is the probability of as large a slope by chance, for one region and one quantity: with many of them, some are small by chance. Components of strain are without what a moved detector explains; in the equivalent strain it is a part. Where a region holds fewer than five independent blocks, bands are too narrow.");
                quantity(html, quantity);
                html.raw("<details><summary>Other quantities</summary>\n");
                isFirst = false;
            } else {
                quantity(html, quantity);
            }
        }
        if (!isFirst) {
            html.raw("</details>\n");
        }
    }

    private void quantity(Html html, String name) {
        Table trend = scans.getLast().tables().get(StatisticsTables.TRENDS + name);
        List<Table> tables =
                scans.stream()
                        .map(scan -> scan.tables().get(StatisticsTables.STATISTICS + name))
                        .filter(table -> table != null)
                        .toList();
        if (trend == null || tables.size() < scans.size()) {
            return;
        }
        Quantity median =
                tables.getFirst().quantities().stream()
                        .filter(q -> q.name().equals(name + "_median"))
                        .findFirst()
                        .orElseThrow();
        DisplayUnit unit = DisplayUnit.of(median);
        boolean isSigned = tables.getFirst().has("part_positive");
        html.element("h4", unit.after(MapPictures.capital(median.title())));
        html.raw("<div class=\"scroll\"><table class=\"narrow\"><thead><tr>")
                .element("th", "region");
        html.element("th", "points");
        scans.forEach(scan -> html.element("th", scan.name()));
        html.element("th", "change").element("th", "p");
        html.raw("</tr></thead><tbody>\n");
        List<String> regions = regions(trend);
        for (int row = 0; row < trend.size(); row++) {
            html.raw("<tr>")
                    .element(
                            "td",
                            regions.get((int) trend.column("region")[row])
                                    + (tables.getFirst().column("blocks")[row] < FEW_BLOCKS
                                            ? " (few blocks)"
                                            : ""));
            html.element("td", "%.0f".formatted(tables.getFirst().column("points")[row]));
            for (Table table : tables) {
                html.element(
                        "td",
                        MeasuredText.of(
                                unit.factor() * table.column(name + "_median")[row],
                                unit.factor() * table.column(name + "_median_sigma")[row]));
            }
            html.element(
                    "td",
                    MeasuredText.ofChange(
                            unit.factor() * trend.column(name + "_change")[row],
                            unit.factor() * trend.column(name + "_change_sigma")[row]));
            html.element("td", MeasuredText.ofProbability(trend.column("change_p")[row]));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        if (isSigned) {
            tension(html, tables, regions);
        }
    }

    private void tension(Html html, List<Table> tables, List<String> regions) {
        html.raw("<div class=\"scroll\"><table class=\"narrow\"><thead><tr>")
                .element("th", "part in tension / %");
        scans.forEach(scan -> html.element("th", scan.name()));
        html.raw("</tr></thead><tbody>\n");
        for (int row = 0; row < tables.getFirst().size(); row++) {
            double region = tables.getFirst().column("region")[row];
            html.raw("<tr>").element("td", regions.get((int) region));
            for (Table table : tables) {
                html.element(
                        "td",
                        MeasuredText.of(
                                100 * table.column("part_positive")[row],
                                100 * table.column("part_positive_sigma")[row]));
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    /// Names of regions stand with the column of their numbers.
    private static List<String> regions(Table table) {
        return Arrays.stream(table.quantities().getFirst().title().split("; "))
                .map(text -> text.replaceFirst("^\\d+ ", ""))
                .toList();
    }
}
