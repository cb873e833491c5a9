package org.lauescope.map;

/// How many values lie in each of many bins of equal width, the first of which begins at 0.
///
/// @param binWidth in the unit of the values
/// @param counts per bin; not copied and not to be changed
/// @param beyond how many lie above the last bin
public record Histogram(double binWidth, long[] counts, long beyond) {

    /// Counts values one at a time; NaN and what is below 0 counts nowhere.
    static final class Builder {
        private final double binWidth;
        private final long[] counts;
        private long beyond;

        Builder(double binWidth, int bins) {
            this.binWidth = binWidth;
            this.counts = new long[bins];
        }

        void add(double value) {
            if (value >= 0) {
                double bin = value / binWidth;
                if (bin < counts.length) {
                    counts[(int) bin]++;
                } else {
                    beyond++;
                }
            }
        }

        Histogram build() {
            return new Histogram(binWidth, counts.clone(), beyond);
        }
    }

    /// Number of values, those beyond included.
    public long total() {
        long sum = beyond;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /// Middle of a bin.
    public double centre(int bin) {
        return (bin + 0.5) * binWidth;
    }

    /// Part of all values that lie in a bin; NaN if there are none.
    public double fraction(int bin) {
        return (double) counts[bin] / total();
    }
}
