package org.lauescope.run.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.run.experiment.Experiment.LogEntry;

/// Reads what an experiment file says of the electrochemical cell and its cycler: `[cell]` and
/// `[[log]]`.
final class CellToml {

    private final TomlDocument toml;
    private final NamedFiles files;

    CellToml(TomlDocument toml, NamedFiles files) {
        this.toml = toml;
        this.files = files;
    }

    @Nullable ElectrochemicalCell cell() {
        List<String> stack = toml.texts("cell.stack");
        String plates = toml.text("cell.positive_current_plates", "");
        String electrode = toml.text("cell.electrode_A_is", "");
        double area =
                toml.has("cell.electrode_area_cm2")
                        ? toml.number(
                                "cell.electrode_area_cm2",
                                a -> a > 0 && a < 1e4,
                                "above 0 and below 10 000 cm²")
                        : Double.NaN;
        if (!List.of("", "A", "B").contains(plates)) {
            toml.problem(
                    "cell.positive_current_plates",
                    "positive_current_plates = \"%s\"; expected \"A\" or \"B\"".formatted(plates));
        }
        return toml.has("cell") ? new ElectrochemicalCell(stack, plates, electrode, area) : null;
    }

    List<LogEntry> logs() {
        List<LogEntry> logs = new ArrayList<>();
        for (int i = 0; i < toml.tables("log"); i++) {
            String at = "log." + i + ".";
            Path path = toml.text(at + "file").isEmpty() ? null : files.existing(at + "file");
            double offset =
                    toml.number(at + "clock.offset_s", 0, o -> Math.abs(o) < 1e9, "below 1e9 s");
            String drift = toml.text(at + "clock.drift", "none");
            if (!List.of("fit", "none").contains(drift)) {
                toml.problem(
                        at + "clock.drift",
                        "clock drift = \"%s\"; expected \"fit\" or \"none\"".formatted(drift));
            }
            if (path != null) {
                logs.add(new LogEntry(path, offset, drift));
            }
        }
        return logs;
    }
}
