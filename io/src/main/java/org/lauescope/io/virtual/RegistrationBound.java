package org.lauescope.io.virtual;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Cholesky;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.VirtualPoint;

/// How well two scans of a virtual sample can be laid over each other at all: Cramér and Rao's bound
/// of shift and drift, from the true orientations and boundaries at the points and the noise that
/// an orientation has. The rotation is known from the lattices; each grain may have turned on its
/// own.
///
/// Two neighbours at a distance h whose orientations differ by Δ, each known to σ in both scans, tell
/// the place between them to
///
///     2 σ² h² / Δ² + h² / 6
///
/// Noise, and that in either scan a step between the two is met anywhere (h²/12). A grain boundary is
/// the limit of large Δ; it counts across its own direction, and each line crosses it anew. Its shape
/// is taken as unknown: boundaries known to be straight would tell more.
///
/// @param shiftX, shiftY standard deviation of a shift, steps
/// @param driftX, driftY of the drift at the ends of a scan whose drift is even, steps
/// @param place root mean square over the points of the distance from the true place, steps
public record RegistrationBound(
        double shiftX, double shiftY, double driftX, double driftY, double place) {

    private static final int UNKNOWNS = 4;
    private static final int DIRECTIONS = 24;

    /// @param noise of an orientation, rad per axis
    public static RegistrationBound of(SeriesComparison series, double noise) {
        return new Information(series, noise).bound();
    }

    /// What the later scan sees of the sample at the places of its points.
    private static final class Information {
        private final SeriesComparison series;
        private final ScanGrid grid;
        private final double noise;
        private final int[] grain;
        private final Matrix3[] orientation;
        private final double[] matrix = new double[UNKNOWNS * UNKNOWNS];

        Information(SeriesComparison series, double noise) {
            this.series = series;
            this.noise = noise;
            grid = series.later().grid();
            grain = new int[grid.size()];
            orientation = new Matrix3[grid.size()];
            for (int i = 0; i < grain.length; i++) {
                VirtualPoint.Part here = strongest(grid.x(i), grid.y(i));
                grain[i] = here == null ? -1 : here.number();
                orientation[i] = here == null ? Matrix3.IDENTITY : here.grain().labFromCrystal();
            }
        }

        private VirtualPoint.@Nullable Part strongest(double x, double y) {
            Vector3 place = series.later().mounting().place(x, y);
            VirtualPoint seen = series.first().sample().at(place.x(), place.y());
            VirtualPoint.Part strongest = null;
            for (VirtualPoint.Part part : seen.parts()) {
                strongest =
                        strongest == null || part.share() > strongest.share() ? part : strongest;
            }
            return strongest == null || strongest.share() <= 0.1 ? null : strongest;
        }

        private int number(double x, double y) {
            VirtualPoint.Part part = strongest(x, y);
            return part == null ? -1 : part.number();
        }

        RegistrationBound bound() {
            addRotations();
            addBoundaries();
            double[] factor = matrix.clone();
            double[] covariance = new double[matrix.length];
            if (!Cholesky.factor(factor, UNKNOWNS)) {
                double none = Double.POSITIVE_INFINITY;
                return new RegistrationBound(none, none, none, none, none);
            }
            Cholesky.invert(factor, UNKNOWNS, 1, covariance);
            double[] sigma = new double[UNKNOWNS];
            Arrays.setAll(sigma, k -> Math.sqrt(covariance[k * UNKNOWNS + k]));
            double square = 0;
            double[] ofLine = new double[grid.rows()];
            for (int row = 0; row < grid.rows(); row++) {
                double t = time(row);
                for (int axis = 0; axis < 2; axis++) {
                    int s = axis;
                    int d = 2 + axis;
                    ofLine[row] +=
                            covariance[s * UNKNOWNS + s]
                                    + 2 * t * covariance[s * UNKNOWNS + d]
                                    + t * t * covariance[d * UNKNOWNS + d];
                }
                square += ofLine[row] / grid.rows();
            }
            return new RegistrationBound(sigma[0], sigma[1], sigma[2], sigma[3], Math.sqrt(square));
        }

        /// −1 in the first line, 1 in the last.
        private double time(int row) {
            return grid.rows() > 1 ? 2.0 * row / (grid.rows() - 1) - 1 : 0;
        }

        private void add(double weight, double[] row) {
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int j = 0; j < UNKNOWNS; j++) {
                    matrix[i * UNKNOWNS + j] += weight * row[i] * row[j];
                }
            }
        }

        private static void fill(double[] row, double gx, double gy, double time) {
            row[0] = gx;
            row[1] = gy;
            row[2] = time * gx;
            row[3] = time * gy;
        }

        /// Rotations within grains, less what a rotation of the whole grain takes up.
        private void addRotations() {
            Set<Integer> grains = new TreeSet<>();
            Arrays.stream(grain).filter(n -> n >= 0).forEach(grains::add);
            for (int one : grains) {
                for (int axis = 0; axis < 3; axis++) {
                    addRotations(one, axis);
                }
            }
        }

        private void addRotations(int one, int axis) {
            double[] mean = new double[UNKNOWNS];
            double total = 0;
            double[] row = new double[UNKNOWNS];
            // First the mean of the rows, then what is left of them.
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < grain.length; i++) {
                    int right = neighbour(i, 0, 1);
                    int below = neighbour(i, 1, 0);
                    if (grain[i] != one || right < 0 || below < 0) {
                        continue;
                    }
                    if (grain[right] != one || grain[below] != one) {
                        continue;
                    }
                    Vector3 gx = turn(i, right);
                    Vector3 gy = turn(i, below);
                    double steepest = gx.dot(gx) + gy.dot(gy);
                    double weight = 1 / (2 * noise * noise + steepest / 6);
                    fill(row, component(gx, axis), component(gy, axis), time(grid.row(i)));
                    if (pass == 0) {
                        total += weight;
                        for (int k = 0; k < UNKNOWNS; k++) {
                            mean[k] += weight * (row[k] - mean[k]) / total;
                        }
                    } else {
                        for (int k = 0; k < UNKNOWNS; k++) {
                            row[k] -= mean[k];
                        }
                        add(weight, row);
                    }
                }
            }
        }

        /// Rotation vector from one point to another of the same grain, rad.
        private Vector3 turn(int from, int to) {
            Matrix3 m = orientation[to].times(orientation[from].transpose());
            Vector3 x = m.row(0);
            Vector3 y = m.row(1);
            Vector3 z = m.row(2);
            return new Vector3(z.y() - y.z(), x.z() - z.x(), y.x() - x.y()).times(0.5);
        }

        private static double component(Vector3 v, int axis) {
            return axis == 0 ? v.x() : axis == 1 ? v.y() : v.z();
        }

        private int neighbour(int point, int rows, int columns) {
            int row = grid.row(point) + rows;
            int column = grid.column(point) + columns;
            return grid.contains(row, column) ? grid.index(row, column) : -1;
        }

        private void addBoundaries() {
            double[] row = new double[UNKNOWNS];
            for (int i = 0; i < grain.length; i++) {
                int right = neighbour(i, 0, 1);
                int below = neighbour(i, 1, 0);
                if (right >= 0 && grain[right] != grain[i]) {
                    Vector3 normal = normal(i, 0.5, 0);
                    if (Math.abs(normal.x()) >= Math.abs(normal.y())) {
                        fill(row, 1, normal.y() / normal.x(), time(grid.row(i)));
                        add(6, row);
                    }
                }
                if (below >= 0 && grain[below] != grain[i]) {
                    Vector3 normal = normal(i, 0, 0.5);
                    if (Math.abs(normal.y()) > Math.abs(normal.x())) {
                        fill(row, normal.x() / normal.y(), 1, time(grid.row(i)));
                        add(6, row);
                    }
                }
            }
        }

        /// Direction in which the grain changes within two steps about a place, not normalised.
        private Vector3 normal(int point, double columns, double rows) {
            double x = grid.x(point) + columns * grid.columnStep();
            double y = grid.y(point) + rows * grid.rowStep();
            Vector3 normal = Vector3.ZERO;
            for (int k = 0; k < DIRECTIONS; k++) {
                double angle = 2 * Math.PI * (k + 0.5) / DIRECTIONS;
                Vector3 way = new Vector3(Math.cos(angle), Math.sin(angle), 0);
                int there =
                        number(
                                x + 2 * grid.columnStep() * way.x(),
                                y + 2 * grid.rowStep() * way.y());
                normal = normal.plus(way.times(there == grain[point] ? -1 : 1));
            }
            return normal;
        }
    }
}
