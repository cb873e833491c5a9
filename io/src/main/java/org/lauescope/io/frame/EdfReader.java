package org.lauescope.io.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// ESRF data format (EDF): one or several images, each a text header `{ key = value ; … }` and its
/// pixels, plain or compressed with gzip or zlib.
public final class EdfReader implements FrameReader {

    /// A header that does not end within this is none, bytes.
    private static final int LARGEST_HEADER = 1 << 18;

    private static final int MOST_IMAGES = 1_000_000;

    /// Most bytes that one compressed byte stands for.
    private static final int DEFLATE_RATIO = 1032;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH);

    @Override
    public String format() {
        return "EDF";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        String text = new String(head, ISO_8859_1).stripLeading();
        return text.startsWith("{")
                && text.contains("=")
                && (text.contains("Dim_1") || text.contains("EDF_") || text.contains("HeaderID"));
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            return new Images(address, bytes, images(address.file(), bytes));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private record Image(
            FrameShape shape,
            PixelType type,
            ByteOrder order,
            String compression,
            long offset,
            long length,
            Frame.Header header) {}

    private static List<Image> images(Path file, FileBytes bytes) throws FrameFileException {
        List<Image> images = new ArrayList<>();
        for (long at = 0; at < bytes.size() && images.size() < MOST_IMAGES; ) {
            String text = header(file, bytes, at);
            if (text == null) {
                break;
            }
            Map<String, String> fields = fields(text);
            long pixels = at + text.length();
            if (!fields.containsKey("dim_1")) {
                // A general block of the newer format, of no or of EDF_BinarySize bytes.
                at =
                        pixels
                                + (fields.containsKey("edf_binarysize")
                                        ? number(file, fields, "edf_binarysize")
                                        : 0);
                continue;
            }
            Image image = image(file, fields, pixels);
            bytes.slice(image.offset, image.length, "image #%d".formatted(images.size()));
            images.add(image);
            at = image.offset + image.length;
        }
        if (images.isEmpty()) {
            throw unsuitable(file, "it has no image");
        }
        return images;
    }

    /// The next header with its braces and the end of its last line, or null if only padding is
    /// left.
    private static @Nullable String header(Path file, FileBytes bytes, long at)
            throws FrameFileException {
        String text =
                new String(
                        bytes.array(
                                at, (int) Math.min(LARGEST_HEADER, bytes.size() - at), "header"),
                        ISO_8859_1);
        if (text.isBlank() || text.chars().allMatch(c -> c == 0)) {
            return null;
        }
        int end = text.indexOf('}');
        if (!text.stripLeading().startsWith("{") || end < 0) {
            throw unsuitable(file, "no header { … } begins at byte %d".formatted(at));
        }
        int size = end + 1;
        size += text.startsWith("\r\n", size) ? 2 : text.startsWith("\n", size) ? 1 : 0;
        return text.substring(0, size);
    }

    private static Map<String, String> fields(String header) {
        Map<String, String> fields = new HashMap<>();
        for (String entry :
                header.substring(header.indexOf('{') + 1, header.indexOf('}')).split(";", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                fields.put(
                        entry.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        entry.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static Image image(Path file, Map<String, String> fields, long offset)
            throws FrameFileException {
        FrameShape shape =
                FrameShape.of(file, number(file, fields, "dim_1"), number(file, fields, "dim_2"));
        if (!fields.getOrDefault("dim_3", "1").equals("1")) {
            throw unsuitable(
                    file, "its image is of three dimensions, Dim_3 = " + fields.get("dim_3"));
        }
        PixelType type = type(file, fields.getOrDefault("datatype", ""));
        String compression = fields.getOrDefault("compression", "none").toLowerCase(Locale.ROOT);
        long plain = (long) shape.pixels() * type.bytes();
        long length = plain;
        switch (compression) {
            case "none", "nocompression", "no" -> compression = "none";
            case "gzip", "gzipcompression", "z", "zcompression" -> {
                length =
                        number(
                                file,
                                fields,
                                fields.containsKey("edf_binarysize") ? "edf_binarysize" : "size");
                if (plain > length * DEFLATE_RATIO) {
                    throw unsuitable(file, "%d compressed bytes for %s".formatted(length, shape));
                }
            }
            default -> throw unsuitable(file, "its compression is " + compression);
        }
        ByteOrder order =
                fields.getOrDefault("byteorder", "").equalsIgnoreCase("HighByteFirst")
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN;
        return new Image(
                shape, type, order, compression, offset, length, frameHeader(fields, type));
    }

    private static PixelType type(Path file, String name) throws FrameFileException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "unsignedbyte", "unsigned8" -> PixelType.U8;
            case "signedbyte", "signed8" -> PixelType.I8;
            case "unsignedshort", "unsigned16" -> PixelType.U16;
            case "signedshort", "signed16" -> PixelType.I16;
            case "unsignedinteger", "unsignedlong", "unsigned32" -> PixelType.U32;
            case "signedinteger", "signedlong", "signed32" -> PixelType.I32;
            case "unsigned64" -> PixelType.U64;
            case "signed64" -> PixelType.I64;
            case "floatvalue", "float", "real", "floatieee32", "float32" -> PixelType.F32;
            case "doublevalue", "double", "floatieee64", "float64" -> PixelType.F64;
            default -> throw unsuitable(file, "its DataType is \"%s\"".formatted(name));
        };
    }

    private static Frame.Header frameHeader(Map<String, String> fields, PixelType type) {
        Instant time = time(fields);
        Frame.Header dectris = DectrisHeader.parse(String.join("\n", fields.values()), time);
        if (dectris != null) {
            return dectris;
        }
        return new Frame.Header(exposure(fields), time, type.limit(), Frame.Kind.UNKNOWN);
    }

    private static double exposure(Map<String, String> fields) {
        for (String key : List.of("count_time", "exposuretime", "exposure_time", "acq_expo_time")) {
            try {
                return Double.parseDouble(
                        fields.getOrDefault(key, "").replaceFirst("\\s*[a-zA-Z]+$", ""));
            } catch (NumberFormatException e) {
                continue;
            }
        }
        return Double.NaN;
    }

    private static @Nullable Instant time(Map<String, String> fields) {
        String date = fields.getOrDefault("date", "").replaceAll("\\s+", " ");
        try {
            return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return DectrisHeader.time(date);
        }
    }

    private static long number(Path file, Map<String, String> fields, String key)
            throws FrameFileException {
        String text = fields.get(key);
        if (text == null || !text.matches("\\d{1,12}")) {
            throw unsuitable(file, "its header has " + key + " = " + text);
        }
        return Long.parseLong(text);
    }

    private static FrameFileException unsuitable(Path file, String fault) {
        return new FrameFileException(
                file,
                "the EDF file is damaged or unusual: " + fault,
                "images with Dim_1, Dim_2, DataType and maybe gzip or zlib compression",
                "copy it again, or convert it with fabio-convert");
    }

    private record Images(FrameAddress address, FileBytes bytes, List<Image> images)
            implements FrameStack {

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public String format() {
            Image first = images.getFirst();
            return "EDF, %s, %s".formatted(first.type, first.compression);
        }

        @Override
        public Frame read(int index) throws IOException {
            Image image = images.get(index);
            MemorySegment stored = bytes.slice(image.offset, image.length, "image");
            PixelPlane plane = new PixelPlane(image.type, image.order, image.shape);
            plane.put(
                    image.compression.equals("none") ? stored : inflate(image, stored),
                    0,
                    0,
                    image.shape.pixels());
            return plane.frame(address.name(index, images.size()), image.header);
        }

        private MemorySegment inflate(Image image, MemorySegment stored) throws IOException {
            int length = Math.multiplyExact(image.shape.pixels(), image.type.bytes());
            var packed =
                    new ByteArrayInputStream(
                            stored.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
            byte[] pixels;
            try (InputStream in =
                    image.compression.startsWith("g")
                            ? new GZIPInputStream(packed)
                            : new InflaterInputStream(packed)) {
                pixels = in.readNBytes(length);
            } catch (IOException e) {
                throw unsuitable(
                        address.file(),
                        "its %s data is broken (%s)".formatted(image.compression, e.getMessage()));
            }
            if (pixels.length < length) {
                throw FrameFileException.truncated(
                        address.file(), "decompressed image", length - pixels.length, bytes.size());
            }
            return MemorySegment.ofArray(pixels);
        }

        @Override
        public void close() {
            bytes.close();
        }
    }
}
