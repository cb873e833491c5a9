package org.lauescope.io.cycler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lauescope.io.FileFormatException;

/// The text of a cycler's file, or of its beginning: in UTF-16 or UTF-8, or else in Latin-1, as
/// instruments write it. Lines that end with a carriage return alone end with a line feed here.
///
/// @param source name of the file without its folder
public record LogText(String source, String text) {

    private static final int HEAD = 1 << 16;
    private static final int LARGEST = 1 << 29;

    static LogText read(Path file) throws IOException {
        return of(file, LARGEST, true);
    }

    /// The first 64 KiB, to recognise a file by.
    static LogText head(Path file) throws IOException {
        return of(file, HEAD, false);
    }

    private static LogText of(Path file, int limit, boolean whole) throws IOException {
        String source = String.valueOf(file.getFileName());
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(limit);
            if (whole && in.read() >= 0) {
                throw new FileFormatException(
                        source,
                        "longer than %d MiB; expected a log: split it, or store it as Parquet"
                                .formatted(limit >> 20));
            }
        }
        String text = decoded(bytes);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return new LogText(source, text.indexOf('\n') < 0 ? text.replace('\r', '\n') : text);
    }

    private static String decoded(byte[] bytes) {
        // The first letter of a log is a Latin one or the mark of the order of bytes.
        if (bytes.length > 1 && (bytes[0] == 0 || isMark(bytes[0], bytes[1]))) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        if (bytes.length > 1 && (bytes[1] == 0 || isMark(bytes[1], bytes[0]))) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isMark(byte high, byte low) {
        return high == (byte) 0xFE && low == (byte) 0xFF;
    }

    /// The first lines, without their ends.
    List<String> lines(int most) {
        return text.lines().limit(most).toList();
    }
}
