package org.lauescope.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ChangeDetection;
import org.lauescope.picture.MapPicture;
import org.lauescope.picture.MapPictures;
import org.lauescope.picture.SharedScales;
import org.lauescope.run.series.ChangeSentences;
import org.lauescope.run.series.ChangeTables;
import org.lauescope.run.series.SeriesTables;

/// What changed from scan to scan: how the scans lie on each other, and maps and distributions of
/// all scans side by side, each quantity on one scale.
final class SeriesSection {

    /// Surface next to the interface, µm.
    private static final double NEAR = 20;

    private static final List<String> COMPONENTS = List.of("xx", "yy", "zz", "yz", "xz", "xy");

    private final List<ScanResult> scans;
    private final SharedScales scales;
    private final SampleMarks marks;
    private final RegionSection regions;
    private final PlaceSection places;
    private final List<ReportFigure> figures = new ArrayList<>();

    SeriesSection(Result result, SharedScales scales) {
        this.scans = result.scans();
        this.scales = scales;
        this.marks = new SampleMarks(result);
        this.regions = new RegionSection(scans);
        this.places = new PlaceSection(result);
        if (isThere()) {
            FrequencyFigure.of(
                            scans,
                            "equivalent_strain",
                            NEAR,
                            "equivalent-strain",
                            "Equivalent strain of each scan, within 20 µm of the interface where the experiment names one. Noise alone makes it positive.")
                    .ifPresent(figures::add);
            ownMaps(
                    "strain_zz",
                    "Deviatoric strain along the surface normal, all scans on one scale.");
            ownMaps("grod", "Misorientation within grains, all scans on one scale.");
            FrequencyFigure.of(
                            scans,
                            "grod",
                            Double.POSITIVE_INFINITY,
                            "grod",
                            "How often points of each scan are turned against the mean of their grain.")
                    .ifPresent(figures::add);
            maps(
                    ChangeTables.CHANGED_PLACE.name(),
                    "Places that have changed since the first scan, by number, on the points of the first scan.");
            places.growth().ifPresent(figures::add);
            for (String component : COMPONENTS) {
                boolean known = has("unexplained_strain_" + component);
                maps(
                        (known ? "unexplained_strain_" : "difference_strain_") + component,
                        known
                                ? "Change of strain since the first scan that no movement of the detector explains, on the points of the first scan; places that have changed are outlined."
                                : "Change of strain since the first scan, on its points. A movement of the detector between the scans is part of it.");
                maps(
                        "z_strain_" + component,
                        "The same over its standard uncertainty. Of thousands of points some lie beyond ±3 by chance alone.");
            }
        }
    }

    boolean isThere() {
        return scans.stream()
                .anyMatch(scan -> scan.tables().containsKey(SeriesTables.REGISTRATION));
    }

    List<ReportFigure> figures() {
        return List.copyOf(figures);
    }

    /// Tables to be written as CSV, by the names of their files.
    SequencedMap<String, Table> tables() {
        return isThere() ? regions.tables() : new LinkedHashMap<>();
    }

    void appendContents(Html html) {
        if (isThere()) {
            html.raw("<li><a href=\"#series\">Series</a></li>\n");
        }
    }

    void appendTo(Html html) {
        if (!isThere()) {
            return;
        }
        html.raw("<section>").heading(2, "series", "Series");
        html.paragraph(
                "Each later scan is laid over the first by orientations, grain boundaries and numbers of peaks, never by strain; values are compared with the nearest point, nothing is interpolated.");
        ChangeSentences changes = new ChangeSentences(scans);
        if (changes.isThere()) {
            html.heading(3, "series-change", "What has changed");
            List<String> sentences = changes.sentences();
            html.paragraph(
                    sentences.isEmpty()
                            ? "Nothing that noise, a moved detector or a scan displaced by a part of a step does not explain."
                            : "Noise alone gives as much in less than %s of 100 series:"
                                    .formatted(100 * ChangeDetection.LEVEL));
            if (!sentences.isEmpty()) {
                html.raw("<ul>\n");
                sentences.forEach(sentence -> html.element("li", sentence));
                html.raw("</ul>\n");
            }
        }
        places.appendTo(html);
        new MechanismSection(scans.getLast()).appendTo(html);
        new HistorySection(scans.getLast()).appendTo(html);
        new RegistrationSection(scans).appendTo(html);
        regions.appendTo(html);
        html.raw("<div class=\"figures\">\n");
        figures.forEach(figure -> figure.appendTo(html));
        html.raw("</div>\n</section>\n");
    }

    private boolean has(String plane) {
        return scans.stream().anyMatch(scan -> scan.map().has(plane));
    }

    /// Maps of each scan's own points.
    private void ownMaps(String name, String caption) {
        for (int k = 0; k < scans.size(); k++) {
            ScanMap map = scans.get(k).map();
            if (isKnown(map, name)) {
                add(k, name, caption, marks.onOwn(MapPictures.plane(map, name, scales), k));
            }
        }
    }

    /// Maps of the points of the first scan.
    private void maps(String name, String caption) {
        for (int k = 0; k < scans.size(); k++) {
            if (isKnown(scans.get(k).map(), name)) {
                add(k, name, caption, marks.onFirst(picture(scans.get(k).map(), name)));
            }
        }
    }

    private void add(int scan, String name, String caption, MapPicture picture) {
        ScanMap map = scans.get(scan).map();
        figures.add(
                new ReportFigure(
                        "series-%s-%d".formatted(name.replace('_', '-'), scan),
                        "map of %s of %s".formatted(map.plane(name).quantity().title(), map.name()),
                        map.name() + ". " + caption,
                        picture,
                        FigureData.of(map, map.plane(name))));
    }

    /// With the places that have changed on what shows a change.
    private MapPicture picture(ScanMap map, String name) {
        MapPicture picture = MapPictures.plane(map, name, scales);
        String changed = ChangeTables.CHANGED_PLACE.name();
        return map.has(changed) && name.contains("_strain_")
                ? picture.withPlaces(map.plane(changed).values())
                : picture;
    }

    private static boolean isKnown(ScanMap map, String name) {
        return map.has(name) && Arrays.stream(map.plane(name).values()).anyMatch(Double::isFinite);
    }
}
