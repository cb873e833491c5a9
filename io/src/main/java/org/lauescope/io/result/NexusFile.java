package org.lauescope.io.result;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;

/// An open HDF5 file whose content is not trusted: every field is asked for with its type and
/// shape.
final class NexusFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private final Path path;
    private final HdfFile file;
    private final long bytes;

    private NexusFile(Path path, HdfFile file, long bytes) {
        this.path = path;
        this.file = file;
        this.bytes = bytes;
    }

    /// Work on an open file.
    interface Content<T> {
        T of(NexusFile file) throws IOException;
    }

    /// Opens a file, takes something out of it and closes it.
    ///
    /// @throws FileFormatException also for whatever jHDF throws at damaged structures
    static <T> T read(Path path, Content<T> content) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!isHdf5(path)) {
            throw new FileFormatException(
                    path.toString(),
                    "not an HDF5 file; expected a result that `lauescope run` or `import` wrote");
        }
        try (HdfFile file = new HdfFile(path)) {
            return content.of(new NexusFile(path, file, Files.size(path)));
        } catch (RuntimeException | StackOverflowError e) {
            // jHDF meets damaged structures with exceptions of all kinds.
            throw new FileFormatException(
                    path.toString(),
                    "damaged (%s); expected a complete result: make it again"
                            .formatted(innermost(e)),
                    e);
        }
    }

    static boolean isHdf5(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        }
    }

    boolean has(String name) {
        return find(name) != null;
    }

    Group group(String name) throws FileFormatException {
        if (find(name) instanceof Group group) {
            return group;
        }
        throw wrong("has no group %s".formatted(name));
    }

    /// Text of a field; empty if there is none.
    String text(String name) throws FileFormatException {
        return switch (has(name) ? data(dataset(name)) : "") {
            case String text -> text;
            case Object other -> throw unexpected(name, other, "a text");
        };
    }

    /// Texts of a field; none if there is no such field.
    String[] texts(String name) throws FileFormatException {
        return switch (has(name) ? data(dataset(name)) : new String[0]) {
            case String[] texts -> texts;
            case Object other -> throw unexpected(name, other, "texts");
        };
    }

    double number(String name) throws FileFormatException {
        return switch (data(dataset(name))) {
            case Number number -> number.doubleValue();
            case Object other -> throw unexpected(name, other, "a number");
        };
    }

    double[] numbers(String name, int... shape) throws FileFormatException {
        return switch (flat(name, shape)) {
            case double[] numbers -> numbers;
            case int[] numbers -> Arrays.stream(numbers).asDoubleStream().toArray();
            case Object other -> throw unexpected(name, other, "numbers");
        };
    }

    int[] integers(String name, int... shape) throws FileFormatException {
        return switch (flat(name, shape)) {
            case int[] numbers -> numbers;
            case Object other -> throw unexpected(name, other, "whole numbers");
        };
    }

    /// Lengths of the axes of a field.
    int[] shape(String name) throws FileFormatException {
        return dataset(name).getDimensions();
    }

    String textAttribute(String node, String name) throws FileFormatException {
        return switch (attribute(node, name)) {
            case String text -> text;
            case null -> throw wrong("%s has no attribute %s".formatted(node, name));
            case Object other -> throw unexpected(node + "@" + name, other, "a text");
        };
    }

    /// None if there is no such attribute.
    String[] textsAttribute(String node, String name) throws FileFormatException {
        return switch (attribute(node, name)) {
            case String[] texts -> texts;
            case null -> new String[0];
            case Object other -> throw unexpected(node + "@" + name, other, "texts");
        };
    }

    boolean hasAttribute(String node, String name) throws FileFormatException {
        return attribute(node, name) != null;
    }

    double numberAttribute(String node, String name) throws FileFormatException {
        return switch (attribute(node, name)) {
            case Number number -> number.doubleValue();
            case null -> throw wrong("%s has no attribute %s".formatted(node, name));
            case Object other -> throw unexpected(node + "@" + name, other, "a number");
        };
    }

    FileFormatException wrong(String problem) {
        return new FileFormatException(
                path.toString(),
                problem + "; expected a result that `lauescope run` or `import` wrote");
    }

    private FileFormatException unexpected(String name, Object found, String expected) {
        return wrong(
                "%s holds %s where %s is needed"
                        .formatted(name, found.getClass().getSimpleName(), expected));
    }

    private @Nullable Object attribute(String node, String name) throws FileFormatException {
        Node found = find(node);
        if (found == null) {
            throw wrong("has no %s".formatted(node));
        }
        Attribute attribute = found.getAttribute(name);
        return attribute == null ? null : attribute.getData();
    }

    private Object flat(String name, int... shape) throws FileFormatException {
        Dataset dataset = dataset(name);
        if (!Arrays.equals(dataset.getDimensions(), shape)) {
            throw wrong(
                    "%s has %s values where %s are needed"
                            .formatted(
                                    name,
                                    Arrays.toString(dataset.getDimensions()),
                                    Arrays.toString(shape)));
        }
        // jHDF has no answer for datasets without values.
        return dataset.getSize() == 0 ? new int[0] : dataset.getDataFlat();
    }

    private Dataset dataset(String name) throws FileFormatException {
        if (!(find(name) instanceof Dataset dataset)) {
            throw wrong("has no field %s".formatted(name));
        }
        // Nothing we write is compressed: a larger size is damage and would fill the memory.
        if (dataset.getSizeInBytes() > bytes) {
            throw wrong(
                    "%s claims %d bytes in a file of %d"
                            .formatted(name, dataset.getSizeInBytes(), bytes));
        }
        return dataset;
    }

    private static Object data(Dataset dataset) {
        return dataset.getData();
    }

    private @Nullable Node find(String name) {
        Node node = file;
        for (String part : name.split("/")) {
            node = node instanceof Group group ? group.getChild(part) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private static Throwable innermost(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
