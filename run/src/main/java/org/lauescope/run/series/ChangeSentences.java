package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.operando.Contrast;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;

/// What the tables of change of a result say, in sentences.
public final class ChangeSentences {

    private static final List<String> KINDS =
            List.of(
                    "appears",
                    "grows",
                    "shrinks",
                    "moves",
                    "merges into place %d",
                    "splits from place %d",
                    "is no longer found");

    private final List<ScanResult> scans;

    /// @param scans of a series
    public ChangeSentences(List<ScanResult> scans) {
        this.scans = scans;
    }

    /// Whether the series was searched.
    public boolean isThere() {
        return scans.stream().anyMatch(scan -> scan.tables().containsKey(ChangeTables.PLACES));
    }

    /// The most certain first for each scan; none if nothing has changed.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (ScanResult scan : scans) {
            Table expected = scan.tables().get(ChangeTables.EXPECTED);
            for (int row = 0; expected != null && row < expected.size(); row++) {
                sentences.add(expected(expected, row));
            }
        }
        for (ScanResult scan : scans) {
            Table places = scan.tables().get(ChangeTables.PLACES);
            for (int row = 0; places != null && row < places.size(); row++) {
                sentences.add(place(scan.name(), places, row));
            }
        }
        for (ScanResult scan : scans) {
            Table events = scan.tables().get(ChangeTables.EVENTS);
            for (int row = 0; events != null && row < events.size(); row++) {
                String kind = KINDS.get((int) events.column("kind")[row]);
                sentences.add(
                        "%s: place %d %s."
                                .formatted(
                                        scans.get((int) events.column("scan")[row]).name(),
                                        (int) events.column("track")[row],
                                        kind.formatted((int) events.column("other")[row])));
            }
        }
        return sentences;
    }

    private static String expected(Table table, int row) {
        String name = name(table, row);
        DisplayUnit unit = unit(name);
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

    private static String place(String scan, Table table, int row) {
        String name = name(table, row);
        DisplayUnit unit = unit(name);
        double track = table.column("track")[row];
        return String.format(
                Locale.ROOT,
                "%s: %s %s, %.0f points (%s µm²) around x %s, y %s µm%s%s (%s)%s.",
                table.column("whole_series")[row] == 1 ? "Over the series" : scan,
                name.replace('_', ' '),
                MeasuredText.with(
                        MeasuredText.ofChange(unit.factor() * table.column("peak")[row]),
                        unit.name()),
                table.column("points")[row],
                MeasuredText.of(table.column("area")[row]),
                MeasuredText.of(table.column("x")[row]),
                MeasuredText.of(table.column("y")[row]),
                distance(table.column("interface_distance")[row], "the interface"),
                distance(table.column("boundary_distance")[row], "a grain boundary"),
                p(table.column("p")[row]),
                track >= 0 ? ", place %d".formatted((int) track) : "");
    }

    private static String name(Table table, int row) {
        return ChangeTables.QUANTITIES.get((int) table.column("quantity")[row]);
    }

    private static DisplayUnit unit(String name) {
        String unit = name.equals("peak_width") ? "deg" : name.equals("grod") ? "rad" : "";
        return DisplayUnit.of(Quantity.diverging(name, name, unit));
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
