package org.lauescope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.refine.Refinement;
import org.lauescope.refine.RefinementOptions;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Spots that an independent program made from the written conventions alone (cubic, and hexagonal
/// from a CIF): state, indices and energies must come back. A wrong convention cannot cancel out
/// here.
class RefinementOfIndependentSpotsTest {

    /// Positions are written with four decimals, so 3e-5 px rms; forty spots turn that into some
    /// 3e-8 of strain (1e-4 for 0.1 px). Ten times that also covers the nine digits of the
    /// geometry.
    @Test
    void returnsStateIndicesAndEnergies() throws IOException {
        Path folder = SharedData.file("data/simulated/frames");
        Geometry geometry = GeometryFiles.read(folder.resolve("geometry.toml"));
        Refinement refinement = new Refinement(geometry, RefinementOptions.DEFAULT);
        int grains = 0;
        for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("truth.json"))) {
            if (!entry.has("labFromCrystal")) {
                continue;
            }
            Crystal crystal = crystal(entry.get("crystal").asString(), folder);
            CrystalState truth =
                    new CrystalState(
                            matrix(entry.get("labFromCrystal")),
                            SymmetricTensor.of(matrix(entry.get("deviatoricStrainCrystal"))));
            CrystalState start =
                    CrystalState.unstrained(
                            Matrix3.rotation(new Vector3(4e-4, -4e-4, 4e-4))
                                    .times(truth.labFromCrystal()));
            SpotPattern pattern =
                    new SpotPattern(ReflectionList.of(crystal, geometry.beam(), 0), geometry);
            JsonNode spots = entry.get("strongest");

            Optional<GrainFit> fit = refinement.refine(peaks(spots), pattern, start);

            assertThat(fit).as(entry.get("frame").asString()).isPresent();
            assertSame(fit.get(), truth, spots);
            grains++;
        }
        assertThat(grains).isGreaterThanOrEqualTo(10);
    }

    private static void assertSame(GrainFit fit, CrystalState truth, JsonNode spots) {
        assertThat(fit.state().labFromCrystal().minus(truth.labFromCrystal()).largest())
                .isLessThan(1e-6);
        assertThat(fit.strainCrystal().minus(truth.strain()).matrix().largest()).isLessThan(3e-7);
        Matches matches = fit.matches();
        assertThat(matches.usedCount()).isGreaterThanOrEqualTo(spots.size() - 1);
        for (int i = 0; i < matches.size(); i++) {
            JsonNode spot = spots.get(matches.peak()[i]);
            int r = matches.reflection()[i];
            Vector3 direction =
                    new Vector3(
                            fit.reflections().h(r), fit.reflections().k(r), fit.reflections().l(r));
            Vector3 hkl = vector(spot.get("hkl"));
            assertThat(direction.cross(hkl).norm()).isZero();
            assertThat(direction.dot(hkl)).isPositive();
            // Which harmonic is the strongest depends on form factors, which are crude there:
            // energies per order agree.
            double order = hkl.norm() / direction.norm();
            double energy = matches.energy()[i] / matches.order()[i] * order;
            assertThat(energy).isCloseTo(spot.get("energyKeV").asDouble(), within(2e-5));
        }
    }

    private static Crystal crystal(String name, Path folder) throws IOException {
        Path cif = folder.resolve(name + ".cif");
        return cif.toFile().exists() ? Crystals.read(cif) : Crystals.named(name, folder);
    }

    private static Peaks peaks(JsonNode spots) {
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < spots.size(); i++) {
            builder.add(
                    spots.get(i).get("x").asDouble(),
                    spots.get(i).get("y").asDouble(),
                    spots.size() - i);
        }
        return builder.build();
    }

    private static Matrix3 matrix(JsonNode rows) {
        return Matrix3.ofRows(vector(rows.get(0)), vector(rows.get(1)), vector(rows.get(2)));
    }

    private static Vector3 vector(JsonNode node) {
        return new Vector3(node.get(0).asDouble(), node.get(1).asDouble(), node.get(2).asDouble());
    }
}
