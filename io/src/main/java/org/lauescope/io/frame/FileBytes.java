package org.lauescope.io.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of a file, mapped into memory; of a gzip-compressed file, its content. Every access is
/// checked against the end of the file, so that a wrong header gives an error and not a wrong
/// number.
public final class FileBytes implements Closeable {

    /// Largest content of a gzip-compressed file, bytes: an image of 16 000 × 16 000 px.
    private static final int LARGEST_CONTENT = 1 << 30;

    private final Path path;

    /// of the mapping; null if the content is on the heap
    private final @Nullable Arena arena;

    private final MemorySegment segment;

    private FileBytes(Path path, @Nullable Arena arena, MemorySegment segment) {
        this.path = path;
        this.arena = arena;
        this.segment = segment;
    }

    @SuppressWarnings("MustBeClosedChecker") // the arena is closed with this object
    public static FileBytes open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path)) {
            MemorySegment content =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            if (!isGzip(content)) {
                return new FileBytes(path, arena, content);
            }
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
        arena.close();
        return new FileBytes(path, null, MemorySegment.ofArray(gunzip(path)));
    }

    /// Bytes that were read already.
    public static FileBytes of(Path path, MemorySegment content) {
        return new FileBytes(path, null, content);
    }

    /// The first bytes of the content of a file.
    static byte[] head(Path path, int length) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(length);
            if (!isGzip(MemorySegment.ofArray(head))) {
                return head;
            }
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw brokenGzip(path, e);
        }
    }

    private static boolean isGzip(MemorySegment content) {
        return content.byteSize() >= 2
                && content.get(JAVA_BYTE, 0) == 0x1f
                && content.get(JAVA_BYTE, 1) == (byte) 0x8b;
    }

    private static byte[] gunzip(Path path) throws IOException {
        int limit = (int) Math.min(LARGEST_CONTENT, Runtime.getRuntime().maxMemory() / 4);
        byte[] content;
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)), 1 << 16)) {
            content = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw brokenGzip(path, e);
        }
        if (content.length > limit) {
            throw new FrameFileException(
                    path,
                    "the gzip-compressed content has more than %d bytes".formatted(limit),
                    "at most that",
                    "decompress it with gunzip first");
        }
        return content;
    }

    private static FrameFileException brokenGzip(Path path, IOException cause) {
        return new FrameFileException(
                path,
                "its gzip compression is broken (%s)".formatted(cause.getMessage()),
                "a whole gzip file",
                "copy it again",
                cause);
    }

    public Path path() {
        return path;
    }

    public long size() {
        return segment.byteSize();
    }

    /// A part of the file, not copied.
    ///
    /// @param part what lies there, for the message
    public MemorySegment slice(long offset, long length, String part) throws FrameFileException {
        check(offset, length, part);
        return segment.asSlice(offset, length);
    }

    /// A part of the file, copied.
    public byte[] array(long offset, int length, String part) throws FrameFileException {
        return slice(offset, length, part).toArray(JAVA_BYTE);
    }

    public int u8(long offset) throws FrameFileException {
        check(offset, 1, "header");
        return segment.get(JAVA_BYTE, offset) & 0xff;
    }

    public int u16(long offset, ByteOrder order) throws FrameFileException {
        check(offset, 2, "header");
        return segment.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), offset) & 0xffff;
    }

    public int i32(long offset, ByteOrder order) throws FrameFileException {
        check(offset, 4, "header");
        return segment.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), offset);
    }

    public long u32(long offset, ByteOrder order) throws FrameFileException {
        return i32(offset, order) & 0xffff_ffffL;
    }

    public long i64(long offset, ByteOrder order) throws FrameFileException {
        check(offset, 8, "header");
        return segment.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset);
    }

    public float f32(long offset, ByteOrder order) throws FrameFileException {
        return Float.intBitsToFloat(i32(offset, order));
    }

    public double f64(long offset, ByteOrder order) throws FrameFileException {
        return Double.longBitsToDouble(i64(offset, order));
    }

    /// Text up to a NUL or to the end of the part.
    public String text(long offset, int length) throws FrameFileException {
        String text = new String(array(offset, length, "header"), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private void check(long offset, long length, String part) throws FrameFileException {
        if (offset < 0 || length < 0 || offset > size()) {
            throw new FrameFileException(
                    path,
                    "its %s is said to be %d bytes at byte %d of a file of %d bytes"
                            .formatted(part, length, offset, size()),
                    "a place inside the file",
                    "the file is truncated or damaged: copy it again");
        }
        if (length > size() - offset) {
            throw FrameFileException.truncated(path, part, length - (size() - offset), size());
        }
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
