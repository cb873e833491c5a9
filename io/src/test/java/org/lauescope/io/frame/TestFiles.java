package org.lauescope.io.frame;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// Files that lie among the test resources.
public final class TestFiles {

    private TestFiles() {}

    /// A file beside a class.
    public static Path beside(Class<?> type, String name) {
        try {
            return Path.of(Objects.requireNonNull(type.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
