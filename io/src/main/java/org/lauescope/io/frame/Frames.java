package org.lauescope.io.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.lauescope.frame.Frame;

/// The entry to all files of frames. The content of a file, not its name, tells its format.
public final class Frames {

    private static final List<FrameReader> READERS =
            ServiceLoader.load(FrameReader.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private static final List<FrameWriter> WRITERS =
            ServiceLoader.load(FrameWriter.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Frames() {}

    /// Opens the frames of an address: all of the file or dataset, or the one that the address
    /// chooses.
    ///
    /// @param address see [FrameAddress]
    /// @throws FrameFileException if there are no frames there
    public static FrameStack open(String address) throws IOException {
        return open(FrameAddress.parse(address));
    }

    /// Opens all frames of a file.
    public static FrameStack open(Path file) throws IOException {
        return open(new FrameAddress(file));
    }

    public static FrameStack open(FrameAddress address) throws IOException {
        FrameStack stack = reader(address).open(address);
        int index = address.index();
        if (index == FrameAddress.ALL) {
            return stack;
        }
        if (index >= stack.size()) {
            int size = stack.size();
            stack.close();
            throw new FrameFileException(
                    address.file(),
                    "frame #%d is not among its %d".formatted(index, size),
                    "an index from 0 to %d".formatted(size - 1),
                    "without an index all frames are taken");
        }
        return new Single(stack, index);
    }

    /// Reads one frame.
    ///
    /// @throws FrameFileException also if the address has several
    public static Frame read(String address) throws IOException {
        return read(FrameAddress.parse(address));
    }

    public static Frame read(Path file) throws IOException {
        return read(new FrameAddress(file));
    }

    public static Frame read(FrameAddress address) throws IOException {
        try (FrameStack stack = open(address)) {
            if (stack.size() > 1) {
                throw new FrameFileException(
                        address.file(),
                        "it holds %d frames".formatted(stack.size()),
                        "one",
                        "choose one, as in %s".formatted(address.at(0)));
            }
            return stack.read(0);
        }
    }

    /// Gives the memory of a frame to the next one that is read. Nobody may look at the frame
    /// again.
    public static void recycle(Frame frame) {
        int[] counts = frame.counts();
        if (counts != null) {
            SparePlanes.give(counts);
        }
    }

    /// The single frames of an address, in order; opens the file to count them.
    public static List<FrameAddress> expand(String address) throws IOException {
        FrameAddress all = FrameAddress.parse(address);
        if (all.index() != FrameAddress.ALL) {
            return List.of(all);
        }
        try (FrameStack stack = open(all)) {
            if (stack.size() == 1) {
                return List.of(all);
            }
            List<FrameAddress> frames = new ArrayList<>(stack.size());
            for (int index = 0; index < stack.size(); index++) {
                frames.add(all.at(index));
            }
            return frames;
        }
    }

    /// Writes a frame in the format that the ending of the name asks for, uncompressed if there is
    /// a choice.
    ///
    /// @throws IllegalArgumentException if no format has that ending or if it cannot hold such a
    ///   frame
    public static void write(Frame frame, Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (FrameWriter writer : WRITERS) {
            if (writer.endings().stream().anyMatch(ending -> name.endsWith("." + ending))) {
                writer.write(frame, file);
                return;
            }
        }
        throw new IllegalArgumentException(
                "%s: no format for frames to be written ends so; expected .%s"
                        .formatted(
                                file,
                                String.join(
                                        ", .",
                                        WRITERS.stream()
                                                .flatMap(writer -> writer.endings().stream())
                                                .sorted()
                                                .toList())));
    }

    /// Whether some reader knows the file; false also if it is not there.
    public static boolean recognises(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] head = FileBytes.head(file, FrameReader.HEAD);
        FrameAddress address = new FrameAddress(file);
        return READERS.stream().anyMatch(reader -> reader.recognises(address, head));
    }

    private static FrameReader reader(FrameAddress address) throws IOException {
        Path file = address.file();
        byte[] head = head(file);
        for (FrameReader reader : READERS) {
            if (reader.recognises(address, head)) {
                return reader;
            }
        }
        throw new FrameFileException(
                file,
                isText(head)
                        ? "it is a text file"
                        : "no known image format begins with the bytes "
                                + HexFormat.ofDelimiter(" ")
                                        .formatHex(head, 0, Math.min(8, head.length)),
                "one of "
                        + String.join(
                                ", ", READERS.stream().map(FrameReader::format).sorted().toList()),
                "for pixels without a header add ?columns=…&rows=…&type=u16 to the name");
    }

    private static byte[] head(Path file) throws IOException {
        byte[] head;
        try {
            head = FileBytes.head(file, FrameReader.HEAD);
        } catch (FrameFileException e) {
            throw e;
        } catch (IOException e) {
            checkReadable(file);
            throw e;
        }
        if (head.length == 0) {
            checkReadable(file);
        }
        return head;
    }

    private static void checkReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new FrameFileException(
                    file, "there is no such file", "a file of frames", "check the path");
        }
        if (Files.isDirectory(file)) {
            throw new FrameFileException(
                    file, "it is a folder", "a file of frames", "name the files in it");
        }
        if (!Files.isReadable(file)) {
            throw new FrameFileException(
                    file, "it may not be read", "permission to read", "change its permissions");
        }
        if (Files.isRegularFile(file) && Files.size(file) == 0) {
            throw new FrameFileException(
                    file,
                    "it is empty (0 bytes)",
                    "a file of frames",
                    "wait until it is written, or copy it again");
        }
    }

    /// Text has no control characters but white space; 8 kB of pixels or of compressed data always
    /// have some.
    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    /// One frame of a stack.
    private record Single(FrameStack stack, int index) implements FrameStack {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Frame read(int only) throws IOException {
            return stack.read(index);
        }

        @Override
        public String format() {
            return stack.format();
        }

        @Override
        public void close() throws IOException {
            stack.close();
        }
    }
}
