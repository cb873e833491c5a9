package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.operando.Contrast;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;

/// What the tables of change of a result say, in sentences.
public final class ChangeSentences {

    private final List<ScanResult> scans;

    /// @param scans of a series
    public ChangeSentences(List<ScanResult> scans) {
        this.scans = scans;
    }

    /// Whether the series was searched.
    public boolean isThere() {
        return scans.stream().anyMatch(scan -> scan.tables().containsKey(ChangeTables.PLACES));
    }

    /// Of the series first, then of each scan, places where several quantities have changed in one
    /// sentence and the most certain first; then what becomes of the places. None if nothing has
    /// changed.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (ScanResult scan : scans) {
            Table expected = scan.tables().get(ChangeTables.EXPECTED);
            for (int row = 0; expected != null && row < expected.size(); row++) {
                sentences.add(expected(expected, row));
            }
        }
        List<PlaceRow> places = PlaceRow.of(scans);
        PlaceRow.together(places).forEach(same -> sentences.add(together(same)));
        sentences.addAll(new PlaceEvents(scans, places).sentences());
        return sentences;
    }

    private static String expected(Table table, int row) {
        String name = ChangeTables.quantity((int) table.column("quantity")[row]);
        DisplayUnit unit = ChangeTables.unit(name);
        return String.format(
                Locale.ROOT,
                "Over the series, %s: %s %s (%s).",
                table.column("place")[row] == 1
                        ? "at the interface (amplitude of what decays over %.0f µm from it)"
                                .formatted(Contrast.INTERFACE_LENGTH)
                        : "along grain boundaries",
                name.replace('_', ' '),
                MeasuredText.with(
                        MeasuredText.ofChange(
                                unit.factor() * table.column("amplitude")[row],
                                unit.factor() * table.column("amplitude_sigma")[row]),
                        unit.name()),
                p(table.column("p")[row]));
    }

    /// @param same what has changed at one place
    private String together(List<PlaceRow> same) {
        PlaceRow largest = same.getFirst();
        return String.format(
                Locale.ROOT,
                "%s, around x %s, y %s µm (%s µm²%s%s): %s.",
                largest.isOfSeries() ? "Over the series" : scans.get(largest.scan()).name(),
                MeasuredText.of(largest.value("x")),
                MeasuredText.of(largest.value("y")),
                MeasuredText.of(largest.value("area")),
                distance(largest.value("interface_distance"), "the interface"),
                distance(largest.value("boundary_distance"), "a grain boundary"),
                same.stream().map(ChangeSentences::change).collect(Collectors.joining("; ")));
    }

    private static String change(PlaceRow place) {
        return "%s %s (%s%s)"
                .formatted(
                        place.quantity().replace('_', ' '),
                        place.peak(),
                        p(place.value("p")),
                        place.track() >= 0 ? ", place " + place.track() : "");
    }

    private static String distance(double distance, String from) {
        return Double.isFinite(distance)
                ? ", %s µm from %s".formatted(MeasuredText.of(distance), from)
                : "";
    }

    private static String p(double p) {
        String text = MeasuredText.ofProbability(p);
        return text.startsWith("<") ? "p " + text : "p = " + text;
    }
}
