package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lauescope.frame.Frame;

/// Writes single frames in one file format; found through [java.util.ServiceLoader].
public interface FrameWriter {

    /// Endings of the names of such files, as `tif`.
    List<String> endings();

    /// Writes the file whole or not at all.
    ///
    /// @throws IllegalArgumentException if the format cannot hold such a frame
    void write(Frame frame, Path file) throws IOException;
}
