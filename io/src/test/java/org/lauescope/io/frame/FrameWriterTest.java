package org.lauescope.io.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.tiff.TiffWriter;

/// The readers, which are tested with files of other programs, are the oracle of the writers; for
/// TIFF also the JDK.
final class FrameWriterTest {

    private static final int COLUMNS = 487;
    private static final int ROWS = 195;

    @TempDir Path folder = Path.of("");

    static Stream<FrameWriter> all() {
        return Stream.of(
                new TiffWriter(), TiffWriter.compressing(), new EdfWriter(), new CbfWriter());
    }

    static Stream<FrameWriter> ofValues() {
        return Stream.of(new TiffWriter(), TiffWriter.compressing(), new EdfWriter());
    }

    /// Differences of all sizes, negative ones, and both ends of the range.
    private static int[] pixels() {
        Random random = new Random(3);
        int[] pixels = new int[COLUMNS * ROWS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (int) (random.nextGaussian() * (i % 50 == 0 ? 1e9 : i % 7 == 0 ? 1e4 : 20));
        }
        pixels[1] = Integer.MIN_VALUE;
        pixels[2] = Integer.MAX_VALUE;
        pixels[3] = -128;
        pixels[4] = -256;
        pixels[5] = -256 - 32768;
        return pixels;
    }

    @ParameterizedTest
    @MethodSource("all")
    void counts(FrameWriter writer) throws IOException {
        Path file = folder.resolve("frame." + writer.endings().getFirst());
        var header =
                new Frame.Header(
                        0.25,
                        Instant.parse("2021-03-01T10:00:00Z"),
                        1_048_500,
                        Frame.Kind.COUNTING);
        writer.write(Frame.ofCounts("test", COLUMNS, ROWS, pixels(), header), file);
        Frame read = Frames.read(file);
        assertThat(read.counts()).isEqualTo(pixels());
        assertThat(read.columns()).isEqualTo(COLUMNS);
        assertThat(read.header().exposure()).isEqualTo(0.25);
        assertThat(read.header().time()).isEqualTo(header.time());
        if (!(writer instanceof EdfWriter)) {
            assertThat(read.header()).isEqualTo(header);
        }
    }

    @ParameterizedTest
    @MethodSource("ofValues")
    void values(FrameWriter writer) throws IOException {
        float[] values = new float[COLUMNS * ROWS];
        Random random = new Random(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 31 == 0 ? Float.NaN : (float) random.nextGaussian(100, 1e3);
        }
        Path file = folder.resolve("frame." + writer.endings().getFirst());
        writer.write(Frame.ofValues("test", COLUMNS, ROWS, values, Frame.Header.UNKNOWN), file);
        assertThat(Frames.read(file).values()).isEqualTo(values);
    }

    @Test
    void theJdkReadsOurTiff() throws IOException {
        Path file = folder.resolve("frame.tif");
        new TiffWriter()
                .write(Frame.ofCounts("test", COLUMNS, ROWS, pixels(), Frame.Header.UNKNOWN), file);
        var raster = ImageIO.read(file.toFile()).getRaster();
        assertThat(raster.getSamples(0, 0, COLUMNS, ROWS, 0, (int[]) null)).isEqualTo(pixels());
    }

    @Test
    void theEndingChoosesTheFormat() throws IOException {
        Frame frame = Frame.ofCounts("test", 2, 2, new int[] {1, 2, 3, 4}, Frame.Header.UNKNOWN);
        for (String ending : new String[] {"tif", "TIFF", "cbf", "edf"}) {
            Path file = folder.resolve("frame." + ending);
            Frames.write(frame, file);
            try (FrameStack stack = Frames.open(file)) {
                assertThat(stack.format()).startsWithIgnoringCase(ending.substring(0, 3));
                assertThat(stack.read(0).counts()).containsExactly(1, 2, 3, 4);
            }
        }
        assertThatThrownBy(() -> Frames.write(frame, folder.resolve("frame.jpg")))
                .hasMessageContaining("expected .cbf, .edf, .tif, .tiff");
        Frame values = Frame.ofValues("test", 1, 1, new float[] {0.5f}, Frame.Header.UNKNOWN);
        assertThatThrownBy(() -> Frames.write(values, folder.resolve("frame.cbf")))
                .hasMessageContaining("fractional");
    }

    @Test
    void nothingIsLeftOfAFailedWrite() throws IOException {
        Path target = Files.createDirectory(folder.resolve("frame.tif"));
        Files.createFile(target.resolve("occupied"));
        Frame frame = Frame.ofCounts("test", 1, 1, new int[1], Frame.Header.UNKNOWN);
        assertThatThrownBy(() -> Frames.write(frame, target)).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void masks() throws IOException {
        Path file = folder.resolve("mask.tif");
        Frames.write(
                Frame.ofCounts("mask", 3, 2, new int[] {0, 1, 0, -1, 0, 255}, Frame.Header.UNKNOWN),
                file);
        var mask = Masks.read(file);
        assertThat(mask.columns()).isEqualTo(3);
        assertThat(mask.count()).isEqualTo(3);
        assertThat(mask.isMasked(1, 0)).isTrue();
        assertThat(mask.isMasked(0, 1)).isTrue();
        assertThat(mask.isMasked(2, 1)).isTrue();
        assertThat(Masks.of(Frames.read(file + "#0")).count()).isEqualTo(3);
        Frame values = Frame.ofValues("v", 2, 1, new float[] {0, Float.NaN}, Frame.Header.UNKNOWN);
        assertThat(Masks.of(values).count()).isEqualTo(1);
        assertThat(Objects.requireNonNull(Frames.read(file).counts())).hasSize(6);
    }
}
