package org.lauescope.cli;

import java.util.List;
import java.util.Locale;
import org.lauescope.io.json.JsonObject;
import org.lauescope.operando.ChangeDetection;
import org.lauescope.operando.HotSpot;
import org.lauescope.operando.HotSpotTracks;
import org.lauescope.run.series.SeriesChanges;
import org.lauescope.run.series.SeriesChanges.Expected;
import org.lauescope.run.series.SeriesChanges.Place;
import org.lauescope.run.series.SeriesChanges.QuantityTracks;

/// What has changed in a series, as JSON.
final class ChangeJson {

    private final SeriesChanges changes;
    private final List<String> scans;

    /// @param scans their names, the first scan too
    ChangeJson(SeriesChanges changes, List<String> scans) {
        this.changes = changes;
        this.scans = scans;
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
                    .number("value", one.value())
                    .number("valueSigma", one.sigma())
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
                    .number("peak", place.peak())
                    .number("peakSigma", place.peakSigma())
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
