package org.lauescope.io.frame.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.lauescope.io.frame.FileBytes;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameShape;
import org.lauescope.io.frame.PixelPlane;

/// Where the pixels of a dataset lie: in one piece or in chunks.
sealed interface ImageStorage extends Closeable permits ImageStorage.OnePiece, ChunkedImages {

    PixelLayout layout();

    PixelPlane read(int frame) throws IOException;

    /// In a few words, as `shuffle, gzip`.
    String storage();

    static ImageStorage of(FrameAddress address, Dataset dataset) throws IOException {
        PixelLayout layout = PixelLayout.of(dataset);
        if (layout == null) {
            throw new IllegalArgumentException(dataset.getPath() + " is no dataset of images");
        }
        FrameShape shape = FrameShape.of(address.file(), layout.columns(), layout.rows());
        if (dataset instanceof ChunkedDataset chunked) {
            return new ChunkedImages(address, chunked, layout, shape);
        }
        if (dataset.isEmpty()) {
            throw new FrameFileException(
                    address.file(),
                    "the dataset %s was never written".formatted(dataset.getPath()),
                    "images in it",
                    "the scan was stopped, or is still running");
        }
        if (dataset instanceof ContiguousDataset contiguous) {
            FileBytes bytes = FileBytes.open(dataset.getFileAsPath());
            long start = dataset.getHdfFile().getUserBlockSize() + contiguous.getDataAddress();
            return new OnePiece(layout, shape, bytes, start);
        }
        var compact = MemorySegment.ofBuffer(((DatasetBase) dataset).getDataBuffer());
        return new OnePiece(layout, shape, FileBytes.of(dataset.getFileAsPath(), compact), 0);
    }

    /// Frames one after another, uncompressed.
    ///
    /// @param start of the first frame, bytes
    record OnePiece(PixelLayout layout, FrameShape shape, FileBytes bytes, long start)
            implements ImageStorage {

        @Override
        public PixelPlane read(int frame) throws FrameFileException {
            long length = (long) shape.pixels() * layout.type().bytes();
            MemorySegment pixels = bytes.slice(start + frame * length, length, "image #" + frame);
            PixelPlane plane = PixelPlane.toFill(layout.type(), layout.order(), shape);
            plane.put(pixels, 0, 0, shape.pixels());
            return plane;
        }

        @Override
        public String storage() {
            return "uncompressed";
        }

        @Override
        public void close() {
            bytes.close();
        }
    }
}
