package org.lauescope.io.virtual;

import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.InterfaceLine;
import org.tomlj.Toml;

/// The `experiment.toml` that belongs to virtual scans, for `lauescope run`.
final class ExperimentFile {

    private ExperimentFile() {}

    static String of(VirtualExperiment experiment) {
        StringBuilder text = new StringBuilder();
        line(text, "title", quoted(experiment.title()));
        line(text, "geometry", quoted("geometry.toml"));
        experiment
                .crystals()
                .forEach((name, source) -> {
                    text.append("\n[[crystal]]\n");
                    line(text, "name", quoted(name));
                    line(text, "cif", quoted(source));
                });
        experiment
                .scans()
                .forEach(scan -> {
                    ScanGrid grid = scan.grid();
                    text.append("\n[[scan]]\n");
                    line(text, "name", quoted(scan.name()));
                    line(text, "frames", quoted(scan.name() + "/*." + experiment.ending()));
                    line(text, "columns", Integer.toString(grid.columns()));
                    line(text, "rows", Integer.toString(grid.rows()));
                    line(text, "step_um", "[" + grid.columnStep() + ", " + grid.rowStep() + "]");
                    line(text, "order", quoted(scan.snake() ? "snake" : "raster"));
                    if (!scan.missing().isEmpty()) {
                        line(text, "incomplete", "true");
                    }
                });
        for (VirtualScan scan : experiment.scans()) {
            InterfaceLine line = scan.sample().recipe().interfaceLine();
            if (line != null) {
                text.append("\n[interface]\n");
                line(text, "polyline_um", polyline(line));
                break;
            }
        }
        return text.toString();
    }

    private static String polyline(InterfaceLine line) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < line.x().length; i++) {
            text.append(i == 0 ? "[" : ", [")
                    .append(line.x()[i])
                    .append(", ")
                    .append(line.y()[i])
                    .append("]");
        }
        return text.append("]").toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("%-8s = %s\n".formatted(key, value));
    }

    private static String quoted(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }
}
