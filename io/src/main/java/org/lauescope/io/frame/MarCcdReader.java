package org.lauescope.io.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// MarCCD (mar165, rayonix): a TIFF directory in the first 1024 bytes, a header of its own in the
/// next 3072, then the pixels.
///
/// Source: C. Nielsen, "The MarCCD header documentation", mar USA / rayonix.
public final class MarCcdReader implements FrameReader {

    private static final int FRAME_HEADER = 1024;
    private static final int PIXELS = 4096;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("MMddHHmmuuuu.ss", Locale.ROOT);

    @Override
    public String format() {
        return "MarCCD";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        return isMarCcd(head);
    }

    /// Whether a file that begins as a TIFF is one of MarCCD.
    public static boolean isMarCcd(byte[] head) {
        return head.length >= PIXELS
                && (head[0] == 'I' || head[0] == 'M')
                && new String(head, FRAME_HEADER + 4, 3, ISO_8859_1).equals("MMX");
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            ByteOrder headerOrder =
                    order(address.file(), bytes, bytes.u16(0, ByteOrder.BIG_ENDIAN) == 0x4949, 28);
            ByteOrder dataOrder =
                    order(address.file(), bytes, headerOrder == ByteOrder.LITTLE_ENDIAN, 32);
            FrameShape shape =
                    FrameShape.of(
                            address.file(),
                            bytes.u32(FRAME_HEADER + 80, headerOrder),
                            bytes.u32(FRAME_HEADER + 84, headerOrder));
            PixelType type = type(address.file(), bytes.i32(FRAME_HEADER + 88, headerOrder));
            long saturation = bytes.u32(FRAME_HEADER + 104, headerOrder);
            int milliseconds = bytes.i32(FRAME_HEADER + 656, headerOrder);
            var header =
                    new Frame.Header(
                            milliseconds > 0 ? milliseconds / 1000.0 : Double.NaN,
                            time(bytes.text(FRAME_HEADER + 1344, 32)),
                            saturation > 0 ? saturation : type.limit(),
                            Frame.Kind.INTEGRATING);
            var layout = new ContiguousStack.Layout(shape, type, dataOrder, PIXELS, 1);
            return new ContiguousStack(address, bytes, "MarCCD", layout, header);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /// Byte orders are given as 1234 (little) or 4321 (big).
    private static ByteOrder order(Path file, FileBytes bytes, boolean little, int field)
            throws FrameFileException {
        int code =
                bytes.i32(
                        FRAME_HEADER + field,
                        little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return switch (code) {
            case 1234 -> ByteOrder.LITTLE_ENDIAN;
            case 4321 -> ByteOrder.BIG_ENDIAN;
            default ->
                    throw new FrameFileException(
                            file,
                            "its MarCCD header gives the byte order as %d".formatted(code),
                            "1234 or 4321",
                            "the header is damaged: copy the file again");
        };
    }

    private static PixelType type(Path file, int depth) throws FrameFileException {
        return switch (depth) {
            case 1 -> PixelType.U8;
            case 2 -> PixelType.U16;
            case 4 -> PixelType.I32;
            default ->
                    throw new FrameFileException(
                            file,
                            "its MarCCD header says %d bytes per pixel".formatted(depth),
                            "1, 2 or 4",
                            "the header is damaged: copy the file again");
        };
    }

    private static @Nullable Instant time(String stamp) {
        try {
            return LocalDateTime.parse(stamp.strip(), TIMESTAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
