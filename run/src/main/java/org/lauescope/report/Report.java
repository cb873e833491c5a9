package org.lauescope.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lauescope.io.NewFile;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Geometry;
import org.lauescope.picture.SharedScales;

/// One page about a result that needs neither network nor other files, and its figures as PNG, SVG
/// and CSV.
public final class Report {

    private final Result result;
    private final SeriesSection series;
    private final List<ScanSection> scans = new ArrayList<>();

    public Report(Result result) {
        this(result, Map.of());
    }

    /// @param locked ends of colour scales by the name of the plane
    public Report(Result result, Map<String, SharedScales.Range> locked) {
        this.result = result;
        SharedScales scales =
                new SharedScales(result.scans().stream().map(ScanResult::map).toList(), locked);
        series = new SeriesSection(result, scales);
        for (int i = 0; i < result.scans().size(); i++) {
            scans.add(new ScanSection(result, result.scans().get(i), "scan-" + i, scales));
        }
    }

    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        NewFile.write(file, ByteBuffer.wrap(page().getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes each figure as `NAME.png`, `NAME.svg` and its numbers as `NAME.csv`.
    public void writeFigures(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<ReportFigure> figures = new ArrayList<>(series.figures());
        for (ScanSection scan : scans) {
            if (!scan.failed().isEmpty()) {
                NewFile.write(
                        folder.resolve(scan.failedFile()),
                        ByteBuffer.wrap(scan.failed().csv().getBytes(StandardCharsets.UTF_8)));
            }
            figures.addAll(scan.figures());
        }
        for (Map.Entry<String, Table> table : series.tables().entrySet()) {
            write(FigureData.of(table.getValue()), folder, table.getKey());
        }
        for (ReportFigure figure : figures) {
            figure.figure().raster().write(folder.resolve(figure.name() + ".png"));
            figure.figure().svg(figure.name()).write(folder.resolve(figure.name() + ".svg"));
            write(figure.data(), folder, figure.name());
        }
    }

    private static void write(FigureData data, Path folder, String name) throws IOException {
        StringBuilder csv = new StringBuilder();
        data.appendTo(csv);
        NewFile.write(
                folder.resolve(name + ".csv"),
                ByteBuffer.wrap(csv.toString().getBytes(StandardCharsets.UTF_8)));
    }

    String page() {
        Html html = new Html();
        html.raw(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                """
                        .formatted(Html.escape(title()), style()));
        appendContents(html);
        html.raw("<main>\n<header>").element("h1", title());
        html.paragraph(
                "Orientation and deviatoric strain from white-beam Laue patterns. Maps are in SAMPLE axes: x along the columns, downstream in the surface; y along the rows; z the outward normal. Row 0 is on top.");
        html.raw("</header>\n");
        ExperimentSection.append(html, result);
        Geometry geometry = result.geometry();
        if (geometry != null) {
            ExperimentSection.appendCalibration(html, geometry);
        }
        series.appendTo(html);
        scans.forEach(scan -> scan.appendTo(html));
        appendProvenance(html);
        html.raw("</main>\n</body>\n</html>\n");
        return html.text();
    }

    private String title() {
        return result.title().isBlank() ? "Laue microdiffraction" : result.title();
    }

    private void appendContents(Html html) {
        html.raw("<nav aria-label=\"Contents\"><p>Lauescope</p><ol>\n");
        html.raw("<li><a href=\"#experiment\">Experiment</a></li>\n");
        if (result.geometry() != null) {
            html.raw("<li><a href=\"#calibration\">Calibration</a></li>\n");
        }
        series.appendContents(html);
        scans.forEach(scan -> scan.appendContents(html));
        html.raw("<li><a href=\"#provenance\">Provenance</a></li>\n</ol></nav>\n");
    }

    private void appendProvenance(Html html) {
        Provenance provenance = result.provenance();
        html.raw("<section>").heading(2, "provenance", "Provenance");
        html.facts(
                new Facts()
                        .add("Lauescope", provenance.version())
                        .add("Java", provenance.java())
                        .add("Started", provenance.started().toString())
                        .add("Finished", provenance.finished().toString())
                        .add(
                                "Experiment file",
                                provenance.experiment().isEmpty()
                                        ? ""
                                        : "SHA-256 " + provenance.experimentDigest()));
        if (!provenance.inputs().isEmpty()) {
            html.raw("<details><summary>Inputs and their SHA-256</summary>");
            Facts inputs = new Facts();
            provenance.inputs().forEach(inputs::add);
            html.facts(inputs).raw("</details>\n");
        }
        if (!provenance.experiment().isEmpty()) {
            html.raw("<details><summary>Experiment file</summary>");
            html.element("pre", provenance.experiment()).raw("</details>\n");
        }
        html.raw("</section>\n");
    }

    private static String style() {
        try (InputStream css =
                Objects.requireNonNull(
                        Report.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
