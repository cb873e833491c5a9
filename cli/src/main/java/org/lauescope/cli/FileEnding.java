package org.lauescope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Output files whose ending chooses the format: refused before any work is done.
abstract class FileEnding implements ITypeConverter<Path> {

    private final List<String> endings;

    private FileEnding(String... endings) {
        this.endings = List.of(endings);
    }

    @Override
    public Path convert(String text) {
        if (endings.stream().noneMatch(text.toLowerCase(Locale.ROOT)::endsWith)) {
            throw new TypeConversionException(
                    "'%s' ends otherwise; expected a name that ends in %s"
                            .formatted(text, String.join(", ", endings)));
        }
        return Path.of(text);
    }

    static final class Picture extends FileEnding {
        Picture() {
            super(".png");
        }
    }

    static final class GeometryFile extends FileEnding {
        GeometryFile() {
            super(".toml", ".det", ".xml");
        }
    }
}
