package org.lauescope.io.peaks;

import java.util.List;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;

/// A detector for directions whose own detector is not known: it faces their mean at the distance
/// and with the pixels of 34-ID-E's large detector, and is just large enough to hold them all.
final class FacingDetector {

    private static final double DISTANCE = 510;
    private static final double PITCH = 0.2;

    /// Pixels between the outermost spot and the edge.
    private static final double MARGIN = 10;

    private FacingDetector() {}

    /// @param rays unit vectors, LAB
    static Geometry of(String source, List<Vector3> rays) throws FileFormatException {
        Vector3 sum = rays.stream().reduce(Vector3.ZERO, Vector3::plus);
        if (!(sum.norm() > 0.5 * rays.size())) {
            throw new FileFormatException(
                    source, "directions all around; expected those that one detector can catch");
        }
        Vector3 normal = sum.unit();
        // Rows increase downstream as far as the facing allows; across the beam any axis will do.
        Vector3 downstream = Math.abs(normal.x()) < 0.99 ? Vector3.X : Vector3.Z;
        Vector3 slow = downstream.minus(normal.times(normal.dot(downstream))).unit();
        Vector3 fast = slow.cross(normal);
        double left = 0;
        double right = 0;
        double top = 0;
        double bottom = 0;
        for (Vector3 ray : rays) {
            double cosine = ray.dot(normal);
            if (cosine < 0.2) {
                throw new FileFormatException(
                        source,
                        "directions more than 78° from their mean; expected those of one detector");
            }
            double x = DISTANCE * ray.dot(fast) / cosine / PITCH;
            double y = DISTANCE * ray.dot(slow) / cosine / PITCH;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
        Vector3 origin =
                normal.times(DISTANCE)
                        .plus(fast.times((left - MARGIN) * PITCH))
                        .plus(slow.times((top - MARGIN) * PITCH));
        Detector detector =
                new Detector(
                        "made up for directions",
                        (int) Math.ceil(right - left + 2 * MARGIN),
                        (int) Math.ceil(bottom - top + 2 * MARGIN),
                        PITCH,
                        PITCH,
                        origin,
                        fast,
                        slow,
                        null);
        return new Geometry(new Beam(5, 23), detector, Math.toRadians(45), null);
    }
}
