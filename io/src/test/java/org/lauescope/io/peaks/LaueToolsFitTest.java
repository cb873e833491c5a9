package org.lauescope.io.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.LaueToolsDetector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LaueToolsFitTest {

    private static LaueToolsFit fit(String name) throws IOException {
        return LaueToolsFit.parse(TextFile.read(SharedData.file("data/" + name)));
    }

    /// Against the header facts that were transcribed from the files by other means.
    @Test
    void headersSayWhatWasTranscribedFromThem() throws IOException {
        JsonNode expected =
                JsonMapper.shared()
                        .readTree(
                                Files.readString(
                                        SharedData.file(
                                                "data/laue-peaks/expected_fit_files.json")));
        assertThat(expected.size()).isEqualTo(68);
        for (Map.Entry<String, JsonNode> file : expected.properties()) {
            LaueToolsFit fit = fit(file.getKey());
            JsonNode facts = file.getValue();
            assertThat(fit.grains()).hasSize(facts.get("n_indexed").size());
            for (int g = 0; g < fit.grains().size(); g++) {
                LaueToolsFit.Grain grain = fit.grains().get(g);
                assertThat(grain.indexed()).isEqualTo(facts.get("n_indexed").get(g).asInt());
                assertThat(grain.spots()).hasSize(grain.indexed());
                assertThat(grain.meanDeviation())
                        .isEqualTo(facts.get("mean_deviation_px").get(g).asDouble());
                if (facts.has("element") && facts.get("element").size() > g) {
                    assertThat(grain.element()).isEqualTo(facts.get("element").get(g).asString());
                }
                strain(grain.strainSample(), facts.path("deviatoric_strain_sample_1e3").path(g));
                JsonNode lattice = facts.path("lattice_parameters").path(g);
                for (int i = 0; i < lattice.size(); i++) {
                    assertThat(grain.lattice().get(i)).isEqualTo(lattice.get(i).asDouble());
                }
                matrix(grain.ub(), facts.path("UB").path(g), 1);
                strain(grain.strainCrystal(), facts.path("deviatoric_strain_crystal_1e3").path(g));
            }
            assertThat(Objects.requireNonNull(fit.grains().getFirst().detector()).dd())
                    .isEqualTo(facts.get("detector").get(0).asDouble());
            assertThat(Objects.requireNonNull(fit.geometry()).detector().pitchColumn())
                    .isEqualTo(facts.get("pixel_mm").asDouble());
        }
    }

    private static void strain(SymmetricTensor found, JsonNode expected) {
        if (!expected.isMissingNode()) {
            matrix(found.matrix(), expected, 1e-3);
        }
    }

    private static void matrix(Matrix3 found, JsonNode expected, double unit) {
        double[] values = {
            found.xx(), found.xy(), found.xz(),
            found.yx(), found.yy(), found.yz(),
            found.zx(), found.zy(), found.zz()
        };
        for (int i = 0; i < 9 && !expected.isMissingNode(); i++) {
            JsonNode value =
                    expected.get(0).isArray() ? expected.get(i / 3).get(i % 3) : expected.get(i);
            // Their sample strain is not quite symmetric, up to 3e-5 in the largest; ours is.
            assertThat(values[i]).isCloseTo(unit * value.asDouble(), within(unit < 1 ? 2e-5 : 0));
        }
    }

    /// Each spot must lie where the file's own matrix and detector put it, within the distance it
    /// lists. The calibration prints its detector to 1e-3 px and 1e-3°, 0.01 px in all; in the
    /// others the detector is exact and the 8 decimals of the matrices leave 1e-4 px. Not here:
    /// `Ge0001.fit`, whose distances belong to other lines, and ZrO2, which was fitted with another
    /// detector model.
    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.fit, 0.02",
        "laue-peaks/lauetools_Ge/dat_Ge0001_fitnb_1.fit, 2e-4",
        "laue-peaks/lauetools_SiC/old_fitfile.fit, 2e-4",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain3.fit, 2e-4"
    })
    void spotsLieWhereMatrixAndDetectorPutThem(String name, double tolerance) throws IOException {
        LaueToolsFit fit = fit(name);
        Geometry geometry = Objects.requireNonNull(fit.geometry());
        for (LaueToolsFit.Grain grain : fit.grains()) {
            Matrix3 reciprocal = Objects.requireNonNull(grain.reciprocal());
            for (LaueToolsFit.Spot spot : grain.spots()) {
                Vector3 q = reciprocal.times(new Vector3(spot.h(), spot.k(), spot.l()));
                Vector3 u = q.unit();
                double[] pixel = geometry.detector().pixel(Vector3.X.minus(u.times(2 * u.x())));
                double deviation = Math.hypot(pixel[0] - spot.x(), pixel[1] - spot.y());
                assertThat(deviation).isCloseTo(spot.deviation(), within(tolerance));
                // Their hc is 12.398.
                assertThat(12.398 * q.dot(q) / (-2 * q.x())).isCloseTo(spot.energy(), within(2e-3));
            }
        }
    }

    /// The two files hold the same grains of the same frame, refined at different times.
    @Test
    void aSummaryHoldsGrainsToo() throws IOException {
        LaueToolsFit fit = fit("laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.res");
        assertThat(fit.peaks().size()).isEqualTo(210);
        LaueToolsFit.Grain grain = fit.grains().getFirst();
        assertThat(grain.element()).isEqualTo("Cu");
        assertThat(grain.indexed()).isEqualTo(35);
        assertThat(grain.spots()).hasSize(35);
        assertThat(grain.strainSample()).isNotNull();
        assertThat(grain.strainSample().zz()).isEqualTo(6.667905697306202e-4);
        assertThat(grain.strainCrystal().xx()).isCloseTo(2.52451974e-4, within(1e-12));
    }

    /// Written with 12 decimals; reading must give the grain back, and B0 LaueTools' own layout:
    /// its files of the hexagonal SiC have such a triangle.
    @Test
    void aGrainIsWrittenAndReadBack() throws IOException {
        Geometry geometry =
                new LaueToolsDetector.Parameters(70.775, 941.74, 1082.56, 0.63, -0.682)
                        .geometry("MARCCD165", 2048, 2048, 0.079142);
        Crystal crystal = Crystals.named("Al2O3", Path.of("."));
        ReflectionList reflections = ReflectionList.of(crystal, geometry.beam());
        SymmetricTensor strain = new SymmetricTensor(1e-3, -4e-4, -6e-4, 2e-4, 1e-4, -3e-4);
        CrystalState state =
                new CrystalState(Matrix3.rotation(new Vector3(0.3, -0.5, 0.9)), strain);
        Matches matches =
                new Matches(
                        new int[] {1, 0},
                        new int[] {5, 6},
                        new int[] {2, 1},
                        new double[] {11.2, 8.5},
                        new double[] {512.31, 30},
                        new double[] {88.02, 40},
                        new double[] {0.03, 9},
                        new double[] {-0.04, 9},
                        new boolean[] {true, false});
        GrainFit grain =
                new GrainFit(
                        reflections,
                        state,
                        new double[64],
                        new double[64],
                        matches,
                        7,
                        0.07,
                        1.1,
                        9);
        Peaks peaks = new Peaks.Builder().add(39, 49, 5).add(512.34, 87.98, 100).build();
        LaueToolsFitText.Grain written = LaueToolsFitText.Grain.of(grain);
        String text = LaueToolsFitText.format("a.tif", peaks, List.of(written, written), geometry);
        LaueToolsFit fit = LaueToolsFit.parse(new TextFile("a.fit", text));
        assertThat(fit.grains()).hasSize(2);
        LaueToolsFit.Grain read = fit.grains().get(1);
        assertThat(read.element()).isEqualTo("Al2O3");
        assertThat(read.meanDeviation()).isEqualTo(0.05);
        LaueToolsFit.Spot spot = read.spots().getFirst();
        assertThat(spot.h()).isEqualTo(2 * reflections.h(5));
        assertThat(spot.x()).isCloseTo(512.34, within(1e-9));
        Matrix3 b0 = Objects.requireNonNull(read.b0());
        assertThat(b0.yx()).isZero();
        assertThat(b0.zx()).isZero();
        assertThat(b0.zy()).isZero();
        // 1/(a sin 60°), and b* at 60° to it.
        assertThat(b0.xx()).isCloseTo(1 / (crystal.cell().a() * Math.sqrt(0.75)), within(1e-11));
        assertThat(b0.xy()).isCloseTo(b0.xx() / 2, within(1e-11));
        Matrix3 difference =
                Objects.requireNonNull(read.reciprocal()).minus(state.reciprocal(crystal.cell()));
        assertThat(difference.largest()).isLessThan(1e-11);
        assertThat(Objects.requireNonNull(read.strainCrystal()).minus(strain).square())
                .isLessThan(1e-28);
        CrystalState again = CrystalState.ofReciprocal(read.reciprocal(), crystal.cell());
        assertThat(Math.sqrt(again.strain().minus(strain).square())).isLessThan(1e-10);
        assertThat(read.lattice().getFirst()).isCloseTo(crystal.cell().a(), within(1e-7));
    }
}
