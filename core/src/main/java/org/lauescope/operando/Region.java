package org.lauescope.operando;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;

/// Points of a grid that are looked at together, under a name that persists through a series.
///
/// @param name for people, e.g. `grain 2`
/// @param points numbers of the points, ascending; not copied and not to be changed
public record Region(String name, int[] points) {

    public static Region all(ScanGrid grid) {
        return of("all", grid, _ -> true);
    }

    /// @param grain number of the grain of each point
    public static Region grain(ScanGrid grid, int[] grain, int number) {
        return of("grain " + number, grid, i -> grain[i] == number);
    }

    /// A rectangle with its edges, µm, SAMPLE.
    public static Region rectangle(
            String name, ScanGrid grid, double x0, double y0, double x1, double y1) {
        return of(
                name,
                grid,
                i ->
                        grid.x(i) >= Math.min(x0, x1)
                                && grid.x(i) <= Math.max(x0, x1)
                                && grid.y(i) >= Math.min(y0, y1)
                                && grid.y(i) <= Math.max(y0, y1));
    }

    /// The inside of a polygon, by the even-odd rule: a ray along +x crosses the outline an odd
    /// number of times.
    ///
    /// @param x, y corners, µm, SAMPLE; the last is joined to the first
    public static Region polygon(String name, ScanGrid grid, double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException(
                    "polygon \"%s\" of %d x and %d y coordinates; expected as many, three or more"
                            .formatted(name, x.length, y.length));
        }
        return of(name, grid, i -> isInside(x, y, grid.x(i), grid.y(i)));
    }

    /// Points at a distance from something, `from` ≤ distance < `to`.
    ///
    /// @param distance of each point, µm
    public static Region band(
            String name, ScanGrid grid, double[] distance, double from, double to) {
        return of(name, grid, i -> distance[i] >= from && distance[i] < to);
    }

    public static Region of(String name, ScanGrid grid, IntPredicate belongs) {
        return new Region(name, IntStream.range(0, grid.size()).filter(belongs).toArray());
    }

    /// Number of points.
    public int size() {
        return points.length;
    }

    public boolean contains(int point) {
        return Arrays.binarySearch(points, point) >= 0;
    }

    /// The points of this region that are in the other, too.
    public Region and(Region other) {
        return new Region(name + ", " + other.name, where(other::contains).points);
    }

    /// The points for which a condition holds, under the same name.
    public Region where(IntPredicate condition) {
        return new Region(name, Arrays.stream(points).filter(condition).toArray());
    }

    private static boolean isInside(double[] x, double[] y, double px, double py) {
        boolean inside = false;
        for (int i = 0, before = x.length - 1; i < x.length; before = i++) {
            if (y[i] > py != y[before] > py
                    && px < x[i] + (py - y[i]) / (y[before] - y[i]) * (x[before] - x[i])) {
                inside = !inside;
            }
        }
        return inside;
    }
}
