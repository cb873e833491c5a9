package org.lauescope.operando;

import java.util.Arrays;
import org.lauescope.map.ScanGrid;

/// How many independent points would give the mean of a region the variance that its correlated
/// points give it (P. Clifford, S. Richardson, D. Hémon, Biometrics 45 (1989) 123):
///
///     n_eff = n² / Σᵢⱼ ρ(dᵢⱼ),   var(mean) = σ² / n_eff
///
/// For the number that belongs to the correlation of two maps see [ModifiedTTest].
public final class EffectiveSampleSize {

    /// Less than this is no correlation worth counting.
    static final double NEGLIGIBLE = 1e-3;

    private EffectiveSampleSize() {}

    /// @param grain number of the grain of each point; those of different grains are independent
    /// @return NaN without points
    public static double of(ScanGrid grid, Region region, int[] grain, Correlation correlation) {
        int[] part = part(grid, region, grain);
        Lags lags = Lags.upTo(grid, correlation.reach(NEGLIGIBLE));
        double sum = region.size();
        for (int lag = 0; lag < lags.size(); lag++) {
            long[] pairs = new long[1];
            lags.forEachPair(lag, grid, part, (_, _) -> pairs[0]++);
            sum += 2 * pairs[0] * correlation.at(lags.distance()[lag]);
        }
        return (double) region.size() * region.size() / sum;
    }

    /// The grain of each point of a region, −1 elsewhere. Points without a grain are one of their
    /// own.
    static int[] part(ScanGrid grid, Region region, int[] grain) {
        int[] part = new int[grid.size()];
        Arrays.fill(part, -1);
        for (int point : region.points()) {
            part[point] = grain[point] + 1;
        }
        return part;
    }
}
