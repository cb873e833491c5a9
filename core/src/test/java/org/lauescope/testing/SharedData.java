package org.lauescope.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The folder of example data that lies beside the project.
///
/// It is found through the system property `lauescope.shared`, which the build sets to `../shared`
/// of the project's root and which `-Dlauescope.shared=FOLDER` overrides. A test that asks for data
/// that is not there is skipped, with a message that names the folder; it does not fail.
public final class SharedData {

    private SharedData() {}

    /// The folder itself. Skips the calling test when it is absent.
    public static Path root() {
        Path folder = Path.of(System.getProperty("lauescope.shared", "../../shared"));
        folder = folder.toAbsolutePath().normalize();
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "example data folder "
                        + folder
                        + " is absent; set -Dlauescope.shared=FOLDER to run this test");
        return folder;
    }

    /// A file or folder below the root, as `file("data/geometry/README.md")`. Skips the calling
    /// test when it is absent.
    public static Path file(String relative) {
        Path found = root().resolve(relative);
        Assumptions.assumeTrue(
                Files.exists(found),
                "example data " + found + " is absent; this test needs it and is skipped");
        return found;
    }
}
