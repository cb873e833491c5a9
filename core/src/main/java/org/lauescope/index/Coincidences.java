package org.lauescope.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

/// Rotations, not of the crystal's symmetry, that bring many of its strong directions onto others:
/// twins, coincidence site lattices (Σ3 = 60° about ⟨111⟩ …) and the pseudo-symmetries of a metric.
/// An orientation and its product with one of them share spots, so one can pass for the other.
///
/// They are found like orientations: two anchors are laid on each other, and the azimuths of their
/// partners at equal angles vote for the rotation about them. Built once per crystal; immutable.
final class Coincidences {

    /// Anchors laid on each other.
    private static final int ANCHORS = 24;

    /// Least part of the directions that a rotation must bring onto others.
    private static final double SMALLEST_SHARE = 0.1;

    private static final int MOST = 128;

    private record Rotation(Matrix3 matrix, double share) {}

    private final DirectionPairs pairs;
    private final double angleTolerance;
    private final List<Matrix3> symmetry;
    private final List<Matrix3> rotations = new ArrayList<>();

    Coincidences(DirectionPairs pairs, List<Matrix3> symmetry, double angleTolerance) {
        this.pairs = pairs;
        this.symmetry = symmetry;
        this.angleTolerance = angleTolerance;
        List<Rotation> found = new ArrayList<>();
        int anchors = Math.min(pairs.anchorCount(), ANCHORS);
        for (int a = 0; a < anchors; a++) {
            for (int b = 0; b < anchors; b++) {
                collect(a, b, found);
            }
        }
        found.sort((p, q) -> Double.compare(q.share, p.share));
        for (Rotation rotation : found) {
            for (Matrix3 left : symmetry) {
                if (rotations.size() < MOST) {
                    addNew(left.times(rotation.matrix));
                }
            }
        }
    }

    /// CRYSTAL from CRYSTAL, those that share most first; one of each set that the symmetry takes
    /// into each other.
    List<Matrix3> rotations() {
        return rotations;
    }

    private void collect(int a, int b, List<Rotation> found) {
        int[] votes = new int[DirectionPairs.AZIMUTHS];
        int mask = DirectionPairs.AZIMUTHS - 1;
        short[] azimuth = pairs.azimuths();
        int total = 0;
        for (int bucket = 0; bucket < pairs.buckets(); bucket++) {
            int to = pairs.start(b, Math.min(bucket + 2, pairs.buckets()));
            for (int i = pairs.start(a, bucket); i < pairs.start(a, bucket + 1); i++) {
                total++;
                for (int j = pairs.start(b, Math.max(bucket - 1, 0)); j < to; j++) {
                    votes[(azimuth[j] - azimuth[i]) & mask]++;
                }
            }
        }
        int[] window = new int[votes.length];
        for (int k = 0; k < votes.length; k++) {
            window[k] = votes[(k - 1) & mask] + votes[k] + votes[(k + 1) & mask];
        }
        double mean = 3.0 * Arrays.stream(votes).asLongStream().sum() / votes.length;
        double least = mean + Math.max(SMALLEST_SHARE * total, 4 * Math.sqrt(mean));
        for (int k = 0; k < votes.length; k++) {
            if (window[k] > least
                    && window[k] >= window[(k - 1) & mask]
                    && window[k] > window[(k + 1) & mask]) {
                found.add(new Rotation(rotation(a, b, k), (window[k] - mean) / total));
            }
        }
    }

    /// Lays anchor a on anchor b and turns by `turn` steps.
    private Matrix3 rotation(int a, int b, int turn) {
        double angle = turn * (2 * Math.PI / DirectionPairs.AZIMUTHS);
        Vector3 reference = pairs.reference(b);
        Vector3 side = pairs.axis(b).cross(reference);
        Vector3 turned = reference.times(Math.cos(angle)).plus(side.times(Math.sin(angle)));
        Matrix3 to = Matrix3.ofColumns(pairs.axis(b), turned, pairs.axis(b).cross(turned));
        Vector3 from = pairs.reference(a);
        return to.times(
                Matrix3.ofColumns(pairs.axis(a), from, pairs.axis(a).cross(from)).transpose());
    }

    private void addNew(Matrix3 rotation) {
        if (isSame(rotation, Matrix3.IDENTITY)) {
            return;
        }
        for (Matrix3 known : rotations) {
            if (isSame(rotation, known)) {
                return;
            }
        }
        rotations.add(rotation);
    }

    /// Whether two orientations are the same but for symmetry and twice the tolerance.
    boolean isSame(Matrix3 first, Matrix3 second) {
        Matrix3 back = second.transpose();
        for (Matrix3 right : symmetry) {
            if (Quaternion.ofMatrix(first.times(right).times(back)).angle() < 2 * angleTolerance) {
                return true;
            }
        }
        return false;
    }
}
