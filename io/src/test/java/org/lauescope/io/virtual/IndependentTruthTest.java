package org.lauescope.io.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.FrameSimulator;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualSpots;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames made by an independent program in another language list orientation, strain and spots:
/// from the same orientation and strain, our spots must have the same indices, positions and
/// energies. This is the oracle of all conventions at once.
final class IndependentTruthTest {

    private static final String FOLDER = "data/simulated/frames";

    /// One pattern of that program.
    record Pattern(String name, String crystal, JsonNode grain) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pattern> patterns() throws IOException {
        Path truth = SharedData.file(FOLDER + "/truth.json");
        return JsonMapper.builder()
                .build()
                .readTree(Files.readString(truth))
                .valueStream()
                .filter(frame -> frame.has("strongest"))
                .map(frame ->
                        new Pattern(
                                frame.get("frame").asString(),
                                frame.get("crystal").asString(),
                                frame));
    }

    /// Positions are printed with four digits, energies with six: half a last digit, and for
    /// positions 2e-5 px more from the nine digits of the detector's axes over 1000 px of a 150 mm
    /// arm.
    @ParameterizedTest
    @MethodSource("patterns")
    void spotsAgreeWithAnIndependentProgram(Pattern pattern) throws IOException {
        Path folder = SharedData.file(FOLDER);
        Geometry geometry = GeometryFiles.read(folder.resolve("geometry.toml"));
        ReflectionList reflections =
                ReflectionList.of(crystal(pattern, folder), geometry.beam(), 1e-6);
        VirtualGrain grain =
                new VirtualGrain(
                        reflections,
                        matrix(pattern.grain.get("labFromCrystal")),
                        SymmetricTensor.of(matrix(pattern.grain.get("deviatoricStrainCrystal"))),
                        SymmetricTensor.ZERO,
                        1);
        FrameSimulator simulator =
                new FrameSimulator(
                        geometry,
                        VirtualDetector.COUNTER,
                        Background.NONE,
                        SpotShape.round(1),
                        1e8);
        VirtualSpots spots = simulator.spots(List.of(grain));

        assertThat(pattern.grain.get("strongest")).isNotEmpty();
        for (JsonNode listed : pattern.grain.get("strongest")) {
            int[] hkl = listed.get("hkl").valueStream().mapToInt(JsonNode::asInt).toArray();
            int n = divisor(hkl);
            int found = indexOf(spots, reflections, hkl, n);
            assertThat(found).as("spot %s", listed).isNotNegative();
            assertThat(spots.x()[found]).isCloseTo(listed.get("x").asDouble(), within(7e-5));
            assertThat(spots.y()[found]).isCloseTo(listed.get("y").asDouble(), within(7e-5));
            assertThat(spots.energy()[found] / spots.order()[found])
                    .isCloseTo(listed.get("energyKeV").asDouble() / n, within(6e-7));
        }
    }

    /// The listed crystal with the listed cell.
    private static Crystal crystal(Pattern pattern, Path folder) throws IOException {
        Path cif = folder.resolve(pattern.crystal + ".cif");
        Crystal known =
                Files.exists(cif) ? Crystals.read(cif) : Crystals.named(pattern.crystal, folder);
        double[] c =
                pattern.grain.get("cell").valueStream().mapToDouble(JsonNode::asDouble).toArray();
        return new Crystal(
                known.name(),
                UnitCell.ofDegrees(c[0], c[1], c[2], c[3], c[4], c[5]),
                known.operators(),
                known.atoms(),
                known.attenuation(),
                known.source());
    }

    private static int indexOf(VirtualSpots spots, ReflectionList list, int[] hkl, int n) {
        for (int i = 0; i < spots.size(); i++) {
            int r = spots.reflection()[i];
            if (n * list.h(r) == hkl[0] && n * list.k(r) == hkl[1] && n * list.l(r) == hkl[2]) {
                return i;
            }
        }
        return -1;
    }

    private static int divisor(int[] hkl) {
        return BigInteger.valueOf(hkl[0])
                .gcd(BigInteger.valueOf(hkl[1]))
                .gcd(BigInteger.valueOf(hkl[2]))
                .intValue();
    }

    private static Matrix3 matrix(JsonNode rows) {
        return Matrix3.ofRows(vector(rows.get(0)), vector(rows.get(1)), vector(rows.get(2)));
    }

    private static Vector3 vector(JsonNode row) {
        return new Vector3(row.get(0).asDouble(), row.get(1).asDouble(), row.get(2).asDouble());
    }
}
