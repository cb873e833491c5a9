package org.lauescope.io.frame;

import java.io.IOException;

/// One file format of frames. Readers are found through [java.util.ServiceLoader]; the content of a
/// file chooses among them, never its name. At most one reader may recognise a file.
public interface FrameReader {

    /// Length of the part of a file that [#recognises] sees, bytes.
    int HEAD = 8192;

    /// Name of the format, as `CBF`.
    String format();

    /// Whether this reader is the one for the file.
    ///
    /// @param head the first [#HEAD] bytes of the file, fewer if it is shorter; those of the
    ///   content if it is gzip-compressed
    boolean recognises(FrameAddress address, byte[] head);

    /// Opens all frames of the address, whatever [FrameAddress#index()] says.
    ///
    /// @throws FrameFileException if the file is not as the format wants it
    FrameStack open(FrameAddress address) throws IOException;
}
