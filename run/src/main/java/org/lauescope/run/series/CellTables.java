package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.lauescope.io.result.Table;
import org.lauescope.map.Quantity;
import org.lauescope.operando.ChargeCheck;
import org.lauescope.operando.ProtocolComparison.Difference;
import org.lauescope.run.series.CellChecks.Log;
import org.lauescope.run.series.MeasuringTime.Row;

/// Tables of the cell's history, and of what goes with the time of measuring.
public final class CellTables {

    /// Followed by the name of the quantity: a row for each grain of a scan, and for a later scan
    /// one of its change.
    public static final String MEASURING_TIME = "measuring_time_";

    /// A row for each difference of the executed protocol from the planned one; in the last scan.
    public static final String PROTOCOL = "protocol_differences";

    /// A row for each log that counts charge itself; in the last scan.
    public static final String CHARGE = "charge_check";

    /// A row for each sentence of [CellSentences]: what it is about, [#CELL] or [#TIME], and the
    /// sentence; in the last scan.
    public static final String HISTORY = "cell_history";

    public static final String CELL = "cell";
    public static final String TIME = "time of measuring";

    private static final double MILLIAMPERE_HOUR = 3.6;

    private CellTables() {}

    /// @param scan number of the scan, the first included
    static SequencedMap<String, Table> of(
            MeasuringTime time, CellChecks cell, int scan, boolean isLast) {
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        List<Row> rows = time.rows().stream().filter(row -> row.scan() == scan).toList();
        rows.stream()
                .map(Row::quantity)
                .distinct()
                .forEach(quantity ->
                        tables.put(
                                MEASURING_TIME + quantity.name(),
                                trends(
                                        quantity,
                                        rows.stream()
                                                .filter(row -> row.quantity().equals(quantity))
                                                .toList())));
        if (isLast && cell.isPlanned()) {
            tables.put(PROTOCOL, protocol(cell.differences()));
        }
        if (isLast && cell.logs().stream().anyMatch(log -> log.charge().isPresent())) {
            tables.put(CHARGE, charge(cell.logs()));
        }
        return tables;
    }

    /// @param scans their names
    static Table history(MeasuringTime time, CellChecks cell, List<String> scans) {
        CellSentences sentences = new CellSentences(scans);
        List<String> about = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (String sentence : sentences.of(cell)) {
            about.add(CELL);
            all.add(sentence);
        }
        for (String sentence : sentences.of(time)) {
            about.add(TIME);
            all.add(sentence);
        }
        return Table.ofSize(all.size()).add("about", about).add("sentence", all).build();
    }

    private static Table trends(Quantity quantity, List<Row> rows) {
        String unit = quantity.unit();
        Table.Builder table = Table.ofSize(rows.size());
        add(table, Quantity.categorical("grain", "grain in the series"), rows, Row::grain);
        add(
                table,
                Quantity.categorical("of_change", "0 of the scan, 1 of its change since the first"),
                rows,
                row -> row.isChange() ? 1 : 0);
        add(table, Quantity.sequential("points", "points", ""), rows, row -> row.trend().points());
        add(table, Quantity.sequential("seconds", "time of measuring", "s"), rows, Row::seconds);
        add(
                table,
                Quantity.diverging("rise", "change of " + quantity.title() + " meanwhile", unit),
                rows,
                Row::rise);
        add(table, Quantity.sequential("rise_sigma", "σ", unit), rows, Row::riseSigma);
        add(
                table,
                Quantity.sequential("position_share", "part of time that position explains", ""),
                rows,
                row -> row.trend().positionShare());
        add(
                table,
                Quantity.sequential("false_discovery", "level at which it is reported", ""),
                rows,
                Row::adjusted);
        return table.build();
    }

    private static Table protocol(List<Difference> differences) {
        Table.Builder table = Table.ofSize(differences.size());
        add(
                table,
                Quantity.categorical("planned", "planned step, from 0; −1 none"),
                differences,
                Difference::planned);
        add(
                table,
                Quantity.sequential("start", "start of the executed step, since 1970", "s"),
                differences,
                Difference::start);
        add(
                table,
                Quantity.categorical(
                        "deviation",
                        "0 missing, 1 not planned, 2 duration, 3 current, 4 voltage at the end, 5 voltage"),
                differences,
                difference -> difference.deviation().ordinal());
        add(
                table,
                Quantity.diverging("found", "executed, s, A or V", ""),
                differences,
                Difference::found);
        add(
                table,
                Quantity.diverging("expected", "planned, s, A or V", ""),
                differences,
                Difference::expected);
        return table.build();
    }

    private static Table charge(List<Log> logs) {
        record Line(int log, ChargeCheck check) {}
        List<Line> lines =
                logs.stream()
                        .flatMap(log ->
                                log.charge().stream()
                                        .map(check -> new Line(logs.indexOf(log), check)))
                        .toList();
        Table.Builder table = Table.ofSize(lines.size());
        add(table, Quantity.categorical("log", "log in the order of time"), lines, Line::log);
        add(
                table,
                Quantity.sequential("integrated", "∫ |I| dt", "mA h"),
                lines,
                line -> line.check.integrated() / MILLIAMPERE_HOUR);
        add(
                table,
                Quantity.sequential("counted", "in the column of the log", "mA h"),
                lines,
                line -> line.check.counted() / MILLIAMPERE_HOUR);
        add(
                table,
                Quantity.sequential("sigma", "σ of the difference", "mA h"),
                lines,
                line -> line.check.sigma() / MILLIAMPERE_HOUR);
        add(
                table,
                Quantity.categorical("agrees", "whether within 5 % and three σ"),
                lines,
                line -> line.check.agrees() ? 1 : 0);
        return table.build();
    }

    private static <T> void add(
            Table.Builder table, Quantity quantity, List<T> rows, ToDoubleFunction<T> value) {
        table.add(quantity, rows.stream().mapToDouble(value).toArray());
    }
}
