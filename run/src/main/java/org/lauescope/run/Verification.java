package org.lauescope.run;

import org.lauescope.map.ScanGrid;
import org.lauescope.run.plan.SampleGrid;

/// Which points are indexed again from scratch: a part of them that looks random but is fixed by
/// scan and position. Points of the sample were indexed from scratch in the first place.
///
/// @param fraction 0 … 1
record Verification(int scan, ScanGrid grid, SampleGrid samples, double fraction) {

    boolean includes(int point) {
        long row = grid.row(point);
        long column = grid.column(point);
        // 53 bits of the mixed position, as a number from 0 to 1.
        double random = (mixed(((long) scan << 48) ^ (row << 24) ^ column) >>> 11) * 0x1p-53;
        return random < fraction && !samples.contains((int) row, (int) column);
    }

    /// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014, 453).
    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
