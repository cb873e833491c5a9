package org.lauescope.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that appears whole or not at all: written under a temporary name beside its own, then
/// moved. Nobody who watches the folder sees half of it, and an older file of the name stays until
/// the new one is complete.
public final class NewFile {

    /// Makes a file of the name it is given.
    public interface Maker {
        void make(Path temporary) throws IOException;
    }

    private NewFile() {}

    /// @param parts written one after another
    public static void write(Path file, ByteBuffer... parts) throws IOException {
        make(
                file,
                temporary -> {
                    try (FileChannel channel =
                            FileChannel.open(
                                    temporary,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE)) {
                        for (ByteBuffer part : parts) {
                            while (part.hasRemaining()) {
                                channel.write(part);
                            }
                        }
                    }
                });
    }

    /// For libraries that write files themselves.
    public static void make(Path file, Maker maker) throws IOException {
        Path name = file.getFileName();
        Path folder = file.toAbsolutePath().getParent();
        if (name == null || folder == null || Files.isDirectory(file)) {
            throw new IOException(file + ": it is a folder; expected the name of a file to write");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder does not exist; make it first");
        }
        Path temporary =
                file.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
        try {
            maker.make(temporary);
            move(temporary, file);
        } catch (AccessDeniedException e) {
            // Of the file that was asked for: nobody knows the temporary name.
            throw new AccessDeniedException(file.toString());
        } catch (IOException e) {
            String cause = String.valueOf(e.getMessage());
            if (cause.contains(name.toString())) {
                throw e;
            }
            // A full disk says neither which file nor what to do.
            throw new IOException(
                    "%s: cannot be written (%s); make room or choose another place, what was there before is untouched"
                            .formatted(file, cause),
                    e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
