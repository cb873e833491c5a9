package org.lauescope.run.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;
import org.lauescope.run.analysis.PointRecord;
import org.lauescope.run.analysis.PointRecord.GrainRecord;

/// The transaction of one tile in one wave: points are added one by one; [#finish()] commits them,
/// closing without it takes them back.
public final class TileWriter implements AutoCloseable {

    private static final String SCHEMA = "main";

    private final RunStore store;
    private final int scan;
    private final byte wave;
    private final int tile;
    private final DuckDBAppender points;
    private final DuckDBAppender grains;
    private final DuckDBAppender peaks;
    private final DuckDBAppender reflections;
    private final DuckDBAppender verifications;
    private boolean finished;

    TileWriter(RunStore store, int scan, int wave, int tile) throws IOException {
        this.store = store;
        this.scan = scan;
        this.wave = (byte) wave;
        this.tile = tile;
        try {
            DuckDBConnection connection = store.connection();
            store.execute("BEGIN TRANSACTION");
            points = connection.createAppender(SCHEMA, "point");
            grains = connection.createAppender(SCHEMA, "grain");
            peaks = connection.createAppender(SCHEMA, "peak");
            reflections = connection.createAppender(SCHEMA, "reflection");
            verifications = connection.createAppender(SCHEMA, "verification");
        } catch (SQLException e) {
            throw RunStore.failure(store.file(), "cannot be written", e);
        }
    }

    public void add(PointRecord record) throws IOException {
        try {
            PointRecord.Check check = record.check();
            if (check != null) {
                verifications.beginRow().append(scan).append(record.point());
                verifications.append(check.agrees()).append(check.angle()).endRow();
            }
            Peaks found = record.peaks();
            // A third wave that found nothing new leaves the point as it is.
            if (wave < 3 || !record.grains().isEmpty()) {
                addPoint(record, found);
                for (int g = 0; g < record.grains().size(); g++) {
                    addGrain(record.point(), (byte) g, record.grains().get(g));
                }
            }
            if (wave < 3 && found != null) {
                addPeaks(record.point(), found);
            }
        } catch (SQLException e) {
            throw RunStore.failure(store.file(), "cannot be written", e);
        }
    }

    private void addPoint(PointRecord record, @Nullable Peaks found) throws SQLException {
        points.beginRow().append(scan).append(record.point()).append(wave);
        points.append((byte) record.status().code()).append(record.reason());
        points.append(record.frameTime()).append(found == null ? 0 : found.size());
        points.append(record.grains().size()).endRow();
    }

    private void addGrain(int point, byte rank, GrainRecord grain) throws SQLException {
        GrainFit fit = grain.fit();
        grains.beginRow().append(scan).append(point).append(wave).append(rank);
        grains.append((byte) grain.crystal());
        Matrix3 r = fit.state().labFromCrystal();
        grains.append(r.xx()).append(r.xy()).append(r.xz());
        grains.append(r.yx()).append(r.yy()).append(r.yz());
        grains.append(r.zx()).append(r.zy()).append(r.zz());
        for (double component : fit.state().strain().toArray()) {
            grains.append(component);
        }
        for (double value : grain.quantities()) {
            grains.append(value);
        }
        grains.append(fit.noiseCovariance()).append(fit.calibrationCovariance()).endRow();
        addReflections(point, rank, fit);
    }

    private void addReflections(int point, byte rank, GrainFit fit) throws SQLException {
        Matches matches = fit.matches();
        ReflectionList list = fit.reflections();
        for (int i = 0; i < matches.size(); i++) {
            int direction = matches.reflection()[i];
            int order = matches.order()[i];
            reflections.beginRow().append(scan).append(point).append(wave).append(rank);
            reflections.append(matches.peak()[i]);
            reflections.append((short) (order * list.h(direction)));
            reflections.append((short) (order * list.k(direction)));
            reflections.append((short) (order * list.l(direction)));
            reflections.append((float) matches.energy()[i]);
            reflections.append((float) matches.x()[i]).append((float) matches.y()[i]);
            reflections.append((float) matches.dx()[i]).append((float) matches.dy()[i]);
            reflections.append(matches.used()[i]).endRow();
        }
    }

    private void addPeaks(int point, Peaks found) throws SQLException {
        for (int i = 0; i < found.size(); i++) {
            peaks.beginRow().append(scan).append(point).append(i);
            for (Peaks.Column column : Peaks.Column.values()) {
                peaks.append(found.value(column, i));
            }
            peaks.append(found.flags(i)).endRow();
        }
    }

    /// Marks the tile as finished and commits.
    public void finish() throws IOException {
        try {
            closeAppenders();
            try (DuckDBAppender tiles = store.connection().createAppender(SCHEMA, "tile")) {
                tiles.beginRow().append(scan).append(wave).append(tile);
                tiles.append(LocalDateTime.now(ZoneOffset.UTC)).endRow();
            }
            store.execute("COMMIT");
            finished = true;
        } catch (SQLException e) {
            throw RunStore.failure(store.file(), "cannot be written", e);
        }
    }

    private void closeAppenders() throws SQLException {
        for (DuckDBAppender appender :
                new DuckDBAppender[] {points, grains, peaks, reflections, verifications}) {
            if (!appender.isClosed()) {
                appender.close();
            }
        }
    }

    /// Takes back what was added unless it was committed.
    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        try {
            closeAppenders();
            store.execute("ROLLBACK");
        } catch (SQLException e) {
            throw RunStore.failure(store.file(), "cannot be written", e);
        }
    }
}
