package org.lauescope.io.frame;

import java.nio.ByteOrder;
import org.lauescope.frame.Frame;

/// Frames of one shape that lie uncompressed one after another.
final class ContiguousStack implements FrameStack {

    private final FrameAddress address;
    private final FileBytes bytes;
    private final String format;
    private final Layout layout;
    private final Frame.Header header;

    /// @param offset of the first frame, bytes
    /// @param size number of frames
    record Layout(FrameShape shape, PixelType type, ByteOrder order, long offset, int size) {

        long frameBytes() {
            return (long) shape.pixels() * type.bytes();
        }
    }

    /// Takes over `bytes`; closes them if the frames do not fit the file.
    ContiguousStack(
            FrameAddress address,
            FileBytes bytes,
            String format,
            Layout layout,
            Frame.Header header)
            throws FrameFileException {
        this.address = address;
        this.bytes = bytes;
        this.format = format;
        this.layout = layout;
        this.header = header;
        bytes.slice(
                layout.offset,
                layout.size * layout.frameBytes(),
                layout.size == 1 ? "image" : "last image");
    }

    @Override
    public int size() {
        return layout.size;
    }

    @Override
    public Frame read(int index) throws FrameFileException {
        long length = layout.frameBytes();
        PixelPlane plane = PixelPlane.toFill(layout.type, layout.order, layout.shape);
        var image = bytes.slice(layout.offset + index * length, length, "image");
        plane.put(image, 0, 0, layout.shape.pixels());
        return plane.frame(address.name(index, layout.size), header);
    }

    @Override
    public String format() {
        return "%s, %s".formatted(format, layout.type);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
