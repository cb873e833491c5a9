package org.lauescope.io.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Beam;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;
import org.lauescope.testing.SharedData;

final class GeometryFilesTest {

    @TempDir Path folder;

    /// Any pose above the sample, any yaw, square pixels or not.
    private static Geometry random(Random random, boolean square, boolean yaw) {
        double pitch = 0.05 + 0.2 * random.nextDouble();
        int columns = 500 + random.nextInt(3000);
        int rows = 500 + random.nextInt(3000);
        Detector flat =
                new Detector(
                        "Pilatus \"1M\"\t\\ é",
                        columns,
                        rows,
                        pitch,
                        square ? pitch : pitch * 1.1,
                        new Vector3(0, 0, 100),
                        Vector3.X,
                        Vector3.Y,
                        null);
        DetectorPose pose =
                new DetectorPose(
                        50 + 500 * random.nextDouble(),
                        columns * (random.nextDouble() * 2 - 0.5),
                        rows * (random.nextDouble() * 2 - 0.5),
                        2.8 * random.nextDouble() - 1.4,
                        2 * random.nextGaussian(),
                        yaw ? 2 * random.nextGaussian() : 0,
                        yaw && random.nextBoolean());
        return new Geometry(
                new Beam(5 + random.nextDouble(), 23 + random.nextDouble()),
                pose.applyTo(flat),
                random.nextDouble(),
                null);
    }

    static Stream<String> formats() {
        return Stream.of("toml", "det", "xml");
    }

    /// Round trip as oracle: 1e-9 px is promised, rounding of numbers near 3000 px leaves 1e-11.
    @ParameterizedTest
    @MethodSource("formats")
    void aRoundTripKeepsPixels(String extension) throws IOException {
        Random random = new Random(11);
        boolean laueTools = extension.equals("det");
        for (int i = 0; i < 100; i++) {
            Geometry written = random(random, laueTools, !laueTools);
            Path file = folder.resolve("geometry." + extension);
            GeometryFiles.write(written, file);
            assertThat(GeometryFiles.looksLikeGeometry(file)).isTrue();
            Geometry read = GeometryFiles.read(file);
            Detector d = written.detector();
            assertThat(read.detector().columns()).isEqualTo(d.columns());
            assertThat(read.detector().rows()).isEqualTo(d.rows());
            for (int k = 0; k < 10; k++) {
                double x = random.nextDouble() * d.columns();
                double y = random.nextDouble() * d.rows();
                double[] pixel = read.detector().pixel(d.ray(x, y));
                assertThat(pixel[0]).isCloseTo(x, within(1e-9));
                assertThat(pixel[1]).isCloseTo(y, within(1e-9));
            }
        }
    }

    @Test
    void ourOwnFormatKeepsEverything() throws IOException {
        Random random = new Random(5);
        Geometry g = random(random, false, true);
        BitSet bits = new BitSet();
        bits.set(0, 5);
        bits.set(g.detector().columns() * g.detector().rows() - 1);
        Mask mask = new Mask(g.detector().columns(), g.detector().rows(), bits);
        double[] covariance = random.doubles(25).toArray();
        Geometry written =
                new Geometry(
                        g.beam(),
                        g.detector().withMask(mask),
                        g.tilt(),
                        new CalibrationRecord("si.tif", "Si", 60, 0.12, 0.05, covariance));
        Path file = folder.resolve("my.geometry.toml");
        GeometryFiles.write(written, file);
        Geometry read = GeometryFiles.read(file);
        assertThat(read.beam()).isEqualTo(written.beam());
        assertThat(read.detector().name()).isEqualTo(written.detector().name());
        assertThat(read.tilt()).isCloseTo(written.tilt(), within(1e-15));
        assertThat(read.calibration()).isNotNull();
        assertThat(read.calibration().covariance()).containsExactly(covariance);
        assertThat(read.calibration().systematicPixels()).isEqualTo(0.05);
        assertThat(read.calibration().frame()).isEqualTo("si.tif");
        assertThat(read.detector().mask()).isNotNull();
        assertThat(read.detector().mask().count()).isEqualTo(6);
        assertThat(read.detector().isMasked(4, 0)).isTrue();
        assertThat(read.detector().isMasked(5, 0)).isFalse();
    }

    /// LaueTools' own formula, restated from its documentation in other axes (y along the beam).
    @Test
    void laueToolsAnglesComeOutAsLaueToolsComputesThem() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            double dd = 60 + 40 * random.nextDouble();
            double xcen = 1000 + 100 * random.nextDouble();
            double ycen = 1000 + 100 * random.nextDouble();
            double xbet = random.nextGaussian();
            double xgam = random.nextGaussian();
            Geometry geometry =
                    new LaueToolsDetector.Parameters(dd, xcen, ycen, xbet, xgam)
                            .geometry("", 2018, 2016, 0.0734);
            double x = 2018 * random.nextDouble();
            double y = 2016 * random.nextDouble();
            double u = (x - xcen) * 0.0734;
            double v = (y - ycen) * 0.0734;
            double g = Math.toRadians(xgam);
            double b = Math.toRadians(xbet);
            double across = Math.cos(g) * u + Math.sin(g) * v;
            double along = -Math.sin(g) * u + Math.cos(g) * v;
            double beam = dd * Math.sin(b) + along * Math.cos(b);
            double up = dd * Math.cos(b) - along * Math.sin(b);
            double norm = Math.sqrt(across * across + beam * beam + up * up);
            double twoTheta = Math.acos(beam / norm);
            double chi = Math.atan(-across / up);
            // Their first pixel is 1, ours 0. Differences of 1e-13 are rounding.
            Vector3 ray = geometry.detector().ray(x - 1, y - 1);
            assertThat(Math.acos(ray.x())).isCloseTo(twoTheta, within(1e-12));
            assertThat(Math.atan(ray.y() / ray.z())).isCloseTo(chi, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/calibGe111.det, 70.775, 941.74, 1082.56, 0.63, -0.682, 0.079142,"
                + " 2048, 2048",
        "laue-frames/ge_blanc/calibGe111_old.det, 70.775, 941.74, 1082.57, 0.631, -0.681, 0.079142,"
                + " 2048, 2048",
        "laue-peaks/lauenn_GaN_Si/calib.det, 79.612, 977.81, 932.17, 0.477, 0.447, 0.0734, 2018,"
                + " 2016",
        "laue-peaks/lauetools_Ge/Ge0001calib.det, 69.193, 1050.79, 1116.33, 0.154, -0.255, 0.08057,"
                + " 2048, 2048",
        "laue-peaks/lauetools_Ge/normalcalib.det, 67.967, 1050.8, 1116.33, 0.154, -0.254, 0.079142,"
                + " 2048, 2048"
    })
    void readsRealDetectorFiles(
            String name,
            double dd,
            double xcen,
            double ycen,
            double xbet,
            double xgam,
            double pixel,
            int columns,
            int rows)
            throws IOException {
        Geometry geometry = GeometryFiles.read(SharedData.file("data/" + name));
        LaueToolsDetector.Parameters p = LaueToolsDetector.Parameters.of(geometry.detector());
        assertThat(p.dd()).isCloseTo(dd, within(1e-10));
        assertThat(p.xcen()).isCloseTo(xcen, within(1e-9));
        assertThat(p.ycen()).isCloseTo(ycen, within(1e-9));
        assertThat(p.xbet()).isCloseTo(xbet, within(1e-12));
        assertThat(p.xgam()).isCloseTo(xgam, within(1e-12));
        assertThat(geometry.detector().pitchRow()).isEqualTo(pixel);
        assertThat(geometry.detector().columns()).isEqualTo(columns);
        assertThat(geometry.detector().rows()).isEqualTo(rows);
        assertThat(geometry.beam()).isEqualTo(new Beam(5, 23));
        assertThat(Math.toDegrees(geometry.tilt())).isCloseTo(40, within(1e-12));
    }

    @Test
    void aDetectorFileOfOneLineIsEnough() throws IOException {
        Geometry geometry =
                LaueToolsDetector.parse(
                        new TextFile(
                                "a.det",
                                "70.775, 941.74, 1082.56, 0.63, -0.682, 0.079, 2048, 2040"));
        assertThat(geometry.detector().rows()).isEqualTo(2040);
    }

    @Test
    void aDetectorFileCannotHoldAYaw() {
        Geometry g = random(new Random(1), true, true);
        Geometry turned = g.withDetector(LaueToolsDetector.turned(g.detector()));
        DetectorPose pose = DetectorPose.of(g.detector());
        if (!pose.mirrored()) {
            assertThatThrownBy(() -> LaueToolsDetector.format(g))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("yaw");
            assertThat(LaueToolsDetector.format(turned)).contains("# dd : ");
        }
        // Turning the crystal along keeps every pixel; rounding of numbers near 3000 px leaves
        // 1e-11.
        Matrix3 back = Matrix3.rotation(new Vector3(-pose.yaw(), 0, 0));
        double[] pixel = turned.detector().pixel(back.times(g.detector().ray(200, 300)));
        assertThat(pixel[0]).isCloseTo(200, within(1e-9));
        assertThat(pixel[1]).isCloseTo(300, within(1e-9));
    }

    /// The format's own example, computed by an independent implementation.
    @Test
    void readsTheExampleOfTheApsFormat() throws IOException {
        String xml =
                """
                <?xml version="1.0" encoding="UTF-8" ?>
                <geoN xmlns="x"><Detectors Ndetectors="1">   <-- not a proper comment -->
                <Detector N="0"><Npixels>2048 2048</Npixels><size unit="mm">409.6 409.6</size>
                <R unit="radian">-1.20310066 -1.21179927 -1.21933886</R>
                <P unit="mm">25.826 -0.728 510.812</P><ID>PE1621 723-3335</ID></Detector>
                </Detectors></geoN>
                """;
        Detector d = ApsGeometry.parse(new TextFile("geoN.xml", xml)).geometry("").detector();
        // Printed digits of the example.
        assertThat(d.normal().x()).isCloseTo(0.00433, within(5e-6));
        assertThat(d.normal().y()).isCloseTo(0.00189, within(5e-6));
        assertThat(d.normal().z()).isCloseTo(0.99999, within(5e-6));
        double twoTheta = Math.toDegrees(Math.acos(d.ray(1023.5, 1023.5).x()));
        assertThat(twoTheta).isCloseTo(86.858, within(5e-4));
        assertThat(d.foot()[0]).isCloseTo(894.37, within(5e-3));
        assertThat(d.foot()[1]).isCloseTo(1027.14, within(5e-3));
        assertThat(d.name()).isEqualTo("PE1621 723-3335");
    }

    @ParameterizedTest
    @CsvSource({
        "geometry/aps34ide/geoN_2022-03-29_14-15-05.xml, 513.097, 402.341, 399.770, PE0822"
                + " 883-4841",
        "geometry/aps34ide/geoN_2023-04-06_03-07-11.xml, 512.993, 402.341, 399.770, PE0822"
                + " 883-4841",
        "laue-peaks/aps34ide_pixels2qs_Si/geometry.xml, 510.902, 412.866, 400, PE0820 763-1807",
        "laue-peaks/aps34ide_pixels2qs_Si/geometry.txt, 510.902, 412.866, 400, PE0820 763-1807"
    })
    void readsRealApsGeometry(String name, double d0, double d1, double d2, String id)
            throws IOException {
        Path file = SharedData.file("data/" + name);
        assertThat(GeometryFiles.looksLikeGeometry(file)).isTrue();
        assertThat(GeometryFiles.read(file).detector().distance()).isCloseTo(d0, within(1e-9));
        assertThat(GeometryFiles.read(file, "0").detector().columns()).isEqualTo(2048);
        assertThat(GeometryFiles.read(file, "1").detector().distance()).isCloseTo(d1, within(1e-9));
        assertThat(GeometryFiles.read(file, id).detector().distance()).isCloseTo(d1, within(1e-9));
        Geometry last = GeometryFiles.read(file, "2");
        assertThat(last.detector().distance()).isCloseTo(d2, within(1e-9));
        // All three point away from the sample: none is mirrored.
        assertThat(DetectorPose.of(last.detector()).mirrored()).isFalse();
        assertThatThrownBy(() -> GeometryFiles.read(file, "3"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("no detector \"3\"");
    }

    @Test
    void readsTheGeometryOfTheSimulatedFrames() throws IOException {
        Geometry g = GeometryFiles.read(SharedData.file("data/simulated/frames/geometry.toml"));
        assertThat(g.detector().columns()).isEqualTo(981);
        assertThat(g.beam()).isEqualTo(new Beam(5, 24));
        assertThat(Math.toDegrees(g.tilt())).isCloseTo(45, within(1e-12));
    }

    @Test
    void everyMistakeIsReportedInOnePass() {
        String toml =
                """
                [detector]
                name     = "Pilatus"
                colums   = 981
                rows     = -3
                pixel_mm = [172, 172]
                origin_mm = [-87.6, 85.1]
                fast     = [0.0157, -0.99, 0.0070]
                slow     = [0.9998, 0.0158, 0.0105]
                [beam]
                energy_keV = [24.0, 5.0]
                [sample]
                tilt_deg = "45"
                """;
        assertThatThrownBy(() -> GeometryToml.parse(new TextFile("g.toml", toml), null))
                .isInstanceOf(FileFormatException.class)
                .extracting(e -> Arrays.asList(e.getMessage().split("\n")))
                .satisfies(lines -> {
                    assertThat(lines).hasSize(7);
                    assertThat(lines.get(0))
                            .startsWith("g.toml line 3: unknown key \"detector.colums\"")
                            .contains("\"detector.columns\", which is missing");
                    assertThat(lines.get(1))
                            .startsWith(
                                    "g.toml line 4: detector.rows = -3; expected a whole number");
                    assertThat(lines.get(2))
                            .startsWith("g.toml line 5: detector.pixel_mm = [172, 172]")
                            .contains("µm were given?");
                    assertThat(lines.get(3))
                            .startsWith(
                                    "g.toml line 6: detector.origin_mm = [-87.6, 85.1]; expected"
                                            + " three numbers");
                    assertThat(lines.get(4))
                            .startsWith("g.toml line 7: detector.fast")
                            .contains("has length 0.990149");
                    assertThat(lines.get(5))
                            .startsWith(
                                    "g.toml line 10: energy band = [24.0, 5.0] keV; expected lower"
                                            + " then upper");
                    assertThat(lines.get(6))
                            .startsWith(
                                    "g.toml line 12: sample.tilt_deg = \"45\"; expected degrees");
                });
    }

    @Test
    void anAbsurdDistanceAndAMissingMaskAreReported() {
        String toml =
                """
                detector = { columns = 981, rows = 1043, pixel_mm = [0.172, 0.172], origin_mm = [-0.08764, 0.085091, 0.138493], fast = [0, -1, 0], slow = [1, 0, 0], mask = "none.tif" }
                beam = { energy_keV = [5, 24] }
                sample = { tilt_deg = 45 }
                """;
        assertThatThrownBy(() -> GeometryToml.parse(new TextFile("g.toml", toml), folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("detector plane is 0.1385 mm from the sample")
                .hasMessageContaining("none.tif");
    }

    @Test
    void whatIsNoGeometryIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.toml"), "peak_X peak_Y\n1 2\n");
        assertThatThrownBy(() -> GeometryFiles.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("a.toml line 1: not TOML");
        assertThat(GeometryFiles.looksLikeGeometry(file)).isFalse();
        assertThatThrownBy(() ->
                        GeometryFiles.write(
                                random(new Random(1), true, false), folder.resolve("a.txt")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void externalEntitiesAreNotFetched() {
        String xml =
                "<?xml version=\"1.0\"?><!DOCTYPE geoN [<!ENTITY a SYSTEM"
                        + " \"file:///etc/hostname\">]>"
                        + "<geoN><Detectors><Detector><ID>&a;</ID></Detector></Detectors></geoN>";
        assertThatThrownBy(() -> ApsGeometry.parse(new TextFile("x.xml", xml)))
                .isInstanceOf(FileFormatException.class);
    }
}
