package org.lauescope.io.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.lauescope.frame.Frame;
import org.lauescope.io.NewFile;

/// CBF with byte-offset compression and MD5, as PILATUS detectors write it. Counts only.
public final class CbfWriter implements FrameWriter {

    private static final String BOUNDARY = "--CIF-BINARY-FORMAT-SECTION--";
    private static final int PADDING = 4095;

    @Override
    public List<String> endings() {
        return List.of("cbf");
    }

    @Override
    public void write(Frame frame, Path file) throws IOException {
        int[] counts = frame.counts();
        if (counts == null) {
            throw new IllegalArgumentException(
                    "%s has fractional pixels; expected counts for CBF: write TIFF or EDF"
                            .formatted(frame.source()));
        }
        byte[] packed = new byte[Math.multiplyExact(counts.length, ByteOffset.LARGEST)];
        int length = ByteOffset.encode(counts, packed);
        String header =
                """
                ###CBF: VERSION 1.5, Lauescope

                data_frame

                _array_data.header_convention "PILATUS_1.2"
                _array_data.header_contents
                ;
                %s;

                _array_data.data
                ;
                %s
                Content-Type: application/octet-stream;
                     conversions="x-CBF_BYTE_OFFSET"
                Content-Transfer-Encoding: BINARY
                X-Binary-Size: %d
                X-Binary-ID: 1
                X-Binary-Element-Type: "signed 32-bit integer"
                X-Binary-Element-Byte-Order: LITTLE_ENDIAN
                Content-MD5: %s
                X-Binary-Number-of-Elements: %d
                X-Binary-Size-Fastest-Dimension: %d
                X-Binary-Size-Second-Dimension: %d
                X-Binary-Size-Padding: %d

                """
                        .formatted(
                                DectrisHeader.text(frame.header()),
                                BOUNDARY,
                                length,
                                md5(packed, length),
                                counts.length,
                                frame.columns(),
                                frame.rows(),
                                PADDING)
                        .replace("\n", "\r\n");
        NewFile.write(
                file,
                ByteBuffer.wrap(header.getBytes(US_ASCII)),
                ByteBuffer.wrap(CbfReader.BINARY),
                ByteBuffer.wrap(packed, 0, length),
                ByteBuffer.allocate(PADDING),
                ByteBuffer.wrap(("\r\n" + BOUNDARY + "--\r\n;\r\n").getBytes(US_ASCII)));
    }

    private static String md5(byte[] packed, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(packed, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
