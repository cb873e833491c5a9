package org.lauescope.map;

import java.util.Arrays;

/// The points of a later scan that lie nearest to those of an earlier one.
///
/// @param point number in the later scan for each point of the earlier one; −1 where there is none
/// @param mismatch distance of both, steps; NaN outside the later scan. Arrays are not copied and
///   not to be changed
public record PointMatches(int[] point, double[] mismatch) {

    /// Values of the later scan at the points of the earlier one, NaN where there is none.
    public double[] brought(double[] later) {
        double[] here = new double[point.length];
        Arrays.setAll(here, i -> point[i] < 0 ? Double.NaN : later[point[i]]);
        return here;
    }

    public int count() {
        return (int) Arrays.stream(point).filter(p -> p >= 0).count();
    }
}
