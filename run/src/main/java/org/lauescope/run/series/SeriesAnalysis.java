package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.Difference;
import org.lauescope.operando.ScanSeries;
import org.lauescope.run.experiment.AnalysisOptions;

/// What a result says about change: its scans registered to the first and compared with it.
///
/// @param series the scans and how they lie on each other
/// @param differences of the second scan, the third, … from the first
/// @param result the given one with planes and tables of change in its later scans; those of an
///   earlier analysis are replaced
public record SeriesAnalysis(ScanSeries series, List<Difference> differences, Result result) {

    /// Number of a point's grain in the series.
    public static final Quantity SERIES_GRAIN =
            Quantity.categorical("series_grain", "grain in the series");

    public SeriesAnalysis {
        differences = List.copyOf(differences);
    }

    /// @throws SeriesException if the scans cannot be compared
    public static SeriesAnalysis of(Result result, AnalysisOptions options) throws SeriesException {
        ScanTimes.check(result);
        ScanSeries series = series(result, options);
        List<Difference> differences = new ArrayList<>();
        List<ScanResult> scans = new ArrayList<>();
        for (int k = 0; k < result.scans().size(); k++) {
            ScanResult scan = result.scans().get(k);
            ScanMap.Builder map = scan.map().toBuilder().add(seriesGrain(series, k));
            SequencedMap<String, Table> tables = new LinkedHashMap<>(scan.tables());
            if (k > 0) {
                Difference difference = Difference.of(series, k);
                differences.add(difference);
                difference.planes().forEach(map::add);
                tables.put(
                        SeriesTables.REGISTRATION,
                        SeriesTables.registration(series.registrations().get(k - 1)));
                tables.put(
                        SeriesTables.DRIFT, SeriesTables.drift(series.registrations().get(k - 1)));
                tables.put(SeriesTables.GRAIN_EVENTS, SeriesTables.events(series.tracking(), k));
            }
            scans.add(scan.with(map.build(), tables));
        }
        return new SeriesAnalysis(
                series,
                differences,
                new Result(
                        result.title(),
                        result.geometry(),
                        result.crystals(),
                        result.cell(),
                        result.interfaceLine(),
                        scans,
                        result.provenance()));
    }

    private static ScanSeries series(Result result, AnalysisOptions options)
            throws SeriesException {
        try {
            return ScanSeries.of(
                    result.scans().stream().map(ScanResult::map).toList(),
                    options.grainAngle(),
                    options.grainPoints());
        } catch (ScanSeries.UnrelatedScansException e) {
            throw new SeriesException(String.valueOf(e.getMessage()));
        }
    }

    private static Plane seriesGrain(ScanSeries series, int scan) {
        int[] grain = series.grains().get(scan).number();
        int[] number = series.tracking().numbers().get(scan);
        double[] values = new double[grain.length];
        Arrays.setAll(values, i -> grain[i] < 0 ? Double.NaN : number[grain[i]]);
        return new Plane(SERIES_GRAIN, values);
    }
}
