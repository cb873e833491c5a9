package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.Plane;
import org.lauescope.operando.ChangeDetection;
import org.lauescope.operando.HotSpot;
import org.lauescope.operando.HotSpotTracks;
import org.lauescope.operando.PlannedContrasts;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.run.series.SeriesChanges;
import org.lauescope.run.series.SeriesChanges.Expected;
import org.lauescope.run.series.SeriesChanges.Place;
import org.lauescope.run.series.SeriesChanges.QuantityTracks;

/// What `lauescope series` says of what has changed.
final class ChangeText {

    /// Nobody knows tails of noise further out.
    private static final double SMALLEST = 1e-6;

    private final SeriesChanges changes;
    private final List<String> scans;

    /// @param scans their names, the first scan too
    ChangeText(SeriesChanges changes, List<String> scans) {
        this.changes = changes;
        this.scans = scans;
    }

    void print(PrintWriter out) {
        ChangeDetection detection = changes.detection();
        out.printf(
                Locale.ROOT,
                "What has changed, all tests together: %s; reported up to %s%n",
                p(detection.p()),
                ChangeDetection.LEVEL);
        if (!detection.isChange()) {
            out.println(
                    "  nothing that noise, a moved detector or a scan displaced by a part of a step does not explain");
        }
        changes.planned().forEach(expected -> out.println("  " + text(expected)));
        changes.places().forEach(place -> out.println("  " + text(place)));
        for (QuantityTracks of : changes.tracks()) {
            for (HotSpotTracks.Event event : of.tracks().events()) {
                if (event.kind() != HotSpotTracks.Kind.BORN || event.scan() > 0) {
                    out.println("  " + text(of, event));
                }
            }
        }
    }

    private static String p(double p) {
        return p < SMALLEST ? "p < " + SMALLEST : String.format(Locale.ROOT, "p = %.1g", p);
    }

    private static String text(Expected expected) {
        PlannedContrasts.Amplitude a = expected.amplitude();
        DisplayUnit unit = DisplayUnit.of(expected.quantity().quantity());
        return String.format(
                Locale.ROOT,
                "over the series, %s: %s %+.3g ± %.2g %s (%s)",
                a.contrast().name().equals("interface")
                        ? "at the interface"
                        : "along grain boundaries",
                name(expected.quantity()),
                unit.factor() * a.value(),
                unit.factor() * a.sigma(),
                unit.name(),
                p(expected.p()));
    }

    private String text(Place place) {
        HotSpot spot = place.spot();
        DisplayUnit unit = DisplayUnit.of(place.quantity().quantity());
        return String.format(
                Locale.ROOT,
                "%s: %s %+.3g %s in %d points (%.4g µm²) around x %.4g, y %.4g µm%s%s (%s)%s",
                place.scan() == 0 ? "over the series" : scans.get(place.scan()),
                name(place.quantity()),
                unit.factor() * spot.peak(),
                unit.name(),
                spot.points().length,
                spot.area(),
                spot.centroidX(),
                spot.centroidY(),
                distance(spot.interfaceDistance(), "the interface"),
                distance(spot.boundaryDistance(), "a grain boundary"),
                p(spot.p()),
                place.track() < 0 ? "" : ", place " + place.track());
    }

    private static String distance(double distance, String from) {
        return Double.isFinite(distance)
                ? String.format(Locale.ROOT, ", %.3g µm from %s", distance, from)
                : "";
    }

    private String text(QuantityTracks of, HotSpotTracks.Event event) {
        int track = of.first() + event.track();
        int other = of.first() + event.other();
        String what =
                switch (event.kind()) {
                    case BORN -> "appears";
                    case GROWS -> "grows";
                    case SHRINKS -> "shrinks";
                    case MOVES -> "moves";
                    case MERGES -> "merges into place " + other;
                    case SPLITS -> "splits from place " + other;
                    case GONE -> "is gone";
                };
        return "%s: place %d (%s) %s"
                .formatted(scans.get(event.scan() + 1), track, name(of.quantity()), what);
    }

    private static String name(Plane difference) {
        return difference.name().replaceFirst("^(difference|unexplained)_", "").replace('_', ' ');
    }

    void addTo(JsonObject json) {
        ChangeDetection detection = changes.detection();
        JsonObject found =
                json.object("change")
                        .number("p", detection.p())
                        .number("level", ChangeDetection.LEVEL)
                        .flag("isChange", detection.isChange());
        JsonObject.Elements expected = found.elements("expected");
        for (Expected one : changes.planned()) {
            expected.add()
                    .text("quantity", one.quantity().name())
                    .text("place", one.amplitude().contrast().name())
                    .number("value", one.amplitude().value())
                    .number("valueSigma", one.amplitude().sigma())
                    .number("p", one.p());
        }
        JsonObject.Elements places = found.elements("places");
        for (Place place : changes.places()) {
            HotSpot spot = place.spot();
            places.add()
                    .text("scan", place.scan() == 0 ? "series" : scans.get(place.scan()))
                    .text("quantity", place.quantity().name())
                    .integer("track", place.track())
                    .integer("points", spot.points().length)
                    .number("areaUm2", spot.area())
                    .number("xUm", spot.centroidX())
                    .number("yUm", spot.centroidY())
                    .number("peak", spot.peak())
                    .number("elongation", spot.elongation())
                    .number("directionDeg", Math.toDegrees(spot.direction()))
                    .number("interfaceDistanceUm", spot.interfaceDistance())
                    .number("boundaryDistanceUm", spot.boundaryDistance())
                    .number("p", spot.p());
        }
        JsonObject.Elements events = found.elements("events");
        for (QuantityTracks of : changes.tracks()) {
            for (HotSpotTracks.Event event : of.tracks().events()) {
                events.add()
                        .text("scan", scans.get(event.scan() + 1))
                        .text("kind", event.kind().name().toLowerCase(Locale.ROOT))
                        .integer("track", of.first() + event.track())
                        .integer("other", event.other() < 0 ? -1 : of.first() + event.other());
            }
        }
    }
}
