package org.lauescope.viewer;

import java.util.Arrays;
import org.lauescope.crystal.Quaternion;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// All that is known of one point: every plane with its uncertainty, every grain, peaks and
/// reflections. Numbers are in the units of the result file.
final class PointJson {

    private PointJson() {}

    static JsonObject of(Exploration exploration, int scanNumber, int point) {
        ScanResult scan = exploration.scan(scanNumber);
        ScanMap map = scan.map();
        ScanGrid grid = map.grid();
        JsonObject json =
                new JsonObject()
                        .integer("scan", scanNumber)
                        .integer("point", point)
                        .integer("row", grid.row(point))
                        .integer("column", grid.column(point))
                        .number("x", grid.x(point))
                        .number("y", grid.y(point))
                        .integer("status", map.status(point).code());
        OrientationMap orientations = map.orientations();
        if (orientations.isKnown(point)) {
            Quaternion q = orientations.quaternion(point);
            json.integer("crystal", orientations.crystal()[point])
                    .numbers("orientation", q.w(), q.x(), q.y(), q.z());
        }
        JsonObject.Elements values = json.elements("values");
        for (String name : map.planeNames()) {
            Plane plane = exploration.plane(scanNumber, name);
            double[] sigma = plane.sigma();
            values.add()
                    .text("name", name)
                    .number("value", plane.values()[point])
                    .number("sigma", sigma == null ? Double.NaN : sigma[point]);
        }
        Table table = scan.tables().get(ScanResult.POINT_GRAINS);
        JsonObject.Elements grains = json.elements("grains");
        if (table != null) {
            grains(grains, exploration, scanNumber, table, point);
        }
        exploration.store().describe(scan.name(), grid, point, json);
        return json;
    }

    /// Rows are in the order of the points.
    private static void grains(
            JsonObject.Elements out, Exploration exploration, int scan, Table table, int point) {
        double[] points = exploration.column(scan, table, PointGrains.POINT.name());
        int found = Arrays.binarySearch(points, point);
        if (found < 0) {
            return;
        }
        int row = found;
        while (row > 0 && points[row - 1] == point) {
            row--;
        }
        for (; row < points.length && points[row] == point; row++) {
            JsonObject grain = out.add();
            for (Quantity quantity : table.quantities()) {
                grain.number(
                        quantity.name(), exploration.column(scan, table, quantity.name())[row]);
            }
        }
    }
}
