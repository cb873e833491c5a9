package org.lauescope.simulate;

import java.util.List;
import org.lauescope.crystal.Vector3;

/// The line on the surface where lithium meets the crystals: lithium on the side of smaller y.
/// Beyond its ends it goes on level.
///
/// @param x, y corners, µm, SAMPLE, x ascending; not copied and not to be changed
public record InterfaceLine(double[] x, double[] y) {

    public InterfaceLine {
        if (x.length < 2 || x.length != y.length) {
            throw new IllegalArgumentException(
                    "interface of %d corners; expected at least 2".formatted(x.length));
        }
        for (int i = 1; i < x.length; i++) {
            if (!(x[i] > x[i - 1])) {
                throw new IllegalArgumentException(
                        "interface goes from x = %s to %s µm; expected corners of ascending x"
                                .formatted(x[i - 1], x[i]));
            }
        }
    }

    public static InterfaceLine of(List<double[]> corners) {
        return new InterfaceLine(
                corners.stream().mapToDouble(c -> c[0]).toArray(),
                corners.stream().mapToDouble(c -> c[1]).toArray());
    }

    public boolean isLithium(Vector3 place) {
        int last = x.length - 1;
        if (place.x() <= x[0]) {
            return place.y() < y[0];
        }
        if (place.x() >= x[last]) {
            return place.y() < y[last];
        }
        int i = 1;
        while (place.x() > x[i]) {
            i++;
        }
        double f = (place.x() - x[i - 1]) / (x[i] - x[i - 1]);
        return place.y() < y[i - 1] + f * (y[i] - y[i - 1]);
    }

    /// From the nearest point of the line to the place, within the surface (z = 0), µm.
    public Vector3 to(Vector3 place) {
        double reach = 1e9;
        int last = x.length - 1;
        Vector3 nearest = from(-reach, y[0], x[0], y[0], place);
        for (int i = 1; i <= last; i++) {
            nearest = nearer(nearest, from(x[i - 1], y[i - 1], x[i], y[i], place));
        }
        return nearer(nearest, from(x[last], y[last], reach, y[last], place));
    }

    private static Vector3 nearer(Vector3 a, Vector3 b) {
        return a.dot(a) <= b.dot(b) ? a : b;
    }

    private static Vector3 from(double x0, double y0, double x1, double y1, Vector3 place) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double along = ((place.x() - x0) * dx + (place.y() - y0) * dy) / (dx * dx + dy * dy);
        double f = Math.clamp(along, 0, 1);
        return new Vector3(place.x() - x0 - f * dx, place.y() - y0 - f * dy, 0);
    }
}
