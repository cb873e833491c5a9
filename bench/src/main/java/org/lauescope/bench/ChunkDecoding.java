package org.lauescope.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.jpountz.lz4.LZ4Factory;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameShape;
import org.lauescope.io.frame.PixelPlane;
import org.lauescope.io.frame.PixelType;
import org.lauescope.io.frame.hdf5.ChunkDecoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long one chunk of an EIGER takes from the file's bytes to the plane of a frame: 1024 × 1024
/// px, bitshuffle and LZ4 in blocks of 8192 bytes. Pixels in MB (2 or 4 bytes each) over the time
/// is the rate: 2 MiB or 4 MiB.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ChunkDecoding {

    private static final int SIDE = 1024;
    private static final int BLOCK_BYTES = 8192;

    @Param({"U16", "U32"})
    public PixelType type = PixelType.U16;

    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private ChunkDecoder decoder = new ChunkDecoder(List.of(), 2);

    @Setup
    public void compress() {
        int[] counts = Objects.requireNonNull(SyntheticFrame.of(SIDE, SIDE).counts());
        int bytes = type.bytes();
        ByteBuffer plain =
                ByteBuffer.allocate(counts.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int count : counts) {
            if (bytes == 2) {
                plain.putShort((short) count);
            } else {
                plain.putInt(count);
            }
        }
        var compressor = LZ4Factory.fastestInstance().fastCompressor();
        ByteBuffer out = ByteBuffer.allocateDirect(2 * plain.capacity());
        out.putLong(plain.capacity()).putInt(BLOCK_BYTES);
        for (int at = 0; at < plain.capacity(); at += BLOCK_BYTES) {
            byte[] packed = compressor.compress(shuffle(plain.array(), at, bytes));
            out.putInt(packed.length).put(packed);
        }
        chunk = out.flip();
        decoder =
                new ChunkDecoder(
                        List.of(
                                new ChunkDecoder.Filter(
                                        ChunkDecoder.BITSHUFFLE, new int[] {0, 3, bytes, 0, 2})),
                        bytes);
    }

    /// Bit by bit.
    private static byte[] shuffle(byte[] plain, int at, int bytes) {
        byte[] shuffled = new byte[BLOCK_BYTES];
        int elements = BLOCK_BYTES / bytes;
        for (int element = 0; element < elements; element++) {
            for (int bit = 0; bit < 8 * bytes; bit++) {
                int value = plain[at + element * bytes + bit / 8] >>> (bit % 8) & 1;
                shuffled[bit * (elements / 8) + element / 8] |= (byte) (value << (element % 8));
            }
        }
        return shuffled;
    }

    @Benchmark
    public Frame toPlane() throws ChunkDecoder.Damage {
        PixelPlane plane =
                new PixelPlane(type, ByteOrder.LITTLE_ENDIAN, new FrameShape(SIDE, SIDE));
        decoder.decode(
                chunk,
                SIDE * SIDE * type.bytes(),
                new ChunkDecoder.Sink() {
                    private int next;

                    @Override
                    public void accept(byte[] run, int length) {
                        plane.put(run, 0, next, length / type.bytes());
                        next += length / type.bytes();
                    }

                    @Override
                    public boolean acceptPlanes(byte[] planes, int elements) {
                        plane.putBitPlanes(planes, next, elements);
                        next += elements;
                        return true;
                    }
                });
        return plane.frame("chunk", Frame.Header.UNKNOWN);
    }
}
