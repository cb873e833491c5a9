package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.TextFile;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.io.peaks.LaueToolsFit;
import org.lauescope.io.peaks.PeakList;
import org.lauescope.io.peaks.PeakLists;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Peak lists of other programs, real and simulated, without any start orientation. Oracles: the
/// truth of the simulation, and what LaueTools made of the real ones.
final class IndexingOfIndependentListsTest {

    private static List<GrainFit> grains(Geometry geometry, Peaks peaks, String... crystals)
            throws IOException {
        List<Crystal> list = new ArrayList<>();
        for (String name : crystals) {
            list.add(Crystals.named(name, SharedData.file("data/simulated/frames")));
        }
        PointResult result = Indexer.of(geometry, list, IndexerOptions.DEFAULT).index(peaks);
        return result instanceof PointResult.Indexed indexed ? indexed.grains() : List.of();
    }

    private static PeakList list(String name, double minimumEnergy, double maximumEnergy)
            throws IOException {
        PeakList list = PeakLists.read(SharedData.file("data/" + name), null);
        Geometry g = Objects.requireNonNull(list.geometry());
        Geometry inBand =
                new Geometry(new Beam(minimumEnergy, maximumEnergy), g.detector(), g.tilt(), null);
        return new PeakList(list.source(), list.format(), list.peaks(), inBand);
    }

    private static double misorientation(Crystal crystal, Matrix3 a, Matrix3 b) {
        return crystal.properRotations().stream()
                .mapToDouble(r ->
                        Math.toDegrees(
                                Quaternion.ofMatrix(a.times(r).times(b.transpose())).angle()))
                .min()
                .orElseThrow();
    }

    /// Forty spots with exact positions and no intensities, of frames made by an independent
    /// program.
    @Test
    void findsTheOrientationsOfTheIndependentSimulation() throws IOException {
        Path folder = SharedData.file("data/simulated/frames");
        Geometry geometry = GeometryFiles.read(folder.resolve("geometry.toml"));
        int checked = 0;
        for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("truth.json"))) {
            if (!entry.has("labFromCrystal")) {
                continue;
            }
            String name = entry.get("crystal").asString();
            String crystal = folder.resolve(name + ".cif").toFile().exists() ? name + ".cif" : name;
            Peaks.Builder builder = new Peaks.Builder();
            for (JsonNode spot : entry.get("strongest")) {
                builder.add(spot.get("x").asDouble(), spot.get("y").asDouble(), Double.NaN);
            }

            List<GrainFit> grains = grains(geometry, builder.build(), crystal);

            assertThat(grains).as(entry.get("frame").asString()).hasSize(1);
            GrainFit fit = grains.getFirst();
            // Emission below the surface, which that program leaves out, turns the fit by some
            // 0.005°.
            assertThat(
                            misorientation(
                                    fit.reflections().crystal(),
                                    fit.state().labFromCrystal(),
                                    matrix(entry.get("labFromCrystal"))))
                    .isLessThan(0.02);
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(10);
    }

    private static Matrix3 matrix(JsonNode rows) {
        double[] v = new double[9];
        for (int i = 0; i < 9; i++) {
            v[i] = rows.get(i / 3).get(i % 3).asDouble();
        }
        return new Matrix3(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
    }

    /// The same spots with the same indices as LaueTools has, the same orientation within 0.01°
    /// (what two fits of one real pattern with other weights differ by).
    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.fit, Ge, 22, 94",
        "laue-peaks/lauetools_Ge/dat_Ge0001_fitnb_1.fit, Ge, 22, 81",
        "laue-peaks/lauetools_SiC/old_fitfile.fit, SiC-4H, 22, 130",
        "laue-peaks/lauetools_ZrO2_sim/testZrO2_0_g0.fit, ZrO2, 22, 240",
        "laue-peaks/lauetools_ZrO2_sim/testZrO2_103_g0.fit, ZrO2, 22, 240",
    })
    void agreesWithLaueTools(String file, String name, double maximumEnergy, int fewest)
            throws IOException {
        PeakList list = list(file, 5, maximumEnergy);
        LaueToolsFit expected = LaueToolsFit.parse(TextFile.read(SharedData.file("data/" + file)));
        Matrix3 reciprocal = Objects.requireNonNull(expected.grains().getFirst().reciprocal());

        List<GrainFit> grains = grains(Objects.requireNonNull(list.geometry()), list.peaks(), name);

        assertThat(grains).hasSize(1);
        GrainFit fit = grains.getFirst();
        Crystal crystal = fit.reflections().crystal();
        assertThat(fit.matches().size()).isGreaterThanOrEqualTo(fewest);
        CrystalState other = CrystalState.ofReciprocal(reciprocal, crystal.cell());
        assertThat(misorientation(crystal, fit.state().labFromCrystal(), other.labFromCrystal()))
                .isLessThan(0.01);
        assertSameIndices(fit, list.peaks(), expected.grains().getFirst().spots(), reciprocal);
    }

    /// Indices are compared in LaueTools' axes; of harmonics either program may name another.
    private static void assertSameIndices(
            GrainFit fit, Peaks peaks, List<LaueToolsFit.Spot> spots, Matrix3 reciprocal) {
        Matrix3 theirsFromOurs =
                reciprocal
                        .inverse()
                        .times(fit.state().reciprocal(fit.reflections().crystal().cell()));
        for (int i = 0; i < fit.matches().size(); i++) {
            int p = fit.matches().peak()[i];
            int r = fit.matches().reflection()[i];
            Vector3 h =
                    theirsFromOurs.times(
                            new Vector3(
                                    fit.reflections().h(r),
                                    fit.reflections().k(r),
                                    fit.reflections().l(r)));
            Vector3 whole = new Vector3(Math.rint(h.x()), Math.rint(h.y()), Math.rint(h.z()));
            LaueToolsFit.Spot spot =
                    spots.stream()
                            .filter(s -> Math.hypot(s.x() - peaks.x(p), s.y() - peaks.y(p)) < 1e-6)
                            .findFirst()
                            .orElseThrow();
            assertThat(whole.cross(new Vector3(spot.h(), spot.k(), spot.l())).norm()).isZero();
        }
    }

    /// Grains with how many spots each, strongest first; what the files' descriptions state.
    @ParameterizedTest
    @CsvSource({
        "laue-frames/ge_blanc/Ge_blanc_0000_LT_5.cor, 5, 22, Ge, 95",
        "laue-peaks/lauetools_Ge/Ge0001.cor, 5, 22, Ge, 83",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain0.cor, 5, 25, Si+Cu, 120+50",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain1.cor, 5, 25, Si+Cu, 120+50",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain3.cor, 5, 25, Si+Cu, 120+50",
        "laue-peaks/lauetools_SiCu_simulated_strain/SiCustrain5.cor, 5, 25, Si+Cu, 120+50",
        "laue-peaks/lauetools_cusi_map/cusi_0000.cor, 5, 22, Si+Cu, 100+35",
        "laue-peaks/lauetools_cusi_map/cusi_0001.cor, 5, 22, Si+Cu, 100+35",
        "laue-peaks/lauetools_cusi_map/cusi_0003.cor, 5, 22, Si+Cu, 100+35",
        "laue-peaks/lauetools_cusi_map/cusi_0005.cor, 5, 22, Si+Cu, 100+35",
        "laue-peaks/lauenn_GaN_Si/nw1_0000.cor, 5, 23, Si, 70",
        "laue-peaks/lauenn_GaN_Si/nw1_0001.cor, 5, 23, Si+GaN+GaN, 75+55+35",
        "laue-peaks/aps34ide_euler_Si/Si_Peaks.txt, 6, 24, Si, 32",
    })
    void findsTheGrainsOfRealAndSimulatedLists(
            String file, double minimumEnergy, double maximumEnergy, String names, String counts)
            throws IOException {
        PeakList list = list(file, minimumEnergy, maximumEnergy);
        String[] expected = names.split("\\+", -1);

        List<GrainFit> grains =
                grains(
                        Objects.requireNonNull(list.geometry()),
                        list.peaks(),
                        Arrays.stream(expected).distinct().toArray(String[]::new));

        assertThat(grains)
                .extracting(fit -> fit.reflections().crystal().name())
                .containsExactlyInAnyOrder(expected);
        String[] fewest = counts.split("\\+", -1);
        for (int g = 0; g < grains.size(); g++) {
            String name = grains.get(g).reflections().crystal().name();
            int at = Arrays.asList(expected).indexOf(name);
            int least = Integer.parseInt(fewest[name.equals("GaN") ? 2 : at]);
            assertThat(grains.get(g).matches().size()).as(name).isGreaterThanOrEqualTo(least);
        }
    }

    /// Pixels with the APS geometry file: 36 of 44 spots indexed there; this list of 39 has another
    /// threshold.
    @Test
    void indexesAnApsPixelList() throws IOException {
        Geometry g =
                GeometryFiles.read(
                        SharedData.file("data/laue-peaks/aps34ide_pixels2qs_Si/geometry.xml"));
        Geometry geometry = new Geometry(new Beam(6, 24), g.detector(), g.tilt(), null);
        Peaks peaks =
                PeakLists.read(
                                SharedData.file("data/laue-peaks/aps34ide_peaksearch/abc2.txt"),
                                geometry)
                        .peaks();
        List<GrainFit> grains = grains(geometry, peaks, "Si");
        assertThat(grains).hasSize(1);
        assertThat(grains.getFirst().matches().size()).isGreaterThanOrEqualTo(30);
    }

    /// Upstream this germanium pattern was once indexed as silicon. Both have the diamond
    /// structure, and a white beam does not see the size of a cell: positions cannot tell, so
    /// neither is claimed.
    @Test
    void doesNotDecideBetweenSiliconAndGermanium() throws IOException {
        PeakList list = list("laue-peaks/lauetools_Ge/Ge0001.cor", 5, 22);
        Geometry geometry = Objects.requireNonNull(list.geometry());
        List<Crystal> both =
                List.of(Crystals.named("Si", Path.of(".")), Crystals.named("Ge", Path.of(".")));
        assertThat(Indexer.of(geometry, both, IndexerOptions.DEFAULT).index(list.peaks()))
                .isEqualTo(
                        new PointResult.NotIndexed(
                                PointResult.Reason.AMBIGUOUS, list.peaks().size()));
    }

    /// The header of this list holds the detector of another experiment (0.0734 mm pixels instead
    /// of 0.0791).
    @Test
    void refusesAListWithTheWrongDetector() throws IOException {
        PeakList list = list("laue-peaks/lauetools_Ge/dat_Ge0001.cor", 5, 22);
        assertThat(grains(Objects.requireNonNull(list.geometry()), list.peaks(), "Ge")).isEmpty();
    }
}
