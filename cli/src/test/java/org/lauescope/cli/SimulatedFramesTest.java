package org.lauescope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Frames made by a program that shares nothing with this one, through the command to its JSON:
/// orientation and every strain component must be there. Strains are compared in SAMPLE axes, where
/// the choice of the equivalent cell does not matter.
class SimulatedFramesTest {

    /// Six components on eleven frames: 4 σ is passed by chance once in 250 such tables.
    private static final double SIGMAS = 4;

    @ParameterizedTest
    @CsvSource({
        "LLZO_00, LLZO.cif",
        "LLZO_01, LLZO.cif",
        "LLZO_02, LLZO.cif",
        "LLZO_03, LLZO.cif",
        "Si_00, Si",
        "Ge_00, Ge",
        "Ge_01, Ge",
        "Cu_00, Cu",
        "Ti_00, Ti.cif",
        "Ti_01, Ti.cif"
    })
    void orientationAndStrainOfOneGrain(String name, String crystal) throws Exception {
        Path folder = SharedData.root().resolve("data/simulated/frames");
        JsonNode truth = truthOf(folder, name);
        JsonNode found = index(folder, name, crystal);
        assertThat(found.get("status").asString()).isEqualTo("indexed");
        assertThat(found.get("grains").size()).isEqualTo(1);
        compare(found.get("grains").get(0), truth);
    }

    @Test
    void threeOverlappingGrains() throws Exception {
        Path folder = SharedData.root().resolve("data/simulated/frames");
        JsonNode truth = truthOf(folder, "three_grains");
        JsonNode found = index(folder, "three_grains", "LLZO.cif");
        assertThat(found.get("grains").size()).isEqualTo(3);
        for (JsonNode expected : truth.get("grains")) {
            JsonNode nearest = null;
            double best = Double.POSITIVE_INFINITY;
            for (JsonNode grain : found.get("grains")) {
                double angle = misfit(grain, expected);
                if (angle < best) {
                    best = angle;
                    nearest = grain;
                }
            }
            compare(nearest, expected);
        }
    }

    private static JsonNode index(Path folder, String name, String crystal) {
        Object phase = crystal.endsWith(".cif") ? folder.resolve(crystal) : crystal;
        CommandRun run =
                CommandRun.of(
                        "index",
                        folder.resolve(name + ".tif"),
                        "--geometry",
                        folder.resolve("geometry.toml"),
                        "--crystal",
                        phase,
                        "--json");
        assertThat(run.status()).as(run.err()).isZero();
        return run.jsonLines().getFirst();
    }

    private static void compare(JsonNode grain, JsonNode truth) {
        // Two points of a thousandth of a degree: the bound is the reported uncertainty of the
        // rotation.
        double rotationSigma = Math.toRadians(grain.get("rotationSigmaDeg").asDouble());
        assertThat(misfit(grain, truth)).isLessThan(SIGMAS * rotationSigma);
        Matrix3 labFromCrystal = matrix(truth.get("labFromCrystal"));
        Matrix3 sampleFromLab = Matrix3.rotation(new Vector3(0, Math.toRadians(45), 0));
        double[] expected =
                SymmetricTensor.of(matrix(truth.get("deviatoricStrainCrystal")))
                        .in(sampleFromLab.times(labFromCrystal))
                        .toArray();
        for (int i = 0; i < 6; i++) {
            double strain = grain.get("strainSample").get(i).asDouble();
            double sigma = grain.get("strainSampleSigma").get(i).asDouble();
            assertThat(Math.abs(strain - expected[i]) / sigma)
                    .as("component %d", i)
                    .isLessThan(SIGMAS);
            assertThat(sigma).isLessThan(1e-3);
        }
    }

    /// Smallest angle between the two orientations over the 48 cubic or 24 hexagonal operators,
    /// tried as all rotations that take the reported reflections to themselves: done by comparing
    /// F⁻ᵀ on the sets of {100}-like directions would favour the code under test, so the group is
    /// generated here from its generators.
    private static double misfit(JsonNode grain, JsonNode truth) {
        Matrix3 found = matrix(grain.get("labFromCrystal"));
        Matrix3 expected = matrix(truth.get("labFromCrystal"));
        boolean hexagonal = grain.get("crystal").asString().startsWith("Ti");
        List<Matrix3> generators =
                hexagonal
                        ? List.of(turn(Vector3.Z, 60), turn(Vector3.X, 180))
                        : List.of(turn(Vector3.Z, 90), turn(new Vector3(1, 1, 1), 120));
        double smallest = Double.POSITIVE_INFINITY;
        for (Matrix3 operator : group(generators)) {
            Matrix3 difference = expected.transpose().times(found.times(operator));
            double angle = Math.acos(Math.clamp((difference.trace() - 1) / 2, -1, 1));
            smallest = Math.min(smallest, angle);
        }
        return smallest;
    }

    private static List<Matrix3> group(List<Matrix3> generators) {
        List<Matrix3> group = new ArrayList<>(List.of(Matrix3.IDENTITY));
        for (int i = 0; i < group.size(); i++) {
            for (Matrix3 generator : generators) {
                Matrix3 next = group.get(i).times(generator);
                if (group.stream().noneMatch(known -> known.minus(next).largest() < 1e-6)) {
                    group.add(next);
                }
            }
        }
        return group;
    }

    private static Matrix3 turn(Vector3 axis, double degrees) {
        return Matrix3.rotation(axis.unit().times(Math.toRadians(degrees)));
    }

    private static JsonNode truthOf(Path folder, String name) throws Exception {
        for (JsonNode entry :
                new ObjectMapper().readTree(Files.readString(folder.resolve("truth.json")))) {
            if (entry.get("frame").asString().equals(name + ".tif")) {
                return entry;
            }
        }
        throw new AssertionError("no truth for " + name);
    }

    private static Matrix3 matrix(JsonNode rows) {
        double[] m = new double[9];
        for (int i = 0; i < 9; i++) {
            m[i] = rows.get(i / 3).get(i % 3).asDouble();
        }
        return new Matrix3(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
    }
}
