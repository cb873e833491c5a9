package org.lauescope.io.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lauescope.io.TextFile;

/// The built-in virtual sample: 24 frames of a line scan over two LLZO grains, with strain that
/// grows towards an interface.
public final class Demo {

    private static final String NAME = "demo.toml";

    private Demo() {}

    /// The `virtual.toml` of the demo, to be read by people too.
    public static String text() {
        try (InputStream stream = Demo.class.getResourceAsStream(NAME)) {
            if (stream == null) {
                throw new IllegalStateException(NAME + " is missing from the program's own files");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static VirtualExperiment experiment() {
        try {
            return VirtualToml.parse(new TextFile(NAME, text()), Path.of(""));
        } catch (IOException e) {
            throw new IllegalStateException("the built-in demo is damaged: " + e.getMessage(), e);
        }
    }
}
