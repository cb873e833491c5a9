package org.lauescope.io.virtual;

import org.lauescope.frame.Frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a frame of counts as an uncompressed TIFF of signed 32-bit integers, one strip, little
/// endian (TIFF 6.0, sections 2 and 19): what a Pilatus writes.
final class CountsTiff {

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int HEADER = 8;

    private CountsTiff() {}

    static void write(Frame frame, Path file) throws IOException {
        int[] counts = frame.counts();
        if (counts == null) {
            throw new IllegalArgumentException(
                    frame.source() + " holds fractional values; expected counts");
        }
        int[][] tags = {
            {256, LONG, frame.columns()},
            {257, LONG, frame.rows()},
            {258, SHORT, 32},
            {259, SHORT, 1},
            {262, SHORT, 1},
            {273, LONG, 0},
            {277, SHORT, 1},
            {278, LONG, frame.rows()},
            {279, LONG, 4 * counts.length},
            {339, SHORT, 2}
        };
        int directory = 2 + 12 * tags.length + 4;
        // The pixels begin on a multiple of 16 bytes.
        int data = Math.ceilDiv(HEADER + directory, 16) * 16;
        ByteBuffer bytes =
                ByteBuffer.allocate(data + 4 * counts.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER);
        bytes.putShort((short) tags.length);
        for (int[] tag : tags) {
            int value = tag[0] == 273 ? data : tag[2];
            bytes.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt(value);
        }
        bytes.putInt(0).position(data);
        bytes.asIntBuffer().put(counts);
        Files.write(file, bytes.array());
    }
}
