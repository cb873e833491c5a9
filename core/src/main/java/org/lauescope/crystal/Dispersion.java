package org.lauescope.crystal;

/// Anomalous terms f′ and f″ (electrons) of an element against photon energy, linear between the
/// rows of a table.
///
/// @param energy keV, ascending
/// @param real f′ (without the relativistic correction being subtracted twice: f = f₀ + f′ + i f″)
/// @param imaginary f″
public record Dispersion(double[] energy, double[] real, double[] imaginary) {

    /// No anomalous scattering: both terms zero at every energy.
    public static final Dispersion NONE =
            new Dispersion(new double[0], new double[0], new double[0]);

    public Dispersion {
        if (energy.length != real.length || energy.length != imaginary.length) {
            throw new IllegalArgumentException(
                    "dispersion columns have %d, %d, %d rows; expected as many in each"
                            .formatted(energy.length, real.length, imaginary.length));
        }
    }

    public double realAt(double keV) {
        return interpolate(real, keV);
    }

    public double imaginaryAt(double keV) {
        return interpolate(imaginary, keV);
    }

    private double interpolate(double[] column, double keV) {
        if (energy.length == 0) {
            return 0;
        }
        int found = java.util.Arrays.binarySearch(energy, keV);
        if (found >= 0) {
            return column[found];
        }
        int above = Math.clamp(-found - 1, 1, energy.length - 1);
        double f =
                Math.clamp((keV - energy[above - 1]) / (energy[above] - energy[above - 1]), 0, 1);
        return column[above - 1] + f * (column[above] - column[above - 1]);
    }
}
