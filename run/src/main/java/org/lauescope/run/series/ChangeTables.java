package org.lauescope.run.series;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.HotSpot;
import org.lauescope.operando.HotSpotTracks;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.run.series.SeriesChanges.Expected;
import org.lauescope.run.series.SeriesChanges.Place;
import org.lauescope.run.series.SeriesChanges.QuantityTracks;

/// Tables and the plane that a later scan gains of what has changed.
public final class ChangeTables {

    /// A row for each place that has changed.
    public static final String PLACES = "changed_places";

    /// What becomes of them from scan to scan; in the last scan.
    public static final String EVENTS = "hot_spot_events";

    /// Amplitudes over the whole series where changes were expected; in the last scan.
    public static final String EXPECTED = "expected_changes";

    /// Number of the track of the place that a point belongs to, on the points of the first scan;
    /// of several places the most certain.
    public static final Quantity CHANGED_PLACE =
            Quantity.categorical("changed_place", "place that has changed");

    /// Quantities that are searched, in the order of their numbers in the tables.
    static final List<String> QUANTITIES =
            List.of(
                    "strain_xx",
                    "strain_yy",
                    "strain_zz",
                    "strain_yz",
                    "strain_xz",
                    "strain_xy",
                    "peak_width",
                    "grod");

    private static final Quantity QUANTITY =
            Quantity.categorical(
                    "quantity", "0–5 strain xx, yy, zz, yz, xz, xy, 6 peak width, 7 GROD");

    private ChangeTables() {}

    /// @param scan number of a later scan
    /// @param isLast whether it is the last of the series
    static SequencedMap<String, Table> of(SeriesChanges changes, int scan, boolean isLast) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                PLACES,
                places(
                        changes.places().stream()
                                .filter(place ->
                                        place.scan() == scan || (isLast && place.scan() == 0))
                                .toList()));
        if (isLast) {
            tables.put(EXPECTED, expected(changes.planned()));
            tables.put(EVENTS, events(changes.tracks()));
        }
        return tables;
    }

    /// @param scan number of a later scan
    static Plane plane(SeriesChanges changes, int scan, ScanGrid first) {
        double[] track = new double[first.size()];
        Arrays.fill(track, Double.NaN);
        changes.places().stream()
                .filter(place -> place.scan() == scan)
                .sorted(Comparator.comparingDouble((Place place) -> place.spot().p()).reversed())
                .forEach(place -> {
                    for (int point : place.spot().points()) {
                        track[point] = place.track();
                    }
                });
        return new Plane(CHANGED_PLACE, track);
    }

    /// Number of a quantity, by the name of the plane of its difference.
    static int number(Plane plane) {
        return QUANTITIES.indexOf(plane.name().replaceFirst("^(difference|unexplained)_", ""));
    }

    /// Name of a quantity by its number in the tables.
    public static String quantity(int number) {
        return QUANTITIES.get(number);
    }

    /// Unit in which people read a quantity of the tables.
    static DisplayUnit unit(String quantity) {
        String unit = quantity.startsWith("strain") ? "" : "deg";
        return DisplayUnit.of(Quantity.diverging(quantity, quantity, unit));
    }

    private static Table places(List<Place> places) {
        Rows<Place> rows = new Rows<>(places);
        rows.add(QUANTITY, place -> number(place.quantity()));
        rows.add(
                Quantity.categorical("whole_series", "1: trend over the series, 0: this scan"),
                place -> place.scan() == 0 ? 1 : 0);
        rows.add(Quantity.categorical("track", "number of the track"), Place::track);
        rows.add(sequential("points", "points", ""), spot(s -> s.points().length));
        rows.add(sequential("area", "area", "µm^2"), spot(HotSpot::area));
        rows.add(Quantity.diverging("x", "middle x", "µm"), spot(HotSpot::centroidX));
        rows.add(Quantity.diverging("y", "middle y", "µm"), spot(HotSpot::centroidY));
        rows.add(
                Quantity.diverging(
                        "peak", "change where it is most certain, angles in degrees", ""),
                Place::peak);
        rows.add(sequential("peak_sigma", "σ of the change there", ""), Place::peakSigma);
        rows.add(sequential("elongation", "length over width", ""), spot(HotSpot::elongation));
        rows.add(
                Quantity.diverging("direction", "direction of the long axis from x to y", "rad"),
                spot(HotSpot::direction));
        rows.add(
                sequential("interface_distance", "distance to the interface", "µm"),
                spot(HotSpot::interfaceDistance));
        rows.add(
                sequential("boundary_distance", "distance to a grain boundary", "µm"),
                spot(HotSpot::boundaryDistance));
        rows.add(sequential("p", "probability by chance", ""), spot(HotSpot::p));
        return rows.build();
    }

    private static ToDoubleFunction<Place> spot(ToDoubleFunction<HotSpot> value) {
        return place -> value.applyAsDouble(place.spot());
    }

    private static Table expected(List<Expected> found) {
        Rows<Expected> rows = new Rows<>(found);
        rows.add(QUANTITY, one -> number(one.quantity()));
        rows.add(
                Quantity.categorical("place", "0 grain boundaries, 1 interface"),
                one -> one.amplitude().contrast().name().equals("interface") ? 1 : 0);
        rows.add(
                Quantity.diverging("amplitude", "change over the series, angles in degrees", ""),
                Expected::value);
        rows.add(sequential("amplitude_sigma", "σ of the change", ""), Expected::sigma);
        rows.add(sequential("p", "probability by chance", ""), Expected::p);
        return rows.build();
    }

    private static Table events(List<QuantityTracks> tracks) {
        record Line(QuantityTracks of, HotSpotTracks.Event event) {}
        Rows<Line> rows =
                new Rows<>(
                        tracks.stream()
                                .flatMap(of ->
                                        of.tracks().events().stream()
                                                .map(event -> new Line(of, event)))
                                .toList());
        rows.add(Quantity.categorical("scan", "number of the scan"), line -> line.event.scan() + 1);
        rows.add(
                Quantity.categorical(
                        "kind",
                        "0 born, 1 grows, 2 shrinks, 3 moves, 4 merges, 5 splits, 6 gone, 7 not measured"),
                line -> line.event.kind().ordinal());
        rows.add(
                Quantity.categorical("track", "number of the track"),
                line -> line.of.first() + line.event.track());
        rows.add(
                Quantity.categorical("other", "track it merges into or splits from"),
                line -> line.event.other() < 0 ? -1 : line.of.first() + line.event.other());
        return rows.build();
    }

    private static Quantity sequential(String name, String title, String unit) {
        return Quantity.sequential(name, title, unit);
    }

    /// Columns of a table whose rows are things.
    private record Rows<T>(List<T> things, Table.Builder table) {
        Rows(List<T> things) {
            this(things, Table.ofSize(things.size()));
        }

        void add(Quantity quantity, ToDoubleFunction<T> value) {
            table.add(quantity, things.stream().mapToDouble(value).toArray());
        }

        Table build() {
            return table.build();
        }
    }
}
