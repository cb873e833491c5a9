package org.lauescope.io.frame;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;

/// NumPy arrays (.npy) of shape rows × columns or frames × rows × columns, C order.
public final class NumpyReader implements FrameReader {

    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([uifb])(\\d)'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

    @Override
    public String format() {
        return "NumPy";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        return head.length > 10
                && head[0] == (byte) 0x93
                && head[1] == 'N'
                && head[2] == 'U'
                && head[3] == 'M'
                && head[4] == 'P'
                && head[5] == 'Y';
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        FileBytes bytes = FileBytes.open(address.file());
        try {
            boolean first = bytes.u8(6) == 1;
            long length = first ? bytes.u16(8, LITTLE_ENDIAN) : bytes.u32(8, LITTLE_ENDIAN);
            int start = first ? 10 : 12;
            if (length > 1 << 16) {
                throw unsuitable(address, "has a header of %d bytes".formatted(length));
            }
            String text = bytes.text(start, (int) length);
            Matcher descriptor = TYPE.matcher(text);
            PixelType type =
                    descriptor.find() ? type(descriptor.group(2), descriptor.group(3)) : null;
            long[] shape = shape(text);
            if (type == null
                    || text.contains("'fortran_order': True")
                    || shape.length < 2
                    || shape.length > 3) {
                throw unsuitable(address, "is described as " + text.strip());
            }
            long frames = shape.length == 3 ? shape[0] : 1;
            if (frames < 1 || frames > Integer.MAX_VALUE) {
                throw unsuitable(address, "holds %d frames".formatted(frames));
            }
            var layout =
                    new ContiguousStack.Layout(
                            FrameShape.of(
                                    address.file(),
                                    shape[shape.length - 1],
                                    shape[shape.length - 2]),
                            type,
                            ">".equals(descriptor.group(1)) ? ByteOrder.BIG_ENDIAN : LITTLE_ENDIAN,
                            start + length,
                            (int) frames);
            var header = new Frame.Header(Double.NaN, null, type.limit(), Frame.Kind.UNKNOWN);
            return new ContiguousStack(address, bytes, "NumPy", layout, header);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static @Nullable PixelType type(String kind, String bytes) {
        return kind.equals("b")
                ? PixelType.U8
                : PixelType.of(kind.equals("f"), kind.equals("i"), 8 * Integer.parseInt(bytes));
    }

    private static long[] shape(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.find()) {
            return new long[0];
        }
        return Pattern.compile("\\d{1,10}")
                .matcher(matcher.group(1))
                .results()
                .mapToLong(number -> Long.parseLong(number.group()))
                .toArray();
    }

    private static FrameFileException unsuitable(FrameAddress address, String fault) {
        return new FrameFileException(
                address.file(),
                "the NumPy array " + fault,
                "numbers of shape (rows, columns) or (frames, rows, columns) in C order",
                "save it with numpy.save(file, numpy.ascontiguousarray(array))");
    }
}
