package org.lauescope.io.frame;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// Princeton Instruments SPE (WinView, WinSpec), version 2: a header of 4100 bytes, then the
/// frames. Files of version 3 (LightField) keep the same layout and are read too, as long as all
/// frames are of one region.
///
/// Source: header layout in the appendix of the WinView/32 manual, Princeton Instruments.
public final class SpeReader implements FrameReader {

    private static final int HEADER = 4100;
    private static final int MAGIC = 0x01234567;
    private static final short LAST_VALUE = 0x5555;
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("ddMMMuuuuHHmmss")
                    .toFormatter(Locale.ROOT);

    @Override
    public String format() {
        return "SPE";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        if (head.length < HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(LITTLE_ENDIAN);
        return header.getInt(2996) == MAGIC || header.getShort(4098) == LAST_VALUE;
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            FrameShape shape =
                    FrameShape.of(
                            address.file(),
                            bytes.u16(42, LITTLE_ENDIAN),
                            bytes.u16(656, LITTLE_ENDIAN));
            PixelType type = type(address, bytes.u16(108, LITTLE_ENDIAN));
            int frames = bytes.i32(1446, LITTLE_ENDIAN);
            if (frames < 1) {
                throw new FrameFileException(
                        address.file(),
                        "its SPE header says %d frames".formatted(frames),
                        "at least one",
                        "the acquisition was stopped or the header is damaged");
            }
            float exposure = bytes.f32(10, LITTLE_ENDIAN);
            var header =
                    new Frame.Header(
                            exposure > 0 ? exposure : Double.NaN,
                            time(bytes),
                            type.limit(),
                            Frame.Kind.INTEGRATING);
            var layout = new ContiguousStack.Layout(shape, type, LITTLE_ENDIAN, HEADER, frames);
            return new ContiguousStack(address, bytes, "SPE", layout, header);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static PixelType type(FrameAddress address, int code) throws FrameFileException {
        return switch (code) {
            case 0 -> PixelType.F32;
            case 1 -> PixelType.I32;
            case 2 -> PixelType.I16;
            case 3 -> PixelType.U16;
            case 5 -> PixelType.F64;
            case 6 -> PixelType.U8;
            case 8 -> PixelType.U32;
            default ->
                    throw new FrameFileException(
                            address.file(),
                            "its SPE data type is %d".formatted(code),
                            "0 (f32), 1 (i32), 2 (i16), 3 (u16), 5 (f64), 6 (u8) or 8 (u32)",
                            "the header is damaged or of a newer version");
        };
    }

    /// Date of the acquisition with its time of day in UTC, or with the local one if the file has
    /// no other.
    private static @Nullable Instant time(FileBytes bytes) throws FrameFileException {
        String date = bytes.text(20, 10);
        String utc = bytes.text(179, 6);
        String local = bytes.text(172, 6);
        try {
            return LocalDateTime.parse(date + (utc.length() == 6 ? utc : local), DATE)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
