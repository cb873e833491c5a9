package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Stiffness;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.SharedData;
import org.lauescope.testing.TestCrystals;

class StressFieldTest {

    private static final Stiffness LLZO = Stiffness.cubic(169.8, 63.9, 69.8, "Yu et al. 2016");
    private static final Crystal TITANIUM = TestCrystals.titanium();
    private static final Stiffness TI =
            Stiffness.of(
                    TITANIUM.properRotations(),
                    Map.of("C11", 162.4, "C12", 92.0, "C13", 69.0, "C33", 180.7, "C44", 46.7),
                    "Simmons and Wang 1971");

    private static List<Plane> planes(
            int size, SymmetricTensor[] strain, double @Nullable [] sigma) {
        List<Plane> planes = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            double[] values = new double[size];
            double[] errors = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = strain[i].toArray()[k];
                errors[i] = sigma == null ? 0 : sigma[k];
            }
            planes.add(
                    new Plane(
                            PointQuantities.STRAIN.get(k), values, sigma == null ? null : errors));
        }
        return planes;
    }

    private static SymmetricTensor random(Random random) {
        return new SymmetricTensor(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .times(1e-3);
    }

    /// Any full strain, of which the white beam sees the deviatoric part: its deviatoric stress
    /// comes back for the cubic crystal, none is claimed for the hexagonal one.
    @Test
    void deviatoricStressOfCubicCrystals() {
        Random random = new Random(1);
        ScanGrid grid = ScanGrid.of(20, 2, 1, 1);
        SymmetricTensor[] full = new SymmetricTensor[grid.size()];
        Matrix3[] orientations = new Matrix3[grid.size()];
        for (int i = 0; i < full.length; i++) {
            full[i] = random(random);
            orientations[i] = VirtualMap.randomRotation(random);
        }
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        List.of(TestCrystals.llzo(), TITANIUM),
                        grid::row,
                        i -> i == 7 ? null : orientations[i]);
        SymmetricTensor[] deviatoric =
                Arrays.stream(full)
                        .map(SymmetricTensor::deviatoric)
                        .toArray(SymmetricTensor[]::new);
        StressField field =
                StressField.of(
                        map,
                        planes(grid.size(), deviatoric, null),
                        Map.of("LLZO", LLZO, "Ti", TI),
                        StressAssumption.DEVIATORIC);
        for (int i = 0; i < grid.size(); i++) {
            if (i == 7 || i >= 20) {
                assertThat(field.components()[0][i]).isNaN();
                assertThat(field.vonMises()[i]).isNaN();
                continue;
            }
            SymmetricTensor expected =
                    LLZO.stress(full[i].in(orientations[i].transpose()))
                            .in(orientations[i])
                            .deviatoric();
            assertThat(stress(field, i).minus(expected).square()).isLessThan(1e-24);
            assertThat(field.vonMises()[i])
                    .isCloseTo(Math.sqrt(1.5 * expected.square()), within(1e-12));
        }
        assertThat(field.sigma()).isNull();
    }

    /// A strain whose stress on the surface is none comes back whole, in crystals of any symmetry.
    @Test
    void freeSurface() {
        Random random = new Random(2);
        ScanGrid grid = ScanGrid.of(30, 2, 1, 1);
        SymmetricTensor[] stress = new SymmetricTensor[grid.size()];
        SymmetricTensor[] strain = new SymmetricTensor[grid.size()];
        Matrix3[] orientations = new Matrix3[grid.size()];
        for (int i = 0; i < stress.length; i++) {
            orientations[i] = VirtualMap.randomRotation(random);
            Stiffness stiffness = grid.row(i) == 0 ? LLZO : TI;
            SymmetricTensor full = random(random);
            double zz = sample(stiffness, full, orientations[i]).zz();
            SymmetricTensor one = SymmetricTensor.of(Matrix3.IDENTITY);
            full = full.plus(one.times(-zz / sample(stiffness, one, orientations[i]).zz()));
            stress[i] = sample(stiffness, full, orientations[i]);
            strain[i] = full.deviatoric();
        }
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        List.of(TestCrystals.llzo(), TITANIUM),
                        grid::row,
                        i -> orientations[i]);
        StressField field =
                StressField.of(
                        map,
                        planes(grid.size(), strain, null),
                        Map.of("LLZO", LLZO, "Ti", TI),
                        StressAssumption.FREE_SURFACE);
        for (int i = 0; i < grid.size(); i++) {
            assertThat(stress(field, i).minus(stress[i]).square()).isLessThan(1e-24);
            assertThat(field.components()[2][i]).isCloseTo(0, within(1e-14));
        }
    }

    private static SymmetricTensor sample(
            Stiffness stiffness, SymmetricTensor strain, Matrix3 sampleFromCrystal) {
        return stiffness.stress(strain.in(sampleFromCrystal.transpose())).in(sampleFromCrystal);
    }

    /// Uniaxial tension s: von Mises s, largest shear s/2; pure shear s: √3 s and s.
    @Test
    void invariantsOfSimpleStresses() {
        Stiffness isotropic = Stiffness.isotropic(100, 0.25, "");
        Matrix3 turn = Matrix3.rotation(new Vector3(0.4, -0.3, 1.1));
        // Deviatoric stress is 2 · 40 GPa times deviatoric strain.
        SymmetricTensor tension =
                new SymmetricTensor(1, 0, 0, 0, 0, 0).deviatoric().in(turn).times(0.1 / 80);
        SymmetricTensor shear = new SymmetricTensor(0, 0, 0, 0, 0, 1).in(turn).times(0.1 / 80);
        ScanGrid grid = ScanGrid.of(2, 1, 1, 1);
        OrientationMap map = VirtualMap.of(grid, TestCrystals.llzo(), i -> Matrix3.IDENTITY);
        StressField field =
                StressField.of(
                        map,
                        planes(2, new SymmetricTensor[] {tension, shear}, null),
                        Map.of("LLZO", isotropic),
                        StressAssumption.DEVIATORIC);
        assertThat(field.vonMises())
                .containsExactly(new double[] {0.1, Math.sqrt(3) * 0.1}, within(1e-14));
        // The arc cosine near ±1 loses half the digits.
        assertThat(field.maximumShear()).containsExactly(new double[] {0.05, 0.1}, within(1e-9));
    }

    /// Strains with independent errors of their five coefficients: the scatter of every stress is
    /// its σ within 4 standard deviations of a scatter of 4000, and the mean is right.
    @ParameterizedTest
    @EnumSource(StressAssumption.class)
    void uncertaintyIsTheScatter(StressAssumption assumption) {
        Random random = new Random(3);
        int points = 4000;
        ScanGrid grid = ScanGrid.of(points, 1, 1, 1);
        Matrix3 orientation = VirtualMap.randomRotation(random);
        SymmetricTensor truth = new SymmetricTensor(3e-3, -1e-3, -2e-3, 1e-3, 2e-3, -1e-3);
        double[] each = {2e-5, 1e-5, 4e-5, 6e-5, 1.5e-5};
        SymmetricTensor[] strain = new SymmetricTensor[points];
        for (int i = 0; i < points; i++) {
            double a = each[0] * random.nextGaussian() / Math.sqrt(2);
            double b = each[1] * random.nextGaussian() / Math.sqrt(6);
            strain[i] =
                    truth.plus(
                            new SymmetricTensor(
                                    a + b,
                                    b - a,
                                    -2 * b,
                                    each[2] * random.nextGaussian(),
                                    each[3] * random.nextGaussian(),
                                    each[4] * random.nextGaussian()));
        }
        double xx = Math.sqrt(each[0] * each[0] / 2 + each[1] * each[1] / 6);
        double zz = 2 * each[1] / Math.sqrt(6);
        double[] sigma = {xx, xx, zz, each[2], each[3], each[4]};
        StressField field =
                StressField.of(
                        VirtualMap.of(grid, TestCrystals.llzo(), i -> orientation),
                        planes(points, strain, sigma),
                        Map.of("LLZO", LLZO),
                        assumption);
        double tolerance = 4 / Math.sqrt(2 * points);
        for (int k = 0; k < 6; k++) {
            double[] values = field.components()[k];
            if (k == 2 && assumption == StressAssumption.FREE_SURFACE) {
                continue;
            }
            assertThat(deviation(values) / field.sigma()[k][0]).isCloseTo(1, within(tolerance));
        }
        // To first order only, with errors of 1/40 of the value.
        assertThat(deviation(field.vonMises()) / field.vonMisesSigma()[0])
                .isCloseTo(1, within(tolerance + 0.01));
        assertThat(deviation(field.maximumShear()) / field.maximumShearSigma()[0])
                .isCloseTo(1, within(tolerance + 0.01));
    }

    /// LaueTools' map of UO₂, whose stress columns (0.1 GPa) were made with the stiffness of
    /// silicon: strain and orientation of its own columns give its stress in the sample and its von
    /// Mises stress. Printed with six decimals; its unit vectors a*, b*, c* are not quite at right
    /// angles in a strained crystal, which is second order.
    @Test
    void uraniumDioxideOfLaueTools() throws IOException {
        Stiffness silicon = Stiffness.cubic(165.7, 64.0, 79.51, "C11 − C12 and C44 of LaueTools");
        Matrix3 sampleFromLab = Matrix3.rotation(new Vector3(Math.toRadians(-40), 0, 0));
        List<double[]> rows = new ArrayList<>();
        for (String line :
                Files.readAllLines(
                                SharedData.file(
                                        "data/laue-maps/lauetools_UO2/UO2_SUMMARY_0_to_399.dat"))
                        .stream()
                        .skip(2)
                        .toList()) {
            double[] v =
                    Arrays.stream(line.trim().split("\\s+", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            if (v[3] < 1 && v[2] > 30) {
                rows.add(v);
            }
        }
        assertThat(rows).hasSize(300);
        SymmetricTensor[] strain = new SymmetricTensor[300];
        for (int i = 0; i < 300; i++) {
            strain[i] = tensor(rows.get(i), 49).times(1e-3);
        }
        OrientationMap map =
                VirtualMap.of(
                        ScanGrid.of(300, 1, 1, 1),
                        TestCrystals.faceCentred("UO2", 92, 5.47),
                        i -> {
                            double[] v = rows.get(i);
                            Matrix3 labFromCrystal =
                                    new Matrix3(
                                                    v[7], v[8], v[9], v[10], v[11], v[12], v[13],
                                                    v[14], v[15])
                                            .transpose();
                            return sampleFromLab.times(labFromCrystal.polar().rotation());
                        });
        StressField field =
                StressField.of(
                        map,
                        planes(300, strain, null),
                        Map.of("UO2", silicon),
                        StressAssumption.DEVIATORIC);
        for (int i = 0; i < 300; i++) {
            double scale = rows.get(i)[80] * 0.1;
            assertThat(field.vonMises()[i]).isCloseTo(scale, within(2e-2 * scale));
            SymmetricTensor expected = tensor(rows.get(i), 61).times(0.1);
            assertThat(Math.sqrt(stress(field, i).minus(expected).square()))
                    .isLessThan(2e-2 * scale);
        }
    }

    private static SymmetricTensor stress(StressField field, int i) {
        double[][] c = field.components();
        return new SymmetricTensor(c[0][i], c[1][i], c[2][i], c[3][i], c[4][i], c[5][i]);
    }

    private static SymmetricTensor tensor(double[] v, int offset) {
        return new SymmetricTensor(
                v[offset],
                v[offset + 1],
                v[offset + 2],
                v[offset + 3],
                v[offset + 4],
                v[offset + 5]);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum()
                        / (values.length - 1));
    }
}
