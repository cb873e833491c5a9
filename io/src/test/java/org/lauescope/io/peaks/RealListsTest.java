package org.lauescope.io.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.testing.SharedData;

/// Every real list of the shared data: how many peaks, and where the strongest lies. Counts and
/// positions were taken from the files with other tools.
final class RealListsTest {

    private static Path data(String name) {
        return SharedData.file("data/" + name);
    }

    /// x and y as the file has them, and what the file counts its first pixel as.
    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000.dat, 93, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_1.dat, 64, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_4.dat, 97, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.dat, 97, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.cor, 97, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/dat_Ge_blanc_0000_LT_5.cor, 97, 623.12, 1657.73, 1",
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.fit, 95, 623.12, 1657.73, 1",
        "laue-peaks/lauetools_Ge/Ge0001.dat, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/calib_.dat, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/depthcorrected_Ge.dat, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/Ge0001.cor, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/calib_.cor, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/dat_Ge0001.cor, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/depthcorrected_Ge.cor, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/img_Ge_sCMOS_0000_2peaks.cor, 2, 760.75, 1970.56, 1",
        "laue-peaks/lauetools_Ge/Ge0001.fit, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_Ge/dat_Ge0001_fitnb_1.fit, 83, 1027.11, 1293.28, 1",
        "laue-peaks/lauetools_SiC/old_fitfile.fit, 189, 1023.54, 1196.71, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain0.cor, 210, 583.79260254,"
                + " 1717.06225586, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.cor, 210, 583.41369629,"
                + " 1717.74426270, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain3.cor, 210, 582.65618896,"
                + " 1719.10974121, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain5.cor, 210, 581.89898682,"
                + " 1720.47680664, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.fit, 210, 583.413696, 1717.744263,"
                + " 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.res, 210, 583.4136963,"
                + " 1717.7442627, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain0.res, 210, 583.7926025,"
                + " 1717.0622559, 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain3.res, 210, 582.656189, 1719.1097412,"
                + " 1",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain5.res, 210, 581.8989868,"
                + " 1720.4768066, 1",
        "laue-peaks/lauetools_cusi_map/cusi_0000.cor, 145, 1041.539794, 1083.341064, 1",
        "laue-peaks/lauetools_cusi_map/cusi_0001.cor, 149, 1041.539794, 1083.341064, 1",
        "laue-peaks/lauetools_cusi_map/cusi_0003.cor, 146, 794.3364257, 143.3641052, 1",
        "laue-peaks/lauetools_cusi_map/cusi_0005.cor, 142, 1041.539794, 1083.341064, 1",
        "laue-peaks/lauenn_GaN_Si/nw1_0000.cor, 72, 631.622557, 1725.866595, 1",
        "laue-peaks/lauenn_GaN_Si/nw1_0001.cor, 193, 631.730957, 1725.659265, 1",
        "laue-peaks/aps34ide_peaksearch/abc2.txt, 39, 1953.127, 1096.393, 0",
        "laue-peaks/aps34ide_peaksearch/configpars.txt, 39, 1953.127, 1096.393, 0",
        "laue-peaks/aps34ide_peaksearch/WW_4989_27_XY.txt, 8, 876.158, 1106.671, 0",
        "laue-peaks/aps34ide_peaksearch/Al_out.txt, 6, 1758.5, 1659.81, 0",
        "laue-peaks/aps34ide_pixels2qs_Si/outputTesth5.txt, 44, 1953.145, 1096.408, 0",
        "laue-peaks/lauematching_Ni/frame101_spots.csv, 63, 487.5, 1210.5, 0",
        "laue-peaks/lauematching_Ni/sample.spots.txt, 26, 1366.5, 1617.5, 0",
        "laue-peaks/lauematching_Ni/frame101_labels_row_col_label.csv.gz, 80, 543, 6, 0"
    })
    void readsList(String name, int count, double x, double y, double first) throws IOException {
        Path file = data(name);
        assertThat(PeakLists.looksLikePeakList(file)).isTrue();
        Peaks peaks = PeakLists.read(file, null).peaks();
        assertThat(peaks.size()).isEqualTo(count);
        assertThat(peaks.x(0)).isCloseTo(x - first, within(1e-9));
        assertThat(peaks.y(0)).isCloseTo(y - first, within(1e-9));
    }

    @Test
    void whatIsNoPeakListIsRefused() throws IOException {
        Path file = data("laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain_0_to_5_xy.dat");
        assertThat(PeakLists.looksLikePeakList(file)).isFalse();
        assertThatThrownBy(() -> PeakLists.read(file, null))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("begins with \"img 0, xech 1, yech 2\"");
        Path index = data("laue-peaks/aps34ide_euler_Si/Si_Index.txt");
        assertThatThrownBy(() -> PeakLists.read(index, null))
                .hasMessageContaining("an APS index result");
    }

    @Test
    void everySimulatedFitIsRead() throws IOException {
        try (Stream<Path> files = Files.list(data("laue-peaks/lauetools_ZrO2_sim"))) {
            List<Path> fits = files.filter(f -> f.toString().endsWith(".fit")).toList();
            assertThat(fits).hasSize(60);
            for (Path file : fits) {
                LaueToolsFit fit = LaueToolsFit.parse(TextFile.read(file));
                assertThat(fit.grains().getFirst().spots())
                        .hasSize(fit.grains().getFirst().indexed());
            }
        }
    }

    /// Angles and positions of a list must agree through the detector it carries. Printed digits
    /// limit it: 1e-6° of 2θ and χ are 1.6e-5 px at 70 mm and 0.08 mm; the simulated lists of 2017
    /// and 2019 have angles to 1e-4°, which is 2e-3 px. The list of 2017 states no pixel size.
    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.cor, 2e-5, 0.079142, 2048",
        "laue-frames/ge_blanc/dat_Ge_blanc_0000_LT_5.cor, 2e-5, 0.079142, 2048",
        "laue-peaks/lauetools_Ge/Ge0001.cor, 2e-5, 0.079142, 2048",
        "laue-peaks/lauetools_Ge/dat_Ge0001.cor, 2e-5, 0.0734, 2018",
        "laue-peaks/lauetools_cusi_map/cusi_0000.cor, 3e-3, 0.08057, 2048",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.cor, 3e-3, 0.0734, 2018",
        "laue-peaks/lauenn_GaN_Si/nw1_0000.cor, 2e-5, 0.0734, 2018"
    })
    void anglesOfACorFollowFromItsDetector(String name, double tolerance, double pitch, int columns)
            throws IOException {
        TextFile file = TextFile.read(data(name));
        Geometry geometry = PeakLists.parse(file, null).getFirst().geometry();
        assertThat(geometry).isNotNull();
        NumericTable table = NumericTable.parse(file, 0);
        assertThat(geometry.detector().pitchColumn()).isCloseTo(pitch, within(1e-7));
        assertThat(geometry.detector().columns()).isEqualTo(columns);
        double worst = 0;
        for (int i = 0; i < table.size(); i++) {
            double twoTheta = Math.toRadians(table.value(i, "2theta"));
            double chi = Math.toRadians(table.value(i, "chi"));
            Vector3 ray =
                    new Vector3(
                            Math.cos(twoTheta),
                            Math.sin(twoTheta) * Math.sin(chi),
                            Math.sin(twoTheta) * Math.cos(chi));
            double[] pixel = geometry.detector().pixel(ray);
            worst =
                    Math.max(
                            worst,
                            Math.hypot(
                                    pixel[0] + 1 - table.value(i, "x"),
                                    pixel[1] + 1 - table.value(i, "y")));
        }
        assertThat(worst).isLessThan(tolerance);
    }

    @Test
    void widthsOfALaueToolsListAreStandardDeviations() throws IOException {
        Peaks peaks =
                PeakLists.read(data("laue-frames/ge_blanc/Ge_blanc_0000_LT_5.dat"), null).peaks();
        assertThat(peaks.value(Peaks.Column.FWHM_MAJOR, 0))
                .isCloseTo(2.354820045 * 0.86, within(1e-8));
        assertThat(peaks.value(Peaks.Column.FWHM_MINOR, 0))
                .isCloseTo(2.354820045 * 0.75, within(1e-8));
        assertThat(Math.toDegrees(peaks.value(Peaks.Column.ANGLE, 0)))
                .isCloseTo(285.48 - 360, within(1e-9));
        assertThat(peaks.value(Peaks.Column.HEIGHT, 0)).isEqualTo(29239.30);
        assertThat(peaks.value(Peaks.Column.BACKGROUND, 0)).isEqualTo(90.74);
        assertThat(peaks.intensity(0))
                .isCloseTo(2 * Math.PI * 0.86 * 0.75 * 29239.30, within(1e-6));
        assertThat(peaks.value(Peaks.Column.VARIANCE_X, 0)).isNaN();
    }

    /// The beamline's own program made the directions from these pixels; their seven printed digits
    /// are 1e-7 rad, 5e-4 px at 510 mm and 0.2 mm.
    @Test
    void apsPixelsAndDirectionsAgreeThroughTheGeometry() throws IOException {
        Geometry geometry =
                GeometryFiles.read(data("laue-peaks/aps34ide_pixels2qs_Si/geometry.xml"));
        Path directions = data("laue-peaks/aps34ide_pixels2qs_Si/generic_Peaks.txt");
        Peaks fromDirections = PeakLists.read(directions, geometry).peaks();
        Peaks fromPixels =
                PeakLists.read(data("laue-peaks/aps34ide_pixels2qs_Si/outputTesth5.txt"), geometry)
                        .peaks();
        assertThat(fromDirections.size()).isEqualTo(44);
        double worst = 0;
        for (int i = 0; i < fromPixels.size(); i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < fromDirections.size(); j++) {
                nearest =
                        Math.min(
                                nearest,
                                Math.hypot(
                                        fromPixels.x(i) - fromDirections.x(j),
                                        fromPixels.y(i) - fromDirections.y(j)));
            }
            worst = Math.max(worst, nearest);
        }
        assertThat(worst).isLessThan(5e-4);
    }

    /// Without a geometry the rays must be the same ones, on whatever detector.
    @Test
    void directionsWithoutAGeometryGetADetectorThatFacesThem() throws IOException {
        Path file = data("laue-peaks/aps34ide_euler_Si/Si_Peaks.txt");
        Geometry geometry =
                GeometryFiles.read(data("laue-peaks/aps34ide_pixels2qs_Si/geometry.xml"));
        PeakList real = PeakLists.read(file, geometry);
        PeakList made = PeakLists.read(file, null);
        assertThat(made.source()).isEqualTo("Si_Peaks.txt");
        Detector detector = Objects.requireNonNull(made.geometry()).detector();
        for (int i = 0; i < real.peaks().size(); i++) {
            Vector3 a = geometry.detector().ray(real.peaks().x(i), real.peaks().y(i));
            Vector3 b = detector.ray(made.peaks().x(i), made.peaks().y(i));
            // Rounding of positions near 2000 px at 510 mm.
            assertThat(a.angleTo(b)).isLessThan(1e-12);
            assertThat(detector.contains(made.peaks().x(i), made.peaks().y(i))).isTrue();
        }
    }

    /// The list states direction and pixel of each spot. The mean of 26 fractions spread evenly
    /// over a pixel is known to 0.29/√26 = 0.06 px; counting from 1 would be off by a pixel.
    @Test
    void laueMatchingCountsFromZeroAndCutsFractionsOff() throws IOException {
        Geometry geometry =
                GeometryFiles.read(data("geometry/aps34ide/geoN_2023-04-06_03-07-11.xml"));
        Path file = data("laue-peaks/lauematching_Ni/sample.spots.txt");
        Peaks peaks = PeakLists.read(file, geometry).peaks();
        double x = 0;
        double y = 0;
        for (String line : TextFile.read(file).lines().stream().skip(1).toList()) {
            String[] f = line.strip().split("\\s+");
            Vector3 g =
                    new Vector3(
                                    Double.parseDouble(f[9]),
                                    Double.parseDouble(f[7]),
                                    Double.parseDouble(f[8]))
                            .unit();
            double[] pixel = geometry.detector().pixel(Vector3.X.minus(g.times(2 * g.x())));
            x += pixel[0] / peaks.size();
            y += pixel[1] / peaks.size();
        }
        for (int i = 0; i < peaks.size(); i++) {
            x -= peaks.x(i) / peaks.size();
            y -= peaks.y(i) / peaks.size();
        }
        assertThat(x).isCloseTo(0, within(0.2));
        assertThat(y).isCloseTo(0, within(0.2));
    }

    @Test
    void anApsIndexResultIsRead() throws IOException {
        ApsIndex index =
                ApsIndex.parse(
                        TextFile.read(data("laue-peaks/aps34ide_pixels2qs_Si/generic_Index.txt")));
        assertThat(index.peaks()).isEqualTo(44);
        assertThat(index.peakFile()).isEqualTo("generic_Peaks.txt");
        ApsIndex.Grain grain = index.patterns().getFirst();
        assertThat(grain.spots()).hasSize(36);
        for (ApsIndex.Spot spot : grain.spots()) {
            Vector3 q = grain.reciprocal().times(new Vector3(spot.h(), spot.k(), spot.l()));
            // The program accepts 0.1°; its rms error is 0.006°.
            assertThat(Math.toDegrees(q.angleTo(spot.direction()))).isLessThan(0.03);
            // E = hc |q|² / (2 |qₓ|); 0.01° change it by 2e-4 of itself, the unit nm or 2π by more.
            double energy = 12.39842 * q.dot(q) / (-2 * q.x());
            assertThat(energy).isCloseTo(spot.energy(), within(1e-3 * energy));
        }
    }

    @Test
    void oneListPerStepOfAnXmlFile() throws IOException {
        Path file = data("laue-peaks/aps34ide_portal/test_indexing.xml");
        List<PeakList> lists = PeakLists.readAll(file, null);
        assertThat(lists).extracting(list -> list.peaks().size()).startsWith(12, 8);
        assertThat(lists).last().extracting(list -> list.peaks().size()).isEqualTo(6);
        assertThat(lists.getFirst().source()).isEqualTo("test/image_001.h5");
        assertThat(lists.getFirst().peaks().x(1)).isEqualTo(200.2);
        assertThatThrownBy(() -> PeakLists.read(file, null))
                .hasMessageContaining("expected those of one");
    }
}
