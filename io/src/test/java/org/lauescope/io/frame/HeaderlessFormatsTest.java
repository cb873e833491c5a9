package org.lauescope.io.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pixels of all types and both byte orders behind the simplest headers: raw, NumPy, EDF, SPE. The
/// bytes are laid down by `ByteBuffer`, one pixel after another.
final class HeaderlessFormatsTest {

    private static final int COLUMNS = 67;
    private static final int ROWS = 43;
    private static final int FRAMES = 3;

    @TempDir Path folder = Path.of("");

    private static int pixel(PixelType type, int frame, int index) {
        int value = (index * 31 + frame * 7) % 120;
        boolean signed = type.toString().startsWith("i") || type.isFloat();
        int large = type.bytes() == 1 ? 120 : type.bytes() == 2 ? 30_000 : 2_000_000_000;
        return index % 53 == 0 ? large : signed && index % 17 == 0 ? -value : value;
    }

    private static byte[] bytes(PixelType type, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAMES * ROWS * COLUMNS * type.bytes()).order(order);
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < ROWS * COLUMNS; i++) {
                int pixel = pixel(type, frame, i);
                switch (type) {
                    case U8, I8 -> bytes.put((byte) pixel);
                    case U16, I16 -> bytes.putShort((short) pixel);
                    case U32, I32 -> bytes.putInt(pixel);
                    case U64, I64 -> bytes.putLong(pixel);
                    case F32 -> bytes.putFloat(pixel);
                    case F64 -> bytes.putDouble(pixel);
                }
            }
        }
        return bytes.array();
    }

    private static void check(String address, PixelType type, int frames) throws IOException {
        try (FrameStack stack = Frames.open(address)) {
            assertThat(stack.size()).isEqualTo(frames);
            for (int frame = 0; frame < frames; frame++) {
                var read = stack.read(frame);
                assertThat(read.columns()).isEqualTo(COLUMNS);
                assertThat(read.values() != null).isEqualTo(type.isFloat());
                double[] pixels = new double[ROWS * COLUMNS];
                double[] expected = new double[ROWS * COLUMNS];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = read.at(i % COLUMNS, i / COLUMNS);
                    // A float holds 2e9 = 2¹⁰ · 1953125 exactly.
                    expected[i] = pixel(type, frame, i);
                }
                assertThat(pixels).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PixelType.class)
    void raw(PixelType type) throws IOException {
        Path file = folder.resolve("pixels.bin");
        byte[] offset = new byte[100];
        Files.write(file, join(offset, bytes(type, ByteOrder.LITTLE_ENDIAN)));
        check(file + "?columns=67&rows=43&type=" + type + "&offset=100", type, FRAMES);
        check(file + "?columns=67&rows=43&type=" + type + "&offset=100&frames=2", type, 2);
        Files.write(file, bytes(type, ByteOrder.BIG_ENDIAN));
        check(file + "?columns=67&rows=43&order=big&type=" + type, type, FRAMES);
        check(file + "?columns=67&rows=43&order=big&type=" + type + "#0", type, 1);
    }

    @ParameterizedTest
    @EnumSource(PixelType.class)
    void numpy(PixelType type) throws IOException {
        Path file = folder.resolve("array.npy");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            String sign = type.bytes() == 1 ? "|" : order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
            String text =
                    "{'descr': '%s%s%d', 'fortran_order': False, 'shape': (3, 43, 67), }\n"
                            .formatted(sign, type.toString().charAt(0), type.bytes());
            byte[] header = text.getBytes(StandardCharsets.US_ASCII);
            byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
            Files.write(file, join(magic, header, bytes(type, order)));
            check(file.toString(), type, FRAMES);
        }
    }

    @ParameterizedTest
    @EnumSource(PixelType.class)
    void edf(PixelType type) throws IOException {
        String[] names = {
            "UnsignedByte",
            "SignedByte",
            "UnsignedShort",
            "SignedShort",
            "UnsignedInteger",
            "SignedInteger",
            "Unsigned64",
            "Signed64",
            "FloatValue",
            "DoubleValue"
        };
        Path file = folder.resolve("images.edf");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] pixels = bytes(type, order);
            int length = pixels.length / FRAMES;
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            for (int frame = 0; frame < FRAMES; frame++) {
                byte[] image =
                        java.util.Arrays.copyOfRange(pixels, frame * length, (frame + 1) * length);
                String header =
                        "{\nByteOrder = %s ;\nDataType = %s ;\nDim_1 = 67 ;\nDim_2 = 43 ;\n"
                                .formatted(
                                        order == ByteOrder.LITTLE_ENDIAN
                                                ? "LowByteFirst"
                                                : "HighByteFirst",
                                        names[type.ordinal()]);
                plain.writeBytes(block(header));
                plain.writeBytes(image);
                byte[] gzip = gzip(image);
                packed.writeBytes(
                        block(
                                header
                                        + "COMPRESSION = GZIP ;\nSize = %d ;\n"
                                                .formatted(gzip.length)));
                packed.writeBytes(gzip);
            }
            Files.write(file, plain.toByteArray());
            check(file.toString(), type, FRAMES);
            Files.write(file, packed.toByteArray());
            check(file.toString(), type, FRAMES);
            Files.write(file, gzip(plain.toByteArray()));
            check(file.toString(), type, FRAMES);
        }
    }

    private static byte[] block(String header) {
        return (header + " ".repeat(511 - (header.length() + 1) % 512) + "}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void spe() throws IOException {
        PixelType[] types = {
            PixelType.F32,
            PixelType.I32,
            PixelType.I16,
            PixelType.U16,
            null,
            PixelType.F64,
            PixelType.U8,
            null,
            PixelType.U32
        };
        Path file = folder.resolve("frames.spe");
        for (int code = 0; code < types.length; code++) {
            PixelType type = types[code];
            if (type == null) {
                continue;
            }
            ByteBuffer header = ByteBuffer.allocate(4100).order(ByteOrder.LITTLE_ENDIAN);
            header.putShort(42, (short) COLUMNS)
                    .putShort(656, (short) ROWS)
                    .putShort(108, (short) code);
            header.putInt(1446, FRAMES).putInt(2996, 0x01234567);
            Files.write(file, join(header.array(), bytes(type, ByteOrder.LITTLE_ENDIAN)));
            check(file.toString(), type, FRAMES);
        }
    }

    @Test
    void wrongDescriptions() throws IOException {
        Path file = folder.resolve("pixels.bin");
        Files.write(file, new byte[100]);
        refuse(file + "?columns=10&rows=10", "its description has type = null");
        refuse(file + "?columns=10&rows=x&type=u8", "rows = x");
        refuse(file + "?columns=10&rows=10&type=u8&order=middle", "order = middle");
        refuse(file + "?columns=10&rows=10&type=u8&colour=red", "option colour");
        refuse(file + "?columns=10&rows=10&type=u16", "ends 100 bytes before the end of its image");
        refuse(file + "?columns=0&rows=10&type=u16", "0 columns and 10 rows");
        refuse(file + "?columns=1000000&rows=1000000&type=u8", "1000000 columns");
        assertThat(Frames.read(file + "?columns=10&rows=10&type=u8").counts()).hasSize(100);
    }

    private static void refuse(String address, String message) {
        assertThatThrownBy(() -> Frames.read(address))
                .isInstanceOf(FrameFileException.class)
                .hasMessageContaining(message);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
