package org.lauescope.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.index.Prediction;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.run.analysis.PointAnalysis;
import org.lauescope.run.analysis.PointRecord;
import org.lauescope.run.analysis.PointRecord.GrainRecord;
import org.lauescope.run.plan.Tile;
import org.lauescope.run.store.RunStore;
import org.lauescope.run.store.RunStore.StoredGrain;
import org.lauescope.run.store.RunStore.StoredPoint;

/// The third wave in one tile: which points may have a grain of a neighbour that they miss, and
/// which are to be compared with an analysis from scratch. It sees what the second wave found, in
/// this tile and around it, and nothing of its own.
final class Seams {

    /// A point has a grain of its neighbour if it has one that differs by less, rad.
    private static final double SAME_GRAIN = Math.toRadians(1);

    /// Grains of two neighbours that differ by less are tried once, rad.
    private static final double SAME_TRIAL = Math.toRadians(0.2);

    private final ScanGrid grid;
    private final List<List<Matrix3>> symmetry;
    private final Map<Integer, List<StoredGrain>> grains;
    private final Map<Integer, StoredPoint> points;
    private final Map<Integer, Peaks> peaks;
    private final Map<Integer, List<Prediction>> trials = new LinkedHashMap<>();

    Seams(
            RunStore store,
            int scan,
            ScanGrid grid,
            Tile tile,
            List<Crystal> crystals,
            Verification verification)
            throws IOException {
        this.grid = grid;
        this.symmetry = crystals.stream().map(Crystal::properRotations).toList();
        grains = store.grains(scan, 2, grid.columns(), tile.grown(grid));
        points = store.points(scan, grid.columns(), tile);
        for (Map.Entry<Integer, StoredPoint> entry : points.entrySet()) {
            PointStatus status = entry.getValue().status();
            if (status != PointStatus.NOT_MEASURED && !status.isFailed()) {
                int point = entry.getKey();
                List<Prediction> missing = missing(point);
                if (!missing.isEmpty() || verification.includes(point)) {
                    trials.put(point, missing);
                }
            }
        }
        int[] needed = trials.keySet().stream().mapToInt(Integer::intValue).toArray();
        peaks = store.peaks(scan, grid.columns(), tile, needed);
        trials.keySet().retainAll(peaks.keySet());
    }

    /// Points with something to do.
    List<Integer> points() {
        return List.copyOf(trials.keySet());
    }

    /// Tries what the neighbours have, then compares with an analysis from scratch if it is asked
    /// for.
    PointRecord work(int point, PointAnalysis analysis, boolean verify) {
        Peaks found = peaks.get(point);
        StoredPoint stored = points.get(point);
        List<Prediction> missing = trials.get(point);
        if (found == null || stored == null || missing == null) {
            throw new IllegalStateException("point %d is not of this tile".formatted(point));
        }
        List<Prediction> own = predictions(point);
        List<GrainRecord> gained =
                missing.isEmpty() ? List.of() : analysis.extend(found, own, missing);
        PointRecord.Check check = null;
        if (verify) {
            check =
                    gained.isEmpty()
                            ? analysis.check(found, own, rotationSigma(point))
                            : analysis.check(
                                    found,
                                    List.of(
                                            new Prediction(
                                                    gained.getFirst().crystal(),
                                                    gained.getFirst().fit().state())),
                                    gained.getFirst().fit().rotationSigma());
        }
        return new PointRecord(
                point,
                gained.isEmpty() ? stored.status() : PointStatus.INDEXED,
                "",
                stored.frameTime(),
                found,
                gained,
                check);
    }

    private double rotationSigma(int point) {
        List<StoredGrain> own = grains.getOrDefault(point, List.of());
        return own.isEmpty() ? Double.NaN : Math.toRadians(own.getFirst().rotationSigma());
    }

    private List<Prediction> predictions(int point) {
        return grains.getOrDefault(point, List.of()).stream().map(StoredGrain::prediction).toList();
    }

    /// Grains of the eight neighbours that the point does not have, in the order of the points.
    private List<Prediction> missing(int point) {
        List<Prediction> own = predictions(point);
        List<Prediction> missing = new ArrayList<>();
        int row = grid.row(point);
        int column = grid.column(point);
        for (int r = row - 1; r <= row + 1; r++) {
            for (int c = column - 1; c <= column + 1; c++) {
                if (grid.contains(r, c) && (r != row || c != column)) {
                    for (Prediction grain : predictions(grid.index(r, c))) {
                        if (!has(own, grain, SAME_GRAIN) && !has(missing, grain, SAME_TRIAL)) {
                            missing.add(grain);
                        }
                    }
                }
            }
        }
        return missing;
    }

    private boolean has(List<Prediction> list, Prediction grain, double limit) {
        return list.stream()
                .anyMatch(one ->
                        one.crystal() == grain.crystal()
                                && Disorientation.angle(
                                                one.state().labFromCrystal(),
                                                grain.state().labFromCrystal(),
                                                symmetry.get(grain.crystal()))
                                        < limit);
    }
}
