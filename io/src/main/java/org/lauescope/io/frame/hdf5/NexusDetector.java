package org.lauescope.io.frame.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
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
    private final @Nullable Group entry;
    private final boolean dectris;
    private final Frame.Kind kind;
    private final @Nullable BitSet masked;

    private NexusDetector(@Nullable Group entry, List<Group> groups, Dataset images) {
        this.entry = entry;
        this.groups = groups;
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
        double saturation = number("countrate_correction_count_cutoff", index, "");
        if (!(saturation > 0)) {
            saturation = number("saturation_value", index, "");
        }
        double exposure = number("count_time", index, "s");
        return new Frame.Header(
                exposure > 0 ? exposure : Double.NaN,
                time(index),
                saturation > 0 ? saturation : type.limit(),
                kind);
    }

    private @Nullable Instant time(int index) {
        String text = text("data_collection_date");
        if (text.isEmpty()
                && entry != null
                && ImageDatasets.node(entry, "start_time") instanceof Dataset dataset) {
            text = string(dataset);
        }
        Instant start;
        try {
            start =
                    OffsetDateTime.parse(text.strip(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            start = DectrisHeader.time(text.strip());
        }
        double period = number("frame_time", 0, "s");
        return start == null || !(period > 0)
                ? start
                : start.plusNanos((long) (1e9 * period * index));
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

    /// @param unit wanted; milliseconds and microseconds are converted to seconds
    /// @return NaN if there is no such field
    private double number(String name, int index, String unit) {
        Dataset dataset = field(name);
        if (dataset == null || dataset.getSize() < 1 || dataset.getSize() > 1 << 24) {
            return Double.NaN;
        }
        try {
            Object data = dataset.getDataFlat();
            Object value =
                    data.getClass().isArray()
                            ? Array.get(data, Math.min(index, Array.getLength(data) - 1))
                            : data;
            return value instanceof Number number
                    ? number.doubleValue() * (unit.equals("s") ? seconds(dataset) : 1)
                    : Double.NaN;
        } catch (HdfException e) {
            return Double.NaN;
        }
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
        try {
            Object data = dataset.getSize() > 16 ? "" : dataset.getDataFlat();
            Object value = data instanceof String[] array && array.length > 0 ? array[0] : data;
            return value instanceof String text ? text : "";
        } catch (HdfException e) {
            return "";
        }
    }
}
