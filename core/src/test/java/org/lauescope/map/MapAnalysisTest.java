package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

class MapAnalysisTest {

    private static ScanMap scan(OrientationMap orientations, Plane... planes) {
        PointStatus[] status = new PointStatus[orientations.grid().size()];
        Arrays.setAll(
                status,
                i -> orientations.isKnown(i) ? PointStatus.INDEXED : PointStatus.TOO_FEW_PEAKS);
        ScanMap.Builder builder = ScanMap.builder("test", status, orientations);
        for (Plane plane : planes) {
            builder.add(plane);
        }
        return builder.build();
    }

    /// A bent grain beside an empty strip: known planes on it, nothing beside it, and the planes
    /// that came in stay.
    @Test
    void addsPlanesWhereThereAreGrains() {
        ScanGrid grid = ScanGrid.of(12, 8, 2, 2);
        double kappa = 1e-3;
        Matrix3 start = VirtualMap.randomRotation(new Random(1));
        OrientationMap orientations =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i ->
                                grid.row(i) == 0
                                        ? null
                                        : Matrix3.rotation(
                                                        new Vector3(0, kappa * grid.column(i), 0))
                                                .times(start));
        double[] sigma = new double[grid.size()];
        Arrays.fill(sigma, 1e-4);
        Plane rotationSigma = new Plane(Quantity.sequential("rotation_sigma", "σ", "rad"), sigma);

        ScanMap map =
                MapAnalysis.of(scan(orientations, rotationSigma), MapAnalysis.Options.DEFAULT)
                        .map();

        assertThat(map.planeNames())
                .containsExactly(
                        "rotation_sigma",
                        "grain",
                        "kam",
                        "kam_noise",
                        "kam_debiased",
                        "grod",
                        "grod_noise",
                        "grod_least_kam",
                        "gos",
                        "gos_noise",
                        "distance_to_boundary",
                        "curvature",
                        "curvature_noise",
                        "curvature_detection",
                        "gnd",
                        "gnd_noise");
        for (int i = 0; i < grid.size(); i++) {
            boolean empty = grid.row(i) == 0;
            assertThat(map.plane("grain").values()[i]).isEqualTo(empty ? -1 : 0);
            for (String name : new String[] {"kam", "kam_noise", "grod", "grod_noise", "gos"}) {
                assertThat(Double.isNaN(map.plane(name).values()[i])).as(name).isEqualTo(empty);
            }
        }
        assertThat(map.plane("gos").values()[50]).isCloseTo(kappa * 12 / 4, within(1e-14));
        assertThat(map.plane("grod").values()[grid.index(3, 0)])
                .isCloseTo(kappa * 5.5, within(1e-14));
        assertThat(map.plane("grod_noise").values()[50])
                .isCloseTo(2 * Math.sqrt(2 / Math.PI) * 1e-4 / Math.sqrt(3), within(1e-18));
    }

    /// Where the lattice does not turn, the orientation spread of the grain is that of the errors,
    /// within 4 of its standard error (0.42 of the mean, over √n); half of the points are half as
    /// sure.
    @Test
    void orientationSpreadOfNoise() {
        Random random = new Random(8);
        ScanGrid grid = ScanGrid.of(60, 60, 2, 2);
        double[] noise = new double[grid.size()];
        Arrays.setAll(noise, i -> i % 2 == 0 ? 1e-4 : 2e-4);
        OrientationMap orientations =
                VirtualMap.of(
                        grid,
                        TestCrystals.llzo(),
                        i -> VirtualMap.noise(random, noise[i] / Math.sqrt(3)));
        Plane sigma = new Plane(Quantity.sequential("rotation_noise", "noise", "rad"), noise);
        ScanMap map = MapAnalysis.of(scan(orientations, sigma), MapAnalysis.Options.DEFAULT).map();
        assertThat(map.plane("gos").values()[0] / map.plane("gos_noise").values()[0])
                .isCloseTo(1, within(4 * 0.55 / 60));
    }

    /// Uncertainties in degrees and those that hold the calibration, too, make no other noise
    /// floors.
    @Test
    void noiseFloorsRestOnWhatDiffersBetweenPoints() {
        OrientationMap orientations =
                VirtualMap.of(ScanGrid.of(6, 6, 2, 2), TestCrystals.llzo(), i -> Matrix3.IDENTITY);
        double[] noise = new double[36];
        Arrays.fill(noise, Math.toDegrees(1e-4));
        double[] all = new double[36];
        Arrays.fill(all, 1);
        ScanMap map =
                MapAnalysis.of(
                                scan(
                                        orientations,
                                        new Plane(PointQuantities.ROTATION_SIGMA, all),
                                        new Plane(
                                                Quantity.sequential(
                                                        "rotation_noise", "noise", "deg"),
                                                noise)),
                                MapAnalysis.Options.DEFAULT)
                        .map();
        assertThat(map.plane("grod_noise").values()[0])
                .isCloseTo(2 * Math.sqrt(2 / Math.PI) * 1e-4 / Math.sqrt(3), within(1e-15));
    }
}
