package org.lauescope.io.frame.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Undoes the transposition of bits that precedes a compression: of the elements of a block, bit 0
/// of all is stored first, then bit 1 of all, and so on. Little endian throughout.
///
/// Sixty-four elements are restored at once. One byte of each is a cube of 8 × 8 × 8 bits in eight
/// `long`s, stored as [bit][group of eight][element of the group] and wanted as
/// [group][element][bit]. Two exchanges of axes do it, first and last, then first and middle; each
/// takes three stages of masked swaps. Cubes of zeros, that is the high bytes of most counts, are
/// passed over.
///
/// Layout: K. Masui et al., Astronomy and Computing 12 (2015) 181.
final class Bitshuffle {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bitshuffle() {}

    /// @param elements number of elements, a multiple of 8
    /// @param bytes of an element: 1, 2, 4 or 8
    /// @param plain filled with the elements one after another
    static void restore(byte[] shuffled, int elements, int bytes, byte[] plain) {
        int stride = elements / 8;
        long[] cubes = new long[8 * bytes];
        int group = 0;
        for (; group + 8 <= stride; group += 8) {
            for (int b = 0; b < bytes; b++) {
                restoreCube(shuffled, 8 * b * stride + group, stride, cubes, 8 * b);
            }
            switch (bytes) {
                case 1 -> join1(cubes, plain, 8 * group);
                case 2 -> join2(cubes, plain, 16 * group);
                case 4 -> join4(cubes, plain, 32 * group);
                default -> join(cubes, bytes, plain, 8 * group * bytes);
            }
        }
        for (; group < stride; group++) {
            restoreGroup(shuffled, group, stride, bytes, plain);
        }
    }

    private static void restoreCube(byte[] shuffled, int from, int stride, long[] cubes, int at) {
        long any = 0;
        for (int bit = 0; bit < 8; bit++) {
            long plane = (long) LONG.get(shuffled, from + bit * stride);
            cubes[at + bit] = plane;
            any |= plane;
        }
        if (any == 0) {
            return;
        }
        exchange(cubes, at, 1, 1, 0x5555_5555_5555_5555L);
        exchange(cubes, at, 2, 2, 0x3333_3333_3333_3333L);
        exchange(cubes, at, 4, 4, 0x0f0f_0f0f_0f0f_0f0fL);
        exchange(cubes, at, 1, 8, 0x00ff_00ff_00ff_00ffL);
        exchange(cubes, at, 2, 16, 0x0000_ffff_0000_ffffL);
        exchange(cubes, at, 4, 32, 0x0000_0000_ffff_ffffL);
    }

    /// Swaps, in all pairs of `long`s that are `distance` apart, the bits outside `mask` of the
    /// first with those inside it of the second.
    private static void exchange(long[] cube, int at, int distance, int shift, long mask) {
        for (int i = 0; i < 4; i++) {
            int first = at + i + (i & -distance);
            int second = first + distance;
            long swapped = ((cube[first] >>> shift) ^ cube[second]) & mask;
            cube[second] ^= swapped;
            cube[first] ^= swapped << shift;
        }
    }

    private static void join1(long[] cubes, byte[] plain, int to) {
        for (int i = 0; i < 8; i++) {
            LONG.set(plain, to + 8 * i, cubes[i]);
        }
    }

    private static void join2(long[] cubes, byte[] plain, int to) {
        for (int i = 0; i < 8; i++) {
            long low = cubes[i];
            long high = cubes[8 + i];
            LONG.set(plain, to + 16 * i, spreadBytes(low) | spreadBytes(high) << 8);
            LONG.set(
                    plain,
                    to + 16 * i + 8,
                    spreadBytes(low >>> 32) | spreadBytes(high >>> 32) << 8);
        }
    }

    private static void join4(long[] cubes, byte[] plain, int to) {
        for (int i = 0; i < 8; i++) {
            for (int half = 0; half < 2; half++) {
                int shift = 32 * half;
                long low =
                        spreadBytes(cubes[i] >>> shift) | spreadBytes(cubes[8 + i] >>> shift) << 8;
                long high =
                        spreadBytes(cubes[16 + i] >>> shift)
                                | spreadBytes(cubes[24 + i] >>> shift) << 8;
                int place = to + 32 * i + 16 * half;
                LONG.set(plain, place, spreadShorts(low) | spreadShorts(high) << 16);
                LONG.set(
                        plain,
                        place + 8,
                        spreadShorts(low >>> 32) | spreadShorts(high >>> 32) << 16);
            }
        }
    }

    private static void join(long[] cubes, int bytes, byte[] plain, int to) {
        for (int b = 0; b < bytes; b++) {
            for (int element = 0; element < 64; element++) {
                plain[to + element * bytes + b] =
                        (byte) (cubes[8 * b + element / 8] >>> (8 * (element % 8)));
            }
        }
    }

    /// The low four bytes, each in the low half of a short.
    private static long spreadBytes(long bytes) {
        long shorts = (bytes & 0xffff) | (bytes & 0xffff_0000L) << 16;
        return (shorts | shorts << 8) & 0x00ff_00ff_00ff_00ffL;
    }

    /// The low two shorts, each in the low half of an int.
    private static long spreadShorts(long shorts) {
        return (shorts & 0xffff) | (shorts & 0xffff_0000L) << 16;
    }

    /// Eight elements bit by bit.
    private static void restoreGroup(
            byte[] shuffled, int group, int stride, int bytes, byte[] plain) {
        for (int element = 0; element < 8; element++) {
            for (int b = 0; b < bytes; b++) {
                int value = 0;
                for (int bit = 0; bit < 8; bit++) {
                    value |= (shuffled[(8 * b + bit) * stride + group] >>> element & 1) << bit;
                }
                plain[(8 * group + element) * bytes + b] = (byte) value;
            }
        }
    }
}
