package org.lauescope.operando;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Control of the false discovery rate: of the points that are called changed, on average at most a
/// part `level` are not.
///
/// The adjusted probability of the i-th smallest of m is
///
///     qᵢ = min over j ≥ i of  c · m pⱼ / j
///
/// with c = 1 (Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289), which holds for
/// independent points and for those that are positively correlated, as neighbours are; and c = Σ 1/j
/// for any dependence (Y. Benjamini, D. Yekutieli, Ann. Stat. 29 (2001) 1165), some ten times as
/// strict on a map. Both take each p as right: σ must be, and a shift of the whole map must have
/// been taken off.
///
/// @param adjusted least level at which each point is rejected; NaN where nothing was tested. Not
///   copied and not to be changed
public record FalseDiscovery(double[] adjusted) {

    /// For independent or positively correlated points.
    ///
    /// @param p probability of each point; NaN where nothing is tested
    public static FalseDiscovery benjaminiHochberg(double[] p) {
        return new FalseDiscovery(adjust(p, false));
    }

    /// For points of any dependence.
    public static FalseDiscovery benjaminiYekutieli(double[] p) {
        return new FalseDiscovery(adjust(p, true));
    }

    /// Of values as far from zero as these by normal noise of their uncertainties.
    public static FalseDiscovery of(Field change) {
        return benjaminiHochberg(
                Arrays.stream(change.standardised()).map(TailProbability::normal).toArray());
    }

    /// Points that are called changed.
    public int[] discoveries(double level) {
        return IntStream.range(0, adjusted.length).filter(i -> adjusted[i] <= level).toArray();
    }

    private static double[] adjust(double[] p, boolean anyDependence) {
        int[] order =
                IntStream.range(0, p.length)
                        .filter(i -> !Double.isNaN(p[i]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int m = order.length;
        double strictness =
                anyDependence ? IntStream.rangeClosed(1, m).mapToDouble(j -> 1.0 / j).sum() : 1;
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 1;
        for (int j = m; j >= 1; j--) {
            least = Math.min(least, strictness * m * p[order[j - 1]] / j);
            adjusted[order[j - 1]] = least;
        }
        return adjusted;
    }
}
