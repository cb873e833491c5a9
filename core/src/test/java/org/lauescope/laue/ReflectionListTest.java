package org.lauescope.laue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Atom;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Dispersion;
import org.lauescope.crystal.FormFactor;
import org.lauescope.crystal.HallSymbol;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

class ReflectionListTest {

    private static final Beam BEAM = new Beam(5, 24);

    private static Crystal oneAtom(UnitCell cell, String hall, double displacementFactor) {
        FormFactor pointCharge = new FormFactor(new double[] {10}, new double[] {0}, 0);
        return new Crystal(
                "test",
                cell,
                HallSymbol.operators(hall),
                List.of(
                        new Atom(
                                "A",
                                "A",
                                new Vector3(0, 0, 0),
                                1,
                                displacementFactor,
                                pointCharge,
                                Dispersion.NONE)),
                Attenuation.UNKNOWN,
                "test");
    }

    /// Brute force over every hkl: what is coprime, inside the sphere |G| ≤ 2 E/hc and has an
    /// allowed harmonic.
    @Test
    void holdsEveryDirectionOnceAndEveryAllowedHarmonic() {
        double a = 4.05;
        ReflectionList list =
                ReflectionList.of(oneAtom(UnitCell.cubic(a), "-F 4 2 3", 0.8), BEAM, 0);
        double radius = 2 * 24 * a / PhysicalConstants.HC;
        int harmonics = 0;
        Set<List<Integer>> expected = new HashSet<>();
        int limit = (int) radius + 1;
        for (int h = -limit; h <= limit; h++) {
            for (int k = -limit; k <= limit; k++) {
                for (int l = -limit; l <= limit; l++) {
                    boolean faceCentred = (h + k) % 2 == 0 && (k + l) % 2 == 0;
                    int square = h * h + k * k + l * l;
                    if (faceCentred && square > 0 && square <= radius * radius) {
                        harmonics++;
                        int n = gcd(gcd(h, k), l);
                        expected.add(List.of(h / n, k / n, l / n));
                    }
                }
            }
        }
        Set<List<Integer>> found = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            found.add(List.of(list.h(i), list.k(i), list.l(i)));
        }
        assertThat(list.size()).isEqualTo(found.size());
        assertThat(found).isEqualTo(expected);
        assertThat(list.firstHarmonic(list.size())).isEqualTo(harmonics);
    }

    /// For a flat spectrum and equal |F| the intensity N λ³/sin²θ = 4 N λ d² grows with λ to the
    /// lower bound of the band or to back-scattering, so its largest value is known.
    @Test
    void strengthIsTheLargestOverTheBand() {
        double a = 3;
        double b = 0.7;
        Beam flat = new Beam(5, 12, new Spectrum.Flat());
        ReflectionList list = ReflectionList.of(oneAtom(UnitCell.cubic(a), "-P 4 2 3", b), flat, 0);
        double strongest = 0;
        double[] expected = new double[list.size()];
        for (int i = 0; i < list.size(); i++) {
            int square = list.h(i) * list.h(i) + list.k(i) * list.k(i) + list.l(i) * list.l(i);
            double lowest = PhysicalConstants.HC * Math.sqrt(square) / a / 2;
            // Try the entry energy of every harmonic; between them the sum falls with energy.
            for (int n = 1; n < 20; n++) {
                double first = Math.max(lowest, 5.0 / n);
                double sum = 0;
                for (int m = 1; m < 20; m++) {
                    double keV = m * first;
                    if (keV > 5 - 1e-9 && keV < 12 + 1e-9) {
                        double lambda = PhysicalConstants.HC / keV;
                        double d = a / (m * Math.sqrt(square));
                        double sine = lambda / (2 * d);
                        double f = 10 * Math.exp(-b / (4 * d * d));
                        sum += lambda * lambda * lambda * f * f / (sine * sine);
                    }
                }
                expected[i] = Math.max(expected[i], sum);
            }
            strongest = Math.max(strongest, expected[i]);
        }
        for (int i = 0; i < list.size(); i++) {
            // The table of N(E)/E is straight between 512 rows: 1/E is off by (ΔE/E)²/8 = 1e-6.
            assertThat(list.strength()[i]).isCloseTo(expected[i] / strongest, within(2e-6));
        }
    }

    @Test
    void strongestFirstAndEquivalentDirectionsTogether() {
        Crystal crystal = oneAtom(UnitCell.ofDegrees(5, 5, 8, 90, 90, 120), "-P 6 2", 0.5);
        ReflectionList list = ReflectionList.of(crystal, BEAM, 0);
        assertThat(list.strength()[0]).isEqualTo(1);
        for (int i = 1; i < list.size(); i++) {
            assertThat(list.strength()[i]).isLessThanOrEqualTo(list.strength()[i - 1]);
            if (list.strength()[i] == list.strength()[i - 1]) {
                double here =
                        Math.hypot(
                                Math.hypot(list.reciprocalX()[i], list.reciprocalY()[i]),
                                list.reciprocalZ()[i]);
                double before =
                        Math.hypot(
                                Math.hypot(list.reciprocalX()[i - 1], list.reciprocalY()[i - 1]),
                                list.reciprocalZ()[i - 1]);
                assertThat(here).isCloseTo(before, within(1e-12));
            }
        }
        // {100} of 6/mmm has six members.
        int sixth = 0;
        for (int i = 0; i < list.size(); i++) {
            if (list.l(i) == 0
                    && list.h(i) * list.h(i) + list.k(i) * list.k(i) + list.h(i) * list.k(i) == 1) {
                sixth++;
            }
        }
        assertThat(sixth).isEqualTo(6);
    }

    @Test
    void aCutKeepsTheHeadOfTheList() {
        Crystal crystal = oneAtom(UnitCell.cubic(5), "-I 4bd 2c 3", 0.6);
        ReflectionList whole = ReflectionList.of(crystal, BEAM, 0);
        ReflectionList cut = ReflectionList.of(crystal, BEAM, 0.05);
        assertThat(cut.size()).isPositive().isLessThan(whole.size());
        for (int i = 0; i < cut.size(); i++) {
            assertThat(cut.strength()[i]).isEqualTo(whole.strength()[i]);
            assertThat(cut.h(i)).isEqualTo(whole.h(i));
            assertThat(cut.l(i)).isEqualTo(whole.l(i));
        }
        assertThat(whole.strength()[cut.size()]).isLessThan(0.05);
    }

    @Test
    void refusesAnAbsurdCut() {
        Crystal crystal = oneAtom(UnitCell.cubic(5), "P 1", 0.6);
        assertThatThrownBy(() -> ReflectionList.of(crystal, BEAM, 2))
                .hasMessageContaining("between 0 and 1");
    }

    private static int gcd(int a, int b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }
}
