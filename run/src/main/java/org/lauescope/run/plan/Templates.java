package org.lauescope.run.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.index.Prediction;
import org.lauescope.refine.CrystalState;

/// What the grains of the sample points let expect at the points between them.
///
/// Every grain of the up to nine sample points around a point is a prediction as it is. A grain
/// that is at several of the four enclosing corners is also expected with the orientation between
/// them, interpolated bilinearly as a rotation vector from the corner that is nearest: an
/// orientation that changes linearly is met exactly.
public final class Templates {

    /// Grains of two corners that differ by less are one that turns, rad.
    private static final double SAME_GRAIN = Math.toRadians(5);

    private final SampleGrid samples;
    private final List<List<Matrix3>> symmetry;
    private final IntFunction<List<Prediction>> grains;

    /// @param grains those of a sample point, strongest first
    public Templates(
            SampleGrid samples, List<Crystal> crystals, IntFunction<List<Prediction>> grains) {
        this.samples = samples;
        this.symmetry = crystals.stream().map(Crystal::properRotations).toList();
        this.grains = grains;
    }

    public List<Prediction> predictions(int row, int column) {
        List<Prediction> predictions = new ArrayList<>(between(samples.enclosing(row, column)));
        for (int sample : samples.around(row, column)) {
            predictions.addAll(grains.apply(sample));
        }
        return predictions;
    }

    /// Grains that are at two or more corners, turned to where the point lies between them.
    private List<Prediction> between(SampleGrid.Cell cell) {
        List<Prediction> predictions = new ArrayList<>();
        int[] corners = cell.corners();
        for (int nearest : byNearness(cell)) {
            for (Prediction grain : grains.apply(corners[nearest])) {
                Vector3[] turns = new Vector3[corners.length];
                int found = 0;
                for (int corner = 0; corner < corners.length; corner++) {
                    turns[corner] = turn(grain, grains.apply(corners[corner]));
                    found += turns[corner].isFinite() ? 1 : 0;
                }
                if (found > 1) {
                    fill(turns);
                    predictions.add(turned(grain, interpolated(turns, cell)));
                }
            }
        }
        return predictions;
    }

    /// Distinct corners.
    private static int[] byNearness(SampleGrid.Cell cell) {
        int[] corners = cell.corners();
        return java.util.stream.IntStream.range(0, corners.length)
                .filter(c -> {
                    for (int earlier = 0; earlier < c; earlier++) {
                        if (corners[earlier] == corners[c]) {
                            return false;
                        }
                    }
                    return true;
                })
                .toArray();
    }

    /// Rotation vector (rad, LAB) from a grain to the one of a corner that continues it, NaN if
    /// none does.
    private Vector3 turn(Prediction grain, List<Prediction> corner) {
        Vector3 turn = new Vector3(Double.NaN, Double.NaN, Double.NaN);
        double least = SAME_GRAIN;
        for (Prediction other : corner) {
            if (other.crystal() == grain.crystal()) {
                Matrix3 labFromGrain = grain.state().labFromCrystal();
                Disorientation between =
                        Disorientation.between(
                                labFromGrain,
                                other.state().labFromCrystal(),
                                symmetry.get(grain.crystal()));
                if (between.angle() < least) {
                    least = between.angle();
                    turn = labFromGrain.times(between.axis().times(between.angle()));
                }
            }
        }
        return turn;
    }

    /// Corners without the grain continue the plane through those that have it.
    private static void fill(Vector3[] turns) {
        Vector3[] given = Arrays.copyOf(turns, turns.length);
        for (int corner = 0; corner < turns.length; corner++) {
            if (!given[corner].isFinite()) {
                Vector3 beside = given[corner ^ 1];
                Vector3 under = given[corner ^ 2];
                Vector3 opposite = given[corner ^ 3];
                turns[corner] =
                        beside.isFinite() && under.isFinite()
                                ? opposite.isFinite()
                                        ? beside.plus(under).minus(opposite)
                                        : beside.plus(under).times(0.5)
                                : beside.isFinite() ? beside : under;
            }
        }
    }

    private static Vector3 interpolated(Vector3[] turns, SampleGrid.Cell cell) {
        double u = cell.across();
        double v = cell.down();
        Vector3 top = turns[0].times(1 - u).plus(turns[1].times(u));
        Vector3 bottom = turns[2].times(1 - u).plus(turns[3].times(u));
        return top.times(1 - v).plus(bottom.times(v));
    }

    private static Prediction turned(Prediction grain, Vector3 turn) {
        CrystalState state = grain.state();
        Matrix3 labFromCrystal =
                Quaternion.ofRotationVector(turn).matrix().times(state.labFromCrystal());
        return new Prediction(grain.crystal(), new CrystalState(labFromCrystal, state.strain()));
    }
}
