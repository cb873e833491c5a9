package org.lauescope.io;

import java.io.IOException;

/// A file is not what it should be. The message names the file, and the line where there is one,
/// the value, what was expected and the remedy: it is shown to the user as it stands.
public final class FileFormatException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param source name of the file
    /// @param problem value, expectation and remedy, without the file's name
    public FileFormatException(String source, String problem) {
        super(source + ": " + problem);
    }

    public FileFormatException(String source, String problem, Throwable cause) {
        super(source + ": " + problem, cause);
    }

    /// @param line counted from 1
    public FileFormatException(String source, int line, String problem) {
        super(source + " line " + line + ": " + problem);
    }

    /// For a message that already names the file, as one that lists several mistakes.
    public FileFormatException(String message) {
        super(message);
    }
}
