package org.lauescope.io.crystal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Text files of this package's resources.
final class Resource {

    private Resource() {}

    /// @param name relative to this package, as `elements/La.txt`
    static Optional<String> find(String name) {
        try (InputStream stream = Resource.class.getResourceAsStream(name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("resource " + name + " is missing"));
    }
}
