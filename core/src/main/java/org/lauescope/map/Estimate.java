package org.lauescope.map;

/// A number with its standard uncertainty, both in the same unit; NaN where nothing is known.
public record Estimate(double value, double sigma) {

    public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN);

    /// Value over uncertainty.
    public double z() {
        return value / sigma;
    }

    public Estimate times(double factor) {
        return new Estimate(factor * value, Math.abs(factor) * sigma);
    }
}
