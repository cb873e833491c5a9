package org.lauescope.io.frame.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.DectrisHeader;
import org.lauescope.io.frame.PixelPlane;
import org.lauescope.io.frame.PixelType;

/// What a NeXus file says of the detector that took its images: `count_time`, `saturation_value`,
/// `pixel_mask`, `description`, `type`, and DECTRIS's `detectorSpecific`. Anything may be absent.
///
/// Masked pixels become −1. So do pixels at the largest value of an 8- or 16-bit type if the
/// detector is one of DECTRIS, which marks gaps and dead pixels so (wider types: see [PixelPlane]).
final class NexusDetector {

    private static final int NO_DATA = -1;

    /// Of a field with a value per frame.
    private static final int MOST_VALUES = 1 << 24;

    private static final List<String> COUNTERS =
            List.of(
                    "eiger",
                    "pilatus",
                    "dectris",
                    "lambda",
                    "mythen",
                    "medipix",
                    "maxipix",
                    "xspa",
                    "merlin",
                    "photon counting");

    private final List<Group> groups;
    private final double[] exposure;
    private final double[] saturation;
    private final @Nullable Instant start;
    private final double period;
    private final boolean dectris;
    private final Frame.Kind kind;
    private final @Nullable BitSet masked;

    private NexusDetector(@Nullable Group entry, List<Group> groups, Dataset images) {
        this.groups = groups;
        exposure = seconds("count_time");
        double[] cutoff = numbers("countrate_correction_count_cutoff");
        saturation = at(cutoff, 0) > 0 ? cutoff : numbers("saturation_value");
        start = start(entry);
        period = at(seconds("frame_time"), 0);
        String words =
                (text("description") + " " + text("type") + " " + text("detector_number"))
                        .toLowerCase(Locale.ROOT);
        dectris =
                images.getAttribute("image_nr_low") != null
                        || words.matches("(?s).*(eiger|pilatus|dectris).*")
                        || groups.stream()
                                .anyMatch(group -> group.getName().equals("detectorSpecific"));
        kind =
                dectris || COUNTERS.stream().anyMatch(words::contains)
                        ? Frame.Kind.COUNTING
                        : words.matches("(?s).*\\b(ccd|cmos|scmos).*")
                                ? Frame.Kind.INTEGRATING
                                : Frame.Kind.UNKNOWN;
        masked = mask(images);
    }

    /// The detector whose images lie at a path: the group they lie in, or `instrument/detector` of
    /// the entry.
    static NexusDetector of(HdfFile file, ImageDatasets.Images images) {
        Dataset first = images.parts().getFirst();
        String top = images.path().replaceFirst("^/+", "").replaceFirst("/.*", "");
        Group entry = ImageDatasets.node(file, top) instanceof Group group ? group : null;
        Group detector = null;
        Group parent = first.getParent();
        if (parent != null && "NXdetector".equals(ImageDatasets.text(parent, "NX_class"))) {
            detector = parent;
        } else if (entry != null
                && ImageDatasets.node(entry, "instrument") instanceof Group instrument) {
            detector = detectorIn(instrument);
        }
        if (detector == null) {
            return new NexusDetector(entry, List.of(), first);
        }
        return new NexusDetector(
                entry,
                ImageDatasets.node(detector, "detectorSpecific") instanceof Group specific
                        ? List.of(detector, specific)
                        : List.of(detector),
                first);
    }

    private static @Nullable Group detectorIn(Group instrument) {
        if (ImageDatasets.node(instrument, "detector") instanceof Group detector) {
            return detector;
        }
        for (String name : instrument.getChildren().keySet()) {
            if (ImageDatasets.node(instrument, name) instanceof Group group
                    && "NXdetector".equals(ImageDatasets.text(group, "NX_class"))) {
                return group;
            }
        }
        return null;
    }

    Frame frame(String source, int index, PixelLayout layout, PixelPlane plane) {
        Frame frame = plane.frame(source, header(index, layout.type()));
        int[] counts = frame.counts();
        float[] values = frame.values();
        if (counts != null
                && dectris
                && (layout.type() == PixelType.U8 || layout.type() == PixelType.U16)) {
            int largest = (int) layout.type().limit();
            for (int i = 0; i < counts.length; i++) {
                counts[i] = counts[i] == largest ? NO_DATA : counts[i];
            }
        }
        if (masked != null) {
            for (int i = masked.nextSetBit(0); i >= 0; i = masked.nextSetBit(i + 1)) {
                if (counts != null) {
                    counts[i] = NO_DATA;
                } else if (values != null) {
                    values[i] = NO_DATA;
                }
            }
        }
        return frame;
    }

    private Frame.Header header(int index, PixelType type) {
        double exposed = at(exposure, index);
        double limit = at(saturation, index);
        return new Frame.Header(
                exposed > 0 ? exposed : Double.NaN,
                start == null || !(period > 0)
                        ? start
                        : start.plusNanos((long) (1e9 * period * index)),
                limit > 0 ? limit : type.limit(),
                kind);
    }

    /// The value of a frame; a shorter list goes on with its last one.
    private static double at(double[] values, int index) {
        return values.length == 0 ? Double.NaN : values[Math.min(index, values.length - 1)];
    }

    private @Nullable Instant start(@Nullable Group entry) {
        String text = text("data_collection_date").strip();
        if (text.isEmpty()
                && entry != null
                && ImageDatasets.node(entry, "start_time") instanceof Dataset dataset) {
            text = string(dataset).strip();
        }
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return DectrisHeader.time(text);
        }
    }

    private @Nullable BitSet mask(Dataset images) {
        PixelLayout shape = PixelLayout.of(images);
        for (Group group : groups) {
            if (shape != null
                    && ImageDatasets.node(group, "pixel_mask") instanceof Dataset dataset
                    && dataset.getSize() == (long) shape.rows() * shape.columns()) {
                BitSet bits = new BitSet();
                Object flat = dataset.getDataFlat();
                for (int i = 0; i < Array.getLength(flat); i++) {
                    bits.set(i, ((Number) Array.get(flat, i)).longValue() != 0);
                }
                return bits;
            }
        }
        return null;
    }

    private @Nullable Dataset field(String name) {
        for (Group group : groups) {
            Node node = ImageDatasets.node(group, name);
            if (node instanceof Dataset dataset) {
                return dataset;
            }
        }
        return null;
    }

    /// The numbers of a field, none if there is no such field.
    private double[] numbers(String name) {
        Dataset dataset = field(name);
        Object data = dataset == null ? null : data(dataset, MOST_VALUES);
        if (data instanceof Number number) {
            return new double[] {number.doubleValue()};
        }
        double[] numbers =
                new double[data == null || !data.getClass().isArray() ? 0 : Array.getLength(data)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    Array.get(data, i) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return numbers;
    }

    /// As [#numbers], converted to seconds.
    private double[] seconds(String name) {
        Dataset dataset = field(name);
        double unit = dataset == null ? 1 : seconds(dataset);
        return Arrays.stream(numbers(name)).map(number -> number * unit).toArray();
    }

    private static double seconds(Dataset dataset) {
        String unit = ImageDatasets.text(dataset, "units");
        return switch (unit == null ? "s" : unit.toLowerCase(Locale.ROOT)) {
            case "ms", "millisecond", "milliseconds" -> 1e-3;
            case "us", "µs", "microsecond", "microseconds" -> 1e-6;
            case "ns", "nanosecond", "nanoseconds" -> 1e-9;
            default -> 1;
        };
    }

    private String text(String name) {
        Dataset dataset = field(name);
        return dataset == null ? "" : string(dataset);
    }

    private static String string(Dataset dataset) {
        Object data = data(dataset, 16);
        Object value = data instanceof String[] array && array.length > 0 ? array[0] : data;
        return value instanceof String text ? text : "";
    }

    /// What a field holds; null if that is more than `most` values or cannot be read, since frames
    /// without this knowledge are better than none.
    private static @Nullable Object data(Dataset dataset, int most) {
        try {
            return dataset.getSize() > most ? null : dataset.getDataFlat();
        } catch (RuntimeException e) {
            // jHDF meets damaged structures with exceptions of all kinds.
            return null;
        }
    }
}
