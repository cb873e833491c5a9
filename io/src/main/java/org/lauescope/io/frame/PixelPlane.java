package org.lauescope.io.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.simd.BitPlanes;

/// Collects the pixels of one frame from the runs of bytes in which a file stores them.
///
/// Integers become counts, floating numbers become values. Unsigned 32- and 64-bit pixels at the
/// two topmost values, which detectors write for dead pixels and gaps, become −1 and −2: no data.
/// Should any other pixel not fit an `int`, the whole frame becomes one of values, with the 24 bits
/// that a `float` has.
public final class PixelPlane {

    /// Pixels converted at once; small enough to stay in the first-level cache.
    private static final int RUN = 2048;

    private final PixelType type;
    private final ByteOrder order;
    private final FrameShape shape;
    private int @Nullable [] counts;
    private float @Nullable [] values;

    /// A plane of zeros.
    public PixelPlane(PixelType type, ByteOrder order, FrameShape shape) {
        this(type, order, shape, 0);
    }

    private PixelPlane(PixelType type, ByteOrder order, FrameShape shape, int from) {
        this.type = type;
        this.order = order;
        this.shape = shape;
        if (type.isFloat()) {
            values = new float[shape.pixels()];
        } else {
            int[] plane = SparePlanes.take(shape.pixels());
            Arrays.fill(plane, from, plane.length, 0);
            counts = plane;
        }
    }

    /// A plane every pixel of which will be put.
    public static PixelPlane toFill(PixelType type, ByteOrder order, FrameShape shape) {
        return new PixelPlane(type, order, shape, shape.pixels());
    }

    /// Takes the next pixels of a row or of several whole rows.
    ///
    /// @param offset of the first pixel in `bytes`
    /// @param start index of the first pixel in the plane
    /// @param count number of pixels
    public void put(MemorySegment bytes, long offset, int start, int count) {
        switch (type) {
            case U8, I8 -> put8(bytes, offset, start, count);
            case U16, I16 -> put16(bytes, offset, start, count);
            case I32 ->
                    MemorySegment.copy(
                            bytes,
                            JAVA_INT_UNALIGNED.withOrder(order),
                            offset,
                            ints(),
                            start,
                            count);
            case U32 -> putU32(bytes, offset, start, count);
            case U64, I64 -> put64(bytes, offset, start, count);
            case F32 ->
                    MemorySegment.copy(
                            bytes,
                            JAVA_FLOAT_UNALIGNED.withOrder(order),
                            offset,
                            floats(),
                            start,
                            count);
            case F64 -> putF64(bytes, offset, start, count);
        }
    }

    /// Takes the next pixels as planes of their bits, if their type allows that: little endian,
    /// unsigned or of 32 bits.
    ///
    /// @param planes see [BitPlanes]
    /// @return false if the type does not allow it; nothing was taken then
    public boolean putBitPlanes(byte[] planes, int start, int count) {
        boolean unsigned = type == PixelType.U8 || type == PixelType.U16 || type == PixelType.U32;
        if (counts == null
                || order != ByteOrder.LITTLE_ENDIAN
                || !(unsigned || type == PixelType.I32)) {
            return false;
        }
        BitPlanes.BEST.join(planes, 0, 8 * type.bytes(), count, counts, start);
        if (type == PixelType.U32 && hasLarge(counts, start, count)) {
            toValues();
        }
        return true;
    }

    public void put(byte[] bytes, int offset, int start, int count) {
        put(MemorySegment.ofArray(bytes), offset, start, count);
    }

    /// The plane of counts, for a decoder that makes `int` pixels itself.
    public int[] ints() {
        if (counts == null) {
            throw new IllegalStateException("plane of %s pixels has no counts".formatted(type));
        }
        return counts;
    }

    private float[] floats() {
        if (values == null) {
            throw new IllegalStateException("plane of %s pixels has no values".formatted(type));
        }
        return values;
    }

    /// The frame. The plane goes over to it.
    public Frame frame(String source, Frame.Header header) {
        return values != null
                ? Frame.ofValues(source, shape.columns(), shape.rows(), values, header)
                : Frame.ofCounts(source, shape.columns(), shape.rows(), ints(), header);
    }

    private void put8(MemorySegment bytes, long offset, int start, int count) {
        byte[] run = new byte[Math.min(count, RUN)];
        int[] plane = ints();
        int mask = type == PixelType.U8 ? 0xff : -1;
        for (int done = 0; done < count; done += run.length) {
            int n = Math.min(run.length, count - done);
            MemorySegment.copy(bytes, JAVA_BYTE, offset + done, run, 0, n);
            int to = start + done;
            for (int i = 0; i < n; i++) {
                plane[to + i] = run[i] & mask;
            }
        }
    }

    private void put16(MemorySegment bytes, long offset, int start, int count) {
        short[] run = new short[Math.min(count, RUN)];
        int[] plane = ints();
        int mask = type == PixelType.U16 ? 0xffff : -1;
        var layout = JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int done = 0; done < count; done += run.length) {
            int n = Math.min(run.length, count - done);
            MemorySegment.copy(bytes, layout, offset + 2L * done, run, 0, n);
            int to = start + done;
            for (int i = 0; i < n; i++) {
                plane[to + i] = run[i] & mask;
            }
        }
    }

    private void putU32(MemorySegment bytes, long offset, int start, int count) {
        var layout = JAVA_INT_UNALIGNED.withOrder(order);
        if (counts != null) {
            MemorySegment.copy(bytes, layout, offset, counts, start, count);
            if (hasLarge(counts, start, count)) {
                toValues();
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            floats()[start + i] = value(bytes.get(layout, offset + 4L * i));
        }
    }

    /// The value of a stored `int`, which for unsigned pixels holds the bits.
    private float value(int bits) {
        return type == PixelType.U32 && bits < -2 ? Integer.toUnsignedLong(bits) : bits;
    }

    /// Whether an unsigned pixel is beyond the range of `int` and not one of the two topmost.
    private static boolean hasLarge(int[] plane, int start, int count) {
        int least = 0;
        for (int i = start; i < start + count; i++) {
            least = Math.min(least, plane[i]);
        }
        return least < -2;
    }

    private void put64(MemorySegment bytes, long offset, int start, int count) {
        var layout = JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
            long pixel = bytes.get(layout, offset + 8L * i);
            boolean fits =
                    type == PixelType.I64
                            ? pixel == (int) pixel
                            : pixel >= -2 && pixel <= Integer.MAX_VALUE;
            if (counts != null && !fits) {
                toValues();
            }
            if (counts != null) {
                counts[start + i] = (int) pixel;
            } else {
                floats()[start + i] =
                        type == PixelType.I64 || pixel >= -2 ? pixel : (pixel >>> 1) * 2f;
            }
        }
    }

    private void putF64(MemorySegment bytes, long offset, int start, int count) {
        var layout = JAVA_DOUBLE_UNALIGNED.withOrder(order);
        float[] plane = floats();
        for (int i = 0; i < count; i++) {
            plane[start + i] = (float) bytes.get(layout, offset + 8L * i);
        }
    }

    private void toValues() {
        int[] plane = ints();
        float[] converted = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            converted[i] = value(plane[i]);
        }
        values = converted;
        counts = null;
    }
}
