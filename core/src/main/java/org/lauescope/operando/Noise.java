package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// What the deviations of a standardised field are when nothing has changed.
///
/// @param factor true over claimed uncertainty of one point; 1 if the claim is right
/// @param correlation of neighbouring points of a grain
public record Noise(double factor, Correlation correlation) {

    private static final double MEDIAN_OF_NORMAL = 0.6744897501960817;

    /// Longer than this part of the shorter side of the map nothing counts as noise.
    private static final double LONGEST_PART = 0.1;

    /// As the fields of a family themselves show it, little disturbed by changes in a small part of
    /// the map: a factor for each from the median of |z|, the correlation from the mean of their
    /// variograms.
    ///
    /// Two scans of the same state show it better.
    ///
    /// @param fields values over claimed uncertainties without what all points share; NaN where
    ///   unknown
    public static List<Noise> of(ScanGrid grid, List<double[]> fields, int[] grain) {
        List<Variogram> variograms = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        for (double[] z : fields) {
            double factor = factor(z);
            factors.add(factor);
            double[] scaled = Arrays.stream(z).map(value -> value / factor).toArray();
            variograms.add(Variogram.of(grid, scaled, grain));
        }
        Correlation correlation = Variogram.mean(variograms).correlation(1, longest(grid));
        return factors.stream().map(factor -> new Noise(factor, correlation)).toList();
    }

    private static double factor(double[] z) {
        double[] sizes =
                Arrays.stream(z).filter(Double::isFinite).map(Math::abs).sorted().toArray();
        double factor = Distribution.quantile(sizes, 0.5) / MEDIAN_OF_NORMAL;
        return factor > 0 ? factor : 1;
    }

    private static double longest(ScanGrid grid) {
        double width = grid.columns() * grid.columnStep();
        double height = grid.rows() * grid.rowStep();
        double side =
                grid.rows() == 1 ? width : grid.columns() == 1 ? height : Math.min(width, height);
        return Math.max(LONGEST_PART * side, Math.min(grid.columnStep(), grid.rowStep()));
    }
}
