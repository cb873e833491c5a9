package org.lauescope.io.frame.tiff;

/// LZW as TIFF 6.0, section 13, has it: codes of 9 to 12 bits, most significant bit first, the
/// width growing one code early.
final class Lzw {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int TABLE = 4096;

    private Lzw() {}

    /// @return number of bytes decoded before the end mark or the first wrong code, at most
    ///   `length`
    static int decode(byte[] packed, byte[] plain, int length) {
        // Each string is one that was already written, so its place and length in `plain` are all
        // the table holds.
        int[] place = new int[TABLE];
        int[] size = new int[TABLE];
        int free = FIRST_FREE;
        int width = 9;
        int previous = -1;
        int previousStart = 0;
        int to = 0;
        long bits = 0;
        int held = 0;
        int from = 0;
        while (to < length) {
            while (held < width) {
                if (from == packed.length) {
                    return to;
                }
                bits = bits << 8 | (packed[from++] & 0xff);
                held += 8;
            }
            int code = (int) (bits >>> (held - width)) & ((1 << width) - 1);
            held -= width;
            if (code == END) {
                return to;
            }
            if (code == CLEAR) {
                free = FIRST_FREE;
                width = 9;
                previous = -1;
                continue;
            }
            int start = to;
            if (previous < 0) {
                if (code > 255) {
                    return to;
                }
                plain[to++] = (byte) code;
            } else {
                if (code > free) {
                    return to;
                }
                // The new string is the previous one and the byte after it, which is about to be
                // written.
                if (free < TABLE) {
                    place[free] = previousStart;
                    size[free] = to - previousStart + 1;
                    free++;
                }
                if (code < CLEAR) {
                    plain[to++] = (byte) code;
                } else {
                    int run = Math.min(size[code], length - to);
                    int source = place[code];
                    // Byte by byte, because the newest string overlaps what it writes.
                    for (int i = 0; i < run; i++) {
                        plain[to++] = plain[source + i];
                    }
                }
                if (free + 1 >= 1 << width && width < 12) {
                    width++;
                }
            }
            previous = code;
            previousStart = start;
        }
        return to;
    }
}
