package org.lauescope.io.frame.tiff;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import org.lauescope.frame.Frame;
import org.lauescope.io.NewFile;
import org.lauescope.io.frame.DectrisHeader;
import org.lauescope.io.frame.FrameWriter;

/// TIFF of one page, little endian: counts as signed 32-bit integers, values as 32-bit floats;
/// plain in one strip, which every program reads, or Deflate with a predictor.
public final class TiffWriter implements FrameWriter {

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DEFLATE = 8;

    /// Pixels of a compressed strip.
    private static final int STRIP = 1 << 15;

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final boolean compressed;

    private TiffWriter(boolean compressed) {
        this.compressed = compressed;
    }

    /// The plain one.
    public TiffWriter() {
        this(false);
    }

    /// With Deflate, after horizontal differences (counts) or the floating-point predictor
    /// (values).
    public static TiffWriter compressing() {
        return new TiffWriter(true);
    }

    @Override
    public List<String> endings() {
        return List.of("tif", "tiff");
    }

    @Override
    public void write(Frame frame, Path file) throws IOException {
        int stripRows =
                compressed ? Math.clamp(STRIP / frame.columns(), 1, frame.rows()) : frame.rows();
        List<ByteBuffer> strips = strips(frame, stripRows);
        Directory directory = new Directory(strips);
        directory.add(Tag.IMAGE_WIDTH, LONG, frame.columns());
        directory.add(Tag.IMAGE_LENGTH, LONG, frame.rows());
        directory.add(Tag.BITS_PER_SAMPLE, SHORT, 32);
        directory.add(Tag.COMPRESSION, SHORT, compressed ? DEFLATE : 1);
        directory.add(Tag.PHOTOMETRIC_INTERPRETATION, SHORT, 1);
        String description = DectrisHeader.text(frame.header());
        if (!description.isEmpty()) {
            directory.add(Tag.IMAGE_DESCRIPTION, description);
        }
        directory.addStripOffsets();
        directory.add(Tag.SAMPLES_PER_PIXEL, SHORT, 1);
        directory.add(Tag.ROWS_PER_STRIP, LONG, stripRows);
        directory.addStripLengths();
        directory.add(Tag.SOFTWARE, "Lauescope");
        if (frame.header().time() != null) {
            directory.add(Tag.DATE_TIME, DATE_TIME.format(frame.header().time()));
        }
        if (compressed) {
            directory.add(Tag.PREDICTOR, SHORT, frame.counts() != null ? 2 : 3);
        }
        directory.add(Tag.SAMPLE_FORMAT, SHORT, frame.counts() != null ? 2 : 3);
        List<ByteBuffer> parts = new ArrayList<>(strips);
        parts.addFirst(directory.bytes());
        NewFile.write(file, parts.toArray(ByteBuffer[]::new));
    }

    private List<ByteBuffer> strips(Frame frame, int stripRows) {
        List<ByteBuffer> strips = new ArrayList<>();
        for (int row = 0; row < frame.rows(); row += stripRows) {
            int rows = Math.min(stripRows, frame.rows() - row);
            int from = row * frame.columns();
            ByteBuffer strip =
                    ByteBuffer.allocate(4 * rows * frame.columns()).order(ByteOrder.LITTLE_ENDIAN);
            int[] counts = frame.counts();
            float[] values = frame.values();
            if (counts != null) {
                strip.asIntBuffer().put(counts, from, rows * frame.columns());
            } else if (values != null) {
                strip.asFloatBuffer().put(values, from, rows * frame.columns());
            }
            if (compressed) {
                for (int r = 0; r < rows; r++) {
                    predict(strip, r * frame.columns(), frame.columns(), counts != null);
                }
                strip = deflate(strip.array());
            }
            strips.add(strip);
        }
        return strips;
    }

    /// Replaces a row by what [Predictor] undoes.
    private static void predict(ByteBuffer strip, int from, int columns, boolean counts) {
        if (counts) {
            var pixels = strip.asIntBuffer();
            for (int i = from + columns - 1; i > from; i--) {
                pixels.put(i, pixels.get(i) - pixels.get(i - 1));
            }
            return;
        }
        byte[] sorted = new byte[4 * columns];
        for (int i = 0; i < columns; i++) {
            for (int b = 0; b < 4; b++) {
                sorted[b * columns + i] = strip.get(4 * (from + i) + 3 - b);
            }
        }
        for (int i = sorted.length - 1; i > 0; i--) {
            sorted[i] -= sorted[i - 1];
        }
        strip.put(4 * from, sorted);
    }

    private static ByteBuffer deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            var packed = new ByteArrayOutputStream(bytes.length / 2);
            byte[] run = new byte[1 << 13];
            while (!deflater.finished()) {
                packed.write(run, 0, deflater.deflate(run));
            }
            return ByteBuffer.wrap(packed.toByteArray());
        }
    }

    /// Header and directory, tags added in ascending order.
    private static final class Directory {
        private final List<ByteBuffer> strips;
        private final List<Entry> entries = new ArrayList<>();

        /// @param outside bytes that lie after the directory; empty if the value stands in the
        ///   entry
        private record Entry(int tag, int type, int count, int value, byte[] outside) {}

        Directory(List<ByteBuffer> strips) {
            this.strips = strips;
        }

        void add(int tag, int type, int value) {
            entries.add(new Entry(tag, type, 1, value, new byte[0]));
        }

        void add(int tag, String text) {
            byte[] bytes = (text + '\0').getBytes(US_ASCII);
            entries.add(new Entry(tag, ASCII, bytes.length, 0, bytes));
        }

        void addStripOffsets() {
            // Filled in by bytes(), when the size of the directory is known.
            entries.add(
                    new Entry(
                            Tag.STRIP_OFFSETS,
                            LONG,
                            strips.size(),
                            0,
                            new byte[many() ? 4 * strips.size() : 0]));
        }

        void addStripLengths() {
            ByteBuffer lengths =
                    ByteBuffer.allocate(many() ? 4 * strips.size() : 0)
                            .order(ByteOrder.LITTLE_ENDIAN);
            if (many()) {
                strips.forEach(strip -> lengths.putInt(strip.remaining()));
            }
            int only = strips.getFirst().remaining();
            entries.add(
                    new Entry(Tag.STRIP_BYTE_COUNTS, LONG, strips.size(), only, lengths.array()));
        }

        private boolean many() {
            return strips.size() > 1;
        }

        ByteBuffer bytes() {
            int outside = 8 + 2 + 12 * entries.size() + 4;
            int size = outside;
            for (Entry entry : entries) {
                size += padded(entry);
            }
            int pixels = size + 15 & ~15;
            ByteBuffer bytes = ByteBuffer.allocate(pixels).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
            bytes.putShort((short) entries.size());
            for (Entry entry : entries) {
                boolean inline = entry.outside.length == 0;
                int value =
                        !inline ? outside : entry.tag == Tag.STRIP_OFFSETS ? pixels : entry.value;
                bytes.putShort((short) entry.tag)
                        .putShort((short) entry.type)
                        .putInt(entry.count)
                        .putInt(value);
                if (entry.tag == Tag.STRIP_OFFSETS && !inline) {
                    putOffsets(bytes, outside, pixels);
                } else {
                    bytes.put(outside, entry.outside);
                }
                outside += padded(entry);
            }
            return bytes.rewind();
        }

        private void putOffsets(ByteBuffer bytes, int at, int pixels) {
            int offset = pixels;
            for (int i = 0; i < strips.size(); i++) {
                bytes.putInt(at + 4 * i, offset);
                offset += strips.get(i).remaining();
            }
        }

        private static int padded(Entry entry) {
            return entry.outside.length + 3 & ~3;
        }
    }
}
