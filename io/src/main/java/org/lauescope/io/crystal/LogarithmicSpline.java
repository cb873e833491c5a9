package org.lauescope.io.crystal;

import java.util.stream.IntStream;

/// A cross section (cm²/g) against photon energy as a cubic spline of their logarithms; at an
/// absorption edge two knots share one energy.
///
/// @param logEnergy ln(E / eV), ascending
/// @param logValue ln of the cross section
/// @param secondDerivative of `logValue` at each knot, 0 between edges below the highest one
///   (straight there)
record LogarithmicSpline(double[] logEnergy, double[] logValue, double[] secondDerivative) {

    /// Above an edge at the edge itself; a power law beyond the table.
    double at(double keV) {
        double x = Math.log(1000 * keV);
        int below = 0;
        while (below < logEnergy.length - 2 && logEnergy[below + 1] <= x) {
            below++;
        }
        double step = logEnergy[below + 1] - logEnergy[below];
        double b = (x - logEnergy[below]) / step;
        double a = 1 - b;
        double bend =
                b > 1 || a > 1
                        ? 0
                        : ((a * a * a - a) * secondDerivative[below]
                                        + (b * b * b - b) * secondDerivative[below + 1])
                                * step
                                * step
                                / 6;
        return Math.exp(a * logValue[below] + b * logValue[below + 1] + bend);
    }

    /// Energies in keV where the value jumps.
    double[] edges() {
        return IntStream.range(1, logEnergy.length)
                .filter(i -> logEnergy[i] == logEnergy[i - 1])
                .mapToDouble(i -> Math.exp(logEnergy[i]) / 1000)
                .toArray();
    }
}
