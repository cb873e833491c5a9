package org.lauescope.report;

import java.util.List;
import org.lauescope.io.result.NamedRegion;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.Table;
import org.lauescope.picture.MapPicture;
import org.lauescope.run.series.SeriesTables;

/// Interface and named regions, drawn on the maps of a series. They are places of the first scan;
/// on the points of a later one they lie where its registration says. Rotation and drift, parts of
/// a step, are left out.
record SampleMarks(Result result) {

    /// On a map of the points of the first scan.
    MapPicture onFirst(MapPicture picture) {
        return picture.withLine(result.interfaceLine()).withRegions(result.regions());
    }

    /// On a map of a scan's own points.
    MapPicture onOwn(MapPicture picture, int scan) {
        Table registration = result.scans().get(scan).tables().get(SeriesTables.REGISTRATION);
        if (registration == null) {
            return onFirst(picture);
        }
        double x = -registration.column("shift_x")[0];
        double y = -registration.column("shift_y")[0];
        return picture.withLine(moved(result.interfaceLine(), x, y))
                .withRegions(
                        result.regions().stream()
                                .map(region ->
                                        new NamedRegion(
                                                region.name(), moved(region.corners(), x, y)))
                                .toList());
    }

    private static List<double[]> moved(List<double[]> corners, double x, double y) {
        return corners.stream().map(corner -> new double[] {corner[0] + x, corner[1] + y}).toList();
    }
}
