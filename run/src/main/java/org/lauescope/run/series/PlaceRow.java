package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;

/// A row of the table of places that have changed: one quantity in one scan.
///
/// @param scan number of the scan whose table it is in
public record PlaceRow(int scan, Table table, int row) {

    /// Of each scan the most certain first, the trends over the series last.
    public static List<PlaceRow> of(List<ScanResult> scans) {
        List<PlaceRow> places = new ArrayList<>();
        for (int scan = 0; scan < scans.size(); scan++) {
            Table table = scans.get(scan).tables().get(ChangeTables.PLACES);
            for (int row = 0; table != null && row < table.size(); row++) {
                places.add(new PlaceRow(scan, table, row));
            }
        }
        places.sort(
                Comparator.comparing(PlaceRow::isOfSeries)
                        .thenComparingInt(PlaceRow::scan)
                        .thenComparingDouble(place -> place.value("p"))
                        .thenComparingDouble(place -> -place.certainty()));
        return places;
    }

    /// Those of one scan that lie in each other's middle, by the first of them.
    static List<List<PlaceRow>> together(List<PlaceRow> places) {
        List<List<PlaceRow>> groups = new ArrayList<>();
        for (PlaceRow place : places) {
            List<PlaceRow> group =
                    groups.stream()
                            .filter(one -> one.getFirst().isAt(place))
                            .findFirst()
                            .orElseGet(() -> {
                                groups.add(new ArrayList<>());
                                return groups.getLast();
                            });
            group.add(place);
        }
        return groups;
    }

    public double value(String column) {
        return table.column(column)[row];
    }

    /// Value in the unit that people read.
    public String shown(String column) {
        Quantity quantity =
                table.quantities().stream()
                        .filter(one -> one.name().equals(column))
                        .findFirst()
                        .orElseThrow();
        return MeasuredText.of(DisplayUnit.of(quantity).factor() * value(column));
    }

    public boolean isOfSeries() {
        return value("whole_series") == 1;
    }

    /// −1 for a trend over the series.
    public int track() {
        double track = value("track");
        // What is −1 is unknown, NaN, after a file.
        return track >= 0 ? (int) track : -1;
    }

    public String quantity() {
        return ChangeTables.quantity((int) value("quantity"));
    }

    /// Change where it is most certain, with its σ, in the unit that people read.
    public String peak() {
        DisplayUnit unit = ChangeTables.unit(quantity());
        return MeasuredText.with(
                MeasuredText.ofChange(
                        unit.factor() * value("peak"), unit.factor() * value("peak_sigma")),
                unit.name());
    }

    private double certainty() {
        return Math.abs(value("peak")) / value("peak_sigma");
    }

    /// Whether the middle of one lies in the other, were both round.
    private boolean isAt(PlaceRow other) {
        double distance = Math.hypot(value("x") - other.value("x"), value("y") - other.value("y"));
        double larger = Math.max(value("area"), other.value("area"));
        return scan == other.scan
                && isOfSeries() == other.isOfSeries()
                && distance < Math.sqrt(larger / Math.PI);
    }
}
