package org.lauescope.map;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.OrientationSymmetry;

/// KAM, the kernel average misorientation: mean disorientation of a point from its neighbours of
/// the same crystal, those beyond a threshold left out because a boundary lies between. Of order n,
/// the neighbours are all points within n steps along rows and columns (city-block distance).
///
/// Errors of the orientations alone make it positive. For two points with errors of σ₁ and σ₂ about
/// each axis the angle follows Maxwell's distribution of mean
///
///     E = 2 √(2/π) √(σ₁² + σ₂²)        = 2.26 σ for equal ones
///
/// @param values KAM, rad; NaN where no neighbour is left
/// @param noise its mean if all points had the same orientation, rad; NaN where an uncertainty is
///   missing, null where none is known
public record KernelMisorientation(double[] values, double @Nullable [] noise) {

    private static final double MAXWELL_MEAN = 2 * Math.sqrt(2 / Math.PI);

    /// @param threshold largest disorientation that counts, rad
    /// @param rotationSigma root of the summed variances about three axes of each point, rad (as
    ///   [org.lauescope.refine.GrainFit#rotationSigma]), taken as the same about each axis
    public static KernelMisorientation of(
            OrientationMap map, double threshold, int order, double @Nullable [] rotationSigma) {
        if (!(threshold > 0) || order < 1) {
            throw new IllegalArgumentException(
                    "misorientation kernel of order %d up to %s rad; expected an order of 1 or more and an angle above 0"
                            .formatted(order, threshold));
        }
        ScanGrid grid = map.grid();
        OrientationSymmetry[] symmetries = map.symmetries();
        double[] q = map.quaternions();
        double[] values = filled(grid.size());
        double @Nullable [] noise = rotationSigma == null ? null : filled(grid.size());
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                int point = grid.index(row, column);
                if (!map.isKnown(point)) {
                    continue;
                }
                int crystal = map.crystal()[point];
                double sum = 0;
                double noiseSum = 0;
                int count = 0;
                for (int r = Math.max(0, row - order);
                        r <= Math.min(grid.rows() - 1, row + order);
                        r++) {
                    int reach = order - Math.abs(r - row);
                    for (int c = Math.max(0, column - reach);
                            c <= Math.min(grid.columns() - 1, column + reach);
                            c++) {
                        int neighbour = grid.index(r, c);
                        if (neighbour == point || map.crystal()[neighbour] != crystal) {
                            continue;
                        }
                        double angle =
                                symmetries[crystal].disorientation(q, 4 * point, q, 4 * neighbour);
                        if (angle < threshold) {
                            sum += angle;
                            count++;
                            if (rotationSigma != null) {
                                noiseSum +=
                                        pairNoise(rotationSigma[point], rotationSigma[neighbour]);
                            }
                        }
                    }
                }
                if (count > 0) {
                    values[point] = sum / count;
                    if (noise != null) {
                        noise[point] = noiseSum / count;
                    }
                }
            }
        }
        return new KernelMisorientation(values, noise);
    }

    /// KAM with the noise taken off in quadrature, rad: √(KAM² − noise²), and −√(noise² − KAM²)
    /// where there is less than noise makes on average, so that a map of noise alone averages to
    /// about zero. NaN where the noise is unknown.
    public double[] debiased() {
        double[] debiased = filled(values.length);
        if (noise != null) {
            for (int i = 0; i < debiased.length; i++) {
                double square = values[i] * values[i] - noise[i] * noise[i];
                debiased[i] = Math.copySign(Math.sqrt(Math.abs(square)), square);
            }
        }
        return debiased;
    }

    /// Mean disorientation that errors alone make of a point and a reference without error, rad.
    ///
    /// @param rotationSigma root of the summed variances about three axes, rad
    static double noise(double rotationSigma) {
        return MAXWELL_MEAN * rotationSigma / Math.sqrt(3);
    }

    private static double pairNoise(double first, double second) {
        return noise(Math.sqrt(first * first + second * second));
    }

    private static double[] filled(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
