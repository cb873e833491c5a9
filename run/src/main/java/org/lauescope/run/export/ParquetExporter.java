package org.lauescope.run.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.lauescope.io.NewFile;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.table.CsvExporter;

/// Writes the tables of [CsvExporter] as Parquet, with the same names of columns.
public final class ParquetExporter implements Exporter {

    @Override
    public String format() {
        return "parquet";
    }

    @Override
    public Report export(Order order, Path folder, String name) throws IOException {
        Path work = Files.createTempDirectory(folder, ".parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            List<Path> files = new ArrayList<>();
            for (Path csv : new CsvExporter().export(order, work, name).files()) {
                Path file =
                        folder.resolve(
                                csv.getFileName().toString().replaceFirst("\\.csv$", ".parquet"));
                NewFile.make(file, temporary -> copy(statement, csv, temporary));
                Files.delete(csv);
                files.add(file);
            }
            return new Report(files, List.of());
        } catch (SQLException e) {
            throw new IOException(folder + ": Parquet cannot be written: " + e.getMessage(), e);
        } finally {
            remove(work);
        }
    }

    private static void copy(Statement statement, Path csv, Path parquet) throws IOException {
        try {
            statement.execute(
                    "COPY (SELECT * FROM read_csv(%s, header = true, sample_size = -1)) TO %s (FORMAT parquet)"
                            .formatted(quoted(csv), quoted(parquet)));
        } catch (SQLException e) {
            throw new IOException("Parquet cannot be written: " + e.getMessage(), e);
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static void remove(Path folder) throws IOException {
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
