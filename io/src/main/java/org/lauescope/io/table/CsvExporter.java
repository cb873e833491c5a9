package org.lauescope.io.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.lauescope.io.NewFile;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.result.FileUnit;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Writes every point of a scan as a line of CSV: place, status, crystal, orientation, and the
/// wanted planes with their uncertainties. Tables go into files of their own. Columns are named
/// `name / unit`; what is unknown is empty; numbers keep all their digits.
public final class CsvExporter implements Exporter {

    private record Column(String name, IntFunction<String> text) {}

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public Report export(Order order, Path folder, String name) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve(name + ".csv"));
        ScanMap map = order.scan().map();
        write(files.getFirst(), points(map, order.planes()), map.grid().size());
        for (Map.Entry<String, Table> entry : order.scan().tables().entrySet()) {
            Path file = folder.resolve(name + "-" + entry.getKey() + ".csv");
            write(file, rows(entry.getValue()), entry.getValue().size());
            files.add(file);
        }
        return new Report(files, List.of());
    }

    private static List<Column> points(ScanMap map, List<String> planes) {
        ScanGrid grid = map.grid();
        OrientationMap orientations = map.orientations();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("row", i -> Integer.toString(grid.row(i))));
        columns.add(new Column("column", i -> Integer.toString(grid.column(i))));
        columns.add(new Column("x / um", i -> Double.toString(grid.x(i))));
        columns.add(new Column("y / um", i -> Double.toString(grid.y(i))));
        columns.add(new Column("status", i -> map.status(i).text()));
        columns.add(
                new Column(
                        "crystal",
                        i ->
                                orientations.isKnown(i)
                                        ? orientations
                                                .crystals()
                                                .get(orientations.crystal()[i])
                                                .name()
                                        : ""));
        String[] components = {"w", "x", "y", "z"};
        for (int k = 0; k < 4; k++) {
            int component = k;
            columns.add(
                    new Column(
                            "orientation_" + components[k],
                            i -> number(orientations.quaternions()[4 * i + component])));
        }
        for (String name : planes) {
            Plane plane = map.plane(name);
            columns.add(column(plane.quantity(), plane.values(), ""));
            double[] sigma = plane.sigma();
            if (sigma != null) {
                columns.add(column(plane.quantity(), sigma, "_sigma"));
            }
        }
        return columns;
    }

    private static List<Column> rows(Table table) {
        List<Column> columns = new ArrayList<>();
        table.words().forEach((name, words) -> columns.add(new Column(name, words::get)));
        for (Quantity quantity : table.quantities()) {
            columns.add(column(quantity, table.column(quantity.name()), ""));
        }
        return columns;
    }

    private static Column column(Quantity quantity, double[] values, String ending) {
        FileUnit unit = FileUnit.of(quantity);
        double[] written = unit.written(values);
        boolean whole = quantity.scale() == Quantity.Scale.CATEGORICAL;
        return new Column(
                quantity.name() + ending + (unit.name().isEmpty() ? "" : " / " + unit.name()),
                i ->
                        whole && !Double.isNaN(written[i])
                                ? Long.toString(Math.round(written[i]))
                                : number(written[i]));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static void write(Path file, List<Column> columns, int rows) throws IOException {
        NewFile.make(
                file,
                temporary -> {
                    try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                        line(out, columns.stream().map(Column::name).toList());
                        for (int i = 0; i < rows; i++) {
                            int row = i;
                            line(out, columns.stream().map(c -> c.text.apply(row)).toList());
                        }
                    }
                });
    }

    /// Texts with a comma or a quotation mark are quoted (RFC 4180).
    private static void line(BufferedWriter out, List<String> fields) throws IOException {
        String separator = "";
        for (String field : fields) {
            out.write(separator);
            out.write(
                    field.contains(",") || field.contains("\"")
                            ? "\"" + field.replace("\"", "\"\"") + "\""
                            : field);
            separator = ",";
        }
        out.write('\n');
    }
}
