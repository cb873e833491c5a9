package org.lauescope.io.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// Crystallographic Binary Files (imgCIF): the first image of the file, byte-offset or
/// uncompressed, its MD5 checked.
///
/// Source: H. J. Bernstein, A. P. Hammersley, International Tables for Crystallography G (2006),
/// chapter 2.3.
public final class CbfReader implements FrameReader {

    /// What stands between the MIME header of an image and its bytes.
    static final byte[] BINARY = {0x0c, 0x1a, 0x04, (byte) 0xd5};

    /// The MIME header of the first image ends within this, bytes; PILATUS headers have 4 kB.
    private static final int LARGEST_HEADER = 1 << 20;

    @Override
    public String format() {
        return "CBF";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        return new String(head, 0, Math.min(head.length, 512), ISO_8859_1)
                .stripLeading()
                .startsWith("###CBF");
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            return new Image(address, bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static final class Image implements FrameStack {

        private final FrameAddress address;
        private final FileBytes bytes;
        private final Path file;
        private final String text;
        private final long start;
        private final int length;
        private final FrameShape shape;
        private final String conversion;
        private final PixelType type;

        Image(FrameAddress address, FileBytes bytes) throws FrameFileException {
            this.address = address;
            this.bytes = bytes;
            file = address.file();
            byte[] head = bytes.array(0, (int) Math.min(LARGEST_HEADER, bytes.size()), "header");
            int end = indexOf(head, BINARY);
            if (end < 0) {
                throw damaged(
                        "no binary section begins in its first %d bytes".formatted(head.length));
            }
            text = new String(head, 0, end, ISO_8859_1);
            start = (long) end + BINARY.length;
            shape =
                    FrameShape.of(
                            file,
                            number("X-Binary-Size-Fastest-Dimension"),
                            number("X-Binary-Size-Second-Dimension"));
            long size = number("X-Binary-Size");
            bytes.slice(start, size, "image");
            length = (int) Math.min(size, Integer.MAX_VALUE - ByteOffset.LARGEST);
            String found = field("conversions", "\"?([\\w-]+)");
            conversion = found == null ? "x-CBF_NONE" : found;
            type = elementType();
            checkStorage();
        }

        private void checkStorage() throws FrameFileException {
            long least = (long) shape.pixels() * (isByteOffset() ? 1 : type.bytes());
            if (length < least) {
                throw damaged(
                        "%d bytes for an image of %d × %d px, which needs at least %d"
                                .formatted(length, shape.columns(), shape.rows(), least));
            }
            boolean known =
                    isByteOffset()
                            ? !type.isFloat() && type.bytes() <= 4
                            : conversion.equalsIgnoreCase("x-CBF_NONE");
            if (!known) {
                throw new FrameFileException(
                        file,
                        "its pixels are %s compressed with %s".formatted(type, conversion),
                        "integers with x-CBF_BYTE_OFFSET, or x-CBF_NONE",
                        "convert it with cif2cbf or fabio");
            }
        }

        private boolean isByteOffset() {
            return conversion.equalsIgnoreCase("x-CBF_BYTE_OFFSET");
        }

        private PixelType elementType() throws FrameFileException {
            String name = field("X-Binary-Element-Type:", "\"?([^\"\\r\\n]+)");
            if (name == null) {
                return PixelType.I32;
            }
            Matcher bits = Pattern.compile("(\\d+)-bit").matcher(name);
            PixelType found =
                    bits.find()
                            ? PixelType.of(
                                    name.contains("real"),
                                    !name.contains("unsigned"),
                                    Integer.parseInt(bits.group(1)))
                            : null;
            if (found == null) {
                throw damaged("element type \"%s\"".formatted(name));
            }
            return found;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String format() {
            return "CBF, %s, %s".formatted(type, conversion);
        }

        @Override
        public Frame read(int index) throws FrameFileException {
            checkDigest();
            PixelPlane plane;
            if (isByteOffset()) {
                // Deltas carry the full 32 bits, whatever the type: unsigned pixels come out of
                // them as bits.
                plane = new PixelPlane(PixelType.I32, ByteOrder.nativeOrder(), shape);
                byte[] packed = new byte[length + ByteOffset.LARGEST];
                MemorySegment.copy(
                        bytes.slice(start, length, "image"), JAVA_BYTE, 0, packed, 0, length);
                int decoded = ByteOffset.decode(packed, length, plane.ints());
                if (decoded < shape.pixels()) {
                    throw damaged(
                            "its byte offsets end after %d of %d px"
                                    .formatted(decoded, shape.pixels()));
                }
            } else {
                String order = field("X-Binary-Element-Byte-Order:", "\"?(\\w+)");
                plane =
                        new PixelPlane(
                                type,
                                "BIG_ENDIAN".equals(order)
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN,
                                shape);
                plane.put(bytes.slice(start, length, "image"), 0, 0, shape.pixels());
            }
            Frame.Header header = DectrisHeader.parse(text, null);
            return plane.frame(address.name(0, 1), header != null ? header : Frame.Header.UNKNOWN);
        }

        private void checkDigest() throws FrameFileException {
            String expected = field("Content-MD5:", "([\\w+/=]+)");
            if (expected == null) {
                return;
            }
            String found;
            try {
                MessageDigest md5 = MessageDigest.getInstance("MD5");
                md5.update(bytes.slice(start, length, "image").asByteBuffer());
                found = Base64.getEncoder().encodeToString(md5.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
            if (!found.equals(expected)) {
                throw damaged(
                        "MD5 of its image is %s, its header says %s".formatted(found, expected));
            }
        }

        private long number(String name) throws FrameFileException {
            String digits = field(name + ":", "(\\d{1,12})");
            if (digits == null) {
                throw damaged("no " + name);
            }
            return Long.parseLong(digits);
        }

        private @Nullable String field(String name, String value) {
            Matcher matcher =
                    Pattern.compile(
                                    Pattern.quote(name) + "\\s*=?\\s*" + value,
                                    Pattern.CASE_INSENSITIVE)
                            .matcher(text);
            return matcher.find() ? matcher.group(1) : null;
        }

        private FrameFileException damaged(String fault) {
            return new FrameFileException(
                    file,
                    "the CBF image is damaged: " + fault,
                    "an image as its header describes",
                    "copy it again");
        }

        @Override
        public void close() {
            bytes.close();
        }
    }

    private static int indexOf(byte[] bytes, byte[] mark) {
        for (int i = 0; i + mark.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }
}
