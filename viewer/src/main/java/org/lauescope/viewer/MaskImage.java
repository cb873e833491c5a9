package org.lauescope.viewer;

import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Mask;

/// The mask of a detector at the resolution of a screen: of each block of pixels the part that is
/// masked, 0 … 255; no block at all where nothing is. A single dead pixel never vanishes.
final class MaskImage {

    private MaskImage() {}

    /// @param width most columns of the image, as that of the frame
    static byte[] of(@Nullable Mask mask, int width) {
        if (mask == null || mask.count() == 0) {
            return new byte[0];
        }
        int block = FrameImage.block(mask.columns(), width);
        int columns = Math.ceilDiv(mask.columns(), block);
        int[] masked = new int[columns * Math.ceilDiv(mask.rows(), block)];
        for (int row = 0; row < mask.rows(); row++) {
            for (int column = 0; column < mask.columns(); column++) {
                if (mask.isMasked(column, row)) {
                    masked[row / block * columns + column / block]++;
                }
            }
        }
        byte[] parts = new byte[masked.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (byte) Math.min(255, Math.ceilDiv(255 * masked[i], block * block));
        }
        return parts;
    }
}
