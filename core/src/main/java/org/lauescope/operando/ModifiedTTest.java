package org.lauescope.operando;

import org.lauescope.map.ScanGrid;

/// Correlation of two maps whose points are not independent (P. Dutilleul, Biometrics 49 (1993) 305).
///
/// With the covariances Σ of both maps and B = I − 11ᵀ/n,
///
///     n_eff = 1 + tr(BΣ₁) tr(BΣ₂) / tr(BΣ₁BΣ₂),   t = r √((n_eff − 2) / (1 − r²))
///
/// is of Student's distribution with n_eff − 2 degrees of freedom where the maps have nothing to do
/// with each other. At n_eff ≤ 2 nothing can be said: p = 1.
///
/// @param correlation Pearson's r
/// @param effectivePoints n_eff
/// @param p probability of a correlation as large by chance
public record ModifiedTTest(double correlation, double effectivePoints, double p) {

    /// With the correlations that the maps' variograms show.
    ///
    /// @param grain number of the grain of each point; only points of the same grain are correlated
    public static ModifiedTTest of(Field first, Field second, Region region, int[] grain) {
        Region known = second.known(first.known(region));
        return of(
                first,
                second,
                known,
                grain,
                Variogram.of(first.grid(), first.values(), grain).correlation(),
                Variogram.of(first.grid(), second.values(), grain).correlation());
    }

    static ModifiedTTest of(
            Field first,
            Field second,
            Region known,
            int[] grain,
            Correlation firstCorrelation,
            Correlation secondCorrelation) {
        double r = pearson(first.values(), second.values(), known.points());
        double points =
                effectivePoints(first.grid(), known, grain, firstCorrelation, secondCorrelation);
        double t = r * Math.sqrt((points - 2) / (1 - r * r));
        return new ModifiedTTest(
                r, points, points > 2 ? TailProbability.student(t, points - 2) : 1);
    }

    /// Traces from the sums of rows and of all pairs: tr(BΣ₁BΣ₂) = ΣᵢⱼΣ₁ᵢⱼΣ₂ᵢⱼ − 2/n Σᵢ s₁ᵢ s₂ᵢ +
    /// S₁S₂/n² and tr(BΣ) = n − S/n, with the sums s of rows and S of all.
    private static double effectivePoints(
            ScanGrid grid, Region region, int[] grain, Correlation first, Correlation second) {
        int n = region.size();
        int[] part = EffectiveSampleSize.part(grid, region, grain);
        double[] firstRow = new double[grid.size()];
        double[] secondRow = new double[grid.size()];
        double product = n;
        double longest =
                Math.max(
                        first.reach(EffectiveSampleSize.NEGLIGIBLE),
                        second.reach(EffectiveSampleSize.NEGLIGIBLE));
        Lags lags = Lags.upTo(grid, longest);
        for (int lag = 0; lag < lags.size(); lag++) {
            double a = first.at(lags.distance()[lag]);
            double b = second.at(lags.distance()[lag]);
            long[] pairs = new long[1];
            lags.forEachPair(
                    lag,
                    grid,
                    part,
                    (i, j) -> {
                        firstRow[i] += a;
                        firstRow[j] += a;
                        secondRow[i] += b;
                        secondRow[j] += b;
                        pairs[0]++;
                    });
            product += 2 * pairs[0] * a * b;
        }
        double firstSum = 0;
        double secondSum = 0;
        double rows = 0;
        for (int i : region.points()) {
            firstSum += 1 + firstRow[i];
            secondSum += 1 + secondRow[i];
            rows += (1 + firstRow[i]) * (1 + secondRow[i]);
        }
        double both = product - 2 * rows / n + firstSum * secondSum / ((double) n * n);
        return 1 + (n - firstSum / n) * (n - secondSum / n) / both;
    }

    private static double pearson(double[] a, double[] b, int[] points) {
        double meanA = 0;
        double meanB = 0;
        for (int i : points) {
            meanA += a[i] / points.length;
            meanB += b[i] / points.length;
        }
        double aa = 0;
        double ab = 0;
        double bb = 0;
        for (int i : points) {
            aa += (a[i] - meanA) * (a[i] - meanA);
            ab += (a[i] - meanA) * (b[i] - meanB);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
