package org.lauescope.viewer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.map.DeviationKey;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.ScanMap;

/// Small turns from a reference orientation as colours, where the colours of the whole sphere show
/// nothing. The reference is an orientation of the map, or for each grain that of its point which
/// deviates least from the grain's mean.
final class SharpColours {

    /// Part of the points that may turn further than the range.
    private static final double BEYOND = 0.02;

    /// Below this a map is one orientation, rad.
    private static final double LEAST = 1e-5;

    private SharpColours() {}

    /// Bytes: the angle of full colour (32-bit float, rad), then red, green, blue, opacity of each
    /// point.
    ///
    /// @param reference orientation drawn grey; null for the grains' own
    /// @param range angle of full colour, rad; NaN for one that 98 % of the points stay within
    static byte[] of(ScanMap map, @Nullable Matrix3 reference, double range) {
        OrientationMap orientations = map.orientations();
        int size = map.grid().size();
        @Nullable Matrix3[] references = new Matrix3[size];
        if (reference == null) {
            grains(map, references);
        } else {
            Arrays.fill(references, reference);
        }
        @Nullable DeviationKey[] keys = new DeviationKey[size];
        double full = Double.isNaN(range) ? widest(orientations, references) : range;
        for (int i = 0; i < size; i++) {
            Matrix3 from = references[i];
            if (from != null && orientations.isKnown(i)) {
                keys[i] = new DeviationKey(from, orientations.symmetry(i), full);
            }
        }
        int[] colours = new int[size];
        for (int i = 0; i < size; i++) {
            DeviationKey key = keys[i];
            colours[i] = key == null ? -1 : key.colour(orientations.sampleFromCrystal(i)).rgb();
        }
        byte[] points = PlaneBytes.colours(colours);
        return ByteBuffer.allocate(4 + points.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat((float) full)
                .put(points)
                .array();
    }

    private static double widest(OrientationMap orientations, @Nullable Matrix3[] references) {
        double[] angles = new double[references.length];
        int known = 0;
        for (int i = 0; i < references.length; i++) {
            Matrix3 from = references[i];
            if (from != null && orientations.isKnown(i)) {
                DeviationKey key = new DeviationKey(from, orientations.symmetry(i), Math.PI);
                angles[known++] = key.deviation(orientations.sampleFromCrystal(i)).norm();
            }
        }
        Arrays.sort(angles, 0, known);
        return known == 0 ? LEAST : Math.max(LEAST, angles[(int) ((1 - BEYOND) * (known - 1))]);
    }

    /// Without grains the first orientation of each phase.
    private static void grains(ScanMap map, @Nullable Matrix3[] references) {
        OrientationMap orientations = map.orientations();
        double[] grain = map.has("grain") ? map.plane("grain").values() : null;
        double[] deviation = map.has("grod") ? map.plane("grod").values() : null;
        Map<Long, Integer> middle = new HashMap<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < references.length; i++) {
                double group = grain == null ? orientations.crystal()[i] : grain[i];
                if (!orientations.isKnown(i) || !(group >= 0)) {
                    continue;
                }
                long number = (long) group;
                if (pass == 0) {
                    middle.merge(
                            number,
                            i,
                            (known, here) ->
                                    deviation != null && deviation[here] < deviation[known]
                                            ? here
                                            : known);
                } else {
                    Integer at = middle.get(number);
                    references[i] = at == null ? null : orientations.sampleFromCrystal(at);
                }
            }
        }
    }
}
