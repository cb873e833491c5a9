package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

/// Edges between neighbouring points (along rows and columns) of different crystals or of a
/// disorientation that divides grains, and the boundaries they form.
///
/// @param first, second the points on both sides of each edge, the second to the right of or below
///   the first
/// @param angle disorientation, rad; NaN between different crystals
/// @param axis of the disorientation, unit vectors in CRYSTAL axes of the first point, three
///   components per edge; zero between different crystals
/// @param sigma index of the coincidence lattice the edge is near to; 1 for low angles, 0 for none
/// @param list boundaries of two grains, in the order of their numbers. Arrays are not copied and
///   not to be changed
public record Boundaries(
        Grains grains,
        int[] first,
        int[] second,
        double[] angle,
        double[] axis,
        int[] sigma,
        List<Boundary> list) {

    public Boundaries {
        list = List.copyOf(list);
    }

    /// @param threshold smallest disorientation of an edge, rad; that by which `grains` were
    ///   divided
    public static Boundaries of(Grains grains, double threshold) {
        return new Search(grains, threshold).boundaries();
    }

    /// Number of edges.
    public int size() {
        return first.length;
    }

    /// Whether an edge lies between two grains, neither inside one nor beside a speck that is none.
    public boolean dividesGrains(int edge) {
        int a = grains.number()[first[edge]];
        int b = grains.number()[second[edge]];
        return a >= 0 && b >= 0 && a != b;
    }

    /// Length of an edge, µm: a step across the direction of its points.
    public double length(int edge) {
        ScanGrid grid = grains.grid();
        return isAlongRows(edge) ? grid.rowStep() : grid.columnStep();
    }

    /// Distance of every point from the nearest edge between two grains, µm; +∞ if there is none.
    ///
    /// Edges and their ends are sources of a transform on a grid of half steps, which makes the
    /// distance to these lines exact at the points.
    public double[] distance() {
        ScanGrid grid = grains.grid();
        int columns = 2 * grid.columns() + 1;
        int rows = 2 * grid.rows() + 1;
        double[] square = new double[Math.multiplyExact(columns, rows)];
        Arrays.fill(square, Double.POSITIVE_INFINITY);
        for (int edge = 0; edge < size(); edge++) {
            if (!dividesGrains(edge)) {
                continue;
            }
            boolean alongRows = isAlongRows(edge);
            int row = 2 * grid.row(first[edge]) + (alongRows ? 1 : 2);
            int column = 2 * grid.column(first[edge]) + (alongRows ? 2 : 1);
            int end = alongRows ? columns : 1;
            int middle = row * columns + column;
            square[middle - end] = 0;
            square[middle] = 0;
            square[middle + end] = 0;
        }
        DistanceTransform.apply(square, columns, rows, grid.columnStep() / 2, grid.rowStep() / 2);
        double[] distance = new double[grid.size()];
        Arrays.setAll(
                distance,
                i -> Math.sqrt(square[(2 * grid.row(i) + 1) * columns + 2 * grid.column(i) + 1]));
        return distance;
    }

    private boolean isAlongRows(int edge) {
        return grains.grid().row(first[edge]) == grains.grid().row(second[edge]);
    }

    /// Collects the edges.
    private static final class Search {
        private final Grains grains;
        private final OrientationMap map;
        private final double threshold;
        private final OrientationSymmetry[] symmetries;
        private final List<List<Coincidence>> coincidences = new ArrayList<>();
        private int[] first = new int[64];
        private int[] second = new int[64];
        private double[] angle = new double[64];
        private int edges;

        Search(Grains grains, double threshold) {
            this.grains = grains;
            this.map = grains.orientations();
            this.threshold = threshold;
            this.symmetries = map.symmetries();
            for (OrientationSymmetry symmetry : symmetries) {
                coincidences.add(symmetry.isCubic() ? Coincidence.list(symmetry) : List.of());
            }
        }

        Boundaries boundaries() {
            ScanGrid grid = map.grid();
            for (int i = 0; i < grid.size(); i++) {
                if (grid.column(i) + 1 < grid.columns()) {
                    meet(i, i + 1);
                }
                if (grid.row(i) + 1 < grid.rows()) {
                    meet(i, i + grid.columns());
                }
            }
            first = Arrays.copyOf(first, edges);
            second = Arrays.copyOf(second, edges);
            angle = Arrays.copyOf(angle, edges);
            double[] axis = new double[3 * edges];
            int[] sigma = new int[edges];
            for (int e = 0; e < edges; e++) {
                if (Double.isNaN(angle[e])) {
                    continue;
                }
                Quaternion a = map.quaternion(first[e]);
                Quaternion b = map.quaternion(second[e]);
                int crystal = map.crystal()[first[e]];
                Vector3 direction = axis(a, b, crystal);
                axis[3 * e] = direction.x();
                axis[3 * e + 1] = direction.y();
                axis[3 * e + 2] = direction.z();
                Coincidence coincidence = coincidence(a, b, angle[e], crystal);
                sigma[e] =
                        angle[e] < Coincidence.LOW_ANGLE
                                ? 1
                                : coincidence == null ? 0 : coincidence.sigma();
            }
            Boundaries edgesAlone =
                    new Boundaries(grains, first, second, angle, axis, sigma, List.of());
            return new Boundaries(grains, first, second, angle, axis, sigma, summary(edgesAlone));
        }

        private void meet(int a, int b) {
            if (!map.isKnown(a) || !map.isKnown(b)) {
                return;
            }
            double turn = Double.NaN;
            if (map.crystal()[a] == map.crystal()[b]) {
                turn =
                        symmetries[map.crystal()[a]].disorientation(
                                map.quaternions(), 4 * a, map.quaternions(), 4 * b);
                if (!(turn >= threshold)) {
                    return;
                }
            }
            if (edges == first.length) {
                first = Arrays.copyOf(first, 2 * edges);
                second = Arrays.copyOf(second, 2 * edges);
                angle = Arrays.copyOf(angle, 2 * edges);
            }
            first[edges] = a;
            second[edges] = b;
            angle[edges++] = turn;
        }

        private Vector3 axis(Quaternion a, Quaternion b, int crystal) {
            return Disorientation.between(a.matrix(), b.matrix(), symmetries[crystal].rotations())
                    .axis();
        }

        private @Nullable Coincidence coincidence(
                Quaternion a, Quaternion b, double turn, int crystal) {
            return Coincidence.nearest(
                            coincidences.get(crystal),
                            symmetries[crystal],
                            a.conjugate().times(b),
                            turn)
                    .orElse(null);
        }

        private List<Boundary> summary(Boundaries all) {
            Map<Long, Sum> sums = new TreeMap<>();
            for (int e = 0; e < edges; e++) {
                if (all.dividesGrains(e)) {
                    int a = grains.number()[first[e]];
                    int b = grains.number()[second[e]];
                    long pair = ((long) Math.min(a, b) << 32) | Math.max(a, b);
                    Sum sum = sums.computeIfAbsent(pair, key -> new Sum());
                    sum.edges++;
                    sum.length += all.length(e);
                    sum.turn += all.length(e) * angle[e];
                }
            }
            List<Boundary> list = new ArrayList<>();
            sums.forEach(
                    (pair, sum) -> list.add(boundary((int) (pair >> 32), pair.intValue(), sum)));
            return list;
        }

        private Boundary boundary(int a, int b, Sum sum) {
            Grain one = grains.list().get(a);
            Grain other = grains.list().get(b);
            double mean = sum.turn / sum.length;
            if (one.crystal() != other.crystal()) {
                return new Boundary(a, b, sum.edges, sum.length, mean, Vector3.ZERO, null);
            }
            Quaternion p = one.sampleFromCrystal();
            Quaternion q = other.sampleFromCrystal();
            double[] pair = {p.w(), p.x(), p.y(), p.z(), q.w(), q.x(), q.y(), q.z()};
            double between = symmetries[one.crystal()].disorientation(pair, 0, pair, 4);
            return new Boundary(
                    a,
                    b,
                    sum.edges,
                    sum.length,
                    mean,
                    axis(p, q, one.crystal()),
                    coincidence(p, q, between, one.crystal()));
        }
    }

    /// Of the edges of one boundary.
    private static final class Sum {
        private int edges;
        private double length;
        private double turn;
    }
}
