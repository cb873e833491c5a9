package org.lauescope.io.frame.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lauescope.simd.BitPlanes;

/// Undoes the transposition of bits that precedes a compression: of the elements of a block, bit 0
/// of all is stored first, then bit 1 of all, and so on.
///
/// Layout: K. Masui et al., Astronomy and Computing 12 (2015) 181.
final class Bitshuffle {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Bitshuffle() {}

    /// @param elements number of elements, a multiple of 8
    /// @param bytes of an element: 1, 2, 4 or 8
    /// @param words as many as elements; modified
    /// @param plain filled with the elements one after another
    static void restore(byte[] shuffled, int elements, int bytes, int[] words, byte[] plain) {
        int wordBytes = Math.min(bytes, 4);
        for (int first = 0; first < bytes; first += wordBytes) {
            BitPlanes.BEST.join(shuffled, first * elements, 8 * wordBytes, elements, words, 0);
            for (int i = 0; i < elements; i++) {
                int to = i * bytes + first;
                switch (wordBytes) {
                    case 1 -> plain[to] = (byte) words[i];
                    case 2 -> SHORT.set(plain, to, (short) words[i]);
                    default -> INT.set(plain, to, words[i]);
                }
            }
        }
    }
}
