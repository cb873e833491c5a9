package org.lauescope.io.frame.tiff;

import java.lang.foreign.MemorySegment;
import org.lauescope.io.frame.FileBytes;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameShape;
import org.lauescope.io.frame.PixelPlane;
import org.lauescope.io.frame.PixelType;

/// One page: its pixels lie in strips of whole rows or in tiles, each compressed for itself.
final class TiffImage {

    private final FileBytes bytes;
    private final TiffDirectory page;
    private final FrameShape shape;
    private final PixelType type;
    private final TiffCompression compression;
    private final Predictor predictor;

    /// Strips are tiles as wide as the image.
    private final int tileColumns;

    private final int tileRows;
    private final int tilesAcross;
    private final int tilesDown;

    TiffImage(FileBytes bytes, TiffDirectory page) throws FrameFileException {
        this.bytes = bytes;
        this.page = page;
        shape =
                FrameShape.of(
                        bytes.path(),
                        page.integer(Tag.IMAGE_WIDTH, 0),
                        page.integer(Tag.IMAGE_LENGTH, 0));
        type = pixelType();
        compression = TiffCompression.of(bytes.path(), page.integer(Tag.COMPRESSION, 1));
        predictor = Predictor.of(bytes.path(), page.integer(Tag.PREDICTOR, 1), type);
        boolean tiled = page.has(Tag.TILE_WIDTH);
        tileColumns = tiled ? side(Tag.TILE_WIDTH) : shape.columns();
        tileRows =
                tiled
                        ? side(Tag.TILE_LENGTH)
                        : (int)
                                Math.clamp(
                                        page.integer(Tag.ROWS_PER_STRIP, shape.rows()),
                                        1,
                                        shape.rows());
        FrameShape.of(bytes.path(), tileColumns, tileRows);
        tilesAcross = Math.ceilDiv(shape.columns(), tileColumns);
        tilesDown = Math.ceilDiv(shape.rows(), tileRows);
    }

    PixelType type() {
        return type;
    }

    TiffCompression compression() {
        return compression;
    }

    private PixelType pixelType() throws FrameFileException {
        long samples = page.integer(Tag.SAMPLES_PER_PIXEL, 1);
        long bits = page.integer(Tag.BITS_PER_SAMPLE, 1);
        long format = page.integer(Tag.SAMPLE_FORMAT, 1);
        PixelType found = PixelType.of(format == 3, format == 2, (int) Math.clamp(bits, 0, 128));
        if (samples != 1 || found == null || format > 4) {
            throw new FrameFileException(
                    bytes.path(),
                    "its TIFF image has %d samples of %d bits per pixel, sample format %d"
                            .formatted(samples, bits, format),
                    "one sample of 8, 16, 32 or 64 bits, or a floating one of 32 or 64",
                    "convert it to a grey image, e.g. with tifffile or ImageJ");
        }
        return found;
    }

    private int side(int tag) throws FrameFileException {
        long side = page.integer(tag, 0);
        if (side < 1 || side > 1 << 16) {
            throw new FrameFileException(
                    bytes.path(),
                    "its TIFF tiles are %d px in one direction".formatted(side),
                    "1 to 65536 px",
                    "the file is damaged: copy it again");
        }
        return (int) side;
    }

    PixelPlane plane() throws FrameFileException {
        boolean tiled = page.has(Tag.TILE_WIDTH);
        int count = tilesAcross * tilesDown;
        long[] offsets = page.integers(tiled ? Tag.TILE_OFFSETS : Tag.STRIP_OFFSETS, count);
        long[] lengths = page.integers(tiled ? Tag.TILE_BYTE_COUNTS : Tag.STRIP_BYTE_COUNTS, count);
        if (lengths.length == 0 && compression == TiffCompression.NONE) {
            lengths = new long[offsets.length];
        }
        if (offsets.length < count || lengths.length < count) {
            throw new FrameFileException(
                    bytes.path(),
                    "its TIFF directory lists %d of %d strips or tiles"
                            .formatted(Math.min(offsets.length, lengths.length), count),
                    "all of them",
                    "the file is damaged: copy it again");
        }
        return compression == TiffCompression.NONE && predictor == Predictor.NONE
                ? copied(offsets)
                : decoded(offsets, lengths);
    }

    private PixelPlane copied(long[] offsets) throws FrameFileException {
        for (int tile = 0; tile < offsets.length; tile++) {
            stored(offsets[tile], tileBytes(tile), tile);
        }
        PixelPlane plane = PixelPlane.toFill(type, page.order(), shape);
        for (int tile = 0; tile < offsets.length; tile++) {
            place(plane, stored(offsets[tile], tileBytes(tile), tile), tile);
        }
        return plane;
    }

    private PixelPlane decoded(long[] offsets, long[] lengths) throws FrameFileException {
        long packed = 0;
        for (int tile = 0; tile < offsets.length; tile++) {
            packed += stored(offsets[tile], lengths[tile], tile).byteSize();
        }
        long size = Math.max((long) shape.pixels() * type.bytes(), tileBytes(0));
        if (size > packed * compression.largestRatio()) {
            throw new FrameFileException(
                    bytes.path(),
                    "it has %d bytes of %s for an image of %d × %d px"
                            .formatted(packed, compression, shape.columns(), shape.rows()),
                    "at least %d".formatted(Math.ceilDiv(size, compression.largestRatio())),
                    "the file is damaged: copy it again");
        }
        PixelPlane plane = PixelPlane.toFill(type, page.order(), shape);
        byte[] pixels = new byte[Math.toIntExact(tileBytes(0))];
        for (int tile = 0; tile < offsets.length; tile++) {
            int length = (int) tileBytes(tile);
            int found =
                    compression.decode(stored(offsets[tile], lengths[tile], tile), pixels, length);
            if (found < length) {
                throw new FrameFileException(
                        bytes.path(),
                        "its TIFF strip or tile %d decompresses (%s) to %d bytes"
                                .formatted(tile, compression, found),
                        "%d bytes".formatted(length),
                        "the file is damaged: copy it again");
            }
            predictor.undo(
                    pixels, length / (tileColumns * type.bytes()), tileColumns, type, page.order());
            place(plane, MemorySegment.ofArray(pixels), tile);
        }
        return plane;
    }

    private MemorySegment stored(long offset, long length, int tile) throws FrameFileException {
        return bytes.slice(
                offset,
                length,
                tilesAcross * tilesDown == 1 ? "image" : "strip or tile %d".formatted(tile));
    }

    /// Bytes of a decompressed tile; tiles are always full, the last strip ends with the image.
    private long tileBytes(int tile) {
        int rows = page.has(Tag.TILE_WIDTH) ? tileRows : rowsIn(tile);
        return (long) tileColumns * rows * type.bytes();
    }

    private int rowsIn(int tile) {
        return Math.min(tileRows, shape.rows() - tile / tilesAcross * tileRows);
    }

    private void place(PixelPlane plane, MemorySegment pixels, int tile) {
        int column = tile % tilesAcross * tileColumns;
        int row = tile / tilesAcross * tileRows;
        int start = row * shape.columns() + column;
        int rows = rowsIn(tile);
        if (tileColumns == shape.columns()) {
            plane.put(pixels, 0, start, rows * tileColumns);
            return;
        }
        int columns = Math.min(tileColumns, shape.columns() - column);
        for (int r = 0; r < rows; r++) {
            plane.put(
                    pixels,
                    (long) r * tileColumns * type.bytes(),
                    start + r * shape.columns(),
                    columns);
        }
    }
}
