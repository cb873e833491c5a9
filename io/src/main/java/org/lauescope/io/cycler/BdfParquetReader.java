package org.lauescope.io.cycler;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;

/// Reads the Battery Data Format as Parquet. Lines in messages are the numbers of rows, the first
/// being line 2 as in text.
public final class BdfParquetReader implements CyclerLogReader {

    @Override
    public String format() {
        return "BDF Parquet";
    }

    @Override
    public boolean recognises(LogText head) {
        return head.text().startsWith("PAR1");
    }

    @Override
    public CyclerFile read(Path file, LogOptions options) throws IOException {
        String source = String.valueOf(file.getFileName());
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT * FROM read_parquet('%s')"
                                        .formatted(file.toString().replace("'", "''")))) {
            ResultSetMetaData meta = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                names.add(meta.getColumnName(i));
            }
            LogTable table = new LogTable(source, 1, names, false, options);
            List<String> fields = new ArrayList<>();
            for (long line = 2; rows.next(); line++) {
                fields.clear();
                for (int i = 1; i <= names.size(); i++) {
                    fields.add(Objects.requireNonNullElse(rows.getString(i), ""));
                }
                table.add(line, fields);
            }
            return table.finish(format(), null);
        } catch (SQLException e) {
            throw new FileFormatException(
                    source,
                    "no readable Parquet: "
                            + Numbers.shown(Objects.requireNonNullElse(e.getMessage(), "damaged")),
                    e);
        }
    }
}
