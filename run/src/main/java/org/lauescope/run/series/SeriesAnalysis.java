package org.lauescope.run.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.result.CyclerRecord;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.Difference;
import org.lauescope.operando.NoiseFloor;
import org.lauescope.operando.ScanSeries;
import org.lauescope.run.experiment.AnalysisOptions;
import org.lauescope.run.experiment.CellLog;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.store.RunStore;

/// What a result says about change: its scans registered to the first and compared with it.
///
/// @param series the scans and how they lie on each other
/// @param changes of the second scan, the third, … against the first
/// @param evidence what of the differences is more than noise
/// @param statistics how quantities are distributed in each scan, and their trends
/// @param measuringTime what goes with the time at which points were measured
/// @param cell what the logs say of themselves and of the planned protocol
/// @param noise how much larger than claimed the noise is, from scans of the same state
/// @param result the given one with planes and tables of change in its later scans; those of an
///   earlier analysis are replaced
public record SeriesAnalysis(
        ScanSeries series,
        List<Change> changes,
        SeriesChanges evidence,
        SeriesStatistics statistics,
        MeasuringTime measuringTime,
        CellChecks cell,
        NoiseFloor noise,
        Result result) {

    /// Number of a point's grain in the series.
    public static final Quantity SERIES_GRAIN =
            Quantity.categorical("series_grain", "grain in the series");

    /// @param difference of values and tensors
    /// @param relative change of strain from moved spots, six planes; empty without the run's store
    /// @param strain without what a moved detector explains; null where no spots are known
    public record Change(
            Difference difference, List<Plane> relative, @Nullable StrainChange strain) {
        public Change {
            relative = List.copyOf(relative);
        }

        /// A component of strain, in the order of [org.lauescope.crystal.SymmetricTensor]: without
        /// what a moved detector explains where that is known; null without strain.
        @Nullable Plane evidence(int component) {
            List<Plane> planes = strain == null ? difference.strain() : strain.unexplained();
            return planes.isEmpty() ? null : planes.get(component);
        }

        /// The change of another quantity by the name of its plane; null without one.
        @Nullable Plane other(String name) {
            return difference.others().stream()
                    .filter(plane -> plane.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    public SeriesAnalysis {
        changes = List.copyOf(changes);
    }

    /// @param file store of the run that made the result; without it spots are not compared
    /// @throws SeriesException if the scans cannot be compared
    public static SeriesAnalysis of(Result result, Experiment experiment, Path file)
            throws IOException {
        return of(result, experiment, file, () -> {});
    }

    /// Number of the steps that an analysis tells of: the registration, each comparison of a scan
    /// with the first, the search, the statistics.
    public static int steps(Result result) {
        return result.scans().size() + 2;
    }

    /// @param step is called after each of the [#steps]
    public static SeriesAnalysis of(Result result, Experiment experiment, Path file, Runnable step)
            throws IOException {
        ScanTimes.check(result);
        CellChecks cell =
                CellChecks.of(logs(result, experiment), experiment.protocol(), experiment.scans());
        ScanSeries series =
                series(
                        result.scans().stream().map(ScanResult::map).toList(),
                        experiment.analysis());
        step.run();
        NoiseFloor noise = noise(result, experiment);
        if (!Files.isRegularFile(file) || result.geometry() == null) {
            return of(result, experiment, series, cell, noise, null, step);
        }
        try (RunStore store = RunStore.openToRead(file)) {
            return of(result, experiment, series, cell, noise, store, step);
        }
    }

    private static SeriesAnalysis of(
            Result result,
            Experiment experiment,
            ScanSeries series,
            CellChecks cell,
            NoiseFloor noise,
            @Nullable RunStore store,
            Runnable step)
            throws IOException {
        List<Change> changes = new ArrayList<>();
        for (int k = 1; k < result.scans().size(); k++) {
            changes.add(change(result, series, k, store));
            step.run();
        }
        SeriesCourse course = SeriesCourse.of(result);
        SeriesChanges evidence = SeriesChanges.of(series, changes, noise, course);
        step.run();
        SeriesStatistics statistics =
                SeriesStatistics.of(series, changes, course, experiment.regions());
        step.run();
        MeasuringTime time = MeasuringTime.of(series, changes);
        List<ScanResult> scans = new ArrayList<>();
        for (int k = 0; k < result.scans().size(); k++) {
            ScanResult scan = result.scans().get(k);
            ScanMap.Builder map = scan.map().toBuilder().add(seriesGrain(series, k));
            SequencedMap<String, Table> tables = new LinkedHashMap<>(scan.tables());
            tables.putAll(StatisticsTables.of(statistics, k, k == changes.size()));
            tables.putAll(CellTables.of(time, cell, k, k == changes.size()));
            if (k > 0) {
                Change change = changes.get(k - 1);
                add(map, change, noise);
                map.add(ChangeTables.plane(evidence, k, series.first().grid()));
                tables.putAll(SeriesTables.of(series, k, change, noise));
                tables.putAll(ChangeTables.of(evidence, k, k == changes.size()));
                if (k == changes.size()) {
                    tables.putAll(MechanismTables.of(evidence.mechanism()));
                    tables.put(CellTables.HISTORY, CellTables.history(time, cell, names(result)));
                }
            }
            scans.add(scan.with(map.build(), tables));
        }
        return new SeriesAnalysis(
                series,
                changes,
                evidence,
                statistics,
                time,
                cell,
                noise,
                new Result(
                        result.title(),
                        result.geometry(),
                        result.crystals(),
                        result.cell(),
                        result.interfaceLine(),
                        experiment.namedRegions(),
                        logs(result, experiment),
                        scans,
                        result.provenance()));
    }

    private static List<String> names(Result result) {
        return result.scans().stream().map(ScanResult::name).toList();
    }

    /// Those of the result; where it has none, of the experiment.
    private static List<CyclerRecord> logs(Result result, Experiment experiment) {
        return result.cycler().isEmpty()
                ? experiment.logs().stream().map(CellLog::record).toList()
                : result.cycler();
    }

    private static Change change(
            Result result, ScanSeries series, int scan, @Nullable RunStore store)
            throws IOException {
        Difference difference = Difference.of(series, scan);
        Geometry geometry = result.geometry();
        if (store == null || geometry == null || difference.strain().isEmpty()) {
            return new Change(difference, List.of(), null);
        }
        SpotChanges spots = SpotChanges.of(store, result.crystals(), geometry, series, scan);
        CalibrationRecord calibration = geometry.calibration();
        List<Optional<SymmetricTensor[]>> response = spots.response();
        return new Change(
                difference,
                spots.strain(),
                StrainChange.of(
                        spots.strain(),
                        series.grains().getFirst().number(),
                        response,
                        calibration == null ? null : calibration.covariance()));
    }

    private static void add(ScanMap.Builder map, Change change, NoiseFloor noise) {
        for (Plane plane : change.difference().planes()) {
            map.add(noise.applied(plane));
        }
        change.relative().forEach(plane -> map.add(noise.applied(plane)));
        StrainChange strain = change.strain();
        if (strain != null) {
            strain.unexplained().forEach(plane -> map.add(noise.applied(plane)));
        }
        significances(change)
                .forEach(plane -> map.add(Difference.significance(noise.applied(plane))));
    }

    /// What counts as evidence: strain without what a moved detector explains where that is known,
    /// else as it is, and all other differences.
    private static List<Plane> significances(Change change) {
        StrainChange strain = change.strain();
        List<Plane> planes =
                new ArrayList<>(
                        strain == null ? change.difference().strain() : strain.unexplained());
        change.difference().others().stream()
                .filter(plane -> plane.sigma() != null)
                .forEach(planes::add);
        planes.removeIf(plane -> plane.sigma() == null);
        return planes;
    }

    private static ScanSeries series(List<ScanMap> maps, AnalysisOptions options)
            throws SeriesException {
        try {
            return ScanSeries.of(maps, options.grainAngle(), options.grainPoints());
        } catch (ScanSeries.UnrelatedScansException e) {
            throw new SeriesException(String.valueOf(e.getMessage()));
        }
    }

    /// From all scans that repeat an earlier one; of several the largest noise.
    private static NoiseFloor noise(Result result, Experiment experiment) throws SeriesException {
        NoiseFloor noise = NoiseFloor.CLAIMED;
        for (ScanEntry entry : experiment.scans()) {
            if (!entry.repeats().isEmpty()) {
                ScanSeries pair =
                        series(
                                List.of(
                                        result.scan(entry.repeats()).map(),
                                        result.scan(entry.name()).map()),
                                experiment.analysis());
                noise =
                        noise.or(
                                NoiseFloor.of(
                                        Difference.of(pair, 1), pair.grains().getFirst().number()));
            }
        }
        return noise;
    }

    private static Plane seriesGrain(ScanSeries series, int scan) {
        int[] grain = series.grains().get(scan).number();
        int[] number = series.tracking().numbers().get(scan);
        double[] values = new double[grain.length];
        Arrays.setAll(values, i -> grain[i] < 0 ? Double.NaN : number[grain[i]]);
        return new Plane(SERIES_GRAIN, values);
    }
}
