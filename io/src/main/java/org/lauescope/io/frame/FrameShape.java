package org.lauescope.io.frame;

import java.nio.file.Path;

/// Size of a frame, px, checked to be one that can be held.
public record FrameShape(int columns, int rows) {

    /// Largest frame read, px: 16 384 × 16 384.
    private static final long LARGEST = 1 << 28;

    public FrameShape {
        if (columns < 1 || rows < 1 || (long) columns * rows > LARGEST) {
            throw new IllegalArgumentException("image of %d × %d px".formatted(columns, rows));
        }
    }

    /// @throws FrameFileException if a header claims a size that no frame has or that the memory
    ///   cannot hold
    public static FrameShape of(Path file, long columns, long rows) throws FrameFileException {
        if (columns < 1
                || rows < 1
                || columns > LARGEST
                || rows > LARGEST
                || columns * rows > LARGEST) {
            throw new FrameFileException(
                    file,
                    "its header says the image has %d columns and %d rows".formatted(columns, rows),
                    "at least one of each and at most %d px in all".formatted(LARGEST),
                    "the header is damaged or of another format");
        }
        long bytes = columns * rows * 4;
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory / 2) {
            throw new FrameFileException(
                    file,
                    "an image of %d × %d px needs %d MB of memory"
                            .formatted(columns, rows, bytes >> 20),
                    "at most half of the %d MB there are".formatted(memory >> 20),
                    "give the program more with -Xmx");
        }
        return new FrameShape((int) columns, (int) rows);
    }

    public int pixels() {
        return columns * rows;
    }
}
