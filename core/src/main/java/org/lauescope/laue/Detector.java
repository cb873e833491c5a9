package org.lauescope.laue;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;

/// A flat pixel detector and its pose in LAB. Pixel (x, y) = (column, row), the centre of the first pixel is (0, 0):
///
///     P(x, y) = origin + x · pitchColumn · fast + y · pitchRow · slow        (mm, LAB)
///
/// @param pitchColumn pixel pitch along `fast`, mm
/// @param pitchRow pixel pitch along `slow`, mm
/// @param origin centre of pixel (0, 0), mm, LAB
/// @param fast unit vector of increasing column, LAB
/// @param slow unit vector of increasing row, LAB, perpendicular to `fast`
/// @param mask pixels without data, or null if none is known
public record Detector(
        String name,
        int columns,
        int rows,
        double pitchColumn,
        double pitchRow,
        Vector3 origin,
        Vector3 fast,
        Vector3 slow,
        @Nullable Mask mask) {

    /// A ray that meets the plane at a smaller sine (3°) is not recorded: it would cross many
    /// pixels.
    public static final double SMALLEST_SINE = 0.05;

    /// Beyond this the axes of a file are a mistake, not rounding.
    private static final double LARGEST_DEVIATION = 1e-3;

    public Detector {
        positive("columns", columns);
        positive("rows", rows);
        pitch("column", pitchColumn);
        pitch("row", pitchRow);
        if (!(Math.abs(fast.norm() - 1) < LARGEST_DEVIATION
                && Math.abs(slow.norm() - 1) < LARGEST_DEVIATION)) {
            throw new IllegalArgumentException(
                    "detector axes have lengths %.6f and %.6f; expected unit vectors"
                            .formatted(fast.norm(), slow.norm()));
        }
        if (!(Math.abs(fast.dot(slow)) < LARGEST_DEVIATION)) {
            throw new IllegalArgumentException(
                    "detector axes have a scalar product of %.6f; expected perpendicular vectors"
                            .formatted(fast.dot(slow)));
        }
        // Six printed digits leave 1e-6 of skew, a tenth of a pixel at the far corner: made exact
        // here, once.
        fast = fast.unit();
        slow = slow.minus(fast.times(fast.dot(slow))).unit();
        double distance = Math.abs(fast.cross(slow).dot(origin));
        if (!(distance > 0.1 && distance < 1e5)) {
            throw new IllegalArgumentException(
                    "detector plane is %.4g mm from the sample; expected between 0.1 mm and 100 m"
                            .formatted(distance));
        }
        if (mask != null && (mask.columns() != columns || mask.rows() != rows)) {
            throw new IllegalArgumentException(
                    "mask is %d × %d px; the detector has %d × %d"
                            .formatted(mask.columns(), mask.rows(), columns, rows));
        }
    }

    /// Unit normal of the detector plane, on the side away from the sample.
    public Vector3 normal() {
        Vector3 n = fast.cross(slow).unit();
        return n.dot(origin) < 0 ? n.times(-1) : n;
    }

    /// Distance from the LAB origin to the detector plane along its normal, mm.
    public double distance() {
        return normal().dot(origin);
    }

    /// Point of the detector plane in mm, LAB.
    public Vector3 point(double x, double y) {
        return origin.plus(fast.times(x * pitchColumn)).plus(slow.times(y * pitchRow));
    }

    /// Direction (unit vector, LAB) of the ray from the LAB origin to pixel (x, y).
    public Vector3 ray(double x, double y) {
        return point(x, y).unit();
    }

    /// Pixel (x, y) where a ray from `source` (mm, LAB) along `direction` meets the detector plane,
    /// also outside its edges.
    ///
    /// @return the pixel as {x, y}; {NaN, NaN} for a ray that leaves the plane behind or meets it
    ///   at a grazing angle below 3°
    public double[] pixel(Vector3 source, Vector3 direction) {
        Vector3 n = normal();
        double cosine = direction.dot(n) / direction.norm();
        if (!(cosine > SMALLEST_SINE)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double t = origin.minus(source).dot(n) / direction.dot(n);
        Vector3 p = source.plus(direction.times(t)).minus(origin);
        return new double[] {p.dot(fast) / pitchColumn, p.dot(slow) / pitchRow};
    }

    /// Pixel of a ray from the LAB origin.
    public double[] pixel(Vector3 direction) {
        return pixel(Vector3.ZERO, direction);
    }

    /// Foot of the normal from the LAB origin, as pixel {x, y}.
    public double[] foot() {
        return pixel(normal());
    }

    /// Whether a position lies on a pixel of the detector (its outline is half a pixel outside the
    /// outer centres).
    public boolean contains(double x, double y) {
        return x >= -0.5 && y >= -0.5 && x < columns - 0.5 && y < rows - 0.5;
    }

    public boolean isMasked(int column, int row) {
        return mask != null && mask.isMasked(column, row);
    }

    public Detector withPose(Vector3 newOrigin, Vector3 newFast, Vector3 newSlow) {
        return new Detector(
                name, columns, rows, pitchColumn, pitchRow, newOrigin, newFast, newSlow, mask);
    }

    public Detector withMask(@Nullable Mask newMask) {
        return new Detector(
                name, columns, rows, pitchColumn, pitchRow, origin, fast, slow, newMask);
    }

    private static void positive(String what, int value) {
        if (value < 1 || value > 100_000) {
            throw new IllegalArgumentException(
                    "detector %s = %d; expected between 1 and 100 000".formatted(what, value));
        }
    }

    private static void pitch(String what, double value) {
        if (!(value > 1e-4 && value < 10)) {
            throw new IllegalArgumentException(
                    "pixel pitch along a %s = %s mm; expected between 0.0001 and 10 mm (µm were given?)"
                            .formatted(what, value));
        }
    }
}
