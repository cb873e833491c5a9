package org.lauescope.io.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.lauescope.frame.Frame;
import org.lauescope.io.NewFile;

/// EDF, one image, uncompressed.
public final class EdfWriter implements FrameWriter {

    private static final int BLOCK = 512;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    @Override
    public List<String> endings() {
        return List.of("edf");
    }

    @Override
    public void write(Frame frame, Path file) throws IOException {
        ByteBuffer pixels = pixels(frame);
        Frame.Header header = frame.header();
        StringBuilder text = new StringBuilder("{\n");
        text.append(
                "HeaderID = EH:000001:000000:000000 ;\nImage = 1 ;\nByteOrder = LowByteFirst ;\n");
        text.append(
                "DataType = %s ;\n"
                        .formatted(frame.counts() != null ? "SignedInteger" : "FloatValue"));
        text.append(
                "Dim_1 = %d ;\nDim_2 = %d ;\nSize = %d ;\n"
                        .formatted(frame.columns(), frame.rows(), pixels.remaining()));
        if (header.exposure() > 0) {
            text.append("count_time = %s ;\n".formatted(header.exposure()));
        }
        if (header.time() != null) {
            text.append("Date = %s ;\n".formatted(DATE.format(header.time())));
        }
        int padding = BLOCK - 1 - (text.length() + 1) % BLOCK;
        text.append(" ".repeat(padding)).append("}\n");
        NewFile.write(file, ByteBuffer.wrap(text.toString().getBytes(ISO_8859_1)), pixels);
    }

    /// The pixels as they are, little endian.
    static ByteBuffer pixels(Frame frame) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * frame.columns() * frame.rows())
                        .order(ByteOrder.LITTLE_ENDIAN);
        int[] counts = frame.counts();
        float[] values = frame.values();
        if (counts != null) {
            bytes.asIntBuffer().put(counts);
        } else if (values != null) {
            bytes.asFloatBuffer().put(values);
        }
        return bytes;
    }
}
