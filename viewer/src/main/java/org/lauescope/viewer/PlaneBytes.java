package org.lauescope.viewer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.ScanMap;

/// Planes as graphics cards take them, little endian, row by row.
final class PlaneBytes {

    private PlaneBytes() {}

    /// 32-bit floats: the values, then their uncertainties if there are any; NaN where nothing is
    /// known.
    static byte[] of(Plane plane) {
        double[] sigma = plane.sigma();
        int size = plane.values().length * (sigma == null ? 1 : 2);
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, plane.values());
        if (sigma != null) {
            put(bytes, sigma);
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, double[] values) {
        for (double value : values) {
            bytes.putFloat((float) value);
        }
    }

    /// The code of [PointStatus] of each point, one byte.
    static byte[] status(ScanMap map) {
        byte[] codes = new byte[map.grid().size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) map.status(i).code();
        }
        return codes;
    }

    /// Five 32-bit floats a point: quaternion w, x, y, z (SAMPLE from CRYSTAL) and number of the
    /// crystal; NaN and −1 where no orientation is known.
    static byte[] orientations(OrientationMap map) {
        int size = map.grid().size();
        ByteBuffer bytes = ByteBuffer.allocate(20 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < 4; k++) {
                bytes.putFloat(map.isKnown(i) ? (float) map.quaternions()[4 * i + k] : Float.NaN);
            }
            bytes.putFloat(map.crystal()[i]);
        }
        return bytes.array();
    }

    /// Red, green, blue and opacity of each point.
    ///
    /// @param colours 0xRRGGBB; negative for none
    static byte[] colours(int[] colours) {
        byte[] bytes = new byte[4 * colours.length];
        for (int i = 0; i < colours.length; i++) {
            int rgb = colours[i];
            if (rgb >= 0) {
                bytes[4 * i] = (byte) (rgb >> 16);
                bytes[4 * i + 1] = (byte) (rgb >> 8);
                bytes[4 * i + 2] = (byte) rgb;
                bytes[4 * i + 3] = -1;
            }
        }
        return bytes;
    }
}
