package org.lauescope.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.CbfWriter;
import org.lauescope.io.frame.EdfWriter;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.frame.tiff.TiffWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long from a file in the page cache to a frame: open, recognise, read, close.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class FrameReading {

    private Path folder = Path.of("");
    private Path tiff = folder;
    private Path deflate = folder;
    private Path large = folder;
    private Path cbf = folder;
    private Path edf = folder;

    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("lauescope-bench");
        Frame frame = SyntheticFrame.of(981, 1043);
        new TiffWriter().write(frame, tiff = folder.resolve("i32.tif"));
        TiffWriter.compressing().write(frame, deflate = folder.resolve("deflate.tif"));
        new CbfWriter().write(frame, cbf = folder.resolve("frame.cbf"));
        new EdfWriter().write(frame, edf = folder.resolve("frame.edf"));
        large = folder.resolve("u16.tif");
        Frame four = SyntheticFrame.of(2048, 2048);
        BufferedImage image = new BufferedImage(2048, 2048, BufferedImage.TYPE_USHORT_GRAY);
        int[] counts = Objects.requireNonNull(four.counts());
        image.getRaster().setSamples(0, 0, 2048, 2048, 0, counts);
        try (var out = ImageIO.createImageOutputStream(large.toFile())) {
            out.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            ImageIO.write(image, "tiff", out);
        }
    }

    @TearDown
    public void delete() throws IOException {
        for (Path file : new Path[] {tiff, deflate, large, cbf, edf, folder}) {
            Files.deleteIfExists(file);
        }
    }

    @Benchmark
    public Frame tiffInt32OneMegapixel() throws IOException {
        return Frames.read(tiff);
    }

    @Benchmark
    public Frame tiffDeflateOneMegapixel() throws IOException {
        return Frames.read(deflate);
    }

    @Benchmark
    public Frame tiffUint16FourMegapixels() throws IOException {
        return Frames.read(large);
    }

    @Benchmark
    public Frame cbfOneMegapixel() throws IOException {
        return Frames.read(cbf);
    }

    @Benchmark
    public Frame edfOneMegapixel() throws IOException {
        return Frames.read(edf);
    }
}
