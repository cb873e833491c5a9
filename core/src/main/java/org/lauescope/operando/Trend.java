package org.lauescope.operando;

/// A straight line through one value per scan against charge or time, weighted by 1/σ².
///
/// Give each scan its own value, as its median, not its change against the first scan: the error of
/// the first would be in all changes and the line too good.
///
/// @param slope per unit of the abscissa
/// @param slopeSigma standard uncertainty from those of the values, enlarged by √(χ²/f) where the
///   values scatter more than they should (R. T. Birge, Phys. Rev. 40 (1932) 207)
/// @param intercept at 0
/// @param chiSquare sum of squared standardised residuals
/// @param degreesOfFreedom f, scans less two
public record Trend(
        double slope, double slopeSigma, double intercept, double chiSquare, int degreesOfFreedom) {

    /// @param x charge passed or time of each scan
    /// @param y value of each; NaN where unknown
    /// @param sigma standard uncertainty of each value; that of all points together (calibration)
    ///   belongs in it
    /// @return all NaN unless two different x have values
    public static Trend of(double[] x, double[] y, double[] sigma) {
        double w = 0;
        double wx = 0;
        double wy = 0;
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (isKnown(y[i], sigma[i])) {
                double weight = 1 / (sigma[i] * sigma[i]);
                w += weight;
                wx += weight * x[i];
                wy += weight * y[i];
                n++;
            }
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (isKnown(y[i], sigma[i])) {
                double dx = x[i] - wx / w;
                xx += dx * dx / (sigma[i] * sigma[i]);
                xy += dx * (y[i] - wy / w) / (sigma[i] * sigma[i]);
            }
        }
        if (!(xx > 0)) {
            return new Trend(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Math.max(0, n - 2));
        }
        double slope = xy / xx;
        double intercept = wy / w - slope * wx / w;
        double chiSquare = 0;
        for (int i = 0; i < x.length; i++) {
            if (isKnown(y[i], sigma[i])) {
                double residual = (y[i] - intercept - slope * x[i]) / sigma[i];
                chiSquare += residual * residual;
            }
        }
        double birge = n > 2 ? Math.sqrt(Math.max(1, chiSquare / (n - 2))) : 1;
        return new Trend(slope, birge / Math.sqrt(xx), intercept, chiSquare, n - 2);
    }

    private static boolean isKnown(double y, double sigma) {
        return Double.isFinite(y) && sigma > 0 && Double.isFinite(sigma);
    }

    /// Probability of a slope as far from zero by chance. Where the scatter tells more than the
    /// claimed uncertainties, by Student's distribution of few degrees of freedom.
    public double p() {
        double t = slope / slopeSigma;
        return degreesOfFreedom > 0 && chiSquare > degreesOfFreedom
                ? TailProbability.student(t, degreesOfFreedom)
                : TailProbability.normal(t);
    }
}
