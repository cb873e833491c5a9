package org.lauescope.viewer;

import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.laue.Geometry;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.picture.CategoryColours;
import org.lauescope.picture.ColourMap;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.StatusLegend;
import org.lauescope.report.PlaneGroup;
import org.lauescope.report.PlaneText;

/// What the page needs before it can show anything: scans, grids, planes, colours.
final class ResultJson {

    private static final int SHADES = 256;
    private static final int CATEGORIES = 240;

    private ResultJson() {}

    static JsonObject of(Exploration exploration) {
        Result result = exploration.result();
        JsonObject json =
                new JsonObject()
                        .text("title", result.title())
                        .text("file", String.valueOf(exploration.file().getFileName()))
                        .text("version", result.provenance().version())
                        .text("finished", result.provenance().finished().toString());
        colours(json.object("colours"));
        JsonObject.Elements statuses = json.elements("statuses");
        for (PointStatus status : PointStatus.values()) {
            statuses.add()
                    .integer("code", status.code())
                    .text("text", status.text())
                    .text("colour", hex(StatusLegend.rgb(status)));
        }
        JsonObject.Elements crystals = json.elements("crystals");
        for (Crystal crystal : result.crystals()) {
            crystals.add()
                    .text("name", crystal.name())
                    .text("laueGroup", crystal.laueGroup().symbol());
        }
        Geometry geometry = result.geometry();
        if (geometry != null) {
            json.object("detector")
                    .text("name", geometry.detector().name())
                    .integer("columns", geometry.detector().columns())
                    .integer("rows", geometry.detector().rows());
        }
        JsonObject.Elements corners = json.elements("interfaceLine");
        for (double[] corner : result.interfaceLine()) {
            corners.add().number("x", corner[0]).number("y", corner[1]);
        }
        JsonObject.Elements scans = json.elements("scans");
        for (ScanResult scan : result.scans()) {
            scan(scans.add(), scan);
        }
        return json;
    }

    private static void scan(JsonObject json, ScanResult scan) {
        ScanGrid grid = scan.map().grid();
        json.text("name", scan.name())
                .text("start", Objects.toString(scan.start(), null))
                .text("electricalState", scan.electricalState());
        json.object("grid")
                .integer("columns", grid.columns())
                .integer("rows", grid.rows())
                .number("columnStep", grid.columnStep())
                .number("rowStep", grid.rowStep())
                .number("originX", grid.originX())
                .number("originY", grid.originY());
        JsonObject.Elements planes = json.elements("planes");
        for (String name : scan.map().planeNames()) {
            Quantity quantity = scan.map().quantity(name);
            DisplayUnit unit = DisplayUnit.of(quantity);
            planes.add()
                    .text("name", name)
                    .text("title", quantity.title())
                    .text("unit", unit.name())
                    .number("factor", unit.factor())
                    .text("scale", quantity.scale().name())
                    .text("group", PlaneGroup.of(name).title())
                    .text("about", PlaneText.of(quantity));
        }
    }

    private static void colours(JsonObject json) {
        for (ColourMap map : ColourMap.values()) {
            json.texts(
                    map.name(),
                    IntStream.range(0, SHADES)
                            .mapToObj(i -> hex(map.rgb(i / (SHADES - 1.0))))
                            .toList());
        }
        json.texts(
                "CATEGORICAL",
                IntStream.range(0, CATEGORIES).mapToObj(i -> hex(CategoryColours.rgb(i))).toList());
    }

    private static String hex(int rgb) {
        return "#" + HexFormat.of().toHexDigits(rgb & 0xffffff, 6);
    }
}
