package org.lauescope.frame;

import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;

/// Why a frame that can be read holds no measurement.
public enum FrameDefect {
    /// every pixel with data has one and the same value: the shutter was closed, or the frame was
    /// never written
    BLANK,
    /// no pixel has data
    MASKED,
    /// at least half of the pixels with data are saturated
    SATURATED;

    /// The defect of a frame, or null if it has none. Reads every pixel once, unless two of the
    /// first differ and the frame does not say where it saturates.
    ///
    /// Where the frame does not say, one value in all pixels counts as saturation if it is the
    /// largest of 8 to 32 bits.
    ///
    /// @param mask pixels without data beside those that the frame itself marks, or null
    public static @Nullable FrameDefect of(Frame frame, @Nullable Mask mask) {
        double saturation = frame.header().saturation();
        boolean saturates = saturation < Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        boolean constant = true;
        long data = 0;
        long saturated = 0;
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                double value = frame.at(column, row);
                if (!(value >= 0) || (mask != null && mask.isMasked(column, row))) {
                    continue;
                }
                first = data == 0 ? value : first;
                constant &= value == first;
                data++;
                saturated += value >= saturation ? 1 : 0;
                if (!constant && !saturates) {
                    return null;
                }
            }
        }
        if (data == 0) {
            return MASKED;
        }
        if (2 * saturated >= data || (constant && isLargest(first))) {
            return SATURATED;
        }
        return constant ? BLANK : null;
    }

    /// Whether the value is 2ⁿ − 1 for n from 8 to 32.
    private static boolean isLargest(double value) {
        long whole = (long) value;
        return whole == value && whole >= 255 && whole < 1L << 32 && Long.bitCount(whole + 1) == 1;
    }
}
