package org.lauescope.map;

/// A line of straight pieces on the sample's surface, as the interface between two layers.
///
/// @param x, y corners, µm, SAMPLE. Arrays are not copied and not to be changed
public record Polyline(double[] x, double[] y) {

    public Polyline {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "line of %d x and %d y coordinates; expected as many, and two corners or more"
                            .formatted(x.length, y.length));
        }
    }

    /// Distance of a place from the nearest point of the line, µm.
    public double distance(double px, double py) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 1 < x.length; i++) {
            double dx = x[i + 1] - x[i];
            double dy = y[i + 1] - y[i];
            double square = dx * dx + dy * dy;
            double along =
                    square > 0
                            ? Math.clamp(((px - x[i]) * dx + (py - y[i]) * dy) / square, 0, 1)
                            : 0;
            least = Math.min(least, Math.hypot(px - x[i] - along * dx, py - y[i] - along * dy));
        }
        return least;
    }

    /// Distances of all points of a grid, µm.
    public double[] distances(ScanGrid grid) {
        double[] distances = new double[grid.size()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distance(grid.x(i), grid.y(i));
        }
        return distances;
    }
}
