package org.lauescope.io.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.hdf5.Hdf5ReaderTest;
import org.lauescope.io.frame.tiff.TiffReaderTest;
import org.lauescope.io.frame.tiff.TiffWriter;

/// A damaged file gives frames or a [FrameFileException], in time and without exhausting the
/// memory; never another exception.
final class DamagedFilesTest {

    /// A damaged file must be dealt with as fast as a whole one; this allows for a busy machine.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir static Path folder = Path.of("");

    static Stream<Path> files() throws IOException {
        return Stream.concat(
                written(),
                Stream.concat(
                        Stream.of(
                                        "i4_plain.tif",
                                        "i4_lzw.tif",
                                        "u2_zip_predictor_tiles.tif",
                                        "f4_zip_predictor_tiles.tif",
                                        "u1_packbits.tif",
                                        "u1_bigtiff_big.tif",
                                        "u2_pages.tif")
                                .map(name -> TestFiles.beside(TiffReaderTest.class, name)),
                        Stream.of(
                                        "bslz4_u2.h5",
                                        "bslz4_u8.h5",
                                        "lz4_u2.h5",
                                        "gzip_parts_i4.h5",
                                        "latest_u2.h5",
                                        "contiguous_u2.h5",
                                        "eiger_master.h5",
                                        "nexus_default.nxs",
                                        "lzf_u2.h5")
                                .map(name -> TestFiles.beside(Hdf5ReaderTest.class, name))));
    }

    /// Files of the formats for which there are no small samples.
    private static Stream<Path> written() throws IOException {
        int[] counts = new Random(2).ints(31 * 45, 0, 300).toArray();
        Frame frame = Frame.ofCounts("test", 45, 31, counts, Frame.Header.UNKNOWN);
        Path tiff = folder.resolve("whole.tif");
        TiffWriter.compressing().write(frame, tiff);
        Path cbf = folder.resolve("whole.cbf");
        Frames.write(frame, cbf);
        Path edf = folder.resolve("whole.edf");
        Frames.write(frame, edf);
        Path npy = folder.resolve("whole.npy");
        Files.writeString(
                npy,
                "\u0093NUMPY\1\0\u0046\0{'descr': '<u2', 'fortran_order': False, 'shape': (2, 31, 45)}"
                        + "p".repeat(6000),
                ISO_8859_1);
        Path spe = folder.resolve("whole.spe");
        byte[] bytes = new byte[4100 + 2 * 31 * 45];
        bytes[42] = 45;
        bytes[656] = 31;
        bytes[108] = 3;
        bytes[1446] = 1;
        bytes[4098] = bytes[4099] = 0x55;
        Files.write(spe, bytes);
        Path mccd = folder.resolve("whole.mccd");
        byte[] mar = new byte[4096 + 2 * 31 * 45];
        mar[0] = mar[1] = 'I';
        mar[2] = 42;
        System.arraycopy("MMX".getBytes(ISO_8859_1), 0, mar, 1028, 3);
        for (int order : new int[] {28, 32}) {
            mar[1024 + order] = (byte) 0xd2;
            mar[1024 + order + 1] = 4;
        }
        mar[1024 + 80] = 45;
        mar[1024 + 84] = 31;
        mar[1024 + 88] = 2;
        Files.write(mccd, mar);
        var image = new BufferedImage(45, 31, BufferedImage.TYPE_BYTE_GRAY);
        Path png = folder.resolve("whole.png");
        ImageIO.write(image, "png", png.toFile());
        return Stream.of(tiff, cbf, edf, npy, spe, mccd, png);
    }

    @ParameterizedTest
    @MethodSource("files")
    void damagedFiles(Path whole) throws IOException {
        damage(whole, 40);
    }

    @Tag("acceptance")
    @ParameterizedTest
    @MethodSource("files")
    void manyDamagedFiles(Path whole) throws IOException {
        damage(whole, 4000);
    }

    private static void damage(Path whole, int variants) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        assertThat(read(bytes, whole)).isTrue();
        Random random = new Random(bytes.length);
        for (int variant = 0; variant < variants; variant++) {
            byte[] damaged = bytes.clone();
            // Headers decide most; so half of the damage is done to the first bytes.
            int span = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(span);
                damaged[at] =
                        switch (random.nextInt(4)) {
                            case 0 -> (byte) 0xff;
                            case 1 -> 0;
                            case 2 -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
                            default -> (byte) random.nextInt(256);
                        };
            }
            byte[] result =
                    variant % 5 == 0
                            ? Arrays.copyOf(damaged, random.nextInt(bytes.length))
                            : damaged;
            int number = variant;
            Assertions.assertTimeout(
                    LIMIT, () -> read(result, whole), () -> whole + " variant " + number);
        }
    }

    /// @return whether frames came out
    static boolean read(byte[] bytes, Path like) throws IOException {
        Path file = like.resolveSibling("damaged-" + like.getFileName());
        Files.write(file, bytes);
        try (FrameStack stack = Frames.open(file)) {
            for (int i : new int[] {0, stack.size() / 2, stack.size() - 1}) {
                Frame frame = stack.read(i);
                assertThat(frame.columns() * frame.rows()).isPositive();
            }
            return true;
        } catch (FrameFileException e) {
            assertThat(e.getMessage()).contains("; expected ").doesNotContain("\n");
            return false;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
