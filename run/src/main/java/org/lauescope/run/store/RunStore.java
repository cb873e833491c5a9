package org.lauescope.run.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.Peaks;
import org.lauescope.index.Prediction;
import org.lauescope.map.PointStatus;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.run.experiment.Experiment;
import org.lauescope.run.experiment.ScanEntry;
import org.lauescope.run.plan.Tile;

/// What a run has done so far, in a DuckDB file. One thread at a time.
///
/// What belongs to a tile and a wave is written in one transaction: a run that is killed leaves
/// whole tiles. The order in which tiles were written is of no importance to what is read.
public final class RunStore implements AutoCloseable {

    /// Enough for the appenders and for the queries over one tile.
    private static final String MEMORY = "384MB";

    /// Codes of statuses of failed frames, for queries: `7, 9, …`.
    public static final String FAILED =
            Stream.of(PointStatus.values())
                    .filter(PointStatus::isFailed)
                    .map(status -> Integer.toString(status.code()))
                    .collect(Collectors.joining(", "));

    private final Path file;
    private final DuckDBConnection connection;

    private RunStore(Path file, DuckDBConnection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Opens the store, or makes a new one.
    ///
    /// @throws IOException if it cannot be opened: damaged, of another version, or in use
    public static RunStore open(Path file) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("threads", "1");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
            RunStore store = new RunStore(file, connection.unwrap(DuckDBConnection.class));
            Schema.create(connection);
            return store;
        } catch (SQLException e) {
            throw failure(file, "cannot be opened", e);
        }
    }

    /// Opens a finished store without changing it.
    ///
    /// @throws IOException if it cannot be opened: absent, damaged, or in use by a run
    public static RunStore openToRead(Path file) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("threads", "1");
        settings.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
            return new RunStore(file, connection.unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw failure(file, "cannot be opened", e);
        }
    }

    /// Another connection to this store, of this process: it sees what has been written, and may be
    /// used by another thread.
    public RunStore alongside() throws IOException {
        try {
            return new RunStore(file, connection.duplicate().unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw failure(file, "cannot be opened", e);
        }
    }

    /// Removes a store with everything that DuckDB keeps beside it.
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
    }

    /// A digest of the tables: a store that was made with other ones cannot be read.
    public static String layout() {
        return Schema.digest();
    }

    public Path file() {
        return file;
    }

    DuckDBConnection connection() {
        return connection;
    }

    /// What the store was made of; empty for a new one.
    public SequencedMap<String, String> origin() throws IOException {
        SequencedMap<String, String> origin = new LinkedHashMap<>();
        query(
                "SELECT key, value FROM meta ORDER BY key",
                row -> origin.put(row.getString(1), row.getString(2)));
        return origin;
    }

    /// Writes what the store is made of, and its scans; more of both may follow later.
    public void begin(Map<String, String> origin, Experiment experiment) throws IOException {
        try (PreparedStatement meta =
                        connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)");
                PreparedStatement scan =
                        connection.prepareStatement("INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?)")) {
            execute("BEGIN TRANSACTION");
            execute("DELETE FROM scan");
            for (Map.Entry<String, String> entry : origin.entrySet()) {
                meta.setString(1, entry.getKey());
                meta.setString(2, entry.getValue());
                meta.execute();
            }
            int number = 0;
            for (ScanEntry entry : experiment.scans()) {
                scan.setInt(1, number++);
                scan.setString(2, entry.name());
                scan.setInt(3, entry.grid().columns());
                scan.setInt(4, entry.grid().rows());
                scan.setDouble(5, entry.grid().columnStep());
                scan.setDouble(6, entry.grid().rowStep());
                scan.execute();
            }
            execute("COMMIT");
        } catch (SQLException e) {
            throw failure(file, "cannot be written", e);
        }
    }

    /// Takes over from the store of a part what its own tiles hold.
    ///
    /// @param origin what the part must have been made of
    /// @param ownPoints condition on `point` and `scan` for the points of the part
    /// @param ownTiles condition on `tile` and `scan` for its tiles
    public void take(Path part, Map<String, String> origin, String ownPoints, String ownTiles)
            throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "ATTACH '%s' AS part (READ_ONLY)"
                            .formatted(part.toString().replace("'", "''")));
            SequencedMap<String, String> stored = new LinkedHashMap<>();
            query(
                    "SELECT key, value FROM part.meta",
                    row -> stored.put(row.getString(1), row.getString(2)));
            List<String> changed = differences(stored, origin);
            if (!changed.isEmpty()) {
                throw new IOException(
                        "%s: this part was made with another %s; expected parts of one run — run the part again with --restart"
                                .formatted(part, String.join(", ", changed)));
            }
            statement.execute("BEGIN TRANSACTION");
            for (String table : List.of("point", "grain", "peak", "reflection")) {
                statement.execute(
                        "INSERT INTO %1$s SELECT * FROM part.%1$s WHERE %2$s"
                                .formatted(table, ownPoints));
            }
            statement.execute("INSERT INTO tile SELECT * FROM part.tile WHERE " + ownTiles);
            statement.execute("INSERT OR IGNORE INTO systematic SELECT * FROM part.systematic");
            for (String sql : StoredFrames.JOINING) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
            statement.execute("DETACH part");
        } catch (SQLException e) {
            throw failure(part, "cannot be joined", e);
        }
    }

    /// Removes all that is known of a scan.
    public void forget(int scan) throws IOException {
        try {
            execute("BEGIN TRANSACTION");
            for (String table :
                    List.of("systematic", "tile", "point", "grain", "peak", "reflection")) {
                execute("DELETE FROM %s WHERE scan = %d".formatted(table, scan));
            }
            execute("COMMIT");
        } catch (SQLException e) {
            throw failure(file, "cannot be written", e);
        }
    }

    /// Keeps the systematic error of a scan, unless it is there.
    public void keep(int scan, SharedSystematic systematic) throws IOException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO systematic VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, scan);
            insert.setDouble(2, systematic.pixels());
            insert.setDouble(3, systematic.sigma());
            insert.setInt(4, systematic.freedom());
            insert.execute();
        } catch (SQLException e) {
            throw failure(file, "cannot be written", e);
        }
    }

    /// The systematic error of a scan; [SharedSystematic#UNKNOWN] if none is kept.
    public SharedSystematic systematic(int scan) throws IOException {
        SharedSystematic[] found = {SharedSystematic.UNKNOWN};
        query(
                "SELECT pixels, sigma, freedom FROM systematic WHERE scan = " + scan,
                row ->
                        found[0] =
                                new SharedSystematic(
                                        row.getDouble(1), row.getDouble(2), row.getInt(3)));
        return found[0];
    }

    /// Points of a scan for which a wave has something stored.
    public BitSet stored(int scan, int wave) throws IOException {
        BitSet points = new BitSet();
        query(
                "SELECT point FROM point WHERE scan = %d AND wave = %d".formatted(scan, wave),
                row -> points.set(row.getInt(1)));
        return points;
    }

    /// Numbers of the tiles of a scan that a wave has finished.
    public BitSet finished(int scan, int wave) throws IOException {
        BitSet tiles = new BitSet();
        query(
                "SELECT tile FROM tile WHERE scan = %d AND wave = %d".formatted(scan, wave),
                row -> tiles.set(row.getInt(1)));
        return tiles;
    }

    /// Begins the transaction of a tile.
    public TileWriter write(int scan, int wave, int tile) throws IOException {
        return new TileWriter(this, scan, wave, tile);
    }

    /// Grains that the first `waves` waves found at the points of a rectangle, strongest first, by
    /// point.
    public Map<Integer, List<StoredGrain>> grains(int scan, int waves, int columns, Tile block)
            throws IOException {
        Map<Integer, List<StoredGrain>> grains = new LinkedHashMap<>();
        query(
                "SELECT point, crystal, r11, r12, r13, r21, r22, r23, r31, r32, r33, e11, e22, e33, e23, e13, e12, rotation_sigma"
                        + " FROM grain WHERE "
                        + in(scan, columns, block)
                        + " AND wave <= %d ORDER BY point, grain".formatted(waves),
                row ->
                        grains.computeIfAbsent(row.getInt(1), point -> new ArrayList<>())
                                .add(grain(row)));
        return grains;
    }

    /// A grain as neighbours need it.
    ///
    /// @param rotationSigma deg
    public record StoredGrain(Prediction prediction, double rotationSigma) {}

    private static StoredGrain grain(ResultSet row) throws SQLException {
        double[] v = new double[15];
        for (int i = 0; i < v.length; i++) {
            v[i] = row.getDouble(3 + i);
        }
        Matrix3 labFromCrystal = new Matrix3(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
        SymmetricTensor strain = new SymmetricTensor(v[9], v[10], v[11], v[12], v[13], v[14]);
        return new StoredGrain(
                new Prediction(row.getInt(2), new CrystalState(labFromCrystal, strain)),
                row.getDouble(18));
    }

    /// What the first two waves say of the points of a rectangle, by point.
    public Map<Integer, StoredPoint> points(int scan, int columns, Tile block) throws IOException {
        Map<Integer, StoredPoint> points = new LinkedHashMap<>();
        query(
                "SELECT point, status, frame_time FROM point WHERE "
                        + in(scan, columns, block)
                        + " AND wave <= 2 ORDER BY point",
                row ->
                        points.put(
                                row.getInt(1),
                                new StoredPoint(
                                        PointStatus.ofCode(row.getInt(2)), row.getDouble(3))));
        return points;
    }

    /// @param frameTime s since 1970; NaN if unknown
    public record StoredPoint(PointStatus status, double frameTime) {}

    /// Peaks of some points of a rectangle, strongest first, by point.
    public Map<Integer, Peaks> peaks(int scan, int columns, Tile block, int[] points)
            throws IOException {
        if (points.length == 0) {
            return Map.of();
        }
        Map<Integer, Peaks.Builder> builders = new LinkedHashMap<>();
        int width = Peaks.Column.values().length;
        double[] values = new double[width];
        query(
                "SELECT point, flags, "
                        + Schema.peakColumns().collect(Collectors.joining(", "))
                        + " FROM peak WHERE "
                        + in(scan, columns, block)
                        + IntStream.of(points)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(", ", " AND point IN (", ")"))
                        + " ORDER BY point, peak",
                row -> {
                    for (int c = 0; c < width; c++) {
                        values[c] = row.getDouble(3 + c);
                    }
                    builders.computeIfAbsent(row.getInt(1), point -> new Peaks.Builder())
                            .add(values, row.getInt(2));
                });
        return builders.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().build()));
    }

    private static String in(int scan, int columns, Tile block) {
        int first = block.firstRow() * columns + block.firstColumn();
        int last =
                (block.firstRow() + block.rows() - 1) * columns
                        + block.firstColumn()
                        + block.columns()
                        - 1;
        return "scan = %d AND point BETWEEN %d AND %d AND point %% %d BETWEEN %d AND %d"
                .formatted(
                        scan,
                        first,
                        last,
                        columns,
                        block.firstColumn(),
                        block.firstColumn() + block.columns() - 1);
    }

    /// One statement. Transactions are begun and ended by statements: the connection's own begin
    /// with the first query, and rows of an appender before it would be kept for ever.
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /// Hands every row of a query to a reader.
    public synchronized void query(String sql, RowReader reader) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw failure(file, "cannot be read", e);
        }
    }

    static IOException failure(Path file, String what, SQLException e) {
        String text = Objects.requireNonNullElse(e.getMessage(), e.toString());
        if (text.contains("lock")) {
            return new IOException(
                    "%s: the store of the run %s: another run is using it; wait for it, or end it"
                            .formatted(file, what),
                    e);
        }
        String remedy =
                text.contains("space left")
                        ? "the disk is full: make room, then run again to resume"
                        : "check the disk, or start anew with --restart";
        return new IOException(
                "%s: the store of the run %s (%s); %s"
                        .formatted(file, what, text.lines().findFirst().orElse(""), remedy),
                e);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (!connection.isClosed()) {
                connection.close();
            }
        } catch (SQLException e) {
            throw failure(file, "cannot be closed", e);
        }
    }

    /// Keys whose values differ between what a store was made of and what a run would be made of.
    public static List<String> differences(Map<String, String> stored, Map<String, String> now) {
        List<String> keys = new ArrayList<>(now.keySet());
        stored.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        keys.removeIf(key -> Objects.equals(stored.get(key), now.get(key)));
        return Collections.unmodifiableList(keys);
    }
}
