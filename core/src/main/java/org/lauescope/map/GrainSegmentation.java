package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;

/// Divides a map into grains: neighbours along rows and columns belong together if they are of the
/// same crystal and their disorientation is below a threshold. A grain of fewer points than asked
/// for is none.
///
/// One flood fill over all points; about 2 µs per point of a cubic crystal.
public final class GrainSegmentation {

    private final OrientationMap map;
    private final ScanGrid grid;
    private final OrientationSymmetry[] symmetries;
    private final double threshold;

    private GrainSegmentation(OrientationMap map, double threshold) {
        this.map = map;
        this.grid = map.grid();
        this.symmetries = map.symmetries();
        this.threshold = threshold;
    }

    /// @param threshold largest disorientation of neighbours in one grain, rad
    /// @param minimumPoints smallest grain
    public static Grains of(OrientationMap map, double threshold, int minimumPoints) {
        if (!(threshold > 0 && threshold < Math.PI) || minimumPoints < 1) {
            throw new IllegalArgumentException(
                    "grains of at least %d points divided at %s rad; expected 1 point or more and an angle between 0 and π (degrees were given?)"
                            .formatted(minimumPoints, threshold));
        }
        GrainSegmentation segmentation = new GrainSegmentation(map, threshold);
        int[] region = new int[map.grid().size()];
        int[] sizes = segmentation.flood(region);
        int grains = renumber(region, sizes, minimumPoints);
        return segmentation.describe(region, grains);
    }

    /// Numbers connected regions by their first points, −1 where the orientation is unknown;
    /// returns their sizes.
    private int[] flood(int[] region) {
        int size = grid.size();
        Arrays.fill(region, -1);
        int[] stack = new int[size];
        int[] sizes = new int[16];
        int regions = 0;
        for (int first = 0; first < size; first++) {
            if (region[first] >= 0 || !map.isKnown(first)) {
                continue;
            }
            int points = 0;
            int top = 0;
            stack[top++] = first;
            region[first] = regions;
            while (top > 0) {
                int point = stack[--top];
                points++;
                int row = grid.row(point);
                int column = grid.column(point);
                if (column > 0) {
                    top = visit(point, point - 1, region, regions, stack, top);
                }
                if (column + 1 < grid.columns()) {
                    top = visit(point, point + 1, region, regions, stack, top);
                }
                if (row > 0) {
                    top = visit(point, point - grid.columns(), region, regions, stack, top);
                }
                if (row + 1 < grid.rows()) {
                    top = visit(point, point + grid.columns(), region, regions, stack, top);
                }
            }
            if (regions == sizes.length) {
                sizes = Arrays.copyOf(sizes, 2 * regions);
            }
            sizes[regions++] = points;
        }
        return Arrays.copyOf(sizes, regions);
    }

    private int visit(int point, int neighbour, int[] region, int number, int[] stack, int top) {
        if (region[neighbour] >= 0
                || map.crystal()[neighbour] != map.crystal()[point]
                || !(disorientation(point, neighbour) < threshold)) {
            return top;
        }
        region[neighbour] = number;
        stack[top] = neighbour;
        return top + 1;
    }

    private double disorientation(int first, int second) {
        double[] q = map.quaternions();
        return symmetries[map.crystal()[first]].disorientation(q, 4 * first, q, 4 * second);
    }

    /// Numbers the regions that are large enough from the largest on, all others −1; returns how
    /// many there are.
    private static int renumber(int[] region, int[] sizes, int minimumPoints) {
        int[] ordered =
                IntStream.range(0, sizes.length)
                        .filter(r -> sizes[r] >= minimumPoints)
                        .boxed()
                        .sorted((r, s) ->
                                sizes[r] != sizes[s]
                                        ? Integer.compare(sizes[s], sizes[r])
                                        : Integer.compare(r, s))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int[] number = new int[sizes.length];
        Arrays.fill(number, -1);
        for (int n = 0; n < ordered.length; n++) {
            number[ordered[n]] = n;
        }
        for (int i = 0; i < region.length; i++) {
            region[i] = region[i] < 0 ? -1 : number[region[i]];
        }
        return ordered.length;
    }

    private Grains describe(int[] number, int count) {
        double[] aligned = map.quaternions().clone();
        int[] firstPoint = new int[count];
        Arrays.fill(firstPoint, -1);
        double[] references = new double[4 * count];
        for (int i = 0; i < number.length; i++) {
            int n = number[i];
            if (n >= 0 && firstPoint[n] < 0) {
                firstPoint[n] = i;
                System.arraycopy(aligned, 4 * i, references, 4 * n, 4);
            }
        }
        // The first point may lie at the rim of a wide grain: its mean is the better reference.
        averages(number, firstPoint, references, aligned);
        averages(number, firstPoint, references, aligned);

        double[] deviation = new double[number.length];
        Arrays.fill(deviation, Double.NaN);
        int[] points = new int[count];
        double[] columns = new double[count];
        double[] rows = new double[count];
        double[] spread = new double[count];
        boolean[] border = new boolean[count];
        for (int i = 0; i < number.length; i++) {
            int n = number[i];
            if (n < 0) {
                continue;
            }
            OrientationSymmetry symmetry = symmetries[map.crystal()[i]];
            symmetry.align(references, 4 * n, aligned, 4 * i, aligned, 4 * i);
            deviation[i] = symmetry.disorientation(references, 4 * n, aligned, 4 * i);
            int row = grid.row(i);
            int column = grid.column(i);
            points[n]++;
            columns[n] += column;
            rows[n] += row;
            spread[n] += deviation[i];
            border[n] |=
                    row == 0
                            || column == 0
                            || row == grid.rows() - 1
                            || column == grid.columns() - 1;
        }
        List<SortedSet<Integer>> neighbours = neighbours(number, count);
        List<Grain> grains = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            grains.add(
                    new Grain(
                            n,
                            map.crystal()[firstPoint[n]],
                            points[n],
                            OrientationMap.quaternion(references, n),
                            points[n] * grid.columnStep() * grid.rowStep(),
                            grid.originX() + grid.columnStep() * columns[n] / points[n],
                            grid.originY() + grid.rowStep() * rows[n] / points[n],
                            spread[n] / points[n],
                            List.copyOf(neighbours.get(n)),
                            border[n],
                            null));
        }
        OrientationMap orientations =
                new OrientationMap(grid, map.crystals(), map.crystal(), aligned);
        return new Grains(orientations, number, deviation, grains);
    }

    /// Aligns every point to the reference of its grain and makes the mean the new reference.
    /// Modified: `references`, `aligned`.
    private void averages(int[] number, int[] firstPoint, double[] references, double[] aligned) {
        MeanOrientation[] means =
                Stream.generate(MeanOrientation::new)
                        .limit(firstPoint.length)
                        .toArray(MeanOrientation[]::new);
        for (int i = 0; i < number.length; i++) {
            int n = number[i];
            if (n >= 0) {
                symmetries[map.crystal()[i]].align(
                        references, 4 * n, aligned, 4 * i, aligned, 4 * i);
                means[n].add(aligned, 4 * i);
            }
        }
        for (int n = 0; n < means.length; n++) {
            Quaternion mean = means[n].mean(OrientationMap.quaternion(references, n));
            references[4 * n] = mean.w();
            references[4 * n + 1] = mean.x();
            references[4 * n + 2] = mean.y();
            references[4 * n + 3] = mean.z();
        }
    }

    private List<SortedSet<Integer>> neighbours(int[] number, int count) {
        List<SortedSet<Integer>> neighbours =
                Stream.<SortedSet<Integer>>generate(TreeSet::new).limit(count).toList();
        for (int i = 0; i < number.length; i++) {
            if (grid.column(i) + 1 < grid.columns()) {
                meet(number[i], number[i + 1], neighbours);
            }
            if (grid.row(i) + 1 < grid.rows()) {
                meet(number[i], number[i + grid.columns()], neighbours);
            }
        }
        return neighbours;
    }

    private static void meet(int first, int second, List<SortedSet<Integer>> neighbours) {
        if (first >= 0 && second >= 0 && first != second) {
            neighbours.get(first).add(second);
            neighbours.get(second).add(first);
        }
    }
}
