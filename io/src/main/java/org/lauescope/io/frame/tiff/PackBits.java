package org.lauescope.io.frame.tiff;

import java.util.Arrays;

/// PackBits run lengths (TIFF 6.0, section 9): a byte n ≥ 0 before n + 1 bytes as they are, n < 0
/// before a byte to be repeated 1 − n times; −128 means nothing.
final class PackBits {

    private PackBits() {}

    /// @return number of bytes decoded, at most `length`
    static int decode(byte[] packed, byte[] plain, int length) {
        int from = 0;
        int to = 0;
        while (to < length && from + 1 < packed.length) {
            int n = packed[from++];
            if (n >= 0) {
                int run = Math.min(Math.min(n + 1, packed.length - from), length - to);
                System.arraycopy(packed, from, plain, to, run);
                from += n + 1;
                to += run;
            } else if (n != Byte.MIN_VALUE) {
                int run = Math.min(1 - n, length - to);
                Arrays.fill(plain, to, to + run, packed[from++]);
                to += run;
            }
        }
        return to;
    }
}
