package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.operando.HotSpotTracks.Kind;
import org.lauescope.picture.MeasuredText;

/// What becomes of the places that have changed, in sentences: one for all that appear in a scan,
/// or are no longer found there, and one for each that does something else.
final class PlaceEvents {

    private final List<ScanResult> scans;
    private final List<PlaceRow> places;

    PlaceEvents(List<ScanResult> scans, List<PlaceRow> places) {
        this.scans = scans;
        this.places = places;
    }

    List<String> sentences() {
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (ScanResult result : scans) {
            Table events = result.tables().get(ChangeTables.EVENTS);
            for (int row = 0; events != null && row < events.size(); row++) {
                int scan = (int) events.column("scan")[row];
                int track = (int) events.column("track")[row];
                Kind kind = Kind.values()[(int) events.column("kind")[row]];
                String said =
                        scans.get(scan).name()
                                + ": %s "
                                + said(kind, scan, track, (int) events.column("other")[row]);
                alike.computeIfAbsent(said, _ -> new ArrayList<>()).add(track);
            }
        }
        List<String> sentences = new ArrayList<>();
        alike.forEach((said, tracks) -> sentences.add(said.formatted(named(tracks))));
        return sentences;
    }

    private String said(Kind kind, int scan, int track, int other) {
        return switch (kind) {
            case BORN -> "new.";
            case GROWS -> "grown, " + sizes(kind, scan, track) + ".";
            case SHRINKS -> "shrunk, " + sizes(kind, scan, track) + ".";
            case MOVES -> "moved.";
            case MERGES -> "merged into place %d.".formatted(other);
            case SPLITS -> "split off place %d.".formatted(other);
            case GONE -> "no longer found.";
            case NOT_MEASURED -> "not measured.";
        };
    }

    /// A lost frame is no change of a place, but a part of its area that is not seen.
    private String sizes(Kind kind, int scan, int track) {
        PlaceRow before = place(scan - 1, track);
        PlaceRow after = place(scan, track);
        boolean isLarger = after.value("area") > before.value("area");
        return "%s from %s to %s, on %s and then %s µm²%s"
                .formatted(
                        after.quantity().replace('_', ' '),
                        before.peak(),
                        after.peak(),
                        MeasuredText.of(before.value("area")),
                        MeasuredText.of(after.value("area")),
                        isLarger == (kind == Kind.GROWS) ? "" : " of what was measured");
    }

    private PlaceRow place(int scan, int track) {
        return places.stream()
                .filter(place -> place.scan() == scan && place.track() == track)
                .findFirst()
                .orElseThrow();
    }

    private static String named(List<Integer> tracks) {
        if (tracks.size() == 1) {
            return "place " + tracks.getFirst();
        }
        List<String> numbers = tracks.stream().map(String::valueOf).toList();
        return "places "
                + String.join(", ", numbers.subList(0, numbers.size() - 1))
                + " and "
                + numbers.getLast();
    }
}
