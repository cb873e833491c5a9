package org.lauescope.io.frame.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfFilterException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameShape;
import org.lauescope.io.frame.PixelPlane;

/// Images in chunks; a chunk is one frame, a part of one, or parts of several.
final class ChunkedImages implements ImageStorage {

    /// Larger chunks are taken for damage, bytes.
    private static final long LARGEST_CHUNK = 1 << 30;

    private final FrameAddress address;
    private final ChunkedDataset dataset;
    private final PixelLayout layout;
    private final FrameShape shape;
    private final ChunkDecoder decoder;
    private final int[] axes;
    private final int[] chunk;
    private final int chunkBytes;

    /// The chunk read last, kept if chunks hold several frames.
    private volatile @Nullable Decoded last;

    private record Decoded(int[] offset, byte[] bytes) {}

    ChunkedImages(
            FrameAddress address, ChunkedDataset dataset, PixelLayout layout, FrameShape shape)
            throws FrameFileException {
        this.address = address;
        this.dataset = dataset;
        this.layout = layout;
        this.shape = shape;
        axes = dataset.getDimensions();
        chunk = dataset.getChunkDimensions();
        decoder = decoder();
        long bytes = layout.type().bytes();
        for (int side : chunk) {
            bytes = side < 1 || bytes > LARGEST_CHUNK ? Long.MAX_VALUE : bytes * side;
        }
        if (bytes > LARGEST_CHUNK || chunk.length != axes.length) {
            throw new FrameFileException(
                    address.file(),
                    "the chunks of %s are %s".formatted(dataset.getPath(), Arrays.toString(chunk)),
                    "at most 1 GB",
                    "rewrite it with one frame per chunk");
        }
        chunkBytes = (int) bytes;
    }

    private ChunkDecoder decoder() throws FrameFileException {
        String obstacle;
        try {
            ChunkDecoder found =
                    new ChunkDecoder(
                            dataset.getFilters().stream()
                                    .map(filter ->
                                            new ChunkDecoder.Filter(
                                                    filter.getId(), filter.getFilterData()))
                                    .toList(),
                            layout.type().bytes());
            obstacle = found.obstacle();
            if (obstacle == null) {
                return found;
            }
        } catch (HdfFilterException e) {
            obstacle = e.getMessage();
        }
        throw new FrameFileException(
                address.file(),
                "the chunks of %s are compressed in a way not supported: %s"
                        .formatted(dataset.getPath(), obstacle),
                "gzip, shuffle, LZ4, LZF or bitshuffle with LZ4",
                "rewrite it, e.g. with h5repack -f GZIP=1");
    }

    @Override
    public PixelLayout layout() {
        return layout;
    }

    @Override
    public String storage() {
        return decoder.toString();
    }

    @Override
    public PixelPlane read(int frame) throws FrameFileException {
        PixelPlane plane = new PixelPlane(layout.type(), layout.order(), shape);
        int[] offset = new int[axes.length];
        int rest = frame;
        int place = 0; // of the frame in the chunk
        boolean single = true;
        for (int axis = axes.length - 3, stride = 1; axis >= 0; axis--) {
            int index = rest % axes[axis];
            rest /= axes[axis];
            offset[axis] = index - index % chunk[axis];
            place += index % chunk[axis] * stride;
            stride *= chunk[axis];
            single &= chunk[axis] == 1;
        }
        int chunkRows = chunk[chunk.length - 2];
        int chunkColumns = chunk[chunk.length - 1];
        for (int row = 0; row < layout.rows(); row += chunkRows) {
            offset[axes.length - 2] = row;
            for (int column = 0; column < layout.columns(); column += chunkColumns) {
                offset[axes.length - 1] = column;
                if (single && chunkColumns == layout.columns()) {
                    decodeRows(plane, offset, row);
                } else {
                    place(plane, decoded(offset, single), place, row, column);
                }
            }
        }
        return plane;
    }

    /// Decodes whole rows straight into the plane.
    private void decodeRows(PixelPlane plane, int[] offset, int row) throws FrameFileException {
        int columns = layout.columns();
        int bytes = layout.type().bytes();
        int end = Math.min(row + chunk[chunk.length - 2], layout.rows()) * columns;
        decode(
                offset,
                new ChunkDecoder.Sink() {
                    private int next = row * columns;

                    @Override
                    public void accept(byte[] run, int length) {
                        int count = Math.min(length / bytes, end - next);
                        plane.put(run, 0, next, count);
                        next += count;
                    }

                    @Override
                    public boolean acceptPlanes(byte[] planes, int elements) {
                        boolean taken =
                                elements <= end - next
                                        && plane.putBitPlanes(planes, next, elements);
                        next += taken ? elements : 0;
                        return taken;
                    }
                });
    }

    private byte[] decoded(int[] offset, boolean single) throws FrameFileException {
        Decoded kept = last;
        if (kept != null && Arrays.equals(kept.offset, offset)) {
            return kept.bytes;
        }
        ByteBuffer whole = ByteBuffer.allocate(chunkBytes);
        decode(offset, (run, length) -> whole.put(run, 0, length));
        if (!single) {
            last = new Decoded(offset.clone(), whole.array());
        }
        return whole.array();
    }

    private void decode(int[] offset, ChunkDecoder.Sink sink) throws FrameFileException {
        ByteBuffer stored = stored(offset);
        try {
            decoder.decode(stored, chunkBytes, sink);
        } catch (ChunkDecoder.Damage e) {
            throw new FrameFileException(
                    address.file(),
                    "the chunk of %s at %s is damaged: %s"
                            .formatted(dataset.getPath(), Arrays.toString(offset), e.getMessage()),
                    "%d bytes".formatted(chunkBytes),
                    "copy the file again",
                    e);
        }
    }

    /// The bytes of a chunk as they lie in the file; without filters, if there are some that only
    /// jHDF undoes.
    private ByteBuffer stored(int[] offset) throws FrameFileException {
        try {
            return decoder.isComplete()
                    ? dataset.getRawChunkBuffer(offset)
                    : ByteBuffer.wrap(dataset.getDecompressedChunk(offset));
        } catch (RuntimeException e) {
            // jHDF meets damaged structures with exceptions of all kinds.
            throw new FrameFileException(
                    address.file(),
                    "a chunk of %s cannot be read (%s)"
                            .formatted(dataset.getPath(), e.getMessage()),
                    "a frame that was written",
                    "the scan was stopped before it, is still running, or the file is damaged",
                    e);
        }
    }

    /// Copies the part of a frame that a chunk holds.
    private void place(PixelPlane plane, byte[] bytes, int frame, int row, int column) {
        int chunkRows = chunk[chunk.length - 2];
        int chunkColumns = chunk[chunk.length - 1];
        int rows = Math.min(chunkRows, layout.rows() - row);
        int columns = Math.min(chunkColumns, layout.columns() - column);
        for (int r = 0; r < rows; r++) {
            int from = (frame * chunkRows + r) * chunkColumns * layout.type().bytes();
            plane.put(bytes, from, (row + r) * layout.columns() + column, columns);
        }
    }

    @Override
    public void close() {
        last = null;
    }
}
