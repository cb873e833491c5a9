package org.lauescope.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitCellTest {

    private static final UnitCell TRICLINIC = UnitCell.ofDegrees(5.1, 6.3, 7.9, 81, 97, 105);

    /// d-spacing of a triclinic lattice (Int. Tables C, 1.1): 1/d² = S / V² with the S₁₁ … of its
    /// metric.
    @Test
    void spacingOfATriclinicReflection() {
        double a = 5.1;
        double b = 6.3;
        double c = 7.9;
        double ca = Math.cos(Math.toRadians(81));
        double cb = Math.cos(Math.toRadians(97));
        double cg = Math.cos(Math.toRadians(105));
        int h = 2;
        int k = -1;
        int l = 3;
        double s =
                b * b * c * c * (1 - ca * ca) * h * h
                        + a * a * c * c * (1 - cb * cb) * k * k
                        + a * a * b * b * (1 - cg * cg) * l * l
                        + 2 * a * b * c * c * (ca * cb - cg) * h * k
                        + 2 * a * a * b * c * (cb * cg - ca) * k * l
                        + 2 * a * b * b * c * (cg * ca - cb) * h * l;
        double volume = a * b * c * Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
        assertThat(TRICLINIC.volume()).isCloseTo(volume, within(1e-11));
        assertThat(TRICLINIC.reciprocal().times(new Vector3(h, k, l)).norm())
                .isCloseTo(Math.sqrt(s) / volume, within(1e-14));
    }

    /// CRYSTAL axes, as docs/conventions.md has them: x along a, y in the a-b plane, z along c*.
    @Test
    void axesOfTheCrystalFrame() {
        assertThat(TRICLINIC.direct().column(0).minus(new Vector3(5.1, 0, 0)).norm())
                .isLessThan(1e-14);
        assertThat(TRICLINIC.direct().column(1).z()).isZero();
        assertThat(TRICLINIC.direct().column(1).y()).isPositive();
        Vector3 cStar = TRICLINIC.reciprocal().column(2).unit();
        assertThat(cStar.minus(Vector3.Z).norm()).isLessThan(1e-14);
    }

    @Test
    void basisAndCellAreEachOthersInverse() {
        UnitCell back =
                UnitCell.ofBasis(Matrix3.rotation(new Vector3(1, 2, 3)).times(TRICLINIC.direct()));
        assertThat(back.b()).isCloseTo(6.3, within(1e-12));
        assertThat(Math.toDegrees(back.alpha())).isCloseTo(81, within(1e-11));
        assertThat(Math.toDegrees(back.gamma())).isCloseTo(105, within(1e-11));
    }

    @Test
    void likelyMistakesAreNamed() {
        assertThatThrownBy(() -> new UnitCell(5, 6, 7, 90, 90, 90))
                .hasMessageContaining("degrees were given?");
        assertThatThrownBy(() -> UnitCell.ofDegrees(5, 6, 7, 10, 20, 100))
                .hasMessageContaining("enclose no volume");
        assertThatThrownBy(() -> UnitCell.cubic(-1)).hasMessageContaining("cell edge a = -1.0 Å");
    }
}
