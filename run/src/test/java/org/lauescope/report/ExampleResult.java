package org.lauescope.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.FailedFrame;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Beam;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Grain;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.testing.TestCrystals;

/// A made-up scan over three grains below a strip without crystals: strain that decays from the
/// strip, slow rotations within the grains, some points not indexed, one unreadable, the end not
/// measured.
final class ExampleResult {

    private static final double SIGMA = 1.2e-4;

    private final Random random = new Random(3);
    private final ScanGrid grid;
    private final Crystal crystal = TestCrystals.llzo();

    private ExampleResult(int columns, int rows) {
        grid = ScanGrid.of(columns, rows, 2, 2);
    }

    static Result of(int columns, int rows) {
        return new ExampleResult(columns, rows).result();
    }

    private Result result() {
        MapAnalysis analysis = MapAnalysis.of(map(), MapAnalysis.Options.DEFAULT);
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put("grains", table(analysis.grains().list()));
        tables.put(MapTables.RESIDUALS, residuals());
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        inputs.put("scan0/*.tif", Provenance.digest(new byte[3]));
        ScanResult scan =
                new ScanResult(
                        analysis.map(),
                        tables,
                        new Agreement(112, 112, 4e-5),
                        new SharedSystematic(0.031, 4e-4, 5100),
                        Instant.parse("2021-03-01T10:00:00Z"),
                        "pristine",
                        IntStream.range(0, grid.size())
                                .filter(point -> analysis.map().status(point).isFailed())
                                .mapToObj(point ->
                                        new FailedFrame(
                                                point,
                                                "scan0/f_%04d.tif: half a \"frame\""
                                                        .formatted(point)))
                                .toList());
        return new Result(
                "Li/LLZO/Li symmetric cell <made up>",
                geometry(),
                List.of(crystal),
                null,
                List.of(new double[] {0, 8}, new double[] {71, 12}),
                List.of(scan),
                new Provenance(
                        "0.1.0",
                        "title = \"made up\"\n",
                        inputs,
                        Instant.parse("2021-03-02T10:00:00Z"),
                        Instant.parse("2021-03-02T10:00:40Z"),
                        "25"));
    }

    /// Four cells: two of noise, one that is pushed along x, one with too few spots.
    private static Table residuals() {
        return Table.ofSize(4)
                .add(Quantity.sequential("x", "x", "px"), new double[] {100, 400, 600, 800})
                .add(Quantity.sequential("y", "y", "px"), new double[] {100, 500, 300, 900})
                .add(Quantity.diverging("dx", "dx", "px"), new double[] {0.001, 0.04, -0.002, 1})
                .add(Quantity.diverging("dy", "dy", "px"), new double[] {0.002, 0, 0.001, 1})
                .add(Quantity.sequential("rms", "rms", "px"), new double[] {0.05, 0.06, 0.05, 1.5})
                .add(Quantity.sequential("spots", "spots", ""), new double[] {900, 400, 625, 2})
                .build();
    }

    private static Geometry geometry() {
        double[] covariance = new double[25];
        for (int i = 0; i < 5; i++) {
            covariance[6 * i] = 1e-4 * (i < 3 ? 1 : 1e-4);
        }
        Detector detector =
                new Detector(
                        "Pilatus 1M",
                        981,
                        1043,
                        0.172,
                        0.172,
                        new Vector3(-87.64, 85.09, 138.49),
                        new Vector3(0, -1, 0),
                        new Vector3(1, 0, 0),
                        null);
        return new Geometry(
                new Beam(5, 24),
                detector,
                Math.toRadians(45),
                new CalibrationRecord("si_001.tif", "Si", 60, 0.12, covariance));
    }

    private int grain(double x, double y) {
        double width = grid.columns() * grid.columnStep();
        double height = grid.rows() * grid.rowStep();
        if (y < 0.14 * height + 4 * Math.sin(x / 17)) {
            return -1;
        }
        if (x < 0.45 * width + 0.25 * (y - 0.5 * height)) {
            return 0;
        }
        return y < 0.6 * height + 6 * Math.sin(x / 25) ? 1 : 2;
    }

    private ScanMap map() {
        int size = grid.size();
        PointStatus[] status = new PointStatus[size];
        double[] quaternions = new double[4 * size];
        Arrays.fill(quaternions, Double.NaN);
        int[] phase = new int[size];
        double[][] strain = new double[6][size];
        double[] equivalent = new double[size];
        double[] peaks = new double[size];
        double[] rms = new double[size];
        Matrix3[] grains = new Matrix3[3];
        for (int g = 0; g < 3; g++) {
            Vector3 turn =
                    new Vector3(
                            random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            grains[g] = Matrix3.rotation(turn);
        }
        for (int i = 0; i < size; i++) {
            double x = grid.x(i);
            double y = grid.y(i);
            int g = grain(x, y);
            status[i] = status(i, g);
            boolean indexed = status[i] == PointStatus.INDEXED;
            phase[i] = indexed ? 0 : -1;
            peaks[i] = g < 0 ? random.nextInt(4) : 180 + 20 * random.nextGaussian();
            rms[i] = indexed ? 0.07 + 0.01 * random.nextGaussian() : Double.NaN;
            double decay = Math.exp(-y / (0.25 * grid.rows() * grid.rowStep()));
            for (int c = 0; c < 6; c++) {
                double truth = 8e-4 * decay * new double[] {1, 0.2, -1.2, 0.3, -0.5, 0.1}[c];
                strain[c][i] = indexed ? truth + SIGMA * random.nextGaussian() : Double.NaN;
                equivalent[i] += indexed ? strain[c][i] * strain[c][i] : Double.NaN;
            }
            equivalent[i] = Math.sqrt(2 * equivalent[i] / 3);
            if (indexed) {
                Vector3 turn =
                        new Vector3(
                                        Math.sin(x / 40) + 0.05 * random.nextGaussian(),
                                        Math.cos(y / 50) + 0.05 * random.nextGaussian(),
                                        0.4 * Math.sin((x + y) / 30))
                                .times(Math.toRadians(0.12));
                Quaternion q = Quaternion.ofMatrix(Matrix3.rotation(turn).times(grains[g]));
                double[] components = {q.w(), q.x(), q.y(), q.z()};
                System.arraycopy(components, 0, quaternions, 4 * i, 4);
            }
        }
        ScanMap.Builder builder =
                ScanMap.builder(
                        "Scan 0",
                        status,
                        new OrientationMap(grid, List.of(crystal), phase, quaternions));
        String[] names = {"xx", "yy", "zz", "yz", "xz", "xy"};
        for (int c = 0; c < 6; c++) {
            builder.add(
                    new Plane(
                            Quantity.diverging(
                                    "strain_" + names[c], "deviatoric strain " + names[c], ""),
                            strain[c],
                            filled(SIGMA)));
        }
        return builder.add(
                        new Plane(
                                Quantity.sequential("equivalent_strain", "equivalent strain", ""),
                                equivalent))
                .add(
                        new Plane(
                                Quantity.sequential(
                                        "rotation_sigma", "σ of the orientation", "rad"),
                                filled(Math.toRadians(0.006))))
                .add(new Plane(Quantity.sequential("peaks_found", "peaks found", ""), peaks))
                .add(new Plane(Quantity.sequential("rms_residual", "rms residual", "px"), rms))
                .build();
    }

    private PointStatus status(int index, int grain) {
        if (index > grid.size() - grid.columns() / 2) {
            return PointStatus.NOT_MEASURED;
        }
        if (grain < 0) {
            return PointStatus.TOO_FEW_PEAKS;
        }
        double chance = random.nextDouble();
        return chance < 0.004
                ? PointStatus.NOT_SIGNIFICANT
                : chance < 0.005 ? PointStatus.UNREADABLE : PointStatus.INDEXED;
    }

    private double[] filled(double value) {
        double[] values = new double[grid.size()];
        Arrays.fill(values, value);
        return values;
    }

    private static Table table(List<Grain> grains) {
        return Table.ofSize(grains.size())
                .add(
                        Quantity.categorical("number", "number"),
                        grains.stream().mapToDouble(Grain::number).toArray())
                .add(
                        Quantity.sequential("points", "points", ""),
                        grains.stream().mapToDouble(Grain::points).toArray())
                .add(
                        Quantity.sequential("gos", "orientation spread", "rad"),
                        grains.stream().mapToDouble(Grain::orientationSpread).toArray())
                .build();
    }
}
