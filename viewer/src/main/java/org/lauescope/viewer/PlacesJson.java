package org.lauescope.viewer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.NamedRegion;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Mask;
import org.lauescope.operando.HotSpotTracks;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.series.ChangeTables;

/// Places of a map that have a name or a number: regions of the experiment file, and those that a
/// series has found to change, with what becomes of them. Also whether the detector has a mask.
final class PlacesJson {

    private PlacesJson() {}

    static JsonObject of(@Nullable Experiment experiment, Result result) {
        List<ScanResult> scans = result.scans();
        JsonObject json = new JsonObject();
        Mask mask = experiment == null ? null : experiment.geometry().detector().mask();
        json.flag("mask", mask != null && mask.count() > 0);
        JsonObject.Elements regions = json.elements("regions");
        // The experiment file may have gained some since the result was made.
        for (NamedRegion region :
                experiment == null ? result.regions() : experiment.namedRegions()) {
            JsonObject.Elements corners =
                    regions.add().text("name", region.name()).elements("corners");
            for (double[] corner : region.corners()) {
                corners.add().number("x", corner[0]).number("y", corner[1]);
            }
        }
        JsonObject.Elements changed = json.elements("changed");
        JsonObject.Elements events = json.elements("events");
        for (int scan = 0; scan < scans.size(); scan++) {
            changed(changed, scan, scans.get(scan).tables().get(ChangeTables.PLACES));
            events(events, scans.get(scan).tables().get(ChangeTables.EVENTS));
        }
        return json;
    }

    /// A row for each place in each scan; place −1 is a trend over the whole series.
    private static void changed(JsonObject.Elements out, int scan, @Nullable Table table) {
        for (int row = 0; table != null && row < table.size(); row++) {
            out.add()
                    .integer("scan", scan)
                    .integer("place", numbered(table, "track", row))
                    .text(
                            "quantity",
                            ChangeTables.quantity((int) table.column("quantity")[row])
                                    .replace('_', ' '))
                    .number("area", table.column("area")[row])
                    .number("x", table.column("x")[row])
                    .number("y", table.column("y")[row])
                    .number("p", table.column("p")[row]);
        }
    }

    /// −1 for none, which files give back as not a number.
    private static long numbered(Table table, String column, int row) {
        double value = table.column(column)[row];
        return Double.isNaN(value) ? -1 : (long) value;
    }

    private static void events(JsonObject.Elements out, @Nullable Table table) {
        for (int row = 0; table != null && row < table.size(); row++) {
            HotSpotTracks.Kind kind = HotSpotTracks.Kind.values()[(int) table.column("kind")[row]];
            out.add()
                    .integer("scan", (long) table.column("scan")[row])
                    .integer("place", numbered(table, "track", row))
                    .text("kind", kind.name().toLowerCase(Locale.ROOT))
                    .integer("other", numbered(table, "other", row));
        }
    }
}
