package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ClockMap;
import org.lauescope.operando.CyclerLog;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.run.series.ChangeTables;

/// A result whose planes are closed forms, without store and frames: `ramp` = column + 10 · row +
/// 100 · scan with σ = 0.5, `wave` diverging. The first row is not indexed, the first point of the
/// second row not measured.
final class SmallResult {

    static final Instant BEGIN = Instant.parse("2026-03-14T08:00:00Z");

    private SmallResult() {}

    static Path write(Path folder, int scans, int columns, int rows) throws IOException {
        return write(folder, scans, columns, rows, List.of());
    }

    /// With a log of ten hours from [#BEGIN] on: a sample a minute, current 1 mA in the second hour
    /// and 0 else, voltage 1 V and 10 mV more each hour. Scan k begins after 3 k + 2 hours and
    /// takes one.
    static Path writeWithLog(Path folder, int scans, int columns, int rows) throws IOException {
        int size = 601;
        double[] time = new double[size];
        double[] current = new double[size];
        double[] voltage = new double[size];
        for (int i = 0; i < size; i++) {
            time[i] = BEGIN.getEpochSecond() + 60 * i;
            current[i] = i >= 60 && i < 120 ? 1e-3 : 0;
            voltage[i] = 1 + 1e-2 * (i / 60.0);
        }
        double[] elapsed = Arrays.stream(time).map(t -> t - time[0]).toArray();
        return write(
                folder,
                scans,
                columns,
                rows,
                List.of(
                        new CyclerRecord(
                                "cell.csv",
                                "BDF",
                                new CyclerLog(elapsed, time, current, voltage, List.of()),
                                ClockMap.offset(time[0], 0, 1, 0),
                                List.of())));
    }

    /// With a place that has changed, number 7: its two rows 3 and 4 are two columns wide in scan
    /// 1, where it is born, and three in scan 2, where it grows; in scan 3 it is gone.
    static Path writeWithChanges(Path folder) throws IOException {
        return write(folder, 4, 12, 8, List.of(), SmallResult::withChanges);
    }

    private static ScanResult withChanges(ScanResult scan, int number) {
        if (number == 0) {
            return scan;
        }
        ScanGrid grid = scan.map().grid();
        double[] place = new double[grid.size()];
        int width = number == 3 ? 0 : number + 1;
        for (int i = 0; i < place.length; i++) {
            boolean isInside =
                    (grid.row(i) == 3 || grid.row(i) == 4)
                            && grid.column(i) >= 3
                            && grid.column(i) < 3 + width;
            place[i] = isInside ? 7 : Double.NaN;
        }
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        // The last scan has the trend over the whole series instead: of no place with a number.
        tables.put(ChangeTables.PLACES, place(number == 3 ? Double.NaN : 7, width));
        if (number == 3) {
            tables.put(
                    ChangeTables.EVENTS,
                    Table.ofSize(3)
                            .add(Quantity.categorical("scan", "scan"), new double[] {1, 2, 3})
                            .add(Quantity.categorical("kind", "kind"), new double[] {0, 1, 6})
                            .add(Quantity.categorical("track", "track"), new double[] {7, 7, 7})
                            .add(Quantity.categorical("other", "other"), new double[] {-1, -1, -1})
                            .build());
        }
        ScanMap map = scan.map();
        PointStatus[] status = new PointStatus[place.length];
        Arrays.setAll(status, map::status);
        ScanMap.Builder changed = ScanMap.builder(map.name(), status, map.orientations());
        map.planeNames().forEach(name -> changed.add(map.plane(name)));
        return new ScanResult(
                changed.add(new Plane(ChangeTables.CHANGED_PLACE, place)).build(),
                tables,
                scan.agreement(),
                scan.systematic(),
                scan.start(),
                "");
    }

    private static Table place(double number, int width) {
        Table.Builder table = Table.ofSize(1);
        Map.of(
                        "track",
                        number,
                        "quantity",
                        1.0,
                        "area",
                        8.0 * width,
                        "x",
                        5.0 + width,
                        "y",
                        7.0,
                        "p",
                        0.002)
                .forEach((name, value) ->
                        table.add(Quantity.sequential(name, name, ""), new double[] {value}));
        return table.build();
    }

    private static Path write(
            Path folder, int scans, int columns, int rows, List<CyclerRecord> logs)
            throws IOException {
        return write(folder, scans, columns, rows, logs, (scan, number) -> scan);
    }

    private static Path write(
            Path folder,
            int scans,
            int columns,
            int rows,
            List<CyclerRecord> logs,
            BiFunction<ScanResult, Integer, ScanResult> more)
            throws IOException {
        Crystal crystal = Crystals.named("LLZO", folder);
        List<ScanResult> list = new ArrayList<>();
        for (int scan = 0; scan < scans; scan++) {
            list.add(
                    more.apply(
                            new ScanResult(
                                    map(crystal, scan, columns, rows),
                                    Collections.emptyNavigableMap(),
                                    Agreement.NONE,
                                    SharedSystematic.UNKNOWN,
                                    logs.isEmpty()
                                            ? null
                                            : BEGIN.plusSeconds(3600 * (3 * scan + 2)),
                                    ""),
                            scan));
        }
        Path file = folder.resolve("result.nxs");
        ResultFiles.write(
                new Result(
                        "Small <result>",
                        null,
                        List.of(crystal),
                        null,
                        List.of(),
                        logs,
                        list,
                        Provenance.now("test", "", Collections.emptyNavigableMap(), Instant.EPOCH)),
                file);
        return file;
    }

    private static ScanMap map(Crystal crystal, int scan, int columns, int rows) {
        ScanGrid grid = ScanGrid.of(columns, rows, 2, 2);
        int size = grid.size();
        PointStatus[] status = new PointStatus[size];
        int[] crystals = new int[size];
        double[] quaternions = new double[4 * size];
        double[] ramp = new double[size];
        double[] wave = new double[size];
        double[] sigma = new double[size];
        double[] grain = new double[size];
        double[] time = new double[size];
        Arrays.fill(sigma, 0.5);
        for (int i = 0; i < size; i++) {
            boolean known = i > columns;
            status[i] =
                    known
                            ? PointStatus.INDEXED
                            : i < columns ? PointStatus.TOO_FEW_PEAKS : PointStatus.NOT_MEASURED;
            crystals[i] = known ? 0 : -1;
            quaternions[4 * i] = known ? 1 : Double.NaN;
            ramp[i] = known ? ramp(scan, grid.row(i), grid.column(i)) : Double.NaN;
            wave[i] = known ? 1e-3 * Math.sin(0.3 * grid.column(i) + scan) : Double.NaN;
            time[i] = 3600.0 * i / (size - 1);
            grain[i] = known ? (grid.column(i) < columns / 2 ? 0 : 1) : Double.NaN;
            for (int k = 1; k < 4; k++) {
                quaternions[4 * i + k] = known ? 0 : Double.NaN;
            }
        }
        return ScanMap.builder(
                        "Scan " + scan,
                        status,
                        new OrientationMap(grid, List.of(crystal), crystals, quaternions))
                .add(new Plane(Quantity.sequential("ramp", "ramp", "px"), ramp, sigma))
                .add(new Plane(Quantity.diverging("strain_xx", "deviatoric strain xx", ""), wave))
                .add(new Plane(Quantity.categorical("grain", "grain"), grain))
                .add(new Plane(PointQuantities.TIME, time))
                .build();
    }

    static double ramp(int scan, int row, int column) {
        return column + 10 * row + 100 * scan;
    }
}
