package org.lauescope.run.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Polyline;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// The result of three scans of two bent grains under an interface, without frames: what a run
/// would have found, with noise, of a sample that was put back displaced and turned.
final class VirtualResult {

    static final ScanGrid GRID = ScanGrid.of(40, 30, 4, 4);

    /// By which the sample lies elsewhere in each scan, µm.
    static final double[][] OFFSET = {{0, 0}, {1.1, -0.9}, {-0.7, 1.3}};

    /// Middle of the place that changes, µm, SAMPLE of the first scan.
    static final double[] PLACE = {60, 50};

    static final double RADIUS = 12;

    private static final double STRAIN_SIGMA = 3e-5;
    private static final double ROTATION_SIGMA = 1e-4;

    private final double amplitude;
    private final Random random;
    private final Crystal llzo;

    private VirtualResult(double amplitude, long seed) throws IOException {
        this.amplitude = amplitude;
        random = new Random(seed);
        llzo = Crystals.named("LLZO", Path.of(""));
    }

    /// @param amplitude of the tension along x in the last scan; half of it in the one before
    static Result of(double amplitude, long seed) throws IOException {
        VirtualResult virtual = new VirtualResult(amplitude, seed);
        List<ScanResult> scans =
                List.of(virtual.scan(0), virtual.scan(1), virtual.scan(2)).stream()
                        .map(ScanResult::new)
                        .toList();
        return new Result(
                "virtual",
                null,
                List.of(virtual.llzo),
                null,
                List.of(new double[] {-10, -4}, new double[] {170, -4}),
                scans,
                Provenance.now("test", "", new TreeMap<>(), Instant.EPOCH));
    }

    private ScanMap scan(int number) {
        double[] quaternions = new double[4 * GRID.size()];
        double[][] strain = new double[6][GRID.size()];
        double[] width = new double[GRID.size()];
        Matrix3 remount =
                Matrix3.rotation(new Vector3(1e-3 * number, -2e-3 * number, 5e-4 * number));
        for (int i = 0; i < GRID.size(); i++) {
            double x = GRID.x(i) + OFFSET[number][0];
            double y = GRID.y(i) + OFFSET[number][1];
            Quaternion q =
                    Quaternion.ofMatrix(
                            remount.times(turn(noise(), noise(), noise()))
                                    .times(orientation(x, y)));
            double[] components = {q.w(), q.x(), q.y(), q.z()};
            System.arraycopy(components, 0, quaternions, 4 * i, 4);
            double opened = amplitude * number / 2 * spot(x, y);
            double[] truth = {
                opened + field(x, y, 1), -opened / 2, -opened / 2 - field(x, y, 1), 0, 0, 0
            };
            for (int c = 0; c < 6; c++) {
                strain[c][i] = truth[c] + STRAIN_SIGMA * random.nextGaussian();
            }
            width[i] = 0.1 + 0.002 * random.nextGaussian();
        }
        int[] crystal = new int[GRID.size()];
        PointStatus[] status = new PointStatus[GRID.size()];
        Arrays.fill(status, PointStatus.INDEXED);
        ScanMap.Builder map =
                ScanMap.builder(
                        "Scan " + number,
                        status,
                        new OrientationMap(GRID, List.of(llzo), crystal, quaternions));
        for (int c = 0; c < 6; c++) {
            map.add(new Plane(PointQuantities.STRAIN.get(c), strain[c], filled(STRAIN_SIGMA)));
        }
        map.add(new Plane(PointQuantities.PEAK_WIDTH, width, filled(0.002)));
        map.add(
                new Plane(
                        PointQuantities.ROTATION_NOISE,
                        filled(Math.toDegrees(Math.sqrt(3) * ROTATION_SIGMA))));
        map.add(new Plane(PointQuantities.PEAKS_FOUND, filled(80)));
        return MapAnalysis.of(
                        map.build(),
                        MapAnalysis.Options.DEFAULT.withInterface(
                                new Polyline(new double[] {-10, 170}, new double[] {-4, -4})))
                .map();
    }

    private double noise() {
        return ROTATION_SIGMA * random.nextGaussian();
    }

    private static Matrix3 turn(double x, double y, double z) {
        return Matrix3.rotation(new Vector3(x, y, z));
    }

    /// Two grains, each bent by some hundredths of a degree over 20 µm.
    private static Matrix3 orientation(double x, double y) {
        Matrix3 grain = x + 0.3 * y < 95 ? turn(0.3, 0.7, -0.4) : turn(-0.5, 0.2, 0.6);
        return turn(field(x, y, 2), field(x, y, 3), field(x, y, 4)).times(grain);
    }

    /// Smooth, of the size of 10⁻³.
    private static double field(double x, double y, int phase) {
        return 1e-3
                * Math.sin(x / 17 + phase)
                * Math.cos(y / 13 + 2 * phase)
                * (phase == 1 ? 0.1 : 1);
    }

    private static double spot(double x, double y) {
        return Math.exp(
                -(Math.pow(x - PLACE[0], 2) + Math.pow(y - PLACE[1], 2)) / (2 * RADIUS * RADIUS));
    }

    private static double[] filled(double value) {
        double[] filled = new double[GRID.size()];
        Arrays.fill(filled, value);
        return filled;
    }
}
