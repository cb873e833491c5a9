package org.lauescope.run.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.result.ElectrochemicalCell;

/// Reads what an experiment file says of the electrochemical cell: `[cell]`.
final class CellToml {

    /// Says that nobody knows, where a value is asked for.
    static final String UNKNOWN = "unknown";

    private final TomlDocument toml;

    CellToml(TomlDocument toml) {
        this.toml = toml;
    }

    @Nullable ElectrochemicalCell cell() {
        List<String> stack = toml.texts("cell.stack");
        String plates = toml.text("cell.positive_current_plates", "");
        String electrode = toml.text("cell.electrode_A_is", "");
        boolean unknown =
                toml.is(String.class, "cell.electrode_area_cm2")
                        && toml.text("cell.electrode_area_cm2", "").equals(UNKNOWN);
        double area =
                toml.has("cell.electrode_area_cm2") && !unknown
                        ? toml.number(
                                "cell.electrode_area_cm2",
                                a -> a > 0 && a < 1e4,
                                "above 0 and below 10 000 cm², or \"unknown\"")
                        : Double.NaN;
        if (!List.of("", "A", "B", UNKNOWN).contains(plates)) {
            toml.problem(
                    "cell.positive_current_plates",
                    "positive_current_plates = \"%s\"; expected \"A\", \"B\" or \"unknown\""
                            .formatted(plates));
        }
        return toml.has("cell") ? new ElectrochemicalCell(stack, plates, electrode, area) : null;
    }
}
