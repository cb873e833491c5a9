package org.lauescope.io.frame.tiff;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.FileBytes;
import org.lauescope.io.frame.FrameFileException;

/// One image file directory: where the values of its tags lie. Values are read when asked for, so
/// that a malformed private tag harms nobody.
final class TiffDirectory {

    private static final int MOST_DIRECTORIES = 1_000_000;

    /// Bytes of the field types 1 (BYTE) … 18 (IFD8); 0: not in use.
    private static final int[] TYPE_BYTES = {
        0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8
    };

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private record Entry(int type, long count, long offset) {}

    private final FileBytes bytes;
    private final ByteOrder order;
    private final Map<Integer, Entry> entries = new TreeMap<>();

    private TiffDirectory(FileBytes bytes, ByteOrder order) {
        this.bytes = bytes;
        this.order = order;
    }

    /// All directories of the file in order.
    static List<TiffDirectory> all(FileBytes bytes) throws FrameFileException {
        ByteOrder order = bytes.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        boolean big = bytes.u16(2, order) == 43;
        long offset = big ? bytes.i64(8, order) : bytes.u32(4, order);
        List<TiffDirectory> directories = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        while (offset != 0) {
            if (!seen.add(offset) || directories.size() == MOST_DIRECTORIES) {
                throw new FrameFileException(
                        bytes.path(),
                        "its TIFF directory %d points back to byte %d"
                                .formatted(directories.size() - 1, offset),
                        "a chain with an end",
                        "the file is damaged: copy it again");
            }
            TiffDirectory directory = new TiffDirectory(bytes, order);
            directories.add(directory);
            offset = directory.readEntries(offset, big);
        }
        if (directories.isEmpty()) {
            throw new FrameFileException(
                    bytes.path(),
                    "its first TIFF directory is said to be at byte 0",
                    "an image",
                    "the file was not closed by its writer: wait, or copy it again");
        }
        return directories;
    }

    /// @return offset of the next directory, or 0
    private long readEntries(long offset, boolean big) throws FrameFileException {
        int entryBytes = big ? 20 : 12;
        long count = big ? bytes.i64(offset, order) : bytes.u16(offset, order);
        long first = offset + (big ? 8 : 2);
        if (count < 0 || count > 0xffff) {
            throw new FrameFileException(
                    bytes.path(),
                    "the TIFF directory at byte %d has %d tags".formatted(offset, count),
                    "at most 65535",
                    "the file is damaged: copy it again");
        }
        bytes.slice(first, count * entryBytes, "TIFF directory");
        for (int i = 0; i < count; i++) {
            long at = first + (long) i * entryBytes;
            int type = bytes.u16(at + 2, order);
            long values = big ? bytes.i64(at + 4, order) : bytes.u32(at + 4, order);
            long inline = at + (big ? 12 : 8);
            int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
            boolean fits = values >= 0 && values <= (big ? 8 : 4) / Math.max(size, 1);
            long place = fits ? inline : big ? bytes.i64(inline, order) : bytes.u32(inline, order);
            entries.put(bytes.u16(at, order), new Entry(type, values, place));
        }
        long next = first + count * entryBytes;
        // Some writers forget the end mark after the last directory.
        if (next + (big ? 8 : 4) > bytes.size()) {
            return 0;
        }
        return big ? bytes.i64(next, order) : bytes.u32(next, order);
    }

    ByteOrder order() {
        return order;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /// Tags from `first` to `last` that are in the directory.
    Set<Integer> tags(int first, int last) {
        return ((TreeMap<Integer, Entry>) entries).subMap(first, last + 1).keySet();
    }

    /// First value of an integer tag.
    long integer(int tag, long absent) throws FrameFileException {
        Entry entry = entries.get(tag);
        if (entry == null || entry.count < 1) {
            return absent;
        }
        return integer(entry, 0);
    }

    /// All values of an integer tag, none if it is absent.
    ///
    /// @param most values wanted; further ones are left out
    long[] integers(int tag, int most) throws FrameFileException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int count = (int) Math.min(entry.count, most);
        bytes.slice(
                entry.offset,
                (long) count * TYPE_BYTES[Math.min(entry.type, TYPE_BYTES.length - 1)],
                "TIFF tag " + tag);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = integer(entry, i);
        }
        return values;
    }

    private long integer(Entry entry, int index) throws FrameFileException {
        return switch (entry.type) {
            case 1, 7 -> bytes.u8(entry.offset + index);
            case SHORT -> bytes.u16(entry.offset + 2L * index, order);
            case LONG, 13 -> bytes.u32(entry.offset + 4L * index, order);
            case 9 -> bytes.i32(entry.offset + 4L * index, order);
            case 16, 17, 18 -> bytes.i64(entry.offset + 8L * index, order);
            default ->
                    throw new FrameFileException(
                            bytes.path(),
                            "a size in its TIFF directory is of field type %d"
                                    .formatted(entry.type),
                            "an integer",
                            "the file is damaged: copy it again");
        };
    }

    /// Text of a tag, or null if the tag is absent, no text or lies outside the file.
    @Nullable String text(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null || entry.type != ASCII || entry.count < 1 || entry.count > 1 << 20) {
            return null;
        }
        try {
            return bytes.text(entry.offset, (int) entry.count).strip();
        } catch (FrameFileException e) {
            return null;
        }
    }
}
