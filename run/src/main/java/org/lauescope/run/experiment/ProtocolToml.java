package org.lauescope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TextFile;
import org.lauescope.io.TomlDocument;
import org.lauescope.io.cycler.StepsToml;
import org.lauescope.io.cycler.UnicyclerJson;
import org.lauescope.operando.Protocol;

/// Reads the planned protocol of an experiment file: `[protocol]` names a file of unicycler, or has
/// its steps.
final class ProtocolToml {

    private final TomlDocument toml;
    private final NamedFiles files;
    private final double area;

    /// @param area of an electrode, cm²; NaN if unknown
    ProtocolToml(TomlDocument toml, NamedFiles files, double area) {
        this.toml = toml;
        this.files = files;
        this.area = area;
    }

    /// The protocol, or null if there is none.
    @Nullable Protocol protocol() {
        if (!toml.has("protocol")) {
            return null;
        }
        double capacity =
                1e-3
                        * toml.number(
                                "protocol.capacity_mAh",
                                Double.NaN,
                                c -> c > 0 && c < 1e9,
                                "above 0 and below 1e9 mA h");
        if (!toml.has("protocol.file")) {
            return new Protocol(new StepsToml(toml, area, capacity).steps("protocol.steps"));
        }
        Path path = files.input("protocol.file");
        try {
            return path == null ? null : UnicyclerJson.read(TextFile.read(path));
        } catch (IOException e) {
            toml.problem("protocol.file", NamedFiles.message(e));
            return null;
        }
    }
}
