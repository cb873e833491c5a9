package org.lauescope.io.frame.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameReader;
import org.lauescope.io.frame.FrameStack;

/// HDF5 and NeXus: a dataset of rows × columns, or of frames × rows × columns (any number of axes
/// before the last two count as frames). A master file's `data_000001`, `data_000002` … are one
/// stack; links to other files are followed.
public final class Hdf5Reader implements FrameReader {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    @Override
    public String format() {
        return "HDF5";
    }

    /// The signature stands at the beginning or, after a user block, at 512, 1024, 2048 … bytes.
    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        for (int at = 0; at + SIGNATURE.length <= head.length; at = at == 0 ? 512 : 2 * at) {
            if (Arrays.equals(head, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        HdfFile file = null;
        try {
            file = new HdfFile(address.file());
            return new Hdf5Stack(address, file, ImageDatasets.find(address, file));
        } catch (IOException e) {
            close(file);
            throw e;
        } catch (RuntimeException e) {
            // jHDF meets damaged structures with exceptions of all kinds.
            close(file);
            throw damaged(address, e);
        }
    }

    private static void close(@Nullable HdfFile file) {
        if (file != null) {
            file.close();
        }
    }

    /// What jHDF could not read, in the words of its innermost cause.
    private static FrameFileException damaged(FrameAddress address, Exception problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && !(cause instanceof UnsupportedHdfException)) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        if (message.contains("data layout message version")) {
            return new FrameFileException(
                    address.file(),
                    "the HDF5 file has the newest layout, version 5 (written with libver=\"latest\" of HDF5 2.0)",
                    "version 4 or less",
                    "rewrite it with `h5repack OLD.h5 NEW.h5`, or write with libver=\"v110\"",
                    problem);
        }
        if (cause instanceof UnsupportedHdfException) {
            return new FrameFileException(
                    address.file(),
                    "the HDF5 file uses what is not supported (%s)".formatted(cause.getMessage()),
                    "datasets in one piece or in chunks",
                    "name the file that holds the images; h5ls -rv lists the sources of virtual datasets",
                    problem);
        }
        return new FrameFileException(
                address.file(),
                "the HDF5 structure cannot be read (%s)".formatted(cause),
                "a closed, undamaged HDF5 file",
                "check it with h5ls -r; if it is still being written, wait",
                problem);
    }
}
