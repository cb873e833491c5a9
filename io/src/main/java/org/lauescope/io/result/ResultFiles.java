package org.lauescope.io.result;

import java.io.IOException;
import java.nio.file.Path;
import org.lauescope.io.NewFile;

/// Result files, `.nxs`: NeXus in HDF5, readable as maps by programs that have never heard of this
/// one. The groups and fields are listed in `docs/result-file.md`.
public final class ResultFiles {

    /// Of what the file holds; a reader refuses a larger one.
    static final int FORMAT = 1;

    private ResultFiles() {}

    /// Writes a result. The file appears when it is complete; planes are fetched one after the
    /// other, and none is kept.
    ///
    /// @throws IOException if the folder cannot be written or its disk is full; a file of that name
    ///   then stays as it was
    public static void write(Result result, Path file) throws IOException {
        NewFile.make(file, temporary -> NexusWriter.write(result, temporary, file));
    }

    /// Reads a result. Statuses and orientations are read now; planes and columns of tables when
    /// they are asked for, and then a file that has vanished or is damaged is met with an
    /// [java.io.UncheckedIOException].
    ///
    /// @throws org.lauescope.io.FileFormatException if the file is damaged or not a result
    public static Result read(Path file) throws IOException {
        return NexusReader.read(file);
    }

    /// Whether a file claims to be a result.
    public static boolean recognises(Path file) throws IOException {
        return NexusReader.recognises(file);
    }
}
