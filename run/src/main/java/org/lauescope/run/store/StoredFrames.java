package org.lauescope.run.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/// The fingerprints of the frames that a scan's part of a store was made of, and how points are
/// forgotten whose frames have changed since.
public final class StoredFrames {

    /// Takes over the fingerprints of an attached `part`. Where parts disagree the frame changed
    /// between them: no frame has the fingerprint −1.
    static final List<String> JOINING =
            List.of(
                    "UPDATE frame SET fingerprint = -1 FROM part.frame AS other WHERE frame.scan = other.scan AND frame.point = other.point AND frame.fingerprint <> other.fingerprint",
                    "INSERT INTO frame SELECT * FROM part.frame AS other ANTI JOIN frame USING (scan, point)");

    private final RunStore store;
    private final int scan;

    public StoredFrames(RunStore store, int scan) {
        this.store = store;
        this.scan = scan;
    }

    /// Whether the store knows the frames of the scan.
    public boolean areThere() throws IOException {
        boolean[] there = new boolean[1];
        store.query(
                "SELECT 1 FROM frame WHERE scan = %d LIMIT 1".formatted(scan),
                row -> there[0] = true);
        return there[0];
    }

    /// Points whose frames are not those of the store.
    ///
    /// @param now fingerprint of each point
    /// @return none if the store knows no frames yet
    public BitSet changed(long[] now) throws IOException {
        BitSet changed = new BitSet();
        store.query(
                "SELECT point, fingerprint FROM frame WHERE scan = " + scan,
                row -> changed.set(row.getInt(1), now[row.getInt(1)] != row.getLong(2)));
        return changed;
    }

    /// Writes fingerprints, and forgets in the same transaction what was found at some points, that
    /// their tiles are finished, and the third wave; with all points, their systematic error too.
    public void replace(long[] now, BitSet points, BitSet tiles) throws IOException {
        try {
            store.execute("BEGIN TRANSACTION");
            store.execute("DELETE FROM frame WHERE scan = " + scan);
            if (!points.isEmpty()) {
                forget(points, tiles, points.cardinality() == now.length);
            }
            try (DuckDBAppender frames = store.connection().createAppender("main", "frame")) {
                for (int point = 0; point < now.length; point++) {
                    frames.beginRow().append(scan).append(point).append(now[point]).endRow();
                }
            }
            store.execute("COMMIT");
        } catch (SQLException e) {
            throw RunStore.failure(store.file(), "cannot be written", e);
        }
    }

    private void forget(BitSet points, BitSet tiles, boolean all) throws SQLException {
        if (all) {
            store.execute("DELETE FROM systematic WHERE scan = " + scan);
        }
        for (String table : List.of("point", "grain", "peak", "reflection")) {
            store.execute("DELETE FROM %s WHERE %s".formatted(table, in("point", points)));
        }
        store.execute("DELETE FROM tile WHERE " + in("tile", tiles));
        for (String table : List.of("point", "grain", "reflection", "tile")) {
            store.execute("DELETE FROM %s WHERE scan = %d AND wave = 3".formatted(table, scan));
        }
        store.execute("DELETE FROM verification WHERE scan = " + scan);
    }

    private String in(String column, BitSet numbers) {
        return numbers.isEmpty()
                ? "false"
                : "scan = %d AND %s IN (%s)"
                        .formatted(
                                scan,
                                column,
                                numbers.stream()
                                        .mapToObj(Integer::toString)
                                        .collect(Collectors.joining(", ")));
    }
}
