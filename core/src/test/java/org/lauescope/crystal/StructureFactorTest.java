package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StructureFactorTest {

    /// Int. Tables C, 6.1.1.4.
    private static final FormFactor SILICON =
            new FormFactor(
                    new double[] {6.2915, 3.0353, 1.9891, 1.5410},
                    new double[] {2.4386, 32.3337, 0.6785, 81.6937},
                    1.1407);

    private static Crystal diamond(String hall, Vector3 position) {
        return new Crystal(
                "Si",
                UnitCell.cubic(5.43102),
                HallSymbol.operators(hall),
                List.of(new Atom("Si1", "Si", position, 1, 0.46, SILICON, Dispersion.NONE)),
                Attenuation.UNKNOWN,
                "test");
    }

    /// Closed form of the diamond structure: |F|² = 64 f² for h+k+l = 4n, 32 f² for all odd, 0
    /// otherwise.
    @Test
    void diamondHasItsClosedFormInBothOriginChoices() {
        for (Crystal crystal :
                List.of(
                        diamond("F 4d 2 3 -1d", Vector3.ZERO),
                        diamond("-F 4vw 2vw 3", new Vector3(0.125, 0.125, 0.125)))) {
            StructureFactor factor = new StructureFactor(crystal);
            ReflectionSymmetry symmetry = new ReflectionSymmetry(crystal.operators());
            for (int h = -5; h <= 5; h++) {
                for (int k = -5; k <= 5; k++) {
                    for (int l = -5; l <= 5; l++) {
                        int sum = h + k + l;
                        boolean even = h % 2 == 0 && k % 2 == 0 && l % 2 == 0;
                        boolean odd = h % 2 != 0 && k % 2 != 0 && l % 2 != 0;
                        double weight = odd ? 32 : even && Math.floorMod(sum, 4) == 0 ? 64 : 0;
                        double s = (h * h + k * k + l * l) / (4 * 5.43102 * 5.43102);
                        double f = SILICON.at(s) * Math.exp(-0.46 * s);
                        // Eight phases with rounding errors of 1e-15 each.
                        assertThat(factor.square(h, k, l)).isCloseTo(weight * f * f, within(1e-8));
                        if (symmetry.isAbsent(h, k, l)) {
                            assertThat(factor.square(h, k, l)).isZero();
                        }
                    }
                }
            }
            // F d -3 m: hkl all even or all odd; 0kl k+l = 4n. 222 is weak by its special position,
            // not absent.
            assertThat(symmetry.isAbsent(1, 0, 0)).isTrue();
            assertThat(symmetry.isAbsent(0, 0, 2)).isTrue();
            assertThat(symmetry.isAbsent(0, 2, 4)).isTrue();
            assertThat(symmetry.isAbsent(2, 2, 2)).isFalse();
        }
    }

    /// Zinc blende: F(111) = 4 (f₁ ∓ i f₂) for +/− hkl, so f″ makes Friedel mates differ as written
    /// out here.
    @Test
    void anomalousTermsBreakFriedelsLaw() {
        Dispersion gallium =
                new Dispersion(new double[] {5, 20}, new double[] {-1, -1}, new double[] {4, 4});
        Dispersion arsenic =
                new Dispersion(new double[] {5, 20}, new double[] {-2, -2}, new double[] {1, 1});
        FormFactor first = new FormFactor(new double[] {31}, new double[] {0}, 0);
        FormFactor second = new FormFactor(new double[] {33}, new double[] {0}, 0);
        Crystal crystal =
                new Crystal(
                        "GaAs",
                        UnitCell.cubic(5.65),
                        HallSymbol.operators("F -4 2 3"),
                        List.of(
                                new Atom("Ga", "Ga", Vector3.ZERO, 1, 0, first, gallium),
                                new Atom(
                                        "As",
                                        "As",
                                        new Vector3(0.25, 0.25, 0.25),
                                        1,
                                        0,
                                        second,
                                        arsenic)),
                        Attenuation.UNKNOWN,
                        "test");
        StructureFactor factor = new StructureFactor(crystal);
        // h·r of the second atom is 3/4 of a turn: exp = −i; F/4 = (30 + 4i) − i (31 + i) = 31 −
        // 27i.
        assertThat(factor.squareAt(1, 1, 1, 10)).isCloseTo(16 * (31 * 31 + 27 * 27), within(1e-6));
        // The mate: (30 + 4i) + i (31 + i) = 29 + 35i.
        assertThat(factor.squareAt(-1, -1, -1, 10))
                .isCloseTo(16 * (29 * 29 + 35 * 35), within(1e-6));
        assertThat(factor.square(1, 1, 1)).isCloseTo(16 * (31 * 31 + 33 * 33), within(1e-6));
    }

    /// Equivalent reflections of a general structure have equal |F|: checks operators, orbits and
    /// equivalents together.
    @Test
    void equivalentReflectionsAreEquallyStrong() {
        Crystal crystal =
                new Crystal(
                        "general",
                        UnitCell.ofDegrees(7.1, 7.1, 11.3, 90, 90, 120),
                        HallSymbol.operators("P 61 2 (0 0 5)"),
                        List.of(
                                new Atom(
                                        "Si",
                                        "Si",
                                        new Vector3(0.11, 0.27, 0.41),
                                        0.7,
                                        0.5,
                                        SILICON,
                                        Dispersion.NONE),
                                new Atom(
                                        "Si",
                                        "Si",
                                        new Vector3(0.42, 0.05, 0.13),
                                        1,
                                        0.9,
                                        SILICON,
                                        Dispersion.NONE)),
                        Attenuation.UNKNOWN,
                        "test");
        StructureFactor factor = new StructureFactor(crystal);
        ReflectionSymmetry symmetry = new ReflectionSymmetry(crystal.operators());
        for (int h = 0; h < 5; h++) {
            for (int k = 0; k < 5; k++) {
                for (int l = 0; l < 7; l++) {
                    double first = factor.square(h, k, l);
                    for (int[] mate : symmetry.equivalents(h, k, l)) {
                        assertThat(factor.square(mate[0], mate[1], mate[2]))
                                .isCloseTo(first, within(1e-8));
                    }
                    if (h == 0 && k == 0) {
                        assertThat(symmetry.isAbsent(0, 0, l)).isEqualTo(l % 6 != 0);
                    }
                }
            }
        }
    }

    @Test
    void roundedSpecialPositionsFallTogether() {
        UnitCell cell = UnitCell.ofDegrees(2.95, 2.95, 4.68, 90, 90, 120);
        Orbit orbit =
                Orbit.of(new Vector3(0.3333, 0.6667, 0.25), HallSymbol.operators("-P 6c 2c"), cell);
        assertThat(orbit.multiplicity()).isEqualTo(2);
        assertThat(orbit.positions().getFirst().x()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(orbit.positions().getFirst().y()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
