package org.lauescope.run.series;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.operando.Region;
import org.lauescope.operando.Trend;
import org.lauescope.run.series.SeriesStatistics.Band;
import org.lauescope.run.series.SeriesStatistics.Row;

/// Tables of the statistics of regions, a row for each region.
public final class StatisticsTables {

    /// Followed by the name of the quantity: how a scan's values are distributed in each region.
    public static final String STATISTICS = "statistics_";

    /// Followed by the name of the quantity: change of the medians over the series, by a straight
    /// line; in the last scan.
    public static final String TRENDS = "trend_";

    private StatisticsTables() {}

    /// @param scan number of the scan, the first included
    static SequencedMap<String, Table> of(SeriesStatistics statistics, int scan, boolean isLast) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        SequencedMap<String, List<Row>> byQuantity =
                statistics.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.quantity().name(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byQuantity.forEach((name, rows) -> {
            tables.put(STATISTICS + name, distributions(statistics.regions(), rows, scan));
            if (isLast) {
                tables.put(TRENDS + name, trends(statistics, rows));
            }
        });
        return tables;
    }

    private static Quantity regions(List<Region> regions) {
        return Quantity.categorical(
                "region",
                IntStream.range(0, regions.size())
                        .mapToObj(k -> k + " " + regions.get(k).name())
                        .collect(Collectors.joining("; ")));
    }

    private static Table distributions(List<Region> regions, List<Row> rows, int scan) {
        Quantity of = rows.getFirst().quantity();
        Table.Builder table = Table.ofSize(rows.size());
        add(table, regions(regions), rows, row -> regions.indexOf(row.region()));
        add(
                table,
                Quantity.sequential("points", "points", ""),
                rows,
                row -> row.scans().get(scan).points());
        add(table, Quantity.sequential("blocks", "independent blocks", ""), rows, Row::blocks);
        band(table, of, "q10", "quantile 0.1", rows, row -> row.scans().get(scan).low());
        band(table, of, "median", "median", rows, row -> row.scans().get(scan).median());
        band(table, of, "q90", "quantile 0.9", rows, row -> row.scans().get(scan).high());
        if (of.scale() == Quantity.Scale.DIVERGING) {
            Quantity part = Quantity.sequential("part", "part in tension", "");
            band(table, part, "positive", "", rows, row -> row.scans().get(scan).positive());
        }
        return table.build();
    }

    private interface BandOf {
        Band of(Row row);
    }

    /// Four columns in the unit of a quantity.
    private static void band(
            Table.Builder table,
            Quantity of,
            String name,
            String title,
            List<Row> rows,
            BandOf band) {
        String full = of.name() + "_" + name;
        String text = (title.isEmpty() ? "" : title + " of ") + of.title();
        add(
                table,
                new Quantity(full, text, of.unit(), of.scale()),
                rows,
                row -> band.of(row).value());
        add(table, plain(full + "_sigma", "σ", of), rows, row -> band.of(row).sigma());
        add(
                table,
                plain(full + "_lower", "lower end of the 95 % band", of),
                rows,
                row -> band.of(row).lower());
        add(
                table,
                plain(full + "_upper", "upper end of the 95 % band", of),
                rows,
                row -> band.of(row).upper());
    }

    private static Quantity plain(String name, String title, Quantity of) {
        return Quantity.diverging(name, title, of.unit());
    }

    private static Table trends(SeriesStatistics statistics, List<Row> rows) {
        SeriesCourse course = statistics.course();
        Quantity of = rows.getFirst().quantity();
        double range = course.charge()[course.charge().length - 1] - course.charge()[0];
        Table.Builder table = Table.ofSize(rows.size());
        add(
                table,
                regions(statistics.regions()),
                rows,
                row -> statistics.regions().indexOf(row.region()));
        add(
                table,
                course.knowsCharge()
                        ? Quantity.sequential("charge", "charge passed over the series", "mA h")
                        : Quantity.sequential("scans", "scans after the first", ""),
                rows,
                _ -> range);
        trend(table, of, "change", "change over the series", rows, Row::charge, range);
        if (course.hours().length > 0) {
            double hours = course.hours()[course.hours().length - 1];
            add(table, Quantity.sequential("hours", "time of the series", "h"), rows, _ -> hours);
            trend(
                    table,
                    of,
                    "change_with_time",
                    "change over the series by a line against time",
                    rows,
                    row -> {
                        Trend time = row.time();
                        return time == null ? row.charge() : time;
                    },
                    hours);
        }
        return table.build();
    }

    private interface TrendOf {
        Trend of(Row row);
    }

    private static void trend(
            Table.Builder table,
            Quantity of,
            String name,
            String title,
            List<Row> rows,
            TrendOf trend,
            double range) {
        String full = of.name() + "_" + name;
        add(table, plain(full, title, of), rows, row -> range * trend.of(row).slope());
        add(
                table,
                plain(full + "_sigma", "σ", of),
                rows,
                row -> range * trend.of(row).slopeSigma());
        add(
                table,
                Quantity.sequential(name + "_p", "probability by chance", ""),
                rows,
                row -> trend.of(row).p());
    }

    private static void add(
            Table.Builder table, Quantity quantity, List<Row> rows, ToDoubleFunction<Row> value) {
        table.add(quantity, rows.stream().mapToDouble(value).toArray());
    }
}
