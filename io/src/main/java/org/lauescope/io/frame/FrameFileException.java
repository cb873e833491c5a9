package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.file.Path;

/// A file that cannot be read as frames. The message is one line: file: what is wrong, with the
/// value; what was expected; what to do.
public final class FrameFileException extends IOException {

    private static final long serialVersionUID = 1;

    /// Characters of a fault that are shown.
    private static final int LONGEST = 400;

    /// @param fault what is wrong, with its value and unit
    /// @param expected what was expected instead
    /// @param remedy what the user can do
    public FrameFileException(Path file, String fault, String expected, String remedy) {
        super("%s: %s; expected %s (%s)".formatted(file, shown(fault), expected, remedy));
    }

    public FrameFileException(
            Path file, String fault, String expected, String remedy, Throwable cause) {
        this(file, fault, expected, remedy);
        initCause(cause);
    }

    /// On one line and not too long, because a damaged header may be part of it.
    private static String shown(String fault) {
        String line = fault.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
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
}
