package org.lauescope.operando;

import java.util.Arrays;
import java.util.function.Function;

/// Statistics of a field over points that may occur several times, for [BlockBootstrap].
public final class RegionStatistics {

    private RegionStatistics() {}

    /// Median, mean and part above 0 (of a strain: in tension).
    public static Function<int[], double[]> summary(Field field) {
        return points -> {
            Distribution values = of(field, points);
            return new double[] {values.median(), values.mean(), values.fractionAbove(0)};
        };
    }

    /// By how much median, mean and part above 0 are larger in the second of two scans.
    public static Function<int[], double[]> change(Field first, Field second) {
        return points -> {
            double[] before = summary(first).apply(points);
            double[] after = summary(second).apply(points);
            Arrays.setAll(after, k -> after[k] - before[k]);
            return after;
        };
    }

    /// The frequency curve: part of the points in each of many bins of equal width.
    ///
    /// @param edges of the bins, ascending
    public static Function<int[], double[]> frequencies(Field field, double[] edges) {
        return points -> {
            Distribution values = of(field, points);
            double[] frequencies = new double[edges.length - 1];
            Arrays.setAll(
                    frequencies,
                    k -> values.fractionUpTo(edges[k + 1]) - values.fractionUpTo(edges[k]));
            return frequencies;
        };
    }

    private static Distribution of(Field field, int[] points) {
        return Distribution.of(field, new Region("", points));
    }
}
