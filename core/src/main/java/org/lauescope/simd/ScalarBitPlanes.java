package org.lauescope.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// [BitPlanes] by exchanges within `long`s.
///
/// Sixty-four elements are joined at once. One byte of each is a cube of 8 × 8 × 8 bits in eight
/// `long`s, stored as [bit][group of eight][element of the group] and wanted as
/// [group][element][bit]. Two exchanges of axes do it, first and last, then first and middle; each
/// takes three stages of masked swaps. Cubes of zeros, that is the high bytes of most counts, are
/// passed over.
final class ScalarBitPlanes implements BitPlanes {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public void join(byte[] planes, int from, int bits, int elements, int[] out, int to) {
        int stride = elements / 8;
        long[] cube = new long[8];
        int group = 0;
        for (; group + 8 <= stride; group += 8) {
            for (int bit = 0; bit < bits; bit += 8) {
                boolean any = load(planes, from + bit * stride + group, stride, cube);
                if (any) {
                    turn(cube);
                }
                if (any || bit == 0) {
                    store(cube, bit, out, to + 8 * group);
                }
            }
        }
        for (; group < stride; group++) {
            joinGroup(planes, from + group, stride, bits, out, to + 8 * group);
        }
    }

    private static boolean load(byte[] planes, int from, int stride, long[] cube) {
        long any = 0;
        for (int bit = 0; bit < 8; bit++) {
            cube[bit] = (long) LONG.get(planes, from + bit * stride);
            any |= cube[bit];
        }
        return any != 0;
    }

    private static void turn(long[] cube) {
        exchange(cube, 1, 1, 0x5555_5555_5555_5555L);
        exchange(cube, 2, 2, 0x3333_3333_3333_3333L);
        exchange(cube, 4, 4, 0x0f0f_0f0f_0f0f_0f0fL);
        exchange(cube, 1, 8, 0x00ff_00ff_00ff_00ffL);
        exchange(cube, 2, 16, 0x0000_ffff_0000_ffffL);
        exchange(cube, 4, 32, 0x0000_0000_ffff_ffffL);
    }

    /// Swaps, in all pairs of `long`s that are `distance` apart, the bits outside `mask` of the
    /// first with those inside it of the second.
    private static void exchange(long[] cube, int distance, int shift, long mask) {
        for (int i = 0; i < 4; i++) {
            int first = i + (i & -distance);
            int second = first + distance;
            long swapped = ((cube[first] >>> shift) ^ cube[second]) & mask;
            cube[second] ^= swapped;
            cube[first] ^= swapped << shift;
        }
    }

    /// Sets the byte at bit 0, adds one above it.
    private static void store(long[] cube, int bit, int[] out, int to) {
        for (int i = 0; i < 8; i++) {
            long bytes = cube[i];
            for (int k = 0; k < 8; k++) {
                int element = to + 8 * i + k;
                int value = ((int) (bytes >>> (8 * k)) & 0xff) << bit;
                out[element] = bit == 0 ? value : out[element] | value;
            }
        }
    }

    /// Eight elements bit by bit.
    static void joinGroup(byte[] planes, int from, int stride, int bits, int[] out, int to) {
        for (int element = 0; element < 8; element++) {
            int value = 0;
            for (int bit = 0; bit < bits; bit++) {
                value |= (planes[from + bit * stride] >>> element & 1) << bit;
            }
            out[to + element] = value;
        }
    }
}
