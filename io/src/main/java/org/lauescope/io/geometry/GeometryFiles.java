package org.lauescope.io.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Geometry;

/// Reads a geometry file, recognised by its content, and writes one, chosen by its extension.
public final class GeometryFiles {

    /// Geometry files have a few kilobytes; what tells them apart lies at the front.
    private static final int HEAD = 4096;

    private GeometryFiles() {}

    /// The geometry of a file; of an APS file with several detectors, that of the first.
    public static Geometry read(Path path) throws IOException {
        return read(path, "");
    }

    /// The geometry of a file.
    ///
    /// @param detector number or ID of the wanted detector of an APS file; empty for the first
    public static Geometry read(Path path, String detector) throws IOException {
        return parse(TextFile.read(path), path.toAbsolutePath().getParent(), detector);
    }

    /// @param folder where a relative mask path starts
    static Geometry parse(TextFile file, @Nullable Path folder, String detector)
            throws IOException {
        return switch (format(file.text())) {
            case LAUETOOLS -> LaueToolsDetector.parse(file);
            case APS -> ApsGeometry.parse(file).geometry(detector);
            case TOML -> GeometryToml.parse(file, folder);
        };
    }

    /// The text of a `geometry.toml`, without the mask.
    public static String text(Geometry geometry) {
        return GeometryToml.format(geometry, null);
    }

    /// The geometry of the text of a file that names no mask.
    public static Geometry ofText(TextFile text) throws IOException {
        return parse(text, null, "");
    }

    /// Whether a file looks like a geometry file of any of the formats.
    public static boolean looksLikeGeometry(Path path) throws IOException {
        String head = TextFile.head(path, HEAD).text();
        return switch (format(head)) {
            case LAUETOOLS, APS -> true;
            case TOML -> head.contains("[detector]");
        };
    }

    /// Writes a geometry as `.toml`, `.det` or `.xml`.
    ///
    /// @throws IllegalArgumentException for another extension, or for a pose that the format cannot
    ///   hold
    public static void write(Geometry geometry, Path path) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".toml")) {
            GeometryToml.write(geometry, path);
        } else if (name.endsWith(".det")) {
            TextFile.write(path, LaueToolsDetector.format(geometry));
        } else if (name.endsWith(".xml")) {
            TextFile.write(path, ApsGeometry.format(geometry));
        } else {
            throw new IllegalArgumentException(
                    "%s: a geometry is written as .toml (ours), .det (LaueTools) or .xml (APS geoN)"
                            .formatted(path));
        }
    }

    private enum Format {
        TOML,
        LAUETOOLS,
        APS
    }

    private static Format format(String text) {
        if (ApsGeometry.recognises(text)) {
            return Format.APS;
        }
        return LaueToolsDetector.recognises(text) ? Format.LAUETOOLS : Format.TOML;
    }
}
