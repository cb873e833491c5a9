package org.lauescope.io.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.frame.Frame;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Real frames of many detectors. The expected numbers were read by independent programs (fabio,
/// tifffile, h5py); all are exact.
final class SampleFramesTest {

    private static final String FORMATS = "data/detector-formats/";
    private static final String LAUE = "data/laue-frames/";

    static Stream<String> listed() throws IOException {
        return json(FORMATS + "expected_frames.json").propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("listed")
    void detectorFormat(String name) throws IOException {
        check(
                Frames.read(SharedData.file(FORMATS + name)),
                json(FORMATS + "expected_frames.json").get(name));
    }

    @ParameterizedTest
    @CsvSource({
        "ge_blanc/ge_blanc_u16.tif, ge_blanc",
        "ge_blanc/ge_blanc.jp2, ge_blanc",
        "ge_blanc/ge_blanc_reassembled.mccd, ge_blanc",
        "aps34ide_spe/1per_2d_5.SPE, aps34ide_spe"
    })
    void laueFrame(String name, String folder) throws IOException {
        check(
                Frames.read(SharedData.file(LAUE + name)),
                json(LAUE + folder + "/expected_frame.json"));
    }

    @ParameterizedTest
    @CsvSource({"test.png", "test-df.tiff", "test-pb.tiff"})
    void onePictureInManyFormats(String name) throws IOException {
        Frame plain = Frames.read(SharedData.file(FORMATS + "tiff_compressions/test.tiff"));
        assertThat(Frames.read(SharedData.file(FORMATS + "tiff_compressions/" + name)).counts())
                .isEqualTo(plain.counts());
    }

    @Test
    void headersOfTheDetectors() throws IOException {
        Frame.Header pilatus = header(FORMATS + "pilatus1m_tiff/CeO2_Pilatus1M.tif");
        assertThat(pilatus.kind()).isEqualTo(Frame.Kind.COUNTING);
        assertThat(pilatus.exposure()).isEqualTo(3.0);
        assertThat(pilatus.saturation()).isEqualTo(1097223);
        assertThat(pilatus.time()).isEqualTo(Instant.parse("2014-10-24T16:33:09Z"));

        Frame.Header area =
                header(FORMATS + "areadetector_tiff_int32/Fe3O4C_M1_map_11_P1_E1_001.tif");
        assertThat(area.kind()).isEqualTo(Frame.Kind.COUNTING);
        assertThat(area.exposure()).isEqualTo(29.999);
        // The file's own local date is 06:31:58 at Argonne, UTC − 6 h.
        assertThat(area.time()).isEqualTo(Instant.parse("2016-11-13T12:31:58.733425036Z"));

        Frame.Header mar = header(LAUE + "ge_blanc/ge_blanc_reassembled.mccd");
        assertThat(mar)
                .isEqualTo(
                        new Frame.Header(
                                0.3,
                                Instant.parse("2008-07-16T19:08:56Z"),
                                65535,
                                Frame.Kind.INTEGRATING));

        Frame.Header spe = header(LAUE + "aps34ide_spe/1per_2d_5.SPE");
        assertThat(spe.kind()).isEqualTo(Frame.Kind.INTEGRATING);
        assertThat(spe.exposure()).isCloseTo(0.1, within(1e-8)); // a float
        assertThat(spe.time())
                .isBetween(
                        Instant.parse("2007-10-05T00:00:00Z"),
                        Instant.parse("2007-10-06T06:00:00Z"));

        Frame.Header edf = header(FORMATS + "edf/pilatus300k.edf");
        assertThat(edf.exposure()).isEqualTo(1.0);
        assertThat(edf.time()).isEqualTo(Instant.parse("2010-06-16T19:14:09Z"));
    }

    /// The same 6561 small images as a NumPy array and as pages of a TIFF file.
    @Test
    void manyFramesInOneFile() throws IOException {
        Path folder = SharedData.file(LAUE + "spot_roi_scan");
        try (FrameStack array = Frames.open(folder.resolve("ROIs.npy"));
                FrameStack pages = Frames.open(folder.resolve("ROIs_stack_u16.tif"))) {
            assertThat(array.size()).isEqualTo(6561);
            assertThat(pages.size()).isEqualTo(6561);
            for (int i = 0; i < array.size(); i++) {
                assertThat(pages.read(i).counts()).isEqualTo(array.read(i).counts());
            }
        }
    }

    @Test
    void simulatedFrames() throws IOException {
        JsonNode truth = json("data/simulated/frames/truth.json");
        assertThat(truth.size()).isGreaterThan(0);
        for (String name : new String[] {"LLZO_00", "Si_00", "Ti_01", "three_grains"}) {
            Frame frame = Frames.read(SharedData.file("data/simulated/frames/" + name + ".tif"));
            assertThat(frame.columns()).isEqualTo(981);
            assertThat(frame.rows()).isEqualTo(1043);
            // Module gaps of a Pilatus 1M: 7 columns after 487, 17 rows after each 195.
            assertThat(frame.at(488, 100)).isEqualTo(-1);
            assertThat(frame.at(100, 196)).isEqualTo(-1);
            assertThat(frame.at(100, 100)).isNotNegative();
        }
    }

    @Test
    void truncatedPilatus() {
        Path file = SharedData.file(FORMATS + "tiff_small/Pilatus.tiff");
        assertThatThrownBy(() -> Frames.read(file))
                .isInstanceOf(FrameFileException.class)
                .hasMessageContaining("383945 bytes ends 11 bytes before the end of its image");
    }

    private static Frame.Header header(String name) throws IOException {
        return Frames.read(SharedData.file(name)).header();
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(SharedData.file(name).toFile());
    }

    static void check(Frame frame, JsonNode expected) {
        assertThat(frame.rows()).isEqualTo(expected.get("rows").intValue());
        assertThat(frame.columns()).isEqualTo(expected.get("columns").intValue());
        int[] counts = Objects.requireNonNull(frame.counts());
        var statistics = Arrays.stream(counts).summaryStatistics();
        assertThat(statistics.getMin()).isEqualTo(expected.get("min").intValue());
        assertThat(statistics.getMax()).isEqualTo(expected.get("max").intValue());
        assertThat(statistics.getSum()).isEqualTo(expected.get("sum").longValue());
        JsonNode maximum = expected.get("max_at_row_col");
        assertThat(frame.at(maximum.get(1).intValue(), maximum.get(0).intValue()))
                .isEqualTo(statistics.getMax());
        for (JsonNode pixel : expected.get("pixels_row_col_value")) {
            assertThat(frame.at(pixel.get(1).intValue(), pixel.get(0).intValue()))
                    .isEqualTo(pixel.get(2).intValue());
        }
        assertThat(sha256(counts, expected.get("dtype").stringValue()))
                .isEqualTo(expected.get("sha256_little_endian_row_major").stringValue());
    }

    static String sha256(int[] counts, String type) {
        int bytes = type.endsWith("8") ? 1 : type.endsWith("16") ? 2 : 4;
        ByteBuffer buffer =
                ByteBuffer.allocate(counts.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int count : counts) {
            switch (bytes) {
                case 1 -> buffer.put((byte) count);
                case 2 -> buffer.putShort((short) count);
                default -> buffer.putInt(count);
            }
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(buffer.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
