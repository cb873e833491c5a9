package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Stiffness;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.SharedData;
import org.lauescope.testing.TestCrystals;

/// Measured maps, with values that an independent program computed from the same orientations
/// (README of the folders).
class RealMapsTest {

    private static final double FIVE_DEGREES = Math.toRadians(5);

    /// EBSD of twinned magnesium, 167 × 137 points; KAM printed with four decimals of a degree.
    @Test
    void twinsOfMagnesium() throws IOException {
        OrientationMap map = twins();
        double[] kam = KernelMisorientation.of(map, FIVE_DEGREES, 1, null).values();
        List<String> rows =
                Files.readAllLines(SharedData.file("data/orientation/mtex/twins_kam_deg.csv"));
        for (int row = 0; row < 137; row++) {
            String[] expected = rows.get(row).split(",", -1);
            for (int column = 0; column < 167; column++) {
                double value = Math.toDegrees(kam[map.grid().index(row, column)]);
                if (expected[column].equals("nan")) {
                    assertThat(value).isNaN();
                } else {
                    assertThat(value)
                            .isCloseTo(Double.parseDouble(expected[column]), within(0.6e-4));
                }
            }
        }

        Grains grains = GrainSegmentation.of(map, FIVE_DEGREES, 5);
        Boundaries boundaries = Boundaries.of(grains, FIVE_DEGREES);
        double[] angles = Arrays.stream(boundaries.angle()).map(Math::toDegrees).toArray();
        assertThat(angles).hasSize(3269);
        assertThat(Arrays.stream(angles).filter(a -> a > 15)).hasSize(3203);
        assertThat(Arrays.stream(angles).filter(a -> a > 80 && a < 90)).hasSize(1852);
        double[] twinAngles =
                Arrays.stream(angles).filter(a -> a > 84 && a < 88).sorted().toArray();
        assertThat(twinAngles[twinAngles.length / 2]).isCloseTo(86.156, within(0.01));
        // The extension twin turns about a direction 〈11-20〉, which are the a axes: multiples of
        // 60°
        // from x in the basal plane. Points are oriented to about half a degree.
        int alongA = 0;
        int all = 0;
        for (int e = 0; e < boundaries.size(); e++) {
            if (angles[e] > 85.5 && angles[e] < 87) {
                double x = boundaries.axis()[3 * e];
                double y = boundaries.axis()[3 * e + 1];
                double azimuth = Math.toDegrees(Math.atan2(y, x));
                double off = Math.abs(azimuth - 60 * Math.rint(azimuth / 60));
                all++;
                if (off < 3 && Math.abs(boundaries.axis()[3 * e + 2]) < 0.05) {
                    alongA++;
                }
            }
        }
        assertThat(alongA).isGreaterThan(9 * all / 10);
    }

    /// Tungsten in tension, 51 × 21 points, orientations of the strongest grain.
    @ParameterizedTest
    @CsvSource({
        "0, 0.7235472575130389, 562, 1133, 805",
        "200, 0.9942715532153276, 708, 1276, 836",
        "400, 0.850357294158166, 683, 1413, 1025"
    })
    void tungsten(int load, double meanKam, int points, int edges, int highAngle)
            throws IOException {
        OrientationMap map = tungsten(load).orientations();
        double[] kam =
                Arrays.stream(KernelMisorientation.of(map, FIVE_DEGREES, 1, null).values())
                        .filter(v -> !Double.isNaN(v))
                        .map(Math::toDegrees)
                        .toArray();
        assertThat(kam).hasSize(points);
        // The matrices are no rotations by up to 1 %: how they are made some (polar factor here,
        // unit columns, …) moves the mean by up to 2 %.
        assertThat(Arrays.stream(kam).average().orElseThrow())
                .isCloseTo(meanKam, withinPercentage(2));
        Boundaries boundaries =
                Boundaries.of(GrainSegmentation.of(map, FIVE_DEGREES, 5), FIVE_DEGREES);
        assertThat(boundaries.size()).isEqualTo(edges);
        assertThat(Arrays.stream(boundaries.angle()).filter(a -> a > Math.toRadians(15)).count())
                .isBetween(highAngle - 1L, highAngle + 1L);
    }

    /// Uniaxial tension σ along SAMPLE y has the deviatoric stress ⅔ σ along it and −⅓ σ across, on
    /// average over grains whose elastic constants hardly depend on direction. In the measured
    /// medians strain rises by 2.05e-4 per 100 MPa.
    ///
    /// The medians scatter by some 0.01 GPa from load to load; the first load is not quite zero.
    @Test
    void tensionOfTungsten() throws IOException {
        double[] along = new double[3];
        double[] normal = new double[3];
        double[] strain = new double[3];
        for (int i = 0; i < 3; i++) {
            MapAnalysis.Options options =
                    MapAnalysis.Options.DEFAULT.withStiffness(
                            Map.of("W", Stiffness.cubic(522.4, 204.4, 160.6, "")),
                            StressAssumption.DEVIATORIC);
            ScanMap map = MapAnalysis.of(tungsten(200 * i), options).map();
            strain[i] = median(map.plane("strain_yy").values());
            along[i] = median(map.plane("stress_yy").values());
            normal[i] = median(map.plane("stress_zz").values());
        }
        // Slopes of the straight line through loads 0, 200 and 400 MPa.
        assertThat((strain[2] - strain[0]) / 4).isCloseTo(2.05e-4, within(0.005e-4));
        assertThat((along[2] - along[0]) / 0.4).isCloseTo(2.0 / 3, within(0.03));
        assertThat((normal[2] - normal[0]) / 0.4).isCloseTo(-1.0 / 3, within(0.06));
    }

    private static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return known[known.length / 2];
    }

    /// Strongest grains by the filter of the expected values, with strains.
    private static ScanMap tungsten(int load) throws IOException {
        ScanGrid grid = ScanGrid.of(51, 21, 1, 1);
        Matrix3[] orientations = new Matrix3[grid.size()];
        double[][] strain = new double[6][grid.size()];
        for (double[] component : strain) {
            Arrays.fill(component, Double.NaN);
        }
        for (String line :
                Files.readAllLines(
                                SharedData.file(
                                        "data/laue-maps/lauenn/W_tensile_" + load + "MPa.csv"))
                        .stream()
                        .skip(1)
                        .toList()) {
            double[] v =
                    Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
            Matrix3 matrix =
                    new Matrix3(v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15]);
            if (v[0] == 0
                    && v[4] > 50
                    && v[6] > 0
                    && v[6] < 1
                    && Math.abs(matrix.determinant() - 1) < 0.02) {
                int point = (int) v[1];
                // The sample is tilted by 40° about LAB y, as the axes of the strain are.
                orientations[point] =
                        Matrix3.rotation(new Vector3(0, Math.toRadians(40), 0))
                                .times(matrix.polar().rotation());
                // Columns 11, 22, 33, 12, 13, 23.
                int[] column = {22, 23, 24, 27, 26, 25};
                for (int k = 0; k < 6; k++) {
                    strain[k][point] = v[column[k]] * 1e-3;
                }
            }
        }
        OrientationMap map =
                VirtualMap.of(
                        grid, TestCrystals.bodyCentred("W", 74, 3.1652), i -> orientations[i]);
        PointStatus[] status = new PointStatus[grid.size()];
        Arrays.setAll(status, i -> map.isKnown(i) ? PointStatus.INDEXED : PointStatus.NO_CANDIDATE);
        ScanMap.Builder builder = ScanMap.builder("W", status, map);
        for (int k = 0; k < 6; k++) {
            builder.add(new Plane(PointQuantities.STRAIN.get(k), strain[k]));
        }
        return builder.build();
    }

    private static OrientationMap twins() throws IOException {
        List<double[]> rows = new ArrayList<>();
        boolean header = true;
        for (String line : Files.readAllLines(SharedData.file("data/orientation/mtex/twins.ctf"))) {
            if (!header) {
                rows.add(
                        Arrays.stream(line.split("\t", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
            header &= !line.startsWith("Phase\t");
        }
        // The file's hexagonal axes have x along a*, ours along a: which of both turns every
        // orientation alike does not matter to angles, but to axes.
        Matrix3 fileFromCrystal = Matrix3.rotation(new Vector3(0, 0, Math.toRadians(-30)));
        return VirtualMap.of(
                ScanGrid.of(167, 137, 0.3, 0.3),
                TestCrystals.crystal(
                        "Mg",
                        UnitCell.ofDegrees(3.2089, 3.2089, 5.2101, 90, 90, 120),
                        List.of("x-y,x,z+1/2", "y,x,-z", "-x,-y,-z"),
                        TestCrystals.titanium().atoms().getFirst()),
                i -> {
                    double[] row = rows.get(i);
                    if (row[0] == 0) {
                        return null;
                    }
                    return turn(0, 0, row[5])
                            .times(turn(row[6], 0, 0))
                            .times(turn(0, 0, row[7]))
                            .times(fileFromCrystal);
                });
    }

    private static Matrix3 turn(double x, double y, double z) {
        return Matrix3.rotation(
                new Vector3(Math.toRadians(x), Math.toRadians(y), Math.toRadians(z)));
    }
}
