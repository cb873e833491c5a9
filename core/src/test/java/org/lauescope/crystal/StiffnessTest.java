package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.testing.SharedData;

class StiffnessTest {

    private static List<Matrix3> symmetry(String hall) {
        UnitCell cell =
                (hall.contains("3") && !hall.contains("2 3")) || hall.contains("6")
                        ? UnitCell.ofDegrees(4.7589, 4.7589, 12.991, 90, 90, 120)
                        : hall.contains("2y")
                                ? UnitCell.ofDegrees(5, 6, 7, 90, 99, 90)
                                : UnitCell.cubic(5);
        return LaueGroup.properRotations(HallSymbol.operators(hall), cell);
    }

    /// Independent constants of the Laue groups (J. F. Nye, Physical Properties of Crystals, table
    /// 9).
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-P 1      | 21",
                "-P 2y     | 13",
                "-P 2 2    | 9",
                "-P 4      | 7",
                "-P 4 2    | 6",
                "-P 3      | 7",
                "-P 3 2\"  | 6",
                "-P 6      | 5",
                "-P 6 2    | 5",
                "-P 2 2 3  | 3",
                "-P 4 2 3  | 3"
            })
    void symmetryLeavesAsManyConstantsAsNyeSays(String hall, int count) {
        assertThat(new ElasticSymmetry(symmetry(hall)).independent()).hasSize(count);
    }

    @Test
    void cubicConstantsAreCompleted() {
        Stiffness found =
                Stiffness.of(
                        symmetry("-P 4 2 3"),
                        Map.of("C11", 169.8, "C12", 63.9, "C44", 69.8),
                        "Yu et al. 2016");
        double[] expected = Stiffness.cubic(169.8, 63.9, 69.8, "").voigt();
        for (int i = 0; i < 36; i++) {
            assertThat(found.voigt()[i]).isCloseTo(expected[i], within(1e-12 * 200));
        }
        assertThat(found.needsHydrostatic()).isFalse();
    }

    /// Corundum, twofold axis along a: C24 = −C14, C56 = C14, C66 = (C11 − C12)/2, all others 0
    /// (Nye).
    @Test
    void trigonalConstantsAreCompleted() {
        double c14 = -21.9;
        Stiffness found =
                Stiffness.of(
                        symmetry("-P 3 2\""),
                        Map.of(
                                "C11", 497.3, "C12", 162.8, "C13", 116.0, "C14", c14, "C33", 500.9,
                                "C44", 146.8),
                        "");
        Map<String, Double> constants = found.constants();
        assertThat(constants.get("C24")).isCloseTo(-c14, within(1e-10));
        assertThat(constants.get("C56")).isCloseTo(c14, within(1e-10));
        assertThat(constants.get("C66")).isCloseTo((497.3 - 162.8) / 2, within(1e-10));
        assertThat(constants.get("C23")).isCloseTo(116, within(1e-10));
        assertThat(constants.get("C55")).isCloseTo(146.8, within(1e-10));
        for (String zero : List.of("C15", "C16", "C25", "C26", "C34", "C35", "C45", "C46")) {
            assertThat(constants.get(zero)).isCloseTo(0, within(1e-10));
        }
        assertThat(found.needsHydrostatic()).isTrue();
    }

    @Test
    void saysWhatIsMissingOrContradictory() {
        List<Matrix3> cubic = symmetry("-P 4 2 3");
        assertThatThrownBy(() -> Stiffness.of(cubic, Map.of("C11", 170.0, "C44", 70.0), ""))
                .hasMessage("stiffness has no C12; expected C11, C12, C44");
        assertThatThrownBy(() ->
                        Stiffness.of(
                                cubic,
                                Map.of("C11", 170.0, "C12", 64.0, "C44", 70.0, "C33", 150.0),
                                ""))
                .hasMessageContaining("C33 = 150.0 GPa; expected 170.0 GPa by symmetry");
        assertThatThrownBy(() ->
                        Stiffness.of(
                                cubic,
                                Map.of("C11", 170.0, "C12", 64.0, "C44", 70.0, "C14", 20.0),
                                ""))
                .hasMessageContaining("C14 = 20.0 GPa; expected 0");
        assertThatThrownBy(() ->
                        Stiffness.of(
                                cubic,
                                Map.of("C11", 170.0, "C12", 64.0, "C44", 70.0, "c21", 20.0),
                                ""))
                .hasMessageContaining("a constant c21; expected names from C11 to C66");
        assertThatThrownBy(() -> Stiffness.cubic(60, 70, 50, ""))
                .hasMessageContaining("negative energy");
    }

    /// Uniaxial stress: σ = E ε along the axis.
    @Test
    void isotropicStiffnessGivesYoungsModulus() {
        double poisson = 0.28;
        SymmetricTensor strain =
                new SymmetricTensor(1e-3, -poisson * 1e-3, -poisson * 1e-3, 0, 0, 0);
        SymmetricTensor stress = Stiffness.isotropic(411, poisson, "").stress(strain);
        assertThat(stress.xx()).isCloseTo(0.411, within(1e-13));
        assertThat(stress.yy()).isCloseTo(0, within(1e-13));
        assertThat(
                        Stiffness.isotropic(100, 0.25, "")
                                .stress(new SymmetricTensor(0, 0, 0, 0, 0, 1))
                                .xy())
                .isCloseTo(2 * 40, within(1e-12));
    }

    /// Turning the stiffness is turning strain and stress.
    @Test
    void turnsWithItsCrystal() {
        Stiffness stiffness =
                Stiffness.of(
                        symmetry("-P 3 2\""),
                        Map.of(
                                "C11", 497.3, "C12", 162.8, "C13", 116.0, "C14", -21.9, "C33",
                                500.9, "C44", 146.8),
                        "");
        Matrix3 sampleFromCrystal = Matrix3.rotation(new Vector3(0.3, -1.2, 0.7));
        SymmetricTensor strain = new SymmetricTensor(1, -2, 3, 0.5, -0.7, 1.1);
        double[] turned = new double[36];
        stiffness.in(sampleFromCrystal, turned, new double[36]);
        SymmetricTensor expected =
                stiffness.stress(strain.in(sampleFromCrystal.transpose())).in(sampleFromCrystal);
        assertThat(new Stiffness(turned, "").stress(strain).minus(expected).square())
                .isLessThan(1e-20);
    }

    /// An independent program's strains (percent) and stresses (MPa) of the grains of a Cu-Al-Be
    /// polycrystal, C11 141600, C12 127400, C44 94200 MPa; frames by the matrix U of each grain.
    @Test
    void copperAluminiumBeryllium() throws IOException {
        Stiffness stiffness = Stiffness.cubic(141.6, 127.4, 94.2, "");
        int grains = 0;
        for (String line :
                Files.readAllLines(SharedData.file("data/orientation/imaged11/test.out"))) {
            if (!line.matches("[0-9].*") || line.split("\\s+", -1).length < 39) {
                continue;
            }
            double[] v =
                    Arrays.stream(line.trim().split("\\s+", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            Matrix3 u = new Matrix3(v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14]);
            SymmetricTensor strain = tensor(v, 15).times(1e-2);
            SymmetricTensor stress = stiffness.stress(strain);
            // Printed with all digits.
            assertThat(difference(stress, tensor(v, 27).times(1e-3))).isLessThan(1e-12);
            // U is printed with six decimals.
            assertThat(difference(stress.in(u), tensor(v, 33).times(1e-3))).isLessThan(1e-5);
            assertThat(difference(strain.in(u), tensor(v, 21).times(1e-2))).isLessThan(1e-7);
            grains++;
        }
        assertThat(grains).isGreaterThan(50);
    }

    /// From components in the order 11, 22, 33, 12, 13, 23.
    private static SymmetricTensor tensor(double[] v, int offset) {
        return new SymmetricTensor(
                v[offset],
                v[offset + 1],
                v[offset + 2],
                v[offset + 5],
                v[offset + 4],
                v[offset + 3]);
    }

    private static double difference(SymmetricTensor a, SymmetricTensor b) {
        return Math.sqrt(a.minus(b).square());
    }
}
