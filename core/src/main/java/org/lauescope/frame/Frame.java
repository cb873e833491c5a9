package org.lauescope.frame;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One detector image: a row-major plane of counts or of values, and what the file says of it. The
/// plane is not copied; whoever makes a frame gives it away. Negative and non-finite pixels are "no
/// data".
public final class Frame {

    private final String source;
    private final int columns;
    private final int rows;
    private final int @Nullable [] counts;
    private final float @Nullable [] values;
    private final Header header;

    /// What a file says of its frame.
    ///
    /// @param exposure seconds; NaN if unknown
    /// @param time start of the exposure, or null if unknown
    /// @param saturation pixels at or above this value are saturated; +∞ if unknown
    /// @param kind what noise the pixels carry
    public record Header(double exposure, @Nullable Instant time, double saturation, Kind kind) {
        public static final Header UNKNOWN =
                new Header(Double.NaN, null, Double.POSITIVE_INFINITY, Kind.UNKNOWN);
    }

    /// Noise of the detector: a photon counter's variance is its count; an integrating one's is
    /// estimated from the image.
    public enum Kind {
        COUNTING,
        INTEGRATING,
        UNKNOWN
    }

    private Frame(
            String source,
            int columns,
            int rows,
            int @Nullable [] counts,
            float @Nullable [] values,
            Header header) {
        int length = counts != null ? counts.length : values != null ? values.length : 0;
        if (columns < 1 || rows < 1 || (long) columns * rows != length) {
            throw new IllegalArgumentException(
                    "%s: %d pixels for an image of %d × %d; expected as many as columns times rows"
                            .formatted(source, length, columns, rows));
        }
        this.source = source;
        this.columns = columns;
        this.rows = rows;
        this.counts = counts;
        this.values = values;
        this.header = header;
    }

    public static Frame ofCounts(
            String source, int columns, int rows, int[] counts, Header header) {
        return new Frame(source, columns, rows, counts, null, header);
    }

    public static Frame ofValues(
            String source, int columns, int rows, float[] values, Header header) {
        return new Frame(source, columns, rows, null, values, header);
    }

    /// Name of the file (and of the dataset and index in it) that the frame came from.
    public String source() {
        return source;
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    public Header header() {
        return header;
    }

    /// The plane of counts, or null if the frame has fractional values.
    public int @Nullable [] counts() {
        return counts;
    }

    /// The plane of values, or null if the frame has counts.
    public float @Nullable [] values() {
        return values;
    }

    public double at(int column, int row) {
        int index = row * columns + column;
        return counts != null ? counts[index] : values != null ? values[index] : Double.NaN;
    }
}
