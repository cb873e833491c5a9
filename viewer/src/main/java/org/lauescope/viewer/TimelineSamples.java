package org.lauescope.viewer;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import org.lauescope.operando.CyclerLog;

/// Which samples of a log a screen can show: of each of many spans of equal length the first, and
/// those with the least and the largest value of each curve, so that no peak vanishes.
final class TimelineSamples {

    /// About the columns of a wide screen.
    private static final int SPANS = 1500;

    private TimelineSamples() {}

    /// In the order of time; all samples of a log that has no more.
    static int[] of(CyclerLog log) {
        int size = log.size();
        BitSet chosen = new BitSet(size);
        if (size <= 2 * SPANS) {
            chosen.set(0, size);
            return chosen.stream().toArray();
        }
        double length = (log.end() - log.start()) / SPANS;
        int first = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || span(log, i, length) != span(log, first, length)) {
                chosen.set(first);
                extremes(chosen, first, i, log::current);
                extremes(chosen, first, i, log::voltage);
                for (CyclerLog.Column column : log.columns()) {
                    extremes(chosen, first, i, sample -> column.values()[sample]);
                }
                first = i;
            }
        }
        chosen.set(size - 1);
        return chosen.stream().toArray();
    }

    private static long span(CyclerLog log, int sample, double length) {
        return (long) ((log.time(sample) - log.start()) / length);
    }

    private static void extremes(BitSet chosen, int from, int to, IntToDoubleFunction curve) {
        int least = from;
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            least = curve.applyAsDouble(i) < curve.applyAsDouble(least) ? i : least;
            largest = curve.applyAsDouble(i) > curve.applyAsDouble(largest) ? i : largest;
        }
        chosen.set(least);
        chosen.set(largest);
    }
}
