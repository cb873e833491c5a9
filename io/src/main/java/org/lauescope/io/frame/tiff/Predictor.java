package org.lauescope.io.frame.tiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.PixelType;

/// What was done to the pixels of each row before they were compressed.
enum Predictor {
    NONE,
    /// each pixel is stored as its difference to the one on the left
    HORIZONTAL,
    /// the bytes of a row are sorted by significance, the highest first, then each is stored as its
    /// difference to the one before (TIFF Technical Note 3)
    FLOATING_POINT;

    private static final VarHandle[] SHORT = views(short[].class);
    private static final VarHandle[] INT = views(int[].class);
    private static final VarHandle[] LONG = views(long[].class);

    private static VarHandle[] views(Class<?> type) {
        return new VarHandle[] {
            MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN),
            MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN)
        };
    }

    static Predictor of(Path file, long code, PixelType type) throws FrameFileException {
        if (code == 1) {
            return NONE;
        }
        if (code == 2) {
            return HORIZONTAL;
        }
        if (code == 3 && type.isFloat()) {
            return FLOATING_POINT;
        }
        throw new FrameFileException(
                file,
                "its TIFF predictor is %d for pixels of %s".formatted(code, type),
                "1 (none), 2 (horizontal) or, for floating pixels, 3",
                "convert it, e.g. with tiffcp -c zip:1");
    }

    /// Restores the pixels in place, in the byte order of the file.
    void undo(byte[] pixels, int rows, int columns, PixelType type, ByteOrder order) {
        int rowBytes = columns * type.bytes();
        byte[] sorted = this == FLOATING_POINT ? new byte[rowBytes] : pixels;
        for (int row = 0; row < rows; row++) {
            int start = row * rowBytes;
            switch (this) {
                case NONE -> {}
                case HORIZONTAL -> accumulate(pixels, start, columns, type.bytes(), order);
                case FLOATING_POINT -> {
                    accumulate(pixels, start, rowBytes, 1, order);
                    System.arraycopy(pixels, start, sorted, 0, rowBytes);
                    unsort(sorted, pixels, start, type.bytes(), order);
                }
            }
        }
    }

    private static void accumulate(
            byte[] pixels, int start, int columns, int bytes, ByteOrder order) {
        int big = order == ByteOrder.BIG_ENDIAN ? 1 : 0;
        int end = start + columns * bytes;
        switch (bytes) {
            case 1 -> {
                byte sum = 0;
                for (int i = start; i < end; i++) {
                    sum = (byte) (sum + pixels[i]);
                    pixels[i] = sum;
                }
            }
            case 2 -> {
                VarHandle view = SHORT[big];
                short sum = 0;
                for (int i = start; i < end; i += 2) {
                    sum = (short) (sum + (short) view.get(pixels, i));
                    view.set(pixels, i, sum);
                }
            }
            case 4 -> {
                VarHandle view = INT[big];
                int sum = 0;
                for (int i = start; i < end; i += 4) {
                    sum += (int) view.get(pixels, i);
                    view.set(pixels, i, sum);
                }
            }
            default -> {
                VarHandle view = LONG[big];
                long sum = 0;
                for (int i = start; i < end; i += 8) {
                    sum += (long) view.get(pixels, i);
                    view.set(pixels, i, sum);
                }
            }
        }
    }

    private static void unsort(
            byte[] sorted, byte[] pixels, int start, int bytes, ByteOrder order) {
        int columns = sorted.length / bytes;
        for (int b = 0; b < bytes; b++) {
            int to = start + (order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b);
            for (int column = 0; column < columns; column++) {
                pixels[to + column * bytes] = sorted[b * columns + column];
            }
        }
    }
}
