package org.lauescope.io.cycler;

import java.io.IOException;
import java.nio.file.Path;

/// Reads the logs of one make of cyclers. Found through [java.util.ServiceLoader].
public interface CyclerLogReader {

    /// For people, e.g. `EC-Lab text`.
    String format();

    /// Whether a file that begins like this is one of this format.
    boolean recognises(LogText head);

    /// @throws org.lauescope.io.FileFormatException naming every line that is wrong
    CyclerFile read(Path file, LogOptions options) throws IOException;
}
