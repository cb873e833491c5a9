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
import org.lauescope.picture.BandCurves;
import org.lauescope.run.series.ChangeTables;
import org.lauescope.run.series.PlaceRow;
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
                    "gone",
                    "not measured");

    private final List<ScanResult> scans;
    private final SeriesCourse course;
    private final List<PlaceRow> rows;

    PlaceSection(Result result) {
        scans = result.scans();
        course = SeriesCourse.of(result);
        rows = rows(scans);
    }

    /// By place, then by scan.
    private static List<PlaceRow> rows(List<ScanResult> scans) {
        return PlaceRow.of(scans).stream()
                .filter(row -> row.track() >= 0)
                .sorted(Comparator.comparingInt(PlaceRow::track).thenComparingInt(PlaceRow::scan))
                .toList();
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
                        "change where it is most certain",
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
        for (PlaceRow row : rows) {
            boolean isFirst = row.track() != before;
            before = row.track();
            html.raw("<tr>").element("td", isFirst ? Integer.toString(row.track()) : "");
            html.element("td", isFirst ? row.quantity().replace('_', ' ') : "");
            html.element("td", scans.get(row.scan()).name());
            html.element("td", events.getOrDefault(key(row.track(), row.scan()), ""));
            html.element("td", row.peak());
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
        rows.forEach(row -> events.remove(key(row.track(), row.scan())));
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

    /// Area of the places that more than one scan shows, against the charge passed.
    Optional<ReportFigure> growth() {
        Map<Integer, List<PlaceRow>> tracks =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PlaceRow::track, LinkedHashMap::new, Collectors.toList()));
        List<BandCurves.Curve> curves = new ArrayList<>();
        tracks.forEach((track, of) -> {
            if (of.size() > 1) {
                double[] area = new double[scans.size()];
                Arrays.fill(area, Double.NaN);
                of.forEach(row -> area[row.scan()] = row.value("area"));
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
