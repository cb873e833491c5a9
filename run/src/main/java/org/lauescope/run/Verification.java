package org.lauescope.run;

import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.plan.SampleGrid;

/// Which points are indexed again from scratch: a part of them that looks random but is fixed by
/// scan and position. Points of the sample were indexed from scratch in the first place.
///
/// @param fraction 0 … 1
record Verification(int scan, ScanGrid grid, SampleGrid samples, double fraction) {

    boolean includes(int point) {
        return !isSample(point) && random(point) < fraction;
    }

    /// With at least so many of the points that were indexed, or all of them, unless nothing is to
    /// be compared.
    Verification withAtLeast(int count, IntStream indexed) {
        if (fraction == 0) {
            return this;
        }
        double[] least =
                indexed.filter(point -> !isSample(point))
                        .mapToDouble(this::random)
                        .sorted()
                        .limit(count)
                        .toArray();
        double needed = least.length == 0 ? 0 : Math.nextUp(least[least.length - 1]);
        return new Verification(scan, grid, samples, Math.max(fraction, needed));
    }

    private boolean isSample(int point) {
        return samples.contains(grid.row(point), grid.column(point));
    }

    /// 53 bits of the mixed position, as a number from 0 to 1.
    private double random(int point) {
        long row = grid.row(point);
        long column = grid.column(point);
        return (mixed(((long) scan << 48) ^ (row << 24) ^ column) >>> 11) * 0x1p-53;
    }

    /// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014, 453).
    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
