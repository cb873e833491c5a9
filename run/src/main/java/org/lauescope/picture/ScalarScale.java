package org.lauescope.picture;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import org.lauescope.map.Quantity;

/// Which colour a value has: a colour map between two ends, chosen so that a few outliers do not
/// take all colours. What lies beyond an end is drawn as the end, and counted.
///
/// @param low, high values at the ends
/// @param below, above part of the values beyond them
public record ScalarScale(ColourMap map, double low, double high, double below, double above) {

    /// Part of the values that may lie beyond an end.
    private static final double CLIP = 0.01;

    /// Sequential: from the 1st to the 99th percentile, or from zero if that is near. Diverging:
    /// zero in the middle, ends at the 98th percentile of the absolute values.
    public static ScalarScale of(double[] values, Quantity.Scale scale) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (known.length == 0) {
            return new ScalarScale(ColourMap.SEQUENTIAL, 0, 1, 0, 0);
        }
        if (scale == Quantity.Scale.DIVERGING) {
            double[] sizes = DoubleStream.of(known).map(Math::abs).sorted().toArray();
            double reach = widened(sizes[rank(sizes.length, 1 - 2 * CLIP)], 0);
            return new ScalarScale(
                    ColourMap.DIVERGING,
                    -reach,
                    reach,
                    part(known, v -> v < -reach),
                    part(known, v -> v > reach));
        }
        double first = known[rank(known.length, CLIP)];
        double high = known[rank(known.length, 1 - CLIP)];
        double low = known[0] >= 0 && first < 0.3 * high ? 0 : first;
        double top = widened(high, low);
        return new ScalarScale(
                ColourMap.SEQUENTIAL,
                low,
                top,
                part(known, v -> v < low),
                part(known, v -> v > top));
    }

    /// The same colours between other ends.
    ScalarScale between(double newLow, double newHigh, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        return new ScalarScale(
                map,
                newLow,
                newHigh,
                part(finite, v -> v < newLow),
                part(finite, v -> v > newHigh));
    }

    /// Probabilities: from 0 to 1.
    static ScalarScale ofProbabilities() {
        return new ScalarScale(ColourMap.SEQUENTIAL, 0, 1, 0, 0);
    }

    /// A scale of no length would divide by zero.
    private static double widened(double high, double low) {
        return high > low ? high : low + Math.max(1e-12, Math.abs(low) * 0.01);
    }

    private static int rank(int size, double part) {
        return (int) Math.round(part * (size - 1));
    }

    private static double part(double[] values, DoublePredicate test) {
        return (double) Arrays.stream(values).filter(test).count() / Math.max(1, values.length);
    }

    public int rgb(double value) {
        return map.rgb((value - low) / (high - low));
    }
}
