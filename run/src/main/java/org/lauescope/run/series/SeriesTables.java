package org.lauescope.run.series;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Estimate;
import org.lauescope.map.GrainTracking;
import org.lauescope.map.Quantity;
import org.lauescope.map.Registration;
import org.lauescope.map.RemountRotation;

/// Tables that a later scan of a series gains.
public final class SeriesTables {

    /// One row: how the scan lies on the first, each number with its σ.
    public static final String REGISTRATION = "registration";

    /// A row for each knot of the drift within the scan.
    public static final String DRIFT = "registration_drift";

    /// A row for each grain that was split, merged, is new or gone.
    public static final String GRAIN_EVENTS = "grain_events";

    private SeriesTables() {}

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
