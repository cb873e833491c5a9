package org.lauescope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Geometry;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.picture.Axis;
import org.lauescope.picture.SharedScales;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.run.series.CellTables;
import org.lauescope.run.series.ChangeTables;
import org.lauescope.run.series.MechanismTables;
import org.lauescope.run.series.SeriesTables;
import org.lauescope.run.series.StatisticsTables;

/// Everything about one scan.
final class ScanSection {

    /// Tables that are too long to be read, or that the section about the series shows.
    private static final Set<String> HIDDEN =
            Set.of(
                    ScanResult.POINT_GRAINS,
                    MapTables.RESIDUALS,
                    MapTables.MISORIENTATIONS,
                    MapTables.GRAIN_MISORIENTATIONS,
                    SeriesTables.REGISTRATION,
                    SeriesTables.POSE_CHANGE,
                    CellTables.HISTORY,
                    ChangeTables.PLACES,
                    ChangeTables.EVENTS,
                    ChangeTables.EXPECTED,
                    MechanismTables.INDICATORS,
                    MechanismTables.MECHANISMS);

    /// A heading within the scan, with the figures under it.
    record Part(String id, String title, List<ReportFigure> figures) {}

    private final ScanResult scan;
    private final String id;
    private final FailedFrames failed;
    private final List<Part> parts = new ArrayList<>();

    /// @param id of the section, e.g. `scan-0`
    /// @param scales that all scans of the result share
    /// @param result that the scan belongs to
    ScanSection(Result result, ScanResult scan, String id, SharedScales scales) {
        this.scan = scan;
        this.id = id;
        ScanMap map = scan.map();
        ScanFigures figures = new ScanFigures(map, id + "-", scales, result.interfaceLine());
        failed = new FailedFrames(scan);
        boolean indexed = scan.statusCounts().containsKey(PointStatus.INDEXED);
        add("Indexing", List.of(figures.status()));
        if (indexed) {
            add("Orientation", figures.orientations());
        }
        for (PlaneGroup group : PlaneGroup.values()) {
            add(group.title(), figures.planes(group));
        }
        if (indexed) {
            add("Histograms", figures.histograms());
        }
        Geometry geometry = result.geometry();
        Table field = scan.tables().get(MapTables.RESIDUALS);
        if (geometry != null && field != null) {
            add("Residuals", figures.residuals(geometry.detector(), field));
        }
    }

    private void add(String title, List<ReportFigure> figures) {
        if (!figures.isEmpty()) {
            String name = title.toLowerCase(Locale.ROOT).replace(' ', '-');
            parts.add(new Part(id + "-" + name, title, figures));
        }
    }

    List<ReportFigure> figures() {
        return parts.stream().flatMap(part -> part.figures().stream()).toList();
    }

    /// Name of the CSV of the failed frames.
    String failedFile() {
        return id + "-failed-frames.csv";
    }

    FailedFrames failed() {
        return failed;
    }

    void appendContents(Html html) {
        html.raw("<li><a href=\"#%s\">%s</a><ol>".formatted(id, Html.escape(scan.name())));
        for (Part part : parts) {
            html.raw("<li><a href=\"#%s\">%s</a></li>".formatted(part.id, part.title));
        }
        if (!failed.isEmpty()) {
            html.raw("<li><a href=\"#%s-failed\">Failed frames</a></li>".formatted(id));
        }
        if (hasTables()) {
            html.raw("<li><a href=\"#%s-tables\">Tables</a></li>".formatted(id));
        }
        html.raw("</ol></li>\n");
    }

    void appendTo(Html html) {
        html.raw("<section>").heading(2, id, scan.name());
        appendSummary(html);
        for (Part part : parts) {
            html.heading(3, part.id, part.title).raw("<div class=\"figures\">\n");
            part.figures.forEach(figure -> figure.appendTo(html));
            html.raw("</div>\n");
        }
        if (!failed.isEmpty()) {
            html.heading(3, id + "-failed", "Failed frames");
            failed.appendTo(html, failedFile());
        }
        if (hasTables()) {
            html.heading(3, id + "-tables", "Tables");
            scan.tables()
                    .forEach((name, table) -> {
                        if (isShown(name, table)) {
                            html.element("h4", name.replace('_', ' '));
                            TableSection.append(html, table);
                        }
                    });
        }
        html.raw("</section>\n");
    }

    private boolean hasTables() {
        return scan.tables().entrySet().stream()
                .anyMatch(entry -> isShown(entry.getKey(), entry.getValue()));
    }

    private static boolean isShown(String name, Table table) {
        return !HIDDEN.contains(name)
                && !name.startsWith(StatisticsTables.STATISTICS)
                && !name.startsWith(StatisticsTables.TRENDS)
                && table.size() > 0;
    }

    private void appendSummary(Html html) {
        ScanGrid grid = scan.map().grid();
        int measured = grid.size() - scan.statusCounts().getOrDefault(PointStatus.NOT_MEASURED, 0);
        Facts facts =
                new Facts()
                        .add(
                                "Grid",
                                "%d × %d points, steps %s × %s µm"
                                        .formatted(
                                                grid.columns(),
                                                grid.rows(),
                                                Axis.number(grid.columnStep()),
                                                Axis.number(grid.rowStep())))
                        .add("Start", scan.start() == null ? "" : scan.start().toString())
                        .add(
                                "Cell was",
                                scan.electricalState().equals("unknown")
                                        ? ""
                                        : scan.electricalState());
        scan.statusCounts()
                .forEach((status, count) ->
                        facts.add(
                                sentence(status.text()),
                                status == PointStatus.NOT_MEASURED
                                        ? points(count)
                                        : "%s, %.1f %% of those measured"
                                                .formatted(
                                                        points(count), 100.0 * count / measured)));
        facts.add("Agreement", agreement(scan.agreement()));
        facts.add("Systematic error of positions", systematic(scan.systematic()));
        html.facts(facts);
    }

    private static String points(int count) {
        return count == 1 ? "1 point" : count + " points";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String systematic(SharedSystematic systematic) {
        return systematic.isKnown()
                ? "%.4f ± %.4f px per coordinate beyond the errors of the peak fits, from %d degrees of freedom of a sample of points; part of every σ below"
                        .formatted(systematic.pixels(), systematic.sigma(), systematic.freedom())
                : "";
    }

    private static String agreement(Agreement agreement) {
        return agreement.checked() == 0
                ? ""
                : "%d of %d random points indexed again from scratch came out the same; largest difference %.4f°"
                        .formatted(
                                agreement.agreed(),
                                agreement.checked(),
                                Math.toDegrees(agreement.largestAngle()));
    }
}
