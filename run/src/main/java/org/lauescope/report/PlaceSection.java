package org.lauescope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.picture.BandCurves;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.ChangeTables;
import org.lauescope.run.series.SeriesCourse;

/// The places that have changed, followed from scan to scan: a table, and how they grow.
final class PlaceSection {

    private static final List<String> KINDS =
            List.of(
                    "born",
                    "grows",
                    "shrinks",
                    "moves",
                    "merges into %d",
                    "splits from %d",
                    "gone");

    private final List<ScanResult> scans;
    private final SeriesCourse course;
    private final List<Row> rows;

    PlaceSection(Result result) {
        scans = result.scans();
        course = SeriesCourse.of(result);
        rows = rows(scans);
    }

    /// A place in one scan.
    private record Row(int track, int scan, Table table, int row) {
        double value(String column) {
            return table.column(column)[row];
        }

        /// In the unit that people read.
        String shown(String column) {
            Quantity quantity =
                    table.quantities().stream()
                            .filter(one -> one.name().equals(column))
                            .findFirst()
                            .orElseThrow();
            return MeasuredText.of(DisplayUnit.of(quantity).factor() * value(column));
        }
    }

    /// By place, then by scan.
    private static List<Row> rows(List<ScanResult> scans) {
        List<Row> rows = new ArrayList<>();
        for (int scan = 0; scan < scans.size(); scan++) {
            Table table = scans.get(scan).tables().get(ChangeTables.PLACES);
            for (int row = 0; table != null && row < table.size(); row++) {
                if (table.column("track")[row] >= 0) {
                    rows.add(new Row((int) table.column("track")[row], scan, table, row));
                }
            }
        }
        rows.sort(Comparator.comparingInt(Row::track).thenComparingInt(Row::scan));
        return rows;
    }

    void appendTo(Html html) {
        if (rows.isEmpty()) {
            return;
        }
        html.heading(3, "series-places", "Places that have changed");
        html.raw("<div class=\"scroll\"><table><thead><tr>");
        List.of(
                        "place",
                        "quantity",
                        "scan",
                        "",
                        "area / µm²",
                        "x / µm",
                        "y / µm",
                        "long axis / ° from x to y",
                        "length : width",
                        "its edge to the interface / µm",
                        "its edge to a boundary / µm")
                .forEach(title -> html.element("th", title));
        html.raw("</tr></thead><tbody>\n");
        Map<Long, String> events = events();
        int before = -1;
        for (Row row : rows) {
            boolean isFirst = row.track != before;
            before = row.track;
            html.raw("<tr>").element("td", isFirst ? Integer.toString(row.track) : "");
            html.element("td", isFirst ? quantity(row) : "");
            html.element("td", scans.get(row.scan).name());
            html.element("td", events.getOrDefault(key(row.track, row.scan), ""));
            for (String column : List.of("area", "x", "y")) {
                html.element("td", row.shown(column));
            }
            html.element("td", row.shown("direction"));
            html.element("td", row.shown("elongation"));
            html.element("td", row.shown("interface_distance"));
            html.element("td", row.shown("boundary_distance")).raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        gone(html);
    }

    /// Events of places that a scan no longer shows have no row of their own.
    private void gone(Html html) {
        Map<Long, String> events = events();
        rows.forEach(row -> events.remove(key(row.track, row.scan)));
        events.forEach((key, text) ->
                html.paragraph(
                        "%s: place %d %s."
                                .formatted(
                                        scans.get((int) (key % scans.size())).name(),
                                        key / scans.size(),
                                        text.equals("gone") ? "is no longer found" : text)));
    }

    private long key(int track, int scan) {
        return (long) track * scans.size() + scan;
    }

    private Map<Long, String> events() {
        SequencedMap<Long, String> events = new LinkedHashMap<>();
        Table table = scans.getLast().tables().get(ChangeTables.EVENTS);
        for (int row = 0; table != null && row < table.size(); row++) {
            events.merge(
                    key((int) table.column("track")[row], (int) table.column("scan")[row]),
                    KINDS.get((int) table.column("kind")[row])
                            .formatted((int) table.column("other")[row]),
                    (one, other) -> one + ", " + other);
        }
        return events;
    }

    private static String quantity(Row row) {
        return ChangeTables.quantity((int) row.value("quantity")).replace('_', ' ');
    }

    /// Area of the places that more than one scan shows, against the charge passed.
    Optional<ReportFigure> growth() {
        Map<Integer, List<Row>> tracks =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::track, LinkedHashMap::new, Collectors.toList()));
        List<BandCurves.Curve> curves = new ArrayList<>();
        tracks.forEach((track, of) -> {
            if (of.size() > 1) {
                double[] area = new double[scans.size()];
                Arrays.fill(area, Double.NaN);
                of.forEach(row -> area[row.scan] = row.value("area"));
                curves.add(new BandCurves.Curve("place " + track, area, area, area));
            }
        });
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        BandCurves figure =
                new BandCurves(
                        "Growth of the places that have changed",
                        "area that is more than noise",
                        course.knowsCharge() ? "charge passed in either direction / mA h" : "scan",
                        "area / µm²",
                        course.charge(),
                        curves);
        return Optional.of(
                new ReportFigure(
                        "series-growth",
                        "area of each place that has changed against the charge passed",
                        "Area of each place that has changed, in the scans that show it. A faint change seems to grow when its middle alone stands out of the noise at first.",
                        figure,
                        FigureData.of(figure)));
    }
}
