package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.LiveRun;
import org.lauescope.run.plan.Tile;
import org.lauescope.run.store.RunStore;

/// What the store of a run tells of single points: reason, peaks and matched reflections. It stays
/// open for a moment after each question, as the next mostly follows, and is then closed, so that
/// another run may have it.
final class PointStore {

    private interface Opening {
        RunStore open() throws IOException;
    }

    /// From the last question to the closing.
    private static final Duration REST = Duration.ofSeconds(3);

    private final Path file;
    private final Opening opening;
    private final boolean isKept;
    private final Object use = new Object();
    private @Nullable RunStore kept;
    private long used;

    private PointStore(Path file, Opening opening, boolean isKept) {
        this.file = file;
        this.opening = opening;
        this.isKept = isKept;
    }

    /// Of a run that has ended.
    static PointStore of(Path file) {
        return new PointStore(file, () -> RunStore.openToRead(file), true);
    }

    /// A view of the store, which the caller closes.
    private RunStore open() throws IOException {
        if (!isKept) {
            return opening.open();
        }
        synchronized (use) {
            used = System.nanoTime();
            RunStore store = kept;
            if (store == null) {
                store = opening.open();
                kept = store;
                Thread.ofVirtual().name("rest of the store").start(this::closeAfterRest);
            }
            return store.alongside();
        }
    }

    private void closeAfterRest() {
        try {
            while (true) {
                Thread.sleep(REST);
                synchronized (use) {
                    if (System.nanoTime() - used >= REST.toNanos()) {
                        close();
                        return;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets go of the file; the next question opens it again.
    void close() {
        synchronized (use) {
            try (RunStore _ = kept) {
                kept = null;
            } catch (IOException _) {
                // It was only read.
                kept = null;
            }
        }
    }

    /// Of a run in this program, which has its store open itself.
    static PointStore of(LiveRun run) {
        return new PointStore(run.storeFile(), run::store, false);
    }

    /// Opens the store once: the first time takes a second, in which the database is loaded.
    void warmUp() {
        if (Files.exists(file)) {
            describe("", ScanGrid.of(1, 1, 1, 1), 0, new JsonObject());
        }
    }

    /// Adds `reason`, `peakList` (x, y, intensity, fwhm) and `reflections` (grain, peak, hkl,
    /// energy, predicted x and y, observed minus predicted) of a point, or `storeProblem`.
    void describe(String scan, ScanGrid grid, int point, JsonObject out) {
        if (!Files.exists(file)) {
            out.text(
                    "storeProblem",
                    "peaks and reflections are not there: the store of the run, %s, does not lie beside the result"
                            .formatted(file.getFileName()));
            return;
        }
        try (RunStore store = open()) {
            int[] number = {-1};
            store.query(
                    "SELECT name, scan FROM scan",
                    row -> number[0] = row.getString(1).equals(scan) ? row.getInt(2) : number[0]);
            String here = " WHERE scan = %d AND point = %d".formatted(number[0], point);
            store.query(
                    "SELECT reason, peaks FROM final_point" + here,
                    row -> out.text("reason", row.getString(1)).integer("peaks", row.getInt(2)));
            peaks(store, number[0], grid, point, out.elements("peakList"));
            JsonObject.Elements reflections = out.elements("reflections");
            store.query(
                    "SELECT grain, peak, h, k, l, energy, x, y, dx, dy, used FROM final_reflection"
                            + here
                            + " ORDER BY grain, peak",
                    r ->
                            reflections
                                    .add()
                                    .integer("grain", r.getInt(1))
                                    .integer("peak", r.getInt(2))
                                    .integer("h", r.getInt(3))
                                    .integer("k", r.getInt(4))
                                    .integer("l", r.getInt(5))
                                    .number("energyKeV", rounded(r.getDouble(6), 1e4))
                                    .number("x", rounded(r.getDouble(7), 1e3))
                                    .number("y", rounded(r.getDouble(8), 1e3))
                                    .number("dx", rounded(r.getDouble(9), 1e4))
                                    .number("dy", rounded(r.getDouble(10), 1e4))
                                    .flag("used", r.getBoolean(11)));
        } catch (IOException e) {
            out.text("storeProblem", e.getMessage());
        }
    }

    private static void peaks(
            RunStore store, int scan, ScanGrid grid, int point, JsonObject.Elements out)
            throws IOException {
        Tile tile = new Tile(0, grid.row(point), grid.column(point), 1, 1);
        for (Peaks peaks : store.peaks(scan, grid.columns(), tile, new int[] {point}).values()) {
            for (int i = 0; i < peaks.size(); i++) {
                out.add()
                        .number("x", rounded(peaks.value(Peaks.Column.X, i), 1e3))
                        .number("y", rounded(peaks.value(Peaks.Column.Y, i), 1e3))
                        .number("intensity", rounded(peaks.value(Peaks.Column.INTENSITY, i), 1e1))
                        .number("fwhm", rounded(peaks.value(Peaks.Column.FWHM_MAJOR, i), 1e3));
            }
        }
    }

    /// To the digits that a screen shows: 1 / `parts`.
    private static double rounded(double value, double parts) {
        return Math.rint(value * parts) / parts;
    }
}
