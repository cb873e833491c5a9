package org.lauescope.run.series;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.run.series.SeriesStatistics.Place;
import org.lauescope.run.series.SeriesStatistics.RegionTrend;
import org.lauescope.run.series.SeriesStatistics.Row;

/// Tables of the distributions of a series and of their trends.
public final class StatisticsTables {

    /// A row for each quantity and region; in every scan.
    public static final String STATISTICS = "statistics";

    /// How medians follow the charge; in the last scan.
    public static final String TRENDS = "trends";

    private StatisticsTables() {}

    static SequencedMap<String, Table> of(
            SeriesStatistics statistics, PassedCharge charge, int scan, boolean isLast) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                STATISTICS,
                rows(statistics.rows().stream().filter(row -> row.scan() == scan).toList()));
        if (isLast) {
            tables.put(TRENDS, trends(statistics.trends(), charge));
        }
        return tables;
    }

    private static Table rows(List<Row> rows) {
        Table.Builder table = Table.ofSize(rows.size());
        region(table, rows, Row::quantity, Row::place);
        add(table, rows, Quantity.sequential("points", "points", ""), Row::points);
        add(table, rows, Quantity.sequential("blocks", "independent blocks", ""), Row::blocks);
        List<String> names = List.of("median", "mean", "tension");
        List<String> titles = List.of("median", "mean", "part above 0");
        for (int k = 0; k < names.size(); k++) {
            int n = k;
            add(
                    table,
                    rows,
                    Quantity.diverging(names.get(k), titles.get(k), ""),
                    row -> row.value()[n]);
            add(
                    table,
                    rows,
                    Quantity.sequential(names.get(k) + "_sigma", "σ of " + titles.get(k), ""),
                    row -> row.sigma()[n]);
        }
        return table.build();
    }

    private static Table trends(List<RegionTrend> trends, PassedCharge charge) {
        String per = charge.isCharge() ? "per mA h" : "per scan";
        Table.Builder table = Table.ofSize(trends.size());
        region(table, trends, RegionTrend::quantity, RegionTrend::place);
        add(
                table,
                trends,
                Quantity.diverging("slope", "slope of the median " + per, ""),
                one -> one.trend().slope());
        add(
                table,
                trends,
                Quantity.sequential("slope_sigma", "σ of the slope", ""),
                one -> one.trend().slopeSigma());
        add(
                table,
                trends,
                Quantity.sequential("p", "probability of a slope as large by chance", ""),
                one -> one.trend().p());
        return table.build();
    }

    private static <T> void region(
            Table.Builder table,
            List<T> rows,
            ToDoubleFunction<T> quantity,
            Function<T, Place> place) {
        add(
                table,
                rows,
                Quantity.categorical(
                        "quantity",
                        "0–2 strain xx, yy, zz, 3 debiased equivalent strain, 4 peak width (°), 5 GROD (rad)"),
                quantity);
        add(
                table,
                rows,
                Quantity.categorical("region", "0 all points, 1 grain, 2 band from the interface"),
                row -> place.apply(row).kind().ordinal());
        add(
                table,
                rows,
                Quantity.categorical("grain", "grain in the series"),
                row -> place.apply(row).grain());
        add(table, rows, Quantity.sequential("from", "from", "µm"), row -> place.apply(row).from());
        add(table, rows, Quantity.sequential("to", "to", "µm"), row -> place.apply(row).to());
    }

    private static <T> void add(
            Table.Builder table, List<T> rows, Quantity quantity, ToDoubleFunction<T> value) {
        table.add(quantity, rows.stream().mapToDouble(value).toArray());
    }
}
