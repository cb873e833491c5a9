package org.lauescope.io.frame.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameAddress;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.FrameStack;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.frame.TestFiles;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Files written by h5py and the filter plug-ins of libhdf5 (make_files.py beside them); every
/// pixel follows from its place.
public final class Hdf5ReaderTest {

    private static final int ROWS = 31;
    private static final int COLUMNS = 45;

    @ParameterizedTest
    @CsvSource({
        "bslz4_u1, 3, u8, bitshuffle + LZ4",
        "bslz4_u2, 3, u16, bitshuffle + LZ4",
        "bslz4_u4, 3, u32, bitshuffle + LZ4",
        "bslz4_u8, 3, u64, bitshuffle + LZ4",
        "bslz4_i2, 3, i16, bitshuffle + LZ4",
        "bslz4_i4, 3, i32, bitshuffle + LZ4",
        "bslz4_u2_default_blocks, 1, u16, bitshuffle + LZ4",
        "bslz4_u2_parts, 3, u16, bitshuffle + LZ4",
        "bitshuffle_u2, 3, u16, bitshuffle",
        "lz4_u2, 3, u16, LZ4",
        "gzip_shuffle_u2, 3, u16, 'shuffle, gzip'",
        "gzip_shuffle_fletcher_i4, 3, i32, 'shuffle, gzip, Fletcher 32'",
        "gzip_parts_i4, 3, i32, gzip",
        "gzip_four_axes_u2, 12, u16, gzip",
        "plain_chunks_u2, 3, u16, uncompressed",
        "big_endian_i4, 1, i32, uncompressed",
        "contiguous_u2, 1, u16, uncompressed",
        "latest_u2, 3, u16, bitshuffle + LZ4",
        "user_block_u2, 2, u16, gzip",
        "user_block_u2:/entry/data/data, 1, u16, uncompressed",
        "lzf_u2, 1, u16, LZF",
    })
    void storage(String name, int frames, String type, String storage) throws IOException {
        try (FrameStack stack = Frames.open(address(name))) {
            assertThat(stack.format()).isEqualTo("HDF5, %s, %s", type, storage);
            assertThat(stack.size()).isEqualTo(frames);
            for (int i : new int[] {frames - 1, 0, frames / 2}) {
                Frame frame = stack.read(i);
                assertThat(frame.counts())
                        .isEqualTo(expected(type, i, frame.rows(), frame.columns()));
            }
        }
    }

    @Test
    void floatingPixels() throws IOException {
        try (FrameStack stack = Frames.open(address("bslz4_f4"))) {
            float[] values = Objects.requireNonNull(stack.read(2).values());
            int[] expected = expected("f32", 2, ROWS, COLUMNS);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isEqualTo(expected[i]);
            }
        }
    }

    /// The rule of make_files.py.
    private static int[] expected(String type, int frame, int rows, int columns) {
        int[] pixels = new int[rows * columns];
        int bright = type.endsWith("8") ? 200 : type.endsWith("16") ? 30_000 : 2_000_000_000;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                boolean spot = (7 * row + 3 * column) % 101 == 0;
                pixels[row * columns + column] =
                        spot ? bright + row : row * column % 97 + 5 * frame + 3;
            }
        }
        return pixels;
    }

    @Test
    void eigerMasterFile() throws IOException {
        try (FrameStack stack = Frames.open(address("eiger_master"))) {
            assertThat(stack.size()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                Frame frame = stack.read(i);
                int[] expected = expected("u16", i, ROWS, COLUMNS);
                Arrays.fill(expected, 15 * COLUMNS, 16 * COLUMNS, -1);
                expected[5 * COLUMNS + 7] = -1;
                assertThat(frame.counts()).isEqualTo(expected);
                assertThat(frame.header())
                        .isEqualTo(
                                new Frame.Header(
                                        0.5,
                                        Instant.parse("2021-03-01T09:00:00.500Z")
                                                .plusSeconds(2L * i),
                                        25_000,
                                        Frame.Kind.COUNTING));
            }
        }
    }

    /// Without its master file a data file still shows that it is of an EIGER, so its gaps are
    /// known, too.
    @Test
    void eigerDataFile() throws IOException {
        Frame frame = Frames.read(address("eiger_data_000002"));
        assertThat(frame.at(3, 15)).isEqualTo(-1);
        assertThat(frame.header().kind()).isEqualTo(Frame.Kind.COUNTING);
    }

    @Test
    void nexusPointsToItsImage() throws IOException {
        String file = address("nexus_default");
        try (FrameStack stack = Frames.open(file);
                FrameStack large = Frames.open(file + ":/other/large");
                FrameStack one = Frames.open(file + ":/other/large#1")) {
            assertThat(stack.size()).isEqualTo(1);
            assertThat(stack.read(0).source()).endsWith("nexus_default.nxs:/entry/result/counts");
            assertThat(large.size()).isEqualTo(2);
            assertThat(one.size()).isEqualTo(1);
            assertThat(one.read(0).counts()).isEqualTo(expected("u16", 1, ROWS, COLUMNS));
            assertThat(one.read(0).source()).endsWith("nexus_default.nxs:/other/large#1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "blosc_u2, not supported",
        "no_images, no dataset in it has images",
        "no_images:/entry/curve, 'the dataset /entry/curve is FloatingPoint of [100]'",
        "no_images:/entry/nothing, there is no /entry/nothing in it",
        "eiger_lost_master, /entry/data/data_000001 links to",
        "virtual, Virtual storage is not supported",
        "unfinished_u2#1, 'a chunk of /entry/data/data cannot be read (No chunk with offset [1, 0, 0]'",
        "bslz4_u2#3, 'frame #3 is not among its 3; expected an index from 0 to 2'",
    })
    void refusals(String name, String message) throws IOException {
        String address = address(name);
        assertThatThrownBy(() -> Frames.read(address))
                .isInstanceOf(FrameFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void lambdaSample() throws IOException {
        Path file =
                SharedData.file(
                        "data/detector-formats/nexus_lambda/testasapo1_1009_00002_m1_part00000.nxs");
        try (FrameStack stack = Frames.open(file)) {
            assertThat(stack.size()).isEqualTo(10);
            Frame first = stack.read(0);
            assertThat(first.header().exposure()).isEqualTo(0.1);
            assertThat(first.header().saturation()).isEqualTo(4095);
            assertThat(first.header().kind()).isEqualTo(Frame.Kind.COUNTING);
        }
    }

    /// The expected numbers were read with h5py and know nothing of the mask: raw pixels.
    @Test
    void rawPixelsOfTheLambdaSample() throws IOException {
        String folder = "data/detector-formats/";
        String name = "nexus_lambda/testasapo1_1009_00002_m1_part00000.nxs";
        JsonNode expected =
                new ObjectMapper()
                        .readTree(SharedData.file(folder + "expected_hdf5.json").toFile())
                        .get(name)
                        .get("entry/instrument/detector/data");
        FrameAddress address = new FrameAddress(SharedData.file(folder + name));
        try (HdfFile file = new HdfFile(address.file());
                ImageStorage raw =
                        ImageStorage.of(
                                address, file.getDatasetByPath("entry/instrument/detector/data"))) {
            var all = new LongSummaryStatistics();
            for (int i = 0; i < raw.layout().frames(); i++) {
                Arrays.stream(raw.read(i).ints()).forEach(all::accept);
            }
            assertThat(all.getSum()).isEqualTo((long) expected.get("sum").doubleValue());
            assertThat(all.getMin()).isEqualTo((long) expected.get("min").doubleValue());
            assertThat(all.getMax()).isEqualTo((long) expected.get("max").doubleValue());
        }
    }

    @Test
    void simulatedScan() throws IOException {
        Path file = SharedData.file("data/simulated/scan/scan.h5");
        try (FrameStack stack = Frames.open(file)) {
            assertThat(stack.size()).isEqualTo(100);
            Frame last = stack.read(99);
            assertThat(last.columns()).isEqualTo(487);
            assertThat(last.rows()).isEqualTo(619);
            assertThat(Arrays.stream(Objects.requireNonNull(last.counts())).min().orElseThrow())
                    .isEqualTo(-1);
        }
    }

    private static String address(String name) {
        String file = name.replaceFirst("[:#].*", "");
        Path path =
                TestFiles.beside(
                        Hdf5ReaderTest.class, file + (file.startsWith("nexus") ? ".nxs" : ".h5"));
        return path + name.substring(file.length());
    }
}
