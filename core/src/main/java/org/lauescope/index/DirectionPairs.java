package org.lauescope.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.ReflectionList;

/// Angles and azimuths between the strong reflecting directions of a crystal: the table that turns
/// two observed directions into orientations (pair look-up after Chung & Ice, J. Appl. Phys. 86
/// (1999) 5249).
///
/// One direction per symmetry class is an *anchor*; its *partners* are the strong directions within
/// 90° of it, sorted by angle. The azimuth of a partner about its anchor is kept in [#AZIMUTHS]
/// steps of a turn, so that the rotation about an observed anchor that brings a partner onto an
/// observed peak is one subtraction. Built once per crystal and tolerance; immutable.
final class DirectionPairs {

    /// Steps of a turn; a power of two, so that azimuths wrap by a mask.
    static final int AZIMUTHS = 1024;

    /// Directions that take part: enough that some ten are on any detector, few enough that chance
    /// pairs stay rare.
    private static final int DIRECTIONS = 1000;

    private final int directions;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final int[] anchors;
    private final Vector3[] anchorAxis;
    private final Vector3[] anchorReference;
    private final double bucketWidth;
    private final int buckets;
    private final int[] start;
    private final short[] partner;
    private final short[] azimuth;

    DirectionPairs(ReflectionList reflections, double angleTolerance) {
        directions = Math.min(reflections.size(), DIRECTIONS);
        x = new double[directions];
        y = new double[directions];
        z = new double[directions];
        for (int i = 0; i < directions; i++) {
            Vector3 q = direction(reflections, i);
            x[i] = q.x();
            y[i] = q.y();
            z[i] = q.z();
        }
        anchors = anchors(reflections, directions);
        anchorAxis = new Vector3[anchors.length];
        anchorReference = new Vector3[anchors.length];
        bucketWidth = angleTolerance;
        buckets = (int) Math.ceil(Math.PI / 2 / bucketWidth);
        start = new int[anchors.length * (buckets + 1) + 1];
        partner = new short[anchors.length * directions];
        azimuth = new short[anchors.length * directions];
        fill();
    }

    private static Vector3 direction(ReflectionList reflections, int i) {
        return new Vector3(
                        reflections.reciprocalX()[i],
                        reflections.reciprocalY()[i],
                        reflections.reciprocalZ()[i])
                .unit();
    }

    /// The first of each class of directions that the proper rotations take into each other.
    private static int[] anchors(ReflectionList reflections, int directions) {
        Map<List<Integer>, Integer> index = new HashMap<>();
        for (int i = 0; i < directions; i++) {
            index.put(List.of(reflections.h(i), reflections.k(i), reflections.l(i)), i);
        }
        Matrix3 reciprocal = reflections.crystal().cell().reciprocal();
        Matrix3 inverse = reciprocal.inverse();
        List<Matrix3> rotations = new ArrayList<>();
        for (Matrix3 rotation : reflections.crystal().properRotations()) {
            rotations.add(inverse.times(rotation).times(reciprocal));
        }
        boolean[] known = new boolean[directions];
        int[] found = new int[directions];
        int count = 0;
        for (int i = 0; i < directions; i++) {
            if (known[i]) {
                continue;
            }
            found[count++] = i;
            Vector3 hkl = new Vector3(reflections.h(i), reflections.k(i), reflections.l(i));
            for (Matrix3 rotation : rotations) {
                Vector3 r = rotation.times(hkl);
                Integer at =
                        index.get(
                                List.of(
                                        (int) Math.rint(r.x()),
                                        (int) Math.rint(r.y()),
                                        (int) Math.rint(r.z())));
                if (at != null) {
                    known[at] = true;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void fill() {
        double[] angle = new double[directions];
        double[] turn = new double[directions];
        long[] keys = new long[directions];
        int next = 0;
        for (int a = 0; a < anchors.length; a++) {
            int i = anchors[a];
            Vector3 axis = new Vector3(x[i], y[i], z[i]);
            Vector3 reference = perpendicular(axis);
            Vector3 side = axis.cross(reference);
            anchorAxis[a] = axis;
            anchorReference[a] = reference;
            int count = 0;
            for (int j = 0; j < directions; j++) {
                Vector3 q = new Vector3(x[j], y[j], z[j]);
                angle[j] = axis.angleTo(q);
                turn[j] = Math.atan2(q.dot(side), q.dot(reference));
                if (j != i && angle[j] < Math.PI / 2) {
                    keys[count++] = (long) (angle[j] * (1L << 40)) << 16 | j;
                }
            }
            Arrays.sort(keys, 0, count);
            int row = a * (buckets + 1);
            int bucket = 0;
            start[row] = next;
            for (int k = 0; k < count; k++) {
                int j = (int) (keys[k] & 0xFFFF);
                int own = Math.min((int) (angle[j] / bucketWidth), buckets - 1);
                while (bucket < own) {
                    start[row + ++bucket] = next;
                }
                partner[next] = (short) j;
                azimuth[next++] = (short) azimuth(turn[j]);
            }
            while (bucket < buckets) {
                start[row + ++bucket] = next;
            }
        }
    }

    /// A unit vector at right angles to `axis`, always the same one.
    static Vector3 perpendicular(Vector3 axis) {
        Vector3 other = Math.abs(axis.x()) < 0.6 ? Vector3.X : Vector3.Y;
        return axis.cross(other).unit();
    }

    /// An angle in steps of a turn.
    static int azimuth(double radians) {
        return (int) Math.rint(radians * (AZIMUTHS / (2 * Math.PI))) & (AZIMUTHS - 1);
    }

    /// Number of directions that take part, the first of the reflection list.
    int directions() {
        return directions;
    }

    Vector3 direction(int i) {
        return new Vector3(x[i], y[i], z[i]);
    }

    int anchorCount() {
        return anchors.length;
    }

    /// Index of an anchor in the reflection list.
    int anchor(int a) {
        return anchors[a];
    }

    Vector3 axis(int a) {
        return anchorAxis[a];
    }

    /// Direction of azimuth zero about an anchor.
    Vector3 reference(int a) {
        return anchorReference[a];
    }

    /// First bucket to look into for an observed angle; the last is `firstBucket + 2` at most.
    int firstBucket(double angle) {
        return Math.max((int) (angle / bucketWidth) - 1, 0);
    }

    int buckets() {
        return buckets;
    }

    /// First entry of a bucket; the entries of bucket b end at `start(a, b + 1)`.
    int start(int a, int bucket) {
        return start[a * (buckets + 1) + bucket];
    }

    short[] azimuths() {
        return azimuth;
    }

    int partner(int entry) {
        return partner[entry];
    }
}
