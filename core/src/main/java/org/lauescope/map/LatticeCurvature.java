package org.lauescope.map;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Curvature of the lattice, κᵢⱼ = ∂ωᵢ/∂xⱼ, with ω the small rotation (rad) of points against their
/// neighbours in SAMPLE axes. A map of a surface gives j = x, y: six of nine components, in the order
/// xx, xy, yx, yy, zx, zy.
///
/// Each is the slope of a plane fitted to the rotations of the 3 × 3 points about a point that belong
/// to its grain, weighted by 1/σ². Where only one direction has points, the slopes along the other are
/// NaN.
///
/// Nye's tensor without the gradients of elastic strain, αᵢⱼ = κⱼᵢ − δᵢⱼ tr κ (E. Kröner's sign; others
/// transpose it or change its sign), has as accessible parts (W. Pantleon, Scripta Mater. 58 (2008) 994)
///
///     α_xy = κ_yx   α_xz = κ_zx   α_yx = κ_xy   α_yz = κ_zy   α_zz = −κ_xx − κ_yy   α_xx − α_yy = κ_xx − κ_yy
///
/// @param components six planes, 1/m
/// @param sigma their standard uncertainties, 1/m; null where those of the orientations are unknown
/// @param detection probability that errors alone make less curvature, 0 … 1 (χ² of six degrees of
///   freedom); NaN unless all six components are known, null like `sigma`
public record LatticeCurvature(
        double[][] components, double @Nullable [][] sigma, double @Nullable [] detection) {

    private static final double PER_METRE = 1e6;
    private static final double ANGSTROM = 1e-10;

    /// @param rotationSigma root of the summed variances of each orientation about three axes, rad,
    ///   taken as the same about each axis
    public static LatticeCurvature of(Grains grains, double @Nullable [] rotationSigma) {
        return new Fit(grains, rotationSigma).curvature();
    }

    /// Root of the sum of squares of the six components, 1/m.
    public double[] magnitude() {
        return rootOfSquares(components);
    }

    /// Root of the mean square of [#magnitude] that errors alone make, 1/m; all NaN where they are
    /// unknown.
    public double[] noise() {
        return sigma == null ? unknown(components[0].length) : rootOfSquares(sigma);
    }

    /// The accessible parts of Nye's tensor at a point, 1/m: xy, xz, yx, yz, zz, xx − yy.
    public double[] nye(int point) {
        double xx = components[0][point];
        double xy = components[1][point];
        double yx = components[2][point];
        double yy = components[3][point];
        double zx = components[4][point];
        double zy = components[5][point];
        return new double[] {yx, zx, xy, zy, -xx - yy, xx - yy};
    }

    /// Least density of dislocations that makes this curvature, 1/m²:
    ///
    ///     ρ ≥ ‖α‖ / b,   ‖α‖² ≥ α_xy² + α_xz² + α_yx² + α_yz² + α_zz² + (α_xx − α_yy)²/2
    ///
    /// since dislocations of density ρₖ make α = Σ ρₖ bₖ ⊗ tₖ with ‖bₖ ⊗ tₖ‖ = b. (The sum of absolute
    /// components that is also in use depends on the choice of axes and may exceed ρ up to threefold.)
    ///
    /// @param burgers length of the Burgers vector of each point's crystal, Å
    public double[] dislocations(OrientationMap map, double[] burgers) {
        double[] density = unknown(map.grid().size());
        for (int i = 0; i < density.length; i++) {
            if (map.isKnown(i)) {
                double[] nye = nye(i);
                double square = nye[5] * nye[5] / 2;
                for (int k = 0; k < 5; k++) {
                    square += nye[k] * nye[k];
                }
                density[i] = Math.sqrt(square) / (burgers[map.crystal()[i]] * ANGSTROM);
            }
        }
        return density;
    }

    /// Root of the mean square of [#dislocations] that errors alone make, 1/m²; all NaN where they
    /// are unknown.
    public double[] dislocationNoise(OrientationMap map, double[] burgers) {
        double[] density = unknown(map.grid().size());
        if (sigma != null) {
            for (int i = 0; i < density.length; i++) {
                if (map.isKnown(i)) {
                    // κ_xx and κ_yy, whose errors are independent, come into α_zz and α_xx − α_yy.
                    double diagonal = square(sigma[0][i]) + square(sigma[3][i]);
                    double variance = 1.5 * diagonal;
                    for (int k : new int[] {1, 2, 4, 5}) {
                        variance += square(sigma[k][i]);
                    }
                    density[i] = Math.sqrt(variance) / (burgers[map.crystal()[i]] * ANGSTROM);
                }
            }
        }
        return density;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double[] rootOfSquares(double[][] planes) {
        double[] root = new double[planes[0].length];
        Arrays.setAll(
                root,
                i -> {
                    double sum = 0;
                    for (double[] plane : planes) {
                        sum += plane[i] * plane[i];
                    }
                    return Math.sqrt(sum);
                });
        return root;
    }

    private static double[] unknown(int size) {
        double[] plane = new double[size];
        Arrays.fill(plane, Double.NaN);
        return plane;
    }

    /// The plane fits, one window at a time.
    private static final class Fit {
        private final Grains grains;
        private final ScanGrid grid;
        private final double[] quaternions;
        private final double @Nullable [] rotationSigma;
        private final double[][] components;
        private final double @Nullable [][] sigma;
        private final double @Nullable [] detection;

        private final double[] x = new double[9];
        private final double[] y = new double[9];
        private final double[] weight = new double[9];
        private final double[][] turn = new double[3][9];

        Fit(Grains grains, double @Nullable [] rotationSigma) {
            this.grains = grains;
            this.grid = grains.grid();
            this.quaternions = grains.orientations().quaternions();
            this.rotationSigma = rotationSigma;
            int size = grid.size();
            components = planes(size);
            sigma = rotationSigma == null ? null : planes(size);
            detection = rotationSigma == null ? null : unknown(size);
        }

        LatticeCurvature curvature() {
            for (int i = 0; i < grid.size(); i++) {
                if (grains.number()[i] >= 0) {
                    solve(i, gather(i));
                }
            }
            return new LatticeCurvature(components, sigma, detection);
        }

        /// Collects the points about point i: places from it (m), rotations from it, and weights.
        private int gather(int i) {
            int count = 0;
            int row = grid.row(i);
            int column = grid.column(i);
            for (int r = Math.max(0, row - 1); r <= Math.min(grid.rows() - 1, row + 1); r++) {
                for (int c = Math.max(0, column - 1);
                        c <= Math.min(grid.columns() - 1, column + 1);
                        c++) {
                    int j = grid.index(r, c);
                    double w = weight(j);
                    if (grains.join(i, j) && w > 0) {
                        x[count] = (c - column) * grid.columnStep() / PER_METRE;
                        y[count] = (r - row) * grid.rowStep() / PER_METRE;
                        weight[count] = w;
                        rotation(i, j, count++);
                    }
                }
            }
            return count;
        }

        /// Inverse variance of the rotation about one axis; 1 where no uncertainty is known.
        private double weight(int point) {
            if (rotationSigma == null) {
                return 1;
            }
            double sigmaOfPoint = rotationSigma[point];
            return 3 / (sigmaOfPoint * sigmaOfPoint);
        }

        /// The rotation vector of q_j q_i⁻¹, SAMPLE axes.
        private void rotation(int i, int j, int slot) {
            double aw = quaternions[4 * i];
            double ax = quaternions[4 * i + 1];
            double ay = quaternions[4 * i + 2];
            double az = quaternions[4 * i + 3];
            double bw = quaternions[4 * j];
            double bx = quaternions[4 * j + 1];
            double by = quaternions[4 * j + 2];
            double bz = quaternions[4 * j + 3];
            double w = bw * aw + bx * ax + by * ay + bz * az;
            double vx = bx * aw - bw * ax - by * az + bz * ay;
            double vy = by * aw - bw * ay - bz * ax + bx * az;
            double vz = bz * aw - bw * az - bx * ay + by * ax;
            double length = Math.sqrt(vx * vx + vy * vy + vz * vz);
            double scale = length > 0 ? 2 * Math.atan2(length, w) / length : 2;
            turn[0][slot] = scale * vx;
            turn[1][slot] = scale * vy;
            turn[2][slot] = scale * vz;
        }

        private void solve(int i, int count) {
            double sum = 0;
            double meanX = 0;
            double meanY = 0;
            for (int k = 0; k < count; k++) {
                sum += weight[k];
                meanX += weight[k] * x[k];
                meanY += weight[k] * y[k];
            }
            meanX /= sum;
            meanY /= sum;
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int k = 0; k < count; k++) {
                double dx = x[k] - meanX;
                double dy = y[k] - meanY;
                xx += weight[k] * dx * dx;
                xy += weight[k] * dx * dy;
                yy += weight[k] * dy * dy;
            }
            double determinant = xx * yy - xy * xy;
            boolean both = determinant > 1e-9 * xx * yy;
            double chiSquare = 0;
            for (int axis = 0; axis < 3; axis++) {
                double ofX = 0;
                double ofY = 0;
                for (int k = 0; k < count; k++) {
                    ofX += weight[k] * (x[k] - meanX) * turn[axis][k];
                    ofY += weight[k] * (y[k] - meanY) * turn[axis][k];
                }
                double alongX = Double.NaN;
                double alongY = Double.NaN;
                if (both) {
                    alongX = (yy * ofX - xy * ofY) / determinant;
                    alongY = (xx * ofY - xy * ofX) / determinant;
                    chiSquare += alongX * ofX + alongY * ofY;
                } else if (xx > 0 && yy == 0) {
                    alongX = ofX / xx;
                    chiSquare += alongX * ofX;
                } else if (yy > 0 && xx == 0) {
                    alongY = ofY / yy;
                    chiSquare += alongY * ofY;
                }
                components[2 * axis][i] = alongX;
                components[2 * axis + 1][i] = alongY;
                if (sigma != null) {
                    sigma[2 * axis][i] = sigma(alongX, both ? yy / determinant : 1 / xx);
                    sigma[2 * axis + 1][i] = sigma(alongY, both ? xx / determinant : 1 / yy);
                }
            }
            if (detection != null && both) {
                // χ² of six degrees of freedom.
                double half = chiSquare / 2;
                detection[i] = 1 - Math.exp(-half) * (1 + half + half * half / 2);
            }
        }

        private static double sigma(double slope, double variance) {
            return Double.isNaN(slope) ? Double.NaN : Math.sqrt(variance);
        }

        private static double[][] planes(int size) {
            double[][] planes = new double[6][];
            Arrays.setAll(planes, k -> unknown(size));
            return planes;
        }
    }
}
