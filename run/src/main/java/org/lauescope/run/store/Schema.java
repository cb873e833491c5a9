package org.lauescope.run.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lauescope.frame.Peaks;
import org.lauescope.io.result.Provenance;
import org.lauescope.map.Quantity;
import org.lauescope.run.analysis.GrainQuantities;

/// Tables of a store; `docs/store.md` describes them.
final class Schema {

    private Schema() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table);
            }
            for (String table : new String[] {"point", "grain", "reflection"}) {
                statement.execute(
                        "CREATE VIEW IF NOT EXISTS final_%1$s AS SELECT * FROM %1$s WHERE wave = 3 UNION ALL SELECT %1$s.* FROM %1$s ANTI JOIN (SELECT scan, point FROM point WHERE wave = 3) USING (scan, point)"
                                .formatted(table));
            }
        }
    }

    /// Changes whenever a table does.
    static String digest() {
        return Provenance.digest(String.join("\n", tables()).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] tables() {
        return new String[] {
            "meta (key VARCHAR PRIMARY KEY, value VARCHAR)",
            "scan (scan INTEGER, name VARCHAR, columns INTEGER, rows INTEGER, step_x DOUBLE, step_y DOUBLE)",
            "systematic (scan INTEGER PRIMARY KEY, pixels DOUBLE, sigma DOUBLE, freedom INTEGER)",
            "frame (scan INTEGER, point INTEGER, fingerprint BIGINT)",
            "tile (scan INTEGER, wave TINYINT, tile INTEGER, finished TIMESTAMP)",
            "point (scan INTEGER, point INTEGER, wave TINYINT, status TINYINT, reason VARCHAR, frame_time DOUBLE, peaks INTEGER, grains INTEGER)",
            "grain (scan INTEGER, point INTEGER, wave TINYINT, grain TINYINT, crystal TINYINT, "
                    + columns(
                            Stream.of(
                                    "r11", "r12", "r13", "r21", "r22", "r23", "r31", "r32", "r33",
                                    "e11", "e22", "e33", "e23", "e13", "e12"),
                            "DOUBLE")
                    + ", "
                    + columns(GrainQuantities.COLUMNS.stream().map(Quantity::name), "DOUBLE")
                    + ", noise_covariance DOUBLE[], calibration_covariance DOUBLE[])",
            "peak (scan INTEGER, point INTEGER, peak INTEGER, "
                    + columns(peakColumns(), "DOUBLE")
                    + ", flags INTEGER)",
            "reflection (scan INTEGER, point INTEGER, wave TINYINT, grain TINYINT, peak INTEGER, h SMALLINT, k SMALLINT, l SMALLINT, energy FLOAT, x FLOAT, y FLOAT, dx FLOAT, dy FLOAT, used BOOLEAN)",
            "verification (scan INTEGER, point INTEGER, agrees BOOLEAN, angle DOUBLE)"
        };
    }

    static Stream<String> peakColumns() {
        return Stream.of(Peaks.Column.values()).map(c -> c.name().toLowerCase(Locale.ROOT));
    }

    private static String columns(Stream<String> names, String type) {
        return names.map(name -> name + " " + type).collect(Collectors.joining(", "));
    }
}
