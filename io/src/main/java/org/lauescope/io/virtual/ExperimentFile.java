package org.lauescope.io.virtual;

import java.util.stream.Collectors;
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
                    if (experiment.cycler() != null) {
                        appointment(experiment.cycler(), scan.name(), text);
                    }
                });
        if (experiment.cycler() != null) {
            cell(experiment.cycler(), text);
        }
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

    private static void appointment(CyclerRecipe cycler, String scan, StringBuilder text) {
        for (CyclerRecipe.Appointment appointment : cycler.appointments()) {
            if (appointment.scan().equals(scan)) {
                line(text, "start", CyclerRecipe.moment(appointment.start()).toString());
                line(text, "seconds_per_point", Double.toString(cycler.secondsPerPoint()));
                line(
                        text,
                        "electrical_state",
                        quoted(appointment.pristine() ? "pristine" : "rest"));
            }
        }
    }

    /// The clock is to be found from the starts of the scans.
    private static void cell(CyclerRecipe cycler, StringBuilder text) {
        text.append("\n[cell]\n");
        line(text, "positive_current_plates", quoted("A"));
        line(text, "electrode_area_cm2", Double.toString(cycler.area()));
        text.append("\n[[log]]\n");
        line(text, "file", quoted(CyclerRecipe.LOG));
        line(text, "clock", cycler.trigger() ? trigger() : events(cycler));
    }

    private static String trigger() {
        return "{ drift = \"fit\", trigger = %s }".formatted(quoted(CyclerRecipe.TRIGGER + " / 1"));
    }

    private static String events(CyclerRecipe cycler) {
        String events =
                cycler.events().stream()
                        .map(event ->
                                "[%s, %s]"
                                        .formatted(
                                                CyclerRecipe.moment(event.beamline()),
                                                CyclerRecipe.moment(event.cycler())))
                        .collect(Collectors.joining(", "));
        return "{ drift = \"%s\", sigma_s = %s, events = [%s] }"
                .formatted(
                        cycler.events().size() > 1 ? "fit" : "none", cycler.eventSigma(), events);
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
