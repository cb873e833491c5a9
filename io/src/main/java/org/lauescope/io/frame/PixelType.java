package org.lauescope.io.frame;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a file stores one pixel: unsigned, signed or floating, and its bits.
public enum PixelType {
    U8(1, 0xff),
    I8(1, 0x7f),
    U16(2, 0xffff),
    I16(2, 0x7fff),
    U32(4, Double.POSITIVE_INFINITY),
    I32(4, Double.POSITIVE_INFINITY),
    U64(8, Double.POSITIVE_INFINITY),
    I64(8, Double.POSITIVE_INFINITY),
    F32(4, Double.POSITIVE_INFINITY),
    F64(8, Double.POSITIVE_INFINITY);

    private final int bytes;
    private final double limit;

    PixelType(int bytes, double limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    public int bytes() {
        return bytes;
    }

    /// The saturation of a frame whose file does not say: where a narrow type ends; +∞ for 32 bits
    /// and more.
    public double limit() {
        return limit;
    }

    public boolean isFloat() {
        return this == F32 || this == F64;
    }

    /// @return null if there is no such type
    public static @Nullable PixelType of(boolean floating, boolean signed, int bits) {
        return named((floating ? "f" : signed ? "i" : "u") + bits);
    }

    /// The type called `u8`, `i16`, `f32` …, or null.
    public static @Nullable PixelType named(String name) {
        for (PixelType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
