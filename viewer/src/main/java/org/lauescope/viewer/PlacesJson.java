package org.lauescope.viewer;

import org.jspecify.annotations.Nullable;
import org.lauescope.io.json.JsonObject;
import org.lauescope.laue.Mask;
import org.lauescope.run.experiment.Experiment;

/// What only the experiment file knows: regions with a name, and whether the detector has a mask.
final class PlacesJson {

    private PlacesJson() {}

    static JsonObject of(@Nullable Experiment experiment) {
        JsonObject json = new JsonObject();
        Mask mask = experiment == null ? null : experiment.geometry().detector().mask();
        json.flag("mask", mask != null && mask.count() > 0);
        JsonObject.Elements regions = json.elements("regions");
        if (experiment != null) {
            for (Experiment.RegionEntry region : experiment.regions()) {
                JsonObject.Elements corners =
                        regions.add().text("name", region.name()).elements("corners");
                for (Experiment.Point corner : region.corners()) {
                    corners.add().number("x", corner.x()).number("y", corner.y());
                }
            }
        }
        return json;
    }
}
