package org.lauescope.io.frame.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.frame.TestFiles;

/// Files written by tifffile and libtiff (make_files.py beside them); every pixel follows from its
/// place.
public final class TiffReaderTest {

    private static final int ROWS = 31;
    private static final int COLUMNS = 45;

    static Stream<Path> variants() throws IOException {
        Path folder =
                Objects.requireNonNull(
                        TestFiles.beside(TiffReaderTest.class, "u1_plain.tif").getParent());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[uif][1248]_*.tif")) {
            List<Path> found =
                    StreamSupport.stream(files.spliterator(), false)
                            .filter(file ->
                                    !file.toString().matches(".*_(pages|topmost|beyond)\\.tif"))
                            .sorted()
                            .toList();
            assertThat(found).hasSizeGreaterThan(40);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void storage(Path file) throws IOException {
        String type = file.getFileName().toString().substring(0, 2);
        Frame frame = Frames.read(file);
        assertThat(frame.columns()).isEqualTo(COLUMNS);
        assertThat(frame.rows()).isEqualTo(ROWS);
        double[] pixels = new double[ROWS * COLUMNS];
        double[] expected = new double[ROWS * COLUMNS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = frame.at(i % COLUMNS, i / COLUMNS);
            expected[i] = expected(type, 0, i / COLUMNS, i % COLUMNS);
        }
        assertThat(pixels).isEqualTo(expected);
    }

    /// The rule of make_files.py.
    private static double expected(String type, int page, int row, int column) {
        boolean signed = type.charAt(0) != 'u';
        int bright = type.endsWith("1") ? 90 : type.endsWith("2") ? 30_000 : 2_000_000_000;
        int value =
                (7 * row + 3 * column) % 101 == 0 ? bright + row : row * column % 97 + 5 * page + 3;
        value = signed && row == 15 ? -1 : value;
        return switch (type) {
            case "f4" -> (float) (value + 0.25);
            case "f8" -> (float) (value + 0.25);
            default -> value;
        };
    }

    @Test
    void pagesWithoutTheThumbnail() throws IOException {
        try (FrameStack stack =
                Frames.open(TestFiles.beside(TiffReaderTest.class, "u2_pages.tif"))) {
            assertThat(stack.size()).isEqualTo(3);
            assertThat(stack.read(1).at(4, 5)).isEqualTo(expected("u2", 1, 5, 4));
            assertThat(stack.read(2).at(4, 5)).isEqualTo(expected("u2", 3, 5, 4));
            assertThat(stack.read(2).source()).endsWith("u2_pages.tif#2");
        }
    }

    @Test
    void topmostUnsignedValuesAreNoData() throws IOException {
        Frame frame = Frames.read(TestFiles.beside(TiffReaderTest.class, "u4_topmost.tif"));
        assertThat(frame.counts()).isNotNull().startsWith(-1, -2);
        assertThat(frame.at(4, 5)).isEqualTo(expected("u4", 0, 5, 4));
    }

    @Test
    void unsignedValuesBeyondIntMakeAFrameOfValues() throws IOException {
        Frame frame = Frames.read(TestFiles.beside(TiffReaderTest.class, "u4_beyond.tif"));
        assertThat(frame.values()).isNotNull().startsWith(-1, -2, 3e9f);
        assertThat(frame.at(4, 5)).isEqualTo(expected("u4", 0, 5, 4));
    }

    /// Noise fills the code table of LZW, so that the longest codes and the clearing of the table
    /// are met. The writer is that of the JDK.
    @ParameterizedTest
    @CsvSource({"LZW", "ZLib", "PackBits"})
    void noise(String compression, @TempDir Path folder) throws IOException {
        int[] pixels = new Random(5).ints(300 * 200, 0, 1 << 16).toArray();
        for (int i = 0; i < pixels.length; i += 1 + i % 7) {
            pixels[i] = 7;
        }
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 300, 200, 0, pixels);
        Path file = folder.resolve("noise.tif");
        ImageWriter writer = jdkWriter();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionType(compression);
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), options);
        }
        assertThat(Frames.read(file).counts()).isEqualTo(pixels);
    }

    private static ImageWriter jdkWriter() {
        var writers = ImageIO.getImageWritersByFormatName("tiff");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.imageio")) {
                return writer;
            }
        }
        throw new AssertionError("this JDK has no TIFF writer");
    }

    @ParameterizedTest
    @CsvSource({
        "colour.tif, has 3 samples of 8 bits per pixel",
        "zstd.tif, its TIFF compression is 50000 (Zstandard)"
    })
    void refusals(String name, String message) {
        Path file = TestFiles.beside(TiffReaderTest.class, name);
        assertThatThrownBy(() -> Frames.read(file))
                .isInstanceOf(FrameFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"i4_plain.tif", "i4_lzw.tif", "u2_pages.tif", "u1_bigtiff_big.tif"})
    void truncation(String name, @TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(TestFiles.beside(TiffReaderTest.class, name));
        Path file = folder.resolve(name);
        for (int length = 8; length < whole.length - 20; length += 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(
                            () -> {
                                try (FrameStack stack = Frames.open(file)) {
                                    stack.read(stack.size() - 1);
                                }
                            })
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(FrameFileException.class);
        }
    }
}
