package org.lauescope.refine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lauescope.frame.Peaks;

/// σ_sys as many grains of one instrument tell it together: what neither the peak fits nor the
/// model know, px per coordinate.
///
/// A single grain tells σ_sys² to no better than √(2/ν) of its peaks' variances (ν degrees of
/// freedom), and a clamp at zero makes the mean of such estimates too large. Here one σ_sys serves
/// all grains: that with which their reduced χ² = Σ rᵀ (C + σ_sys² 1)⁻¹ r / ν are as often above as
/// below the median of their law, each grain counting ν times. The median, because some grains are
/// bent or overlapped; what makes their residuals large is theirs alone.
///
/// After R. C. Paule & J. Mandel, J. Res. Natl. Bur. Stand. 87 (1982) 377, with a median in the
/// place of the sum. Residuals that the peaks' own errors make by chance, within [#SIGNIFICANT]
/// standard deviations, give 0: where the peaks that determine a grain are much surer than those
/// that tell σ_sys, any value that chance makes would swamp them, and one that stays unseen is
/// small.
///
/// @param pixels 0 where the peaks' own errors explain the residuals; NaN if the grains have fewer
///   than [#LEAST_FREEDOM] degrees of freedom together
/// @param sigma standard uncertainty of `pixels`; where they are 0, the value they stay below in
///   two cases of three
/// @param freedom degrees of freedom of all grains together
public record SharedSystematic(double pixels, double sigma, int freedom) {

    /// So many tell σ² to 20 %.
    private static final int LEAST_FREEDOM = 50;

    /// Scatter of a median over that of a mean, √(π/2).
    private static final double MEDIAN_SCATTER = Math.sqrt(Math.PI / 2);

    /// One scan in forty gives a σ_sys that is not there.
    private static final double SIGNIFICANT = 2;

    /// Nothing was estimated: each grain is to speak for itself.
    public static final SharedSystematic UNKNOWN = new SharedSystematic(Double.NaN, Double.NaN, 0);

    /// px²
    private static final double SMALLEST_SQUARE = 1e-10;

    private static final double LARGEST_SQUARE = 100;

    public boolean isKnown() {
        return !Double.isNaN(pixels);
    }

    /// A grain with the peaks it was fitted to.
    public record Sample(Peaks peaks, GrainFit fit) {}

    /// The fits are to be made with the σ_sys that is found: estimate and fits take turns until
    /// both rest.
    public static SharedSystematic of(List<Sample> samples) {
        List<Residuals> grains =
                samples.stream()
                        .map(Residuals::of)
                        .filter(residuals -> residuals.freedom > 0)
                        .toList();
        int freedom = grains.stream().mapToInt(residuals -> residuals.freedom).sum();
        if (freedom < LEAST_FREEDOM) {
            return UNKNOWN;
        }
        double ofChiSquare = MEDIAN_SCATTER * Math.sqrt(2.0 * freedom);
        double square = square(grains, 1 + SIGNIFICANT * ofChiSquare / freedom);
        double slope = grains.stream().mapToDouble(residuals -> residuals.slope(square)).sum();
        double scatter = ofChiSquare / slope;
        double pixels = Math.sqrt(square);
        double sigma = Math.sqrt(square + scatter) - pixels;
        return new SharedSystematic(pixels, sigma, freedom);
    }

    /// σ_sys², by bisection: the ratio falls.
    ///
    /// @param chance ratio that chance still explains
    private static double square(List<Residuals> grains, double chance) {
        double low = 0;
        if (ratio(grains, low) <= chance) {
            return low;
        }
        double high = LARGEST_SQUARE;
        while (high - low > 1e-4 * high && high > SMALLEST_SQUARE) {
            double middle = low == 0 ? high / 16 : Math.sqrt(low * high);
            if (ratio(grains, middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// Weighted median of χ² over the median of its law.
    private static double ratio(List<Residuals> grains, double square) {
        record Weighted(double ratio, int weight) {}
        Weighted[] ratios =
                grains.stream()
                        .map(grain ->
                                new Weighted(
                                        grain.chiSquare(square)
                                                / ChiSquare.quantile(0, grain.freedom),
                                        grain.freedom))
                        .toArray(Weighted[]::new);
        Arrays.sort(ratios, Comparator.comparingDouble(Weighted::ratio));
        int total = Arrays.stream(ratios).mapToInt(Weighted::weight).sum();
        int below = 0;
        for (Weighted weighted : ratios) {
            below += weighted.weight;
            if (2 * below >= total) {
                return weighted.ratio;
            }
        }
        throw new IllegalStateException("no grain to take a median of");
    }

    /// Residuals of the used pairs of a grain with the covariances of their peaks.
    private record Residuals(double[][] rows, int freedom) {

        static Residuals of(Sample sample) {
            Matches matches = sample.fit.matches();
            Peaks peaks = sample.peaks;
            double[][] rows = new double[matches.usedCount()][];
            int count = 0;
            for (int i = 0; i < matches.size(); i++) {
                if (!matches.used()[i]) {
                    continue;
                }
                int peak = matches.peak()[i];
                double a = peaks.value(Peaks.Column.VARIANCE_X, peak);
                double b = peaks.value(Peaks.Column.VARIANCE_Y, peak);
                double c = peaks.value(Peaks.Column.COVARIANCE_XY, peak);
                double covariance = Double.isNaN(c) ? 0 : c;
                if (!(a > 0 && b > 0 && covariance * covariance < a * b)) {
                    return new Residuals(rows, 0);
                }
                rows[count++] = new double[] {a, b, covariance, matches.dx()[i], matches.dy()[i]};
            }
            int unknowns = sample.fit.hasStrain() ? StateFit.ALL : StateFit.ROTATION;
            return new Residuals(rows, 2 * count - unknowns);
        }

        double chiSquare(double square) {
            double sum = 0;
            for (double[] row : rows) {
                double a = row[0] + square;
                double b = row[1] + square;
                double c = row[2];
                sum +=
                        (b * row[3] * row[3] - 2 * c * row[3] * row[4] + a * row[4] * row[4])
                                / (a * b - c * c);
            }
            return sum;
        }

        /// −dχ²/dσ² at residuals as large as expected, from below: the trace of (C + σ² 1)⁻¹ over
        /// what the fit leaves free is at least the sum of its ν smallest eigenvalues (K. Fan,
        /// Proc. Natl. Acad. Sci. 35 (1949) 652). The surest peaks determine the fit and tell
        /// nothing.
        double slope(double square) {
            double[] weights = new double[2 * rows.length];
            for (int i = 0; i < rows.length; i++) {
                double middle = (rows[i][0] + rows[i][1]) / 2 + square;
                double half = Math.hypot((rows[i][0] - rows[i][1]) / 2, rows[i][2]);
                weights[2 * i] = 1 / (middle + half);
                weights[2 * i + 1] = 1 / (middle - half);
            }
            return Arrays.stream(weights).sorted().limit(freedom).sum();
        }
    }
}
