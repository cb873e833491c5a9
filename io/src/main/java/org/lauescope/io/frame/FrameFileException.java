package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.file.Path;

/// A file that cannot be read as frames. The message is one line: file: what is wrong, with the
/// value; what was expected; what to do.
public final class FrameFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    /// @param fault what is wrong, with its value and unit
    /// @param expected what was expected instead
    /// @param remedy what the user can do
    public FrameFileException(Path file, String fault, String expected, String remedy) {
        super("%s: %s; expected %s (%s)".formatted(file, fault, expected, remedy));
        this.file = file;
    }

    public FrameFileException(
            Path file, String fault, String expected, String remedy, Throwable cause) {
        this(file, fault, expected, remedy);
        initCause(cause);
    }

    /// The file ends too early.
    public static FrameFileException truncated(Path file, String part, long missing, long size) {
        return new FrameFileException(
                file,
                "file of %d bytes ends %d bytes before the end of its %s"
                        .formatted(size, missing, part),
                "the whole file",
                "copy it again, or wait until it is written completely");
    }

    public Path file() {
        return file;
    }
}
