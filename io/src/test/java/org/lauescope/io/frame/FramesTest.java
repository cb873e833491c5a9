package org.lauescope.io.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.frame.Frame;

final class FramesTest {

    @TempDir Path folder = Path.of("");

    @Test
    void addresses() {
        assertThat(FrameAddress.parse("a/b.tif")).isEqualTo(new FrameAddress(Path.of("a/b.tif")));
        assertThat(FrameAddress.parse("b.tif#12"))
                .isEqualTo(new FrameAddress(Path.of("b.tif"), "", Map.of(), 12));
        assertThat(FrameAddress.parse("b.h5:/entry/data"))
                .isEqualTo(
                        new FrameAddress(
                                Path.of("b.h5"), "/entry/data", Map.of(), FrameAddress.ALL));
        assertThat(FrameAddress.parse("b.h5:/entry/data#0"))
                .isEqualTo(new FrameAddress(Path.of("b.h5"), "/entry/data", Map.of(), 0));
        assertThat(FrameAddress.parse("b.raw?columns=3&type=u8#1"))
                .isEqualTo(
                        new FrameAddress(
                                Path.of("b.raw"), "", Map.of("columns", "3", "type", "u8"), 1));
        assertThat(FrameAddress.parse("C:/data/b.tif").inside()).isEmpty();
        assertThat(FrameAddress.parse("C:/data/b.h5:/entry").inside()).isEqualTo("/entry");
        for (String text :
                List.of("a/b.tif", "b.h5:/entry/data#7", "b.raw?columns=3&rows=4&type=u8#1")) {
            assertThat(FrameAddress.parse(text)).hasToString(text);
        }
    }

    @Test
    void aFileMayBeNamedLikeAnAddress() throws IOException {
        Path odd = folder.resolve("frame#3");
        Files.createFile(odd);
        assertThat(FrameAddress.parse(odd.toString())).isEqualTo(new FrameAddress(odd));
        assertThat(FrameAddress.parse(odd + "#2"))
                .isEqualTo(new FrameAddress(odd, "", Map.of(), 2));
    }

    @Test
    void everyFrameOfAStackHasItsAddress() throws IOException {
        Path file = folder.resolve("stack.bin");
        Files.write(file, new byte[] {1, 2, 3, 4});
        String address = file + "?columns=1&rows=2&type=u8";
        assertThat(Frames.expand(address))
                .hasToString(
                        "["
                                + file
                                + "?columns=1&rows=2&type=u8#0, "
                                + file
                                + "?columns=1&rows=2&type=u8#1]");
        assertThat(Frames.read(Frames.expand(address).get(1)).counts()).containsExactly(3, 4);
        assertThat(Frames.expand(address + "#1")).hasSize(1);
        assertThatThrownBy(() -> Frames.read(address))
                .hasMessageContaining("it holds 2 frames; expected one");
        assertThatThrownBy(() -> Frames.read(address + "#2"))
                .hasMessageContaining("an index from 0 to 1");
    }

    /// Whatever lay in the memory before, a frame is that of its file; also one of another size.
    @Test
    void memoryOfARecycledFrameIsUsedAgain() throws IOException {
        for (String ending : List.of(".tif", ".cbf", ".edf")) {
            int[] counts = {0, 7, -1, 0, 1 << 20, 3};
            Path file = folder.resolve("frame" + ending);
            Frames.write(Frame.ofCounts("frame", 3, 2, counts.clone(), Frame.Header.UNKNOWN), file);
            for (int length : new int[] {6, 6, 12, 5}) {
                int[] used = new int[length];
                Arrays.fill(used, 99);
                Frames.recycle(Frame.ofCounts("used", 1, length, used, Frame.Header.UNKNOWN));
                assertThat(Frames.read(file).counts()).isEqualTo(counts);
            }
        }
    }

    @Test
    void whatIsNoFrame() throws IOException {
        refuse(folder.resolve("absent.tif"), "there is no such file");
        refuse(folder, "it is a folder");
        Path file = folder.resolve("file.tif");
        Files.createFile(file);
        refuse(file, "it is empty (0 bytes)");
        Files.writeString(file, "x y intensity\n1 2 3\n");
        refuse(file, "it is a text file; expected one of CBF, EDF, HDF5");
        Files.write(file, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        refuse(file, "begins with the bytes 00 01 02 03 04 05 06 07");
        Files.write(file, new byte[] {'I', 'I', 42, 0, 0, 0, 0, 0});
        refuse(file, "directory is said to be at byte 0");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        refuse(file, "gzip compression is broken");
        assertThat(Frames.recognises(file.resolveSibling("absent"))).isFalse();
    }

    private static void refuse(Path file, String message) {
        assertThatThrownBy(() -> Frames.read(file))
                .isInstanceOf(FrameFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void severalThreadsReadOneStack() throws IOException {
        int[] pixels = new java.util.Random(1).ints(64 * 64).toArray();
        Path file = folder.resolve("frame.tif");
        Frames.write(Frame.ofCounts("test", 64, 64, pixels, Frame.Header.UNKNOWN), file);
        try (FrameStack stack = Frames.open(file)) {
            java.util.stream.IntStream.range(0, 64)
                    .parallel()
                    .forEach(i -> {
                        try {
                            assertThat(stack.read(0).counts()).isEqualTo(pixels);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
        }
    }
}
