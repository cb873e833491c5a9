package org.lauescope.io.frame;

import java.io.Closeable;
import java.io.IOException;
import org.lauescope.frame.Frame;

/// The frames of one opened file. Several threads may read from it at once; none may read once it
/// is closed.
public interface FrameStack extends Closeable {

    /// Number of frames, at least one.
    int size();

    /// Reads a frame; each call gives a new plane.
    ///
    /// @param index 0 … size − 1
    Frame read(int index) throws IOException;

    /// Format and storage in a few words, as `TIFF, i32, Deflate`.
    String format();
}
