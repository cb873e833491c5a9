package org.lauescope.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The text of a small file and the name to call it by in messages.
///
/// @param source name of the file without its folder
/// @param text its content; bytes that are not UTF-8 are replaced, a byte order mark is dropped
public record TextFile(String source, String text) {

    /// No list of peaks and no geometry comes near this; a frame or an archive given by mistake
    /// does.
    private static final int LARGEST = 1 << 26;

    /// Reads a file, unpacked if it is compressed with gzip.
    ///
    /// @throws FileFormatException if it is longer than 64 MiB or a damaged archive
    public static TextFile read(Path path) throws IOException {
        return of(path, bytes(path, LARGEST, true));
    }

    /// The first `length` bytes of a file, to recognise it by.
    public static TextFile head(Path path, int length) throws IOException {
        return of(path, bytes(path, length, false));
    }

    /// Writes a [NewFile] of text, in UTF-8.
    public static void write(Path path, String text) throws IOException {
        NewFile.write(path, StandardCharsets.UTF_8.encode(text));
    }

    /// The lines, without their ends; line `n` of the file has index `n − 1`.
    public List<String> lines() {
        return text.lines().toList();
    }

    private static TextFile of(Path path, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new TextFile(name(path), text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private static byte[] bytes(Path path, int limit, boolean whole) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
            file.mark(2);
            boolean packed = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            byte[] bytes = packed ? unpacked(path, file, limit + 1) : file.readNBytes(limit + 1);
            if (bytes.length <= limit) {
                return bytes;
            }
            if (whole) {
                throw new FileFormatException(
                        name(path),
                        "longer than %d MiB; expected a text file".formatted(LARGEST >> 20));
            }
            return Arrays.copyOf(bytes, limit);
        }
    }

    private static byte[] unpacked(Path path, InputStream file, int limit) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(file)) {
            return gzip.readNBytes(limit);
        } catch (EOFException | ZipException e) {
            throw new FileFormatException(name(path), "damaged gzip archive: " + e.getMessage(), e);
        }
    }
}
