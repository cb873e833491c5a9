package org.lauescope.run.series;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Estimate;
import org.lauescope.map.GrainTracking;
import org.lauescope.map.Quantity;
import org.lauescope.map.Registration;
import org.lauescope.map.RemountRotation;
import org.lauescope.operando.NoiseFloor;
import org.lauescope.operando.PoseModes;
import org.lauescope.operando.ScanSeries;

/// Tables that a later scan of a series gains.
public final class SeriesTables {

    /// One row: how the scan lies on the first, each number with its σ.
    public static final String REGISTRATION = "registration";

    /// A row for each knot of the drift within the scan.
    public static final String DRIFT = "registration_drift";

    /// A row for each grain that was split, merged, is new or gone.
    public static final String GRAIN_EVENTS = "grain_events";

    /// One row: the movement of the detector that would explain what all grains have in common.
    public static final String POSE_CHANGE = "pose_change";

    /// One row: factor of the σ of each plane, where a scan of the same state has shown the noise.
    public static final String NOISE_FLOOR = "noise_floor";

    private SeriesTables() {}

    /// @param scan number of the later scan
    static SequencedMap<String, Table> of(
            ScanSeries series, int scan, SeriesAnalysis.Change change, NoiseFloor noise) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        Registration registration = series.registrations().get(scan - 1);
        tables.put(REGISTRATION, registration(registration));
        tables.put(DRIFT, drift(registration));
        tables.put(GRAIN_EVENTS, events(series.tracking(), scan));
        StrainChange strain = change.strain();
        if (strain != null) {
            tables.put(POSE_CHANGE, pose(strain.modes()));
        }
        if (!noise.scale().isEmpty()) {
            Table.Builder table = Table.ofSize(1);
            noise.scale()
                    .forEach((plane, factor) ->
                            one(
                                    table,
                                    Quantity.sequential(plane, "factor of σ of " + plane, ""),
                                    factor));
            tables.put(NOISE_FLOOR, table.build());
        }
        return tables;
    }

    private static Table pose(PoseModes modes) {
        Table.Builder table = Table.ofSize(1);
        List<String> names = List.of("distance", "x0", "y0", "pitch", "roll");
        List<String> units = List.of("mm", "px", "px", "rad", "rad");
        for (int p = 0; p < names.size(); p++) {
            add(table, names.get(p), names.get(p), units.get(p), modes.pose().get(p));
        }
        one(
                table,
                Quantity.sequential(
                        "calibration_sigmas", "size against the calibration's error", ""),
                modes.calibrationSigmas());
        one(table, Quantity.sequential("chi_square", "χ² before", ""), modes.chiSquare());
        one(table, Quantity.sequential("remainder", "χ² of what is left", ""), modes.remainder());
        one(table, Quantity.sequential("components", "components", ""), modes.freedom());
        return table.build();
    }

    static Table registration(Registration registration) {
        RemountRotation remount = registration.remount();
        Table.Builder table = Table.ofSize(1);
        add(table, "shift_x", "shift x", "µm", registration.shiftX());
        add(table, "shift_y", "shift y", "µm", registration.shiftY());
        add(table, "rotation", "rotation in the map", "rad", registration.rotation());
        add(
                table,
                "remount_x",
                "re-mount rotation x",
                "rad",
                new Estimate(remount.vector().x(), remount.sigma().x()));
        add(
                table,
                "remount_y",
                "re-mount rotation y",
                "rad",
                new Estimate(remount.vector().y(), remount.sigma().y()));
        add(
                table,
                "remount_z",
                "re-mount rotation z",
                "rad",
                new Estimate(remount.vector().z(), remount.sigma().z()));
        one(table, Quantity.sequential("grains", "grains of the rotation", ""), remount.grains());
        one(
                table,
                Quantity.sequential("agreement", "points of the same grain", ""),
                registration.agreement());
        one(
                table,
                Quantity.sequential("matched", "points with a partner", ""),
                registration.matches().count());
        return table.build();
    }

    private static void add(
            Table.Builder table, String name, String title, String unit, Estimate estimate) {
        one(table, Quantity.diverging(name, title, unit), estimate.value());
        one(table, Quantity.sequential(name + "_sigma", "σ of " + title, unit), estimate.sigma());
    }

    private static void one(Table.Builder table, Quantity quantity, double value) {
        table.add(quantity, new double[] {value});
    }

    static Table drift(Registration registration) {
        List<Registration.Knot> knots = registration.drift();
        Table.Builder table = Table.ofSize(knots.size());
        column(table, Quantity.sequential("line", "y of the line", "µm"), knots, k -> k.line());
        column(table, Quantity.diverging("x", "drift x", "µm"), knots, k -> k.x().value());
        column(table, Quantity.sequential("x_sigma", "σ of x", "µm"), knots, k -> k.x().sigma());
        column(table, Quantity.diverging("y", "drift y", "µm"), knots, k -> k.y().value());
        column(table, Quantity.sequential("y_sigma", "σ of y", "µm"), knots, k -> k.y().sigma());
        return table.build();
    }

    /// @param scan number of the scan whose events are listed
    static Table events(GrainTracking tracking, int scan) {
        record Line(GrainTracking.Kind kind, int before, int after) {}
        List<Line> lines =
                tracking.events().stream()
                        .filter(event -> event.scan() == scan)
                        .flatMap(event ->
                                pairs(event.before()).stream()
                                        .flatMap(before ->
                                                pairs(event.after()).stream()
                                                        .map(after ->
                                                                new Line(
                                                                        event.kind(),
                                                                        before,
                                                                        after))))
                        .toList();
        Table.Builder table = Table.ofSize(lines.size());
        column(
                table,
                Quantity.categorical("kind", "0 split, 1 merged, 2 new, 3 gone"),
                lines,
                line -> line.kind.ordinal());
        column(table, Quantity.categorical("before", "grain before"), lines, Line::before);
        column(table, Quantity.categorical("after", "grain after"), lines, Line::after);
        return table.build();
    }

    private static List<Integer> pairs(List<Integer> numbers) {
        return numbers.isEmpty() ? List.of(-1) : numbers;
    }

    private static <T> void column(
            Table.Builder table, Quantity quantity, List<T> rows, ToDoubleFunction<T> value) {
        table.add(quantity, rows.stream().mapToDouble(value).toArray());
    }
}
