package org.lauescope.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.FailedFrame;
import org.lauescope.io.result.MapTables;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.Detector;
import org.lauescope.map.MapAnalysis;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.run.analysis.GrainQuantities;
import org.lauescope.run.experiment.CellLog;
import org.lauescope.run.experiment.FrameTimes;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.store.RunStore;

/// The maps of one scan from what the store holds. Planes are read when they are asked for.
final class Assembly {

    private final RunStore store;
    private final int number;
    private final ScanEntry scan;
    private final ScanGrid grid;
    private final @Nullable CellLog log;
    private final Matrix3 sampleFromLab;

    /// @param log of the cell while it was scanned, or null
    Assembly(
            RunStore store,
            int number,
            ScanEntry scan,
            @Nullable CellLog log,
            Matrix3 sampleFromLab) {
        this.store = store;
        this.number = number;
        this.scan = scan;
        this.grid = scan.grid();
        this.log = log;
        this.sampleFromLab = sampleFromLab;
    }

    ScanResult result(List<Crystal> crystals, MapAnalysis.Options options, Detector detector)
            throws IOException {
        MapAnalysis analysis = MapAnalysis.of(map(crystals), options);
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(ScanResult.POINT_GRAINS, pointGrains());
        tables.putAll(MapTables.of(analysis));
        tables.put(MapTables.RESIDUALS, ResidualField.of(store, number, detector));
        return new ScanResult(
                analysis.map(),
                tables,
                agreement(),
                store.systematic(number),
                scan.start(),
                electricalState(),
                failures());
    }

    /// What is known while the scan is being analysed.
    ScanResult soFar(List<Crystal> crystals) throws IOException {
        return new ScanResult(
                map(crystals),
                Collections.emptyNavigableMap(),
                Agreement.NONE,
                store.systematic(number),
                scan.start(),
                electricalState());
    }

    private String electricalState() {
        return scan.electricalState().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<FailedFrame> failures() throws IOException {
        List<FailedFrame> failures = new ArrayList<>();
        store.query(
                "SELECT point, reason FROM final_point WHERE scan = %d AND status IN (%s) ORDER BY point"
                        .formatted(number, RunStore.FAILED),
                row -> failures.add(new FailedFrame(row.getInt(1), row.getString(2))));
        return failures;
    }

    /// What was found at each point, without what neighbours say together.
    ScanMap map(List<Crystal> crystals) throws IOException {
        PointStatus[] status = new PointStatus[grid.size()];
        Arrays.fill(status, PointStatus.NOT_MEASURED);
        store.query(
                "SELECT point, status FROM final_point WHERE scan = " + number,
                row -> status[row.getInt(1)] = PointStatus.ofCode(row.getInt(2)));
        ScanMap.Builder map = ScanMap.builder(scan.name(), status, orientations(crystals));
        for (Quantity quantity : GrainQuantities.COLUMNS) {
            String sigma = GrainQuantities.sigmaOf(quantity);
            boolean hasSigma = GrainQuantities.hasSigma(quantity);
            if (!GrainQuantities.isSigma(quantity) && isKnown(quantity)) {
                map.add(
                        quantity.name(),
                        plane(
                                quantity,
                                "grain",
                                quantity.name(),
                                hasSigma ? sigma : null,
                                "grain = 0"));
            }
        }
        map.add(
                PointQuantities.CRYSTAL.name(),
                plane(PointQuantities.CRYSTAL, "grain", "crystal", null, "grain = 0"));
        String read =
                "status <> %d AND status NOT IN (%s)"
                        .formatted(PointStatus.NOT_MEASURED.code(), RunStore.FAILED);
        map.add(
                PointQuantities.PEAKS_FOUND.name(),
                plane(PointQuantities.PEAKS_FOUND, "point", "peaks", null, read));
        map.add(
                PointQuantities.GRAINS_FOUND.name(),
                plane(PointQuantities.GRAINS_FOUND, "point", "grains", null, read));
        Supplier<Plane> time = time();
        map.add(PointQuantities.TIME.name(), time);
        if (log != null && scan.start() != null) {
            addHistory(map, log, time);
        }
        return map.build();
    }

    /// Whether any point has a value: widths beyond an instrument that nobody knows have not.
    private boolean isKnown(Quantity quantity) throws IOException {
        boolean[] known = new boolean[1];
        if (!PointQuantities.isOptional(quantity)) {
            return true;
        }
        store.query(
                "SELECT count(*) FROM final_grain WHERE scan = %d AND NOT isnan(%s)"
                        .formatted(number, quantity.name()),
                row -> known[0] = row.getInt(1) > 0);
        return known[0];
    }

    private void addHistory(ScanMap.Builder map, CellLog log, Supplier<Plane> time) {
        List<String> names = log.timeline().planeNames();
        for (int k = 0; k < names.size(); k++) {
            int plane = k;
            map.add(names.get(k), () -> log.planes(scan, time.get().values()).get(plane));
        }
    }

    private OrientationMap orientations(List<Crystal> crystals) throws IOException {
        int[] crystal = new int[grid.size()];
        double[] quaternions = new double[4 * grid.size()];
        Arrays.fill(crystal, -1);
        Arrays.fill(quaternions, Double.NaN);
        store.query(
                "SELECT point, crystal, r11, r12, r13, r21, r22, r23, r31, r32, r33 FROM final_grain WHERE grain = 0 AND scan = "
                        + number,
                row -> {
                    int point = row.getInt(1);
                    crystal[point] = row.getInt(2);
                    Quaternion q =
                            sampleFromCrystal(
                                    new Matrix3(
                                            row.getDouble(3),
                                            row.getDouble(4),
                                            row.getDouble(5),
                                            row.getDouble(6),
                                            row.getDouble(7),
                                            row.getDouble(8),
                                            row.getDouble(9),
                                            row.getDouble(10),
                                            row.getDouble(11)));
                    quaternions[4 * point] = q.w();
                    quaternions[4 * point + 1] = q.x();
                    quaternions[4 * point + 2] = q.y();
                    quaternions[4 * point + 3] = q.z();
                });
        return new OrientationMap(grid, crystals, crystal, quaternions);
    }

    private Quaternion sampleFromCrystal(Matrix3 labFromCrystal) {
        return Quaternion.ofMatrix(sampleFromLab.times(labFromCrystal)).positive();
    }

    private Supplier<Plane> plane(
            Quantity quantity,
            String table,
            String column,
            @Nullable String sigmaColumn,
            String condition) {
        return () -> {
            double[] values = unknown();
            double @Nullable [] sigma = sigmaColumn == null ? null : unknown();
            String columns = sigmaColumn == null ? column : column + ", " + sigmaColumn;
            query(
                    "SELECT point, %s FROM final_%s WHERE scan = %d AND %s"
                            .formatted(columns, table, number, condition),
                    row -> {
                        values[row.getInt(1)] = row.getDouble(2);
                        if (sigma != null) {
                            sigma[row.getInt(1)] = row.getDouble(3);
                        }
                    });
            return sigma == null ? new Plane(quantity, values) : new Plane(quantity, values, sigma);
        };
    }

    private double[] unknown() {
        double[] values = new double[grid.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private void query(String sql, RunStore.RowReader reader) {
        try {
            store.query(sql, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From the list of times if there is one, from the time that a point took if that is known,
    /// else from the frames' own times.
    private Supplier<Plane> time() {
        FrameTimes times = scan.times();
        if (times != null) {
            return () -> {
                double[] ofFrame = times.sinceStart(scan.start());
                double[] seconds = unknown();
                Arrays.setAll(seconds, point -> ofFrame[scan.frame(point)]);
                return new Plane(PointQuantities.TIME, seconds);
            };
        }
        if (!Double.isNaN(scan.secondsPerPoint())) {
            return () -> {
                double[] seconds = unknown();
                for (int point = 0; point < seconds.length; point++) {
                    seconds[point] = scan.frame(point) * scan.secondsPerPoint();
                }
                return new Plane(PointQuantities.TIME, seconds);
            };
        }
        return () -> {
            double[] seconds =
                    plane(PointQuantities.TIME, "point", "frame_time", null, "true").get().values();
            double start =
                    scan.start() == null
                            ? Arrays.stream(seconds)
                                    .filter(t -> !Double.isNaN(t))
                                    .min()
                                    .orElse(Double.NaN)
                            : scan.start().toEpochMilli() * 1e-3;
            for (int point = 0; point < seconds.length; point++) {
                seconds[point] -= start;
            }
            return new Plane(PointQuantities.TIME, seconds);
        };
    }

    private Agreement agreement() throws IOException {
        int[] counts = new int[2];
        double[] largest = {Double.NaN};
        store.query(
                "SELECT count(*), count(*) FILTER (agrees), max(angle) FILTER (agrees AND NOT isnan(angle)) FROM verification WHERE scan = "
                        + number,
                row -> {
                    counts[0] = row.getInt(1);
                    counts[1] = row.getInt(2);
                    double angle = row.getDouble(3);
                    largest[0] = row.wasNull() ? Double.NaN : angle;
                });
        return new Agreement(counts[0], counts[1], largest[0]);
    }

    private Table pointGrains() throws IOException {
        int[] size = new int[1];
        store.query(
                "SELECT count(*) FROM final_grain WHERE scan = " + number,
                row -> size[0] = row.getInt(1));
        Table.Builder table = Table.ofSize(size[0]);
        add(table, PointGrains.POINT, "point");
        add(table, PointGrains.RANK, "grain");
        add(table, PointGrains.CRYSTAL, "crystal");
        for (int component = 0; component < 4; component++) {
            int c = component;
            table.add(PointGrains.ORIENTATION.get(component), () -> orientationColumn(size[0], c));
        }
        for (int c = 0; c < 6; c++) {
            Quantity strain = PointQuantities.STRAIN.get(c);
            add(table, PointGrains.STRAIN.get(c), strain.name());
            add(table, PointGrains.STRAIN_SIGMA.get(c), GrainQuantities.sigmaOf(strain));
        }
        // Maps show degrees, tables hold radians.
        add(table, PointGrains.ROTATION_SIGMA, radians(PointQuantities.ROTATION_SIGMA));
        add(table, PointGrains.MATCHED, PointQuantities.PEAKS_MATCHED.name());
        add(table, PointGrains.PREDICTED, PointQuantities.PEAKS_PREDICTED.name());
        add(table, PointGrains.RMS_RESIDUAL, PointQuantities.RMS_RESIDUAL.name());
        add(table, PointGrains.SCORE, PointQuantities.SCORE.name());
        add(table, PointGrains.PEAK_WIDTH, radians(PointQuantities.PEAK_WIDTH));
        return table.build();
    }

    private static String radians(Quantity degrees) {
        return "radians(" + degrees.name() + ")";
    }

    private void add(Table.Builder table, Quantity quantity, String column) {
        table.add(
                quantity,
                () -> {
                    double[] values = new double[rows()];
                    int[] at = {0};
                    query(
                            "SELECT %s FROM final_grain WHERE scan = %d ORDER BY point, grain"
                                    .formatted(column, number),
                            row -> values[at[0]++] = row.getDouble(1));
                    return values;
                });
    }

    private int rows() {
        int[] size = new int[1];
        query(
                "SELECT count(*) FROM final_grain WHERE scan = " + number,
                row -> size[0] = row.getInt(1));
        return size[0];
    }

    private double[] orientationColumn(int size, int component) {
        double[] values = new double[size];
        int[] at = {0};
        query(
                "SELECT r11, r12, r13, r21, r22, r23, r31, r32, r33 FROM final_grain WHERE scan = %d ORDER BY point, grain"
                        .formatted(number),
                row -> {
                    Quaternion q =
                            sampleFromCrystal(
                                    new Matrix3(
                                            row.getDouble(1),
                                            row.getDouble(2),
                                            row.getDouble(3),
                                            row.getDouble(4),
                                            row.getDouble(5),
                                            row.getDouble(6),
                                            row.getDouble(7),
                                            row.getDouble(8),
                                            row.getDouble(9)));
                    values[at[0]++] =
                            switch (component) {
                                case 0 -> q.w();
                                case 1 -> q.x();
                                case 2 -> q.y();
                                default -> q.z();
                            };
                });
        return values;
    }
}
