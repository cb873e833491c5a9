package org.lauescope.run.series;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Values of a region in their order, so that statistics of points that occur several times need no
/// sorting again.
final class SortedValues {

    private static final double[] QUANTILES = {0.1, 0.5, 0.9};

    private final int[] points;
    private final double[] values;

    /// @param of one per point of the grid; NaN where unknown
    SortedValues(double[] of, int[] region) {
        points =
                IntStream.of(region)
                        .filter(point -> Double.isFinite(of[point]))
                        .boxed()
                        .sorted((a, b) -> Double.compare(of[a], of[b]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        values = Arrays.stream(points).mapToDouble(point -> of[point]).toArray();
    }

    int size() {
        return points.length;
    }

    /// The quantiles 0.1, 0.5 and 0.9, linear between order statistics (type 7), and the part above
    /// 0; NaN without values.
    ///
    /// @param times how often each point of the grid occurs
    /// @param into where the four begin, written
    void summary(int[] times, double[] into, int at) {
        long whole = 0;
        long positive = 0;
        for (int i = 0; i < points.length; i++) {
            whole += times[points[i]];
            positive += values[i] > 0 ? times[points[i]] : 0;
        }
        Arrays.fill(into, at, at + 4, Double.NaN);
        if (whole == 0) {
            return;
        }
        long count = 0;
        int i = -1;
        for (int q = 0; q < QUANTILES.length; q++) {
            double place = QUANTILES[q] * (whole - 1);
            long below = (long) place;
            while (count <= below) {
                count += times[points[++i]];
            }
            int next = i;
            if (count <= Math.min(below + 1, whole - 1)) {
                do {
                    next++;
                } while (times[points[next]] == 0);
            }
            into[at + q] = values[i] + (place - below) * (values[next] - values[i]);
        }
        into[at + 3] = (double) positive / whole;
    }
}
