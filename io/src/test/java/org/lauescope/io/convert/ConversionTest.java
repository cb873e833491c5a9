package org.lauescope.io.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.Frames;
import org.lauescope.io.frame.hdf5.Hdf5ReaderTest;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;

final class ConversionTest {

    private static final Conversion PLAIN = new Conversion(null, "", false);

    @TempDir Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void geometryGoesFromFormatToFormat() throws IOException {
        Path det = file("a.det", "70.775, 941.74, 1082.56, 0.63, -0.682, 0.079142, 2048, 2040\n");
        Path toml = folder.resolve("a.toml");
        Path xml = folder.resolve("a.xml");
        Path back = folder.resolve("b.det");
        PLAIN.convert(det.toString(), toml);
        PLAIN.convert(toml.toString(), xml);
        PLAIN.convert(xml.toString(), back);
        LaueToolsDetector.Parameters p =
                LaueToolsDetector.Parameters.of(GeometryFiles.read(back).detector());
        assertThat(p.xcen()).isCloseTo(941.74, within(1e-9));
        assertThat(p.xgam()).isCloseTo(-0.682, within(1e-11));
    }

    @Test
    void aYawIsTurnedAwayOnRequestOnly() throws IOException {
        Geometry flat =
                new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                        .geometry("", 2048, 2048, 0.079142);
        DetectorPose pose = DetectorPose.of(flat.detector());
        DetectorPose turned =
                new DetectorPose(
                        pose.distance(),
                        pose.x0(),
                        pose.y0(),
                        pose.pitch(),
                        pose.roll(),
                        0.1,
                        false);
        Path toml = folder.resolve("yaw.toml");
        GeometryFiles.write(flat.withDetector(turned.applyTo(flat.detector())), toml);
        Path det = folder.resolve("yaw.det");
        assertThatThrownBy(() -> PLAIN.convert(toml.toString(), det))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yaw of 5.729578°");
        assertThat(det).doesNotExist();
        new Conversion(null, "", true).convert(toml.toString(), det);
        LaueToolsDetector.Parameters p =
                LaueToolsDetector.Parameters.of(GeometryFiles.read(det).detector());
        assertThat(p.xbet()).isCloseTo(0.63, within(1e-11));
    }

    @Test
    void peakListsGoFromFormatToFormat() throws IOException {
        Path cor =
                file(
                        "a.cor",
                        """
                        2theta chi X Y I
                        78.2 1.6 1027.11 1293.28 70931.27
                        64.3 -20.8 1379.17 1553.58 51933.84
                        # dd : 67.964
                        # xcen : 1050.8
                        # ycen : 1116.43
                        # xbet : 0.156
                        # xgam : -0.254
                        # pixelsize : 0.079142
                        """);
        Path csv = folder.resolve("a.csv");
        Path dat = folder.resolve("a.dat");
        assertThat(PLAIN.convert(cor.toString(), csv)).startsWith("LaueTools .cor, 2 peaks");
        PLAIN.convert(csv.toString(), dat);
        assertThat(PeakLists.read(dat, null).peaks().x(0)).isCloseTo(1026.11, within(1e-9));
        assertThat(Files.readString(csv)).startsWith("frame,x,y,").contains("\na.cor,1026.1");
        assertThatThrownBy(() -> PLAIN.convert(dat.toString(), folder.resolve("b.cor")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need a geometry");
        Path toml = folder.resolve("a.toml");
        PLAIN.convert(cor.toString(), toml);
        Geometry geometry = GeometryFiles.read(toml);
        assertThat(geometry.detector().distance()).isCloseTo(67.964, within(1e-9));
        new Conversion(geometry, "", false).convert(dat.toString(), folder.resolve("b.cor"));
        assertThat(PeakLists.read(folder.resolve("b.cor"), null).geometry()).isNotNull();
        assertThatThrownBy(() -> PLAIN.convert(cor.toString(), folder.resolve("a.tif")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a peak list becomes .csv, .dat or .cor");
    }

    @Test
    void whatIsNeitherIsAFrame() throws IOException {
        Frame frame = Frame.ofCounts("a", 3, 1, new int[] {1, -1, 70_000}, Frame.Header.UNKNOWN);
        Path tif = folder.resolve("a.tif");
        Frames.write(frame, tif);
        Path cbf = folder.resolve("b.cbf");
        assertThat(PLAIN.convert(tif + "#0", cbf)).startsWith("frame of 3 × 1 px");
        assertThat(Frames.read(cbf).counts()).containsExactly(1, -1, 70_000);
        Path other = file("a.raw", "\u0000\u0001\u0002");
        assertThatThrownBy(() -> PLAIN.convert(other.toString(), folder.resolve("b.tif")))
                .isInstanceOf(FrameFileException.class)
                .hasMessageContaining("no known image format");
    }

    @Test
    void aFrameInsideAFileIsFoundByItsAddress() throws IOException, URISyntaxException {
        Path h5 = Path.of(Hdf5ReaderTest.class.getResource("gzip_shuffle_u2.h5").toURI());
        Path tif = folder.resolve("c.tif");
        PLAIN.convert(h5 + ":/entry/data/data#1", tif);
        assertThat(Frames.read(tif).counts())
                .isEqualTo(Frames.read(h5 + ":/entry/data/data#1").counts())
                .isNotEqualTo(Frames.read(h5 + ":/entry/data/data#0").counts());
    }
}
