package org.lauescope.viewer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.ColourKey;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.run.LiveRun;
import org.lauescope.run.RunOptions;

/// What there is to explore: a result, the store of its run and its frames. Planes and columns are
/// read when they are first asked for; the latest are kept.
public final class Exploration {

    /// Values kept of planes, and of columns: with uncertainties up to 256 MB.
    private static final long KEPT = 16_000_000;

    private final Path file;
    private final @Nullable Path experiment;
    private final Result result;
    private final PointStore store;
    private final PointFrames frames;
    private final Recent<Plane> planes = new Recent<>(KEPT);
    private final Recent<double[]> columns = new Recent<>(KEPT);

    private Exploration(
            Path file,
            @Nullable Path experiment,
            Result result,
            PointStore store,
            PointFrames frames) {
        this.file = file;
        this.experiment = experiment;
        this.result = result;
        this.store = store;
        this.frames = frames;
    }

    /// @param experiment file that the result was made of; null to look for it beside the result
    public static Exploration of(Path file, @Nullable Path experiment) throws IOException {
        Result result = ResultFiles.read(file);
        return new Exploration(
                file,
                experiment,
                result,
                PointStore.of(RunOptions.of(file, 1).store()),
                new PointFrames(file, result.provenance().experiment(), experiment));
    }

    /// What a run has found so far.
    static Exploration of(LiveRun run, PointFrames frames) throws IOException {
        return new Exploration(
                run.output(), run.experiment(), run.result(), PointStore.of(run), frames);
    }

    /// The same with what the file holds now.
    Exploration reread() throws IOException {
        Exploration next = of(file, experiment);
        store.close();
        return next;
    }

    Path file() {
        return file;
    }

    Result result() {
        return result;
    }

    ScanResult scan(int number) {
        return result.scans().get(number);
    }

    PointStore store() {
        return store;
    }

    PointFrames frames() {
        return frames;
    }

    Plane plane(int scan, String name) {
        return planes.of(
                scan + "/" + name,
                () -> scan(scan).map().plane(name),
                plane -> plane.values().length);
    }

    /// Reads planes and columns before they are asked for, as many as are kept: the first look at a
    /// point needs all of them.
    void readAhead() {
        store.warmUp();
        long values = 0;
        for (int scan = 0; scan < result.scans().size(); scan++) {
            for (String name : scan(scan).map().planeNames()) {
                values += scan(scan).map().grid().size();
                if (values > KEPT || Thread.currentThread().isInterrupted()) {
                    return;
                }
                plane(scan, name);
            }
            Table grains = scan(scan).tables().get(ScanResult.POINT_GRAINS);
            if (grains != null) {
                for (Quantity quantity : grains.quantities()) {
                    column(scan, grains, quantity.name());
                }
            }
        }
    }

    /// A column of the table of all grains of all points.
    double[] column(int scan, Table table, String name) {
        return columns.of(scan + "/" + name, () -> table.column(name), column -> column.length);
    }

    /// Colours of the crystal directions along a direction of the sample, 0xRRGGBB for each point;
    /// −1 where no orientation is known.
    int[] inversePoleFigure(int scan, Vector3 sample) {
        OrientationMap map = scan(scan).map().orientations();
        ColourKey[] keys =
                map.crystals().stream()
                        .map(crystal -> ColourKey.of(ColourKey.Style.MTEX, crystal))
                        .toArray(ColourKey[]::new);
        int[] colours = new int[map.grid().size()];
        Arrays.setAll(
                colours,
                i ->
                        map.isKnown(i)
                                ? keys[map.crystal()[i]]
                                        .colour(map.sampleFromCrystal(i), sample)
                                        .rgb()
                                : -1);
        return colours;
    }
}
