package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.lauescope.frame.Frame;

/// Pixels without a header, described by options in the address:
///
///     old.bin?columns=1024&rows=1024&type=u16&offset=512&order=big&frames=10
///
/// `type` is one of u8, i8, u16, i16, u32, i32, u64, i64, f32, f64; `offset` (bytes, 0 if absent) is where the first
/// frame begins; `order` is little (also if absent) or big; without `frames` there are as many as fit.
public final class RawReader implements FrameReader {

    private static final Set<String> KNOWN =
            Set.of("columns", "rows", "type", "offset", "order", "frames");

    @Override
    public String format() {
        return "raw";
    }

    @Override
    public boolean recognises(FrameAddress address, byte[] head) {
        return !address.options().isEmpty();
    }

    @Override
    public FrameStack open(FrameAddress address) throws IOException {
        var unknown = new TreeSet<>(address.options().keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw unsuitable(address, "option " + unknown.first());
        }
        FrameShape shape =
                FrameShape.of(
                        address.file(),
                        number(address, "columns", -1),
                        number(address, "rows", -1));
        PixelType type = PixelType.named(address.options().getOrDefault("type", ""));
        if (type == null) {
            throw unsuitable(address, "type = " + address.options().get("type"));
        }
        long offset = number(address, "offset", 0);
        FileBytes bytes = FileBytes.open(address.file());
        try {
            long frameBytes = (long) shape.pixels() * type.bytes();
            long frames =
                    number(address, "frames", Math.max(1, (bytes.size() - offset) / frameBytes));
            if (frames < 1 || frames > Integer.MAX_VALUE) {
                throw unsuitable(address, "frames = %d".formatted(frames));
            }
            var layout =
                    new ContiguousStack.Layout(shape, type, order(address), offset, (int) frames);
            var header = new Frame.Header(Double.NaN, null, type.limit(), Frame.Kind.UNKNOWN);
            return new ContiguousStack(address, bytes, "raw", layout, header);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static ByteOrder order(FrameAddress address) throws FrameFileException {
        return switch (address.options().getOrDefault("order", "little")) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw unsuitable(address, "order = " + address.options().get("order"));
        };
    }

    private static long number(FrameAddress address, String option, long absent)
            throws FrameFileException {
        String text = address.options().getOrDefault(option, Long.toString(absent));
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the value
        }
        throw unsuitable(
                address,
                address.options().containsKey(option) ? option + " = " + text : "no " + option);
    }

    private static FrameFileException unsuitable(FrameAddress address, String fault) {
        return new FrameFileException(
                address.file(),
                "its description has " + fault,
                "?columns=…&rows=…&type="
                        + String.join(
                                "|",
                                Arrays.stream(PixelType.values()).map(PixelType::toString).toList())
                        + " and maybe &offset=…&order=little|big&frames=…",
                "correct what follows the ? in the name");
    }
}
