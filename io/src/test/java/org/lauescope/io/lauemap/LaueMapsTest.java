package org.lauescope.io.lauemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.exchange.MapReader;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanMap;
import org.lauescope.testing.Corruption;
import org.lauescope.testing.SharedData;

class LaueMapsTest {

    private static final String FOLDER = "data/laue-maps/";

    private static MapReader.Request request(String crystal, int columns) throws IOException {
        return new MapReader.Request(
                List.of(Crystals.named(crystal, Path.of(""))),
                columns,
                0,
                Double.NaN,
                Double.NaN,
                null);
    }

    private static ScanResult tungsten(int load) throws IOException {
        TextFile file =
                TextFile.read(SharedData.file(FOLDER + "lauenn/W_tensile_" + load + "MPa.csv"));
        assertThat(new LaueNnCsv().recognises(file.text())).isTrue();
        return new LaueNnCsv().read(file, request("W", 51));
    }

    private static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = known.length;
        return n % 2 == 1 ? known[n / 2] : (known[n / 2 - 1] + known[n / 2]) / 2;
    }

    /// Oracle: medians of `W_tensile_expected.json`, made by another program with a matching rate
    /// of 50 % as its limit: one point more at 400 MPa moves a median by one printed digit, 1e-6.
    @ParameterizedTest
    @CsvSource({
        "0, 926, -0.3885, 0.179, 0.206",
        "200, 1027, -0.645, 0.646, -0.007",
        "400, 1040, -0.817, 1.0, -0.192"
    })
    void mediansOfTungstenAreTheExpectedOnes(int load, int points, double xx, double yy, double zz)
            throws IOException {
        ScanResult scan = tungsten(load);
        assertThat(scan.map().grid().columns()).isEqualTo(51);
        assertThat(scan.map().grid().rows()).isEqualTo(21);
        assertThat(scan.statusCounts().get(PointStatus.INDEXED)).isEqualTo(points);
        assertThat(1e3 * median(scan.map().plane("strain_xx").values()))
                .isEqualTo(xx, within(1e-3));
        assertThat(1e3 * median(scan.map().plane("strain_yy").values()))
                .isEqualTo(yy, within(1e-3));
        assertThat(1e3 * median(scan.map().plane("strain_zz").values()))
                .isEqualTo(zz, within(1e-3));
    }

    /// Uniaxial stress in isotropic W gives (2/3)(1 + ν)/E = 2.08e-4 per 100 MPa (E = 411 GPa, ν =
    /// 0.28); the medians of this scan rise by 2.05e-4.
    @Test
    void tungstenStretchesAlongSampleY() throws IOException {
        double slope =
                (median(tungsten(400).map().plane("strain_yy").values())
                                - median(tungsten(0).map().plane("strain_yy").values()))
                        / 4;
        assertThat(slope).isBetween(2.05e-4, 2.1e-4);
    }

    /// Crystal-frame columns are not imported: turned into SAMPLE by the imported orientation they
    /// have to give the sample-frame columns. Upstream prints 1e-6; its own columns deviate by
    /// 1.2e-6 in the median at 0 MPa.
    @Test
    void orientationAndStrainOfTungstenBelongTogether() throws IOException {
        ScanResult scan = tungsten(400);
        NamedColumns file =
                NamedColumns.of(
                        "W",
                        TextFile.read(SharedData.file(FOLDER + "lauenn/W_tensile_400MPa.csv"))
                                .lines(),
                        0);
        double[] deviations = new double[scan.map().grid().size()];
        Arrays.fill(deviations, Double.NaN);
        for (int i = 0; i < deviations.length; i++) {
            if (scan.map().status(i) == PointStatus.INDEXED) {
                SymmetricTensor expected =
                        file.tensor(i, "eps_cryst_", "11", "22", "33", "23", "13", "12")
                                .times(1e-3)
                                .in(scan.map().orientations().sampleFromCrystal(i));
                deviations[i] = strain(scan.map(), i).minus(expected).matrix().largest();
            }
        }
        assertThat(median(deviations)).isLessThan(2e-6);
    }

    private static SymmetricTensor strain(ScanMap map, int point) {
        double[] t = new double[6];
        for (int k = 0; k < 6; k++) {
            t[k] = map.plane(PointGrains.STRAIN.get(k).name()).values()[point];
        }
        return new SymmetricTensor(t[0], t[1], t[2], t[3], t[4], t[5]);
    }

    @Test
    void everyBelievableSolutionOfAPointIsKept() throws IOException {
        ScanResult scan = tungsten(0);
        Table grains = Objects.requireNonNull(scan.tables().get(ScanResult.POINT_GRAINS));
        double[] rank = grains.column(PointGrains.RANK.name());
        assertThat(Arrays.stream(rank).filter(r -> r == 0).count()).isEqualTo(926);
        assertThat(Arrays.stream(rank).filter(r -> r > 0).count()).isGreaterThan(500);
        double[] point = grains.column(PointGrains.POINT.name());
        for (int i = 1; i < point.length; i++) {
            assertThat(point[i] > point[i - 1] || rank[i] > rank[i - 1]).isTrue();
        }
    }

    @Test
    void poorZirconiaIsMostlyRefused() throws IOException {
        TextFile file = TextFile.read(SharedData.file(FOLDER + "lauenn/ZrO2_grains.csv"));
        MapReader.Request zirconia =
                new MapReader.Request(
                        List.of(
                                Crystals.ofSpaceGroup(
                                        "ZrO2",
                                        org.lauescope.crystal.UnitCell.ofDegrees(
                                                5.1505, 5.2116, 5.3173, 90, 99.230, 90),
                                        14,
                                        "")),
                        41,
                        41,
                        1,
                        1,
                        null);
        ScanResult scan = new LaueNnCsv().read(file, zirconia);
        Map<PointStatus, Integer> counts = scan.statusCounts();
        assertThat(counts.get(PointStatus.NOT_CONFIRMED)).isGreaterThan(500);
        double[] equivalent = scan.map().plane("equivalent_strain").values();
        assertThat(Arrays.stream(equivalent).filter(e -> e > 0.02).count()).isZero();
    }

    /// von Mises stress with the silicon constants that upstream used (C₁₁ − C₁₂ = 101.70, C₄₄ =
    /// 79.51 GPa), from imported orientation and strain, against upstream's column in 0.1 GPa. For
    /// a deviatoric strain σ' = (C₁₁ − C₁₂) ε on the diagonal and 2 C₄₄ ε beside it, in crystal
    /// axes.
    @Test
    void vonMisesOfUraniumDioxideIsThatOfTheFile() throws IOException {
        TextFile file =
                TextFile.read(SharedData.file(FOLDER + "lauetools_UO2/UO2_SUMMARY_0_to_399.dat"));
        assertThat(new LaueToolsSummary().recognises(file.text())).isTrue();
        TextFile positions = TextFile.read(SharedData.file(FOLDER + "lauetools_UO2/xy_0_609.dat"));
        MapReader.Request request =
                new MapReader.Request(
                        request("UO2", 0).crystals(), 0, 0, Double.NaN, Double.NaN, positions);
        ScanResult scan = new LaueToolsSummary().read(file, request);
        assertThat(scan.map().grid().columns()).isEqualTo(61);
        assertThat(scan.map().grid().rows()).isEqualTo(10);
        assertThat(scan.statusCounts().get(PointStatus.NOT_MEASURED)).isEqualTo(210);
        NamedColumns columns = NamedColumns.of("UO2", file.lines(), 1);
        int compared = 0;
        double[] deviations = new double[400];
        Arrays.fill(deviations, Double.NaN);
        for (int i = 0; i < 400; i++) {
            if (scan.map().status(i) != PointStatus.INDEXED || columns.value(i, "npeaks") <= 30) {
                continue;
            }
            Matrix3 crystalFromSample = scan.map().orientations().sampleFromCrystal(i).transpose();
            SymmetricTensor strain = strain(scan.map(), i).in(crystalFromSample);
            SymmetricTensor stress =
                    new SymmetricTensor(
                            101.70 * strain.xx(),
                            101.70 * strain.yy(),
                            101.70 * strain.zz(),
                            2 * 79.51 * strain.yz(),
                            2 * 79.51 * strain.xz(),
                            2 * 79.51 * strain.xy());
            double vonMises = Math.sqrt(1.5 * stress.deviatoric().square());
            double expected = 0.1 * columns.value(i, "von_mises");
            deviations[i] = Math.abs(vonMises / expected - 1);
            compared++;
        }
        assertThat(compared).isEqualTo(300);
        // The file's matrices are orthogonal to 1e-3 only, which its own columns do not correct: a
        // turn by 1e-3 changes a von Mises stress by that part.
        assertThat(median(deviations)).isLessThan(1e-3);
        assertThat(Arrays.stream(deviations).filter(d -> d > 1e-2).count()).isLessThan(6);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        TextFile file = TextFile.read(SharedData.file(FOLDER + "lauenn/W_tensile_0MPa.csv"));
        assertThatThrownBy(() -> new LaueNnCsv().read(file, request("W", 0)))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("1071 images")
                .hasMessageContaining("--columns");
        assertThatThrownBy(() -> new LaueNnCsv().read(file, request("W", 50)))
                .hasMessageContaining("expected --columns N with a divisor of 1071");
        assertThatThrownBy(() -> new LaueNnCsv().read(file))
                .hasMessageContaining("name them with --crystal");
    }

    @Test
    void faultsAreMetWithMessages() throws IOException {
        String summary =
                TextFile.read(SharedData.file(FOLDER + "lauetools_UO2/UO2_SUMMARY_0_to_399.dat"))
                        .text();
        String csv = TextFile.read(SharedData.file(FOLDER + "lauenn/W_tensile_0MPa.csv")).text();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            TextFile damagedCsv =
                    new TextFile("a.csv", Corruption.of(csv.substring(0, 9000), random));
            TextFile damagedSummary =
                    new TextFile("a.dat", Corruption.of(summary.substring(0, 15000), random));
            try {
                new LaueNnCsv().read(damagedCsv, request("W", 1));
            } catch (FileFormatException e) {
                assertThat(e).hasMessageContaining("a.csv");
            }
            try {
                new LaueToolsSummary().read(damagedSummary, request("UO2", 0));
            } catch (FileFormatException e) {
                assertThat(e).hasMessageContaining("a.dat");
            }
        }
    }
}
