package org.lauescope.io.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The byte-offset compression of CBF: each pixel is stored as its difference to the one before, in
/// one byte, or after the byte −128 in two, or after the short −32768 in four (little endian).
final class ByteOffset {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// Bytes of the largest pixel: a mark of one byte, one of two, a difference of four.
    static final int LARGEST = 7;

    private ByteOffset() {}

    /// @param packed with at least [#LARGEST] more bytes than `length`
    /// @param plane filled, modulo 2³²
    /// @return number of pixels decoded; fewer than the plane has if the packed ones end before
    static int decode(byte[] packed, int length, int[] plane) {
        int value = 0;
        int from = 0;
        for (int to = 0; to < plane.length; to++) {
            if (from >= length) {
                return to;
            }
            int delta = packed[from++];
            if (delta == Byte.MIN_VALUE) {
                delta = (short) SHORT.get(packed, from);
                from += 2;
                if (delta == Short.MIN_VALUE) {
                    delta = (int) INT.get(packed, from);
                    from += 4;
                }
            }
            value += delta;
            plane[to] = value;
        }
        return from <= length ? plane.length : plane.length - 1;
    }

    /// @param packed as long as [#LARGEST] bytes per pixel
    /// @return number of bytes written
    static int encode(int[] plane, byte[] packed) {
        int before = 0;
        int to = 0;
        for (int pixel : plane) {
            int delta = pixel - before;
            before = pixel;
            if (delta > Byte.MIN_VALUE && delta <= Byte.MAX_VALUE) {
                packed[to++] = (byte) delta;
                continue;
            }
            packed[to++] = Byte.MIN_VALUE;
            if (delta > Short.MIN_VALUE && delta <= Short.MAX_VALUE) {
                SHORT.set(packed, to, (short) delta);
                to += 2;
            } else {
                SHORT.set(packed, to, Short.MIN_VALUE);
                INT.set(packed, to + 2, delta);
                to += 6;
            }
        }
        return to;
    }
}
