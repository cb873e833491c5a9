package org.lauescope.run.experiment;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.io.TomlDocument;
import org.lauescope.run.experiment.Experiment.Landmark;
import org.lauescope.run.experiment.Experiment.LayerEntry;
import org.lauescope.run.experiment.Experiment.Point;

/// Reads what an experiment file places on the map: maps of other methods, `[[layer]]`, and the
/// line of the `[interface]`.
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
