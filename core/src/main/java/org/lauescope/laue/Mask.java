package org.lauescope.laue;

import java.util.BitSet;

/// Pixels of a detector that carry no data (gaps, dead and hot pixels). Immutable.
public final class Mask {

    private final int columns;
    private final int rows;
    private final BitSet masked;

    /// @param masked bit `row · columns + column` set where there is no data; copied
    public Mask(int columns, int rows, BitSet masked) {
        this.columns = columns;
        this.rows = rows;
        this.masked = (BitSet) masked.clone();
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    public boolean isMasked(int column, int row) {
        return masked.get(row * columns + column);
    }

    /// Next masked pixel index ≥ `from`, or −1: for walking the masked pixels in order.
    public int nextMasked(int from) {
        return masked.nextSetBit(from);
    }

    /// Next pixel index ≥ `from` that is not masked; the number of pixels at least if there is
    /// none.
    public int nextMeasured(int from) {
        return masked.nextClearBit(from);
    }

    public int count() {
        return masked.cardinality();
    }
}
