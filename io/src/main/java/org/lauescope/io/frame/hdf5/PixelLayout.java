package org.lauescope.io.frame.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.PixelType;

/// Type and shape of a dataset of images. All axes before the last two count frames.
record PixelLayout(PixelType type, ByteOrder order, int frames, int rows, int columns) {

    /// @return null if the dataset is not one of images
    static @Nullable PixelLayout of(Dataset dataset) {
        PixelType type;
        ByteOrder order;
        if (dataset.getDataType() instanceof FixedPoint number) {
            type = PixelType.of(false, number.isSigned(), 8 * number.getSize());
            order = number.getByteOrder();
        } else if (dataset.getDataType() instanceof FloatingPoint number) {
            type = PixelType.of(true, true, 8 * number.getSize());
            order = number.getByteOrder();
        } else {
            return null;
        }
        long[] axes = dataset.getDimensionsAsLong();
        if (type == null || axes.length < 2) {
            return null;
        }
        long frames = 1;
        for (int axis = 0; axis < axes.length; axis++) {
            if (axes[axis] < 1 || axes[axis] > Integer.MAX_VALUE || frames > Integer.MAX_VALUE) {
                return null;
            }
            frames *= axis < axes.length - 2 ? axes[axis] : 1;
        }
        return frames > Integer.MAX_VALUE
                ? null
                : new PixelLayout(
                        type,
                        order,
                        (int) frames,
                        (int) axes[axes.length - 2],
                        (int) axes[axes.length - 1]);
    }
}
