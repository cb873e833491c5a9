package org.lauescope.io.frame.tiff;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lauescope.io.frame.FrameFileException;

/// How a strip or tile is compressed.
enum TiffCompression {
    NONE(1, "uncompressed"),
    LZW(2000, "LZW"),
    DEFLATE(1032, "Deflate"),
    PACK_BITS(64, "PackBits");

    private final int largestRatio;
    private final String label;

    TiffCompression(int largestRatio, String label) {
        this.largestRatio = largestRatio;
        this.label = label;
    }

    static TiffCompression of(Path file, long code) throws FrameFileException {
        return switch ((int) code) {
            case 1 -> NONE;
            case 5 -> LZW;
            case 8, 32946 -> DEFLATE;
            case 32773 -> PACK_BITS;
            default ->
                    throw new FrameFileException(
                            file,
                            "its TIFF compression is %s".formatted(name(code)),
                            "none, LZW, Deflate or PackBits",
                            "convert it, e.g. with tiffcp -c zip");
        };
    }

    private static String name(long code) {
        return switch ((int) code) {
            case 2, 3, 4 -> code + " (CCITT fax)";
            case 6, 7 -> code + " (JPEG)";
            case 33003, 33005, 34712 -> code + " (JPEG 2000)";
            case 34887 -> code + " (LERC)";
            case 34925 -> code + " (LZMA)";
            case 50000 -> code + " (Zstandard)";
            case 50001 -> code + " (WebP)";
            default -> Long.toString(code);
        };
    }

    /// Most bytes that one compressed byte can stand for: keeps a damaged header from asking for
    /// the whole memory.
    int largestRatio() {
        return largestRatio;
    }

    /// @param pixels filled up to `length`
    /// @return number of bytes decoded before the packed ones ended or made no sense
    int decode(MemorySegment packed, byte[] pixels, int length) {
        return switch (this) {
            case NONE -> {
                int n = (int) Math.min(length, packed.byteSize());
                MemorySegment.copy(packed, JAVA_BYTE, 0, pixels, 0, n);
                yield n;
            }
            case LZW -> Lzw.decode(packed.toArray(JAVA_BYTE), pixels, length);
            case DEFLATE -> inflate(packed, pixels, length);
            case PACK_BITS -> PackBits.decode(packed.toArray(JAVA_BYTE), pixels, length);
        };
    }

    private static int inflate(MemorySegment packed, byte[] pixels, int length) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed.asByteBuffer());
            int done = 0;
            while (done < length) {
                int n = inflater.inflate(pixels, done, length - done);
                if (n == 0) {
                    break;
                }
                done += n;
            }
            return done;
        } catch (DataFormatException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
