package org.lauescope.io.frame.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.HdfInvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;

/// Finds the images in a file: at the path given, else where NeXus points (`@default`, `@signal`),
/// else the largest stack of integers.
final class ImageDatasets {

    /// Limits of the search, against files whose links run in circles.
    private static final int DEEPEST = 12;

    private static final int MOST_NODES = 20_000;

    /// Names of the parts that a DECTRIS master file links to.
    private static final String PART = "data_\\d{3,9}";

    /// Smaller than any detector, px: tables and curves have such sides.
    private static final int LEAST_SIDE = 8;

    /// @param path as in the file, for names and messages
    /// @param parts one dataset, or several that follow each other
    record Images(String path, List<Dataset> parts) {}

    private final FrameAddress address;
    private final HdfFile file;

    private ImageDatasets(FrameAddress address, HdfFile file) {
        this.address = address;
        this.file = file;
    }

    static Images find(FrameAddress address, HdfFile file) throws FrameFileException {
        ImageDatasets search = new ImageDatasets(address, file);
        return address.inside().isEmpty() ? search.search() : search.at(address.inside());
    }

    private Images at(String path) throws FrameFileException {
        Node node;
        try {
            node = path.equals("/") ? file : file.getByPath(path.replaceFirst("^/+", ""));
        } catch (HdfInvalidPathException e) {
            throw absent("there is no %s in it".formatted(path));
        }
        node = target(node, path);
        Images images =
                node instanceof Dataset dataset
                        ? new Images(path, List.of(dataset))
                        : in((Group) node, path);
        if (images == null) {
            throw absent("the group %s holds no images".formatted(path));
        }
        for (Dataset part : images.parts) {
            if (PixelLayout.of(part) == null) {
                throw absent("the dataset %s is %s".formatted(path, description(part)));
            }
        }
        return images;
    }

    private Images search() throws FrameFileException {
        Images signal = byDefault(file, "", 0);
        if (signal != null) {
            return signal;
        }
        List<Images> all = new ArrayList<>();
        walk(file, "", 0, new HashSet<>(), all);
        return all.stream()
                .max(Comparator.comparingLong(ImageDatasets::rank))
                .orElseThrow(() -> absent("no dataset in it has images"));
    }

    /// Follows `@default` from the root to a group with `@signal`.
    private @Nullable Images byDefault(Group group, String path, int depth)
            throws FrameFileException {
        String signal = text(group, "signal");
        if (signal != null) {
            return child(group, path, signal);
        }
        String next = text(group, "default");
        if (next == null || depth > DEEPEST) {
            return null;
        }
        Group deeper = group;
        for (String name : next.split("/")) {
            Node node = name.isEmpty() ? deeper : node(deeper, name);
            if (!(node instanceof Group found)) {
                return null;
            }
            deeper = found;
        }
        return byDefault(deeper, path + "/" + next, depth + 1);
    }

    private @Nullable Images child(Group group, String path, String name) {
        return node(group, name) instanceof Dataset dataset && PixelLayout.of(dataset) != null
                ? new Images(path + "/" + name, List.of(dataset))
                : null;
    }

    /// Images that lie directly in a group: its signal, its parts or its largest dataset.
    private @Nullable Images in(Group group, String path) throws FrameFileException {
        String base = path.equals("/") ? "" : path;
        String signal = text(group, "signal");
        Images named = signal == null ? null : child(group, base, signal);
        if (named != null) {
            return named;
        }
        TreeMap<String, Dataset> parts = new TreeMap<>();
        Images largest = null;
        for (String name : group.getChildren().keySet()) {
            if (name.matches(PART)) {
                Node part = target(group.getChild(name), base + "/" + name);
                if (part instanceof Dataset dataset && PixelLayout.of(dataset) != null) {
                    parts.put(name, dataset);
                }
                continue;
            }
            Images images = child(group, base, name);
            if (images != null
                    && !isAuxiliary(name)
                    && (largest == null || rank(images) > rank(largest))) {
                largest = images;
            }
        }
        return parts.isEmpty() ? largest : new Images(path, List.copyOf(parts.values()));
    }

    private void walk(Group group, String path, int depth, Set<Long> seen, List<Images> all)
            throws FrameFileException {
        if (depth > DEEPEST || seen.size() > MOST_NODES || !seen.add(group.getAddress())) {
            return;
        }
        Images here = in(group, path);
        if (here != null) {
            all.add(here);
        }
        for (String name : group.getChildren().keySet()) {
            if (node(group, name) instanceof Group child) {
                walk(child, path + "/" + name, depth + 1, seen, all);
            }
        }
    }

    /// Stacks before single images, integers before floating numbers, then by size.
    private static long rank(Images images) {
        Dataset first = images.parts.getFirst();
        PixelLayout layout = PixelLayout.of(first);
        if (layout == null || layout.columns() < LEAST_SIDE || layout.rows() < LEAST_SIDE) {
            return -1;
        }
        long kind = first.getDimensions().length > 2 ? 2 : 0;
        kind += layout.type().isFloat() ? 0 : 1;
        return (kind << 60) | Math.min(first.getSize() * images.parts.size(), (1L << 60) - 1);
    }

    private static boolean isAuxiliary(String name) {
        return name.contains("mask") || name.contains("flatfield") || name.contains("trimbit");
    }

    /// A child with its link followed, or null if there is none or the link leads nowhere.
    static @Nullable Node node(Group group, String name) {
        try {
            Node node = group.getChild(name);
            return node instanceof Link link
                    ? (link.isBrokenLink() ? null : link.getTarget())
                    : node;
        } catch (HdfException e) {
            return null;
        }
    }

    private Node target(Node node, String path) throws FrameFileException {
        if (!(node instanceof Link link)) {
            return node;
        }
        try {
            return link.getTarget();
        } catch (HdfException e) {
            throw new FrameFileException(
                    address.file(),
                    "%s links to %s, which cannot be opened (%s)"
                            .formatted(path, link.getTargetPath(), e.getMessage()),
                    "the file it links to beside this one",
                    "copy the data files too, or name one of them");
        }
    }

    static @Nullable String text(Node node, String attribute) {
        Attribute found = node.getAttribute(attribute);
        Object value = found == null ? null : found.getData();
        if (value instanceof String[] array) {
            return array.length == 1 ? array[0] : null;
        }
        return value instanceof String text ? text : null;
    }

    private FrameFileException absent(String fault) {
        return new FrameFileException(
                address.file(),
                fault,
                "a dataset of numbers with rows × columns or frames × rows × columns",
                "name one as FILE:/path/of/dataset; h5ls -r lists them");
    }

    private static String description(Dataset dataset) {
        return "%s of %s"
                .formatted(
                        dataset.getDataType().getClass().getSimpleName(),
                        java.util.Arrays.toString(dataset.getDimensions()));
    }
}
