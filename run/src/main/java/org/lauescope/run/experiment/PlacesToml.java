package org.lauescope.run.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lauescope.io.TomlDocument;
import org.lauescope.run.experiment.Experiment.Landmark;
import org.lauescope.run.experiment.Experiment.LayerEntry;
import org.lauescope.run.experiment.Experiment.Point;
import org.lauescope.run.experiment.Experiment.RegionEntry;

/// Reads what an experiment file places on the map: maps of other methods, `[[layer]]`, parts with
/// a name, `[[region]]`, and the line of the `[interface]`.
final class PlacesToml {

    private static final String POSITIONS = "an array of positions [x, y] in µm";

    private final TomlDocument toml;
    private final NamedFiles files;

    PlacesToml(TomlDocument toml, NamedFiles files) {
        this.toml = toml;
        this.files = files;
    }

    /// Corners of the interface line, µm; none if there is none.
    List<Point> interfaceLine() {
        List<Point> line = positions("interface.polyline_um");
        if (line.size() == 1) {
            toml.problem(
                    "interface.polyline_um",
                    "interface of one position; expected two corners [x, y] or more, in µm");
        }
        return line;
    }

    List<RegionEntry> regions() {
        List<RegionEntry> regions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < toml.tables("region"); i++) {
            String at = "region." + i + ".";
            String name = toml.text(at + "name");
            if (!names.add(name)) {
                toml.problem(
                        at + "name",
                        "two regions are called \"%s\"; expected a name of its own for each"
                                .formatted(name));
            }
            List<Point> corners = corners(at);
            if (corners.size() >= 3) {
                regions.add(new RegionEntry(name, corners));
            }
        }
        return regions;
    }

    /// Of a polygon, or of the rectangle between two opposite corners.
    private List<Point> corners(String at) {
        if (toml.has(at + "box_um")) {
            List<Point> box = positions(at + "box_um");
            if (box.size() != 2) {
                toml.problem(
                        at + "box_um",
                        "box of %d positions; expected two opposite corners [[x, y], [x, y]] in µm"
                                .formatted(box.size()));
                return List.of();
            }
            Point a = box.getFirst();
            Point b = box.getLast();
            return List.of(a, new Point(b.x(), a.y()), b, new Point(a.x(), b.y()));
        }
        List<Point> corners = positions(at + "polygon_um");
        if (corners.size() < 3) {
            toml.problem(
                    toml.has(at + "polygon_um") ? at + "polygon_um" : at + "name",
                    "region of %d corners; expected polygon_um = [[x, y], …] with three or more, or box_um = [[x, y], [x, y]]"
                            .formatted(corners.size()));
        }
        return corners;
    }

    List<LayerEntry> layers() {
        List<LayerEntry> layers = new ArrayList<>();
        for (int i = 0; i < toml.tables("layer"); i++) {
            String at = "layer." + i + ".";
            String name = toml.text(at + "name");
            String address = toml.text(at + "file");
            List<Landmark> landmarks = new ArrayList<>();
            String key = at + "landmarks_um";
            int count =
                    toml.length(key, "an array of pairs [[x, y] there, [x, y] here], all in µm");
            for (int k = 0; k < count; k++) {
                List<Point> pair = positions(key + "." + k);
                if (pair.size() == 2) {
                    landmarks.add(new Landmark(pair.getFirst(), pair.getLast()));
                } else {
                    toml.problem(
                            key + "." + k,
                            "landmark of %d positions; expected two: [[x, y] there, [x, y] here], all in µm"
                                    .formatted(pair.size()));
                }
            }
            layers.add(new LayerEntry(name, files.absolute(address), landmarks));
        }
        return layers;
    }

    private List<Point> positions(String key) {
        List<Point> points = new ArrayList<>();
        int count = toml.length(key, POSITIONS);
        for (int i = 0; i < count; i++) {
            double[] xy = toml.numbers(key + "." + i, 2, x -> true, "[x, y] in µm");
            if (xy.length == 2) {
                points.add(new Point(xy[0], xy[1]));
            }
        }
        return points;
    }
}
