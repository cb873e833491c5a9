package org.lauescope.viewer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lauescope.frame.Frame;

/// A frame at the resolution of a screen: blocks of pixels become their largest value, so that no
/// spot vanishes; values are kept to 1 in 5000 of their own size.
///
/// Bytes: as 32-bit integers (little endian) columns and rows of the frame, the block; as 32-bit
/// floats the largest value L and the 10 %, 50 %, 90 %, 99.5 % quantiles of the image; then for
/// each block of the rows 16 bits: 0 for no data, otherwise 1 + 65534 · ln(1 + v) / ln(1 + L).
final class FrameImage {

    private static final double[] QUANTILES = {0.1, 0.5, 0.9, 0.995};
    private static final int HEADER = 4 * (3 + 1 + QUANTILES.length);

    private FrameImage() {}

    /// @param width most columns of the image
    static byte[] of(Frame frame, int width) {
        int block = block(frame.columns(), width);
        int columns = Math.ceilDiv(frame.columns(), block);
        int rows = Math.ceilDiv(frame.rows(), block);
        float[] largest = new float[columns * rows];
        Arrays.fill(largest, -1);
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                double value = frame.at(column, row);
                int at = row / block * columns + column / block;
                if (value > largest[at]) {
                    largest[at] = (float) value;
                }
            }
        }
        float[] known = sorted(largest);
        double top = known.length == 0 ? 1 : Math.max(1, known[known.length - 1]);
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER + 2 * largest.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(frame.columns()).putInt(frame.rows()).putInt(block).putFloat((float) top);
        for (double part : QUANTILES) {
            bytes.putFloat(known.length == 0 ? 0 : known[(int) (part * (known.length - 1))]);
        }
        double scale = 65534 / Math.log1p(top);
        for (float value : largest) {
            bytes.putShort((short) (value < 0 ? 0 : 1 + Math.round(scale * Math.log1p(value))));
        }
        return bytes.array();
    }

    /// Side of the blocks that make an image of so many columns at most, px.
    static int block(int columns, int width) {
        return Math.max(1, Math.ceilDiv(columns, width));
    }

    private static float[] sorted(float[] values) {
        float[] known = new float[values.length];
        int size = 0;
        for (float value : values) {
            if (value >= 0) {
                known[size++] = value;
            }
        }
        float[] result = Arrays.copyOf(known, size);
        Arrays.sort(result);
        return result;
    }
}
