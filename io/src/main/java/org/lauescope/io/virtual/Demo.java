package org.lauescope.io.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.lauescope.io.TextFile;

/// The built-in virtual cell: four scans of LLZO grains under lithium, pristine and after cycles.
public final class Demo {

    private static final String NAME = "demo.toml";

    /// What happens to the sample between the scans.
    public enum Scenario {
        /// Strain decays from the interface and a filament grows from it.
        PENETRATION,
        /// Strain and orientation spread grow along grain boundaries.
        BOUNDARY,
        /// It is taken out and put back.
        NOTHING
    }

    private Demo() {}

    /// The `virtual.toml` of the demo, to be read by people too.
    public static String text(Scenario scenario) {
        return resource(NAME) + resource(scenario.name().toLowerCase(Locale.ROOT) + ".toml");
    }

    private static String resource(String name) {
        try (InputStream stream = Demo.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the program's own files");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static VirtualExperiment experiment(Scenario scenario) {
        try {
            return VirtualToml.parse(new TextFile(NAME, text(scenario)), Path.of(""));
        } catch (IOException e) {
            throw new IllegalStateException("the built-in demo is damaged: " + e.getMessage(), e);
        }
    }
}
