package org.lauescope.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// Rotations, not of the crystal's symmetry, that bring many of its strong directions onto others:
/// twins, coincidence site lattices (Σ3 = 60° about ⟨111⟩ …) and the pseudo-symmetries of a metric.
/// An orientation and its product with one of them share spots, so one can pass for the other.
///
/// They are found like orientations: two anchors are laid on each other, and the azimuths of their
/// partners at equal angles vote for the rotation about them; each is then fitted to the directions
/// it brings together. Built once per crystal; immutable.
final class Coincidences {

    /// Anchors laid on each other.
    private static final int ANCHORS = 24;

    /// Directions that a rotation is fitted to.
    private static final int FITTED = 200;

    private static final int MOST_FITTED = 64;

    private final DirectionPairs pairs;
    private final double angleTolerance;
    private final double smallestShare;
    private final List<Matrix3> symmetry;
    private final List<Matrix3> rotations = new ArrayList<>();

    private record Rotation(Matrix3 matrix, double share) {}

    /// @param angleTolerance that of `pairs`, rad
    /// @param smallestShare least part of the directions that a rotation must bring onto others
    /// @param most rotations kept
    Coincidences(
            DirectionPairs pairs,
            List<Matrix3> symmetry,
            double angleTolerance,
            double smallestShare,
            int most) {
        this.pairs = pairs;
        this.symmetry = symmetry;
        this.angleTolerance = angleTolerance;
        this.smallestShare = smallestShare;
        List<Rotation> found = new ArrayList<>();
        int anchors = Math.min(pairs.anchorCount(), ANCHORS);
        for (int a = 0; a < anchors; a++) {
            for (int b = 0; b < anchors; b++) {
                collect(a, b, found);
            }
        }
        found.sort((p, q) -> Double.compare(q.share, p.share));
        List<Matrix3> coarse = new ArrayList<>();
        for (Rotation rotation : found) {
            boolean isNew = addEquivalents(rotation.matrix, coarse, 3 * angleTolerance, 8 * most);
            if (isNew && coarse.size() <= MOST_FITTED * symmetry.size()) {
                addEquivalents(fitted(rotation.matrix), rotations, angleTolerance, most);
            }
        }
    }

    /// CRYSTAL from CRYSTAL, those that share most first; symmetry has been applied on the left,
    /// and on the right it makes no difference.
    List<Matrix3> rotations() {
        return rotations;
    }

    /// Those of the rotations that are pseudo-symmetries of the lattice, with the strain that makes
    /// them exact: B H B⁻¹ with H integer, B the columns a\*, b\*, c\*. A strained solution
    /// multiplied by one has the same reciprocal lattice, described by another choice of axes.
    List<Matrix3> relabellings(UnitCell cell) {
        Matrix3 b = cell.reciprocal();
        Matrix3 inverse = b.inverse();
        List<Matrix3> found = new ArrayList<>();
        for (Matrix3 rotation : rotations) {
            Matrix3 h = inverse.times(rotation).times(b);
            Matrix3 whole =
                    new Matrix3(
                            Math.rint(h.xx()),
                            Math.rint(h.xy()),
                            Math.rint(h.xz()),
                            Math.rint(h.yx()),
                            Math.rint(h.yy()),
                            Math.rint(h.yz()),
                            Math.rint(h.zx()),
                            Math.rint(h.zy()),
                            Math.rint(h.zz()));
            if (whole.determinant() == 1 && whole.minus(h).largest() < 0.2) {
                found.add(b.times(whole).times(inverse));
            }
        }
        return found;
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
        int half =
                Math.max(
                        1,
                        (int) Math.round(angleTolerance * DirectionPairs.AZIMUTHS / (2 * Math.PI)));
        int[] window = new int[votes.length];
        for (int k = 0; k < votes.length; k++) {
            for (int d = -half; d <= half; d++) {
                window[k] += votes[(k + d) & mask];
            }
        }
        double mean = (2 * half + 1.0) * Arrays.stream(votes).asLongStream().sum() / votes.length;
        double least = mean + Math.max(smallestShare * total, 4 * Math.sqrt(mean));
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

    /// The rotation turned to fit the directions that it brings together, closer from pass to pass.
    private Matrix3 fitted(Matrix3 rotation) {
        DeformationStep step = new DeformationStep();
        Matrix3 r = rotation;
        for (double limit = 4 * angleTolerance; limit > 0.1 * angleTolerance; limit /= 2) {
            step.clear();
            for (int i = 0; i < Math.min(FITTED, pairs.directions()); i++) {
                Vector3 q = r.times(pairs.direction(i));
                double nearest = Math.cos(limit);
                Vector3 partner = q;
                for (int j = 0; j < pairs.directions(); j++) {
                    double cosine = q.dot(pairs.direction(j));
                    if (cosine > nearest) {
                        nearest = cosine;
                        partner = pairs.direction(j);
                    }
                }
                if (!partner.equals(q)) {
                    step.add(q.x(), q.y(), q.z(), partner.x(), partner.y(), partner.z());
                }
            }
            r = step.apply(r, 1, 0);
        }
        return r;
    }

    /// Adds the products with the symmetry from the left that are new.
    ///
    /// @return whether any was
    private boolean addEquivalents(
            Matrix3 rotation, List<Matrix3> list, double tolerance, int most) {
        boolean isNew = false;
        for (Matrix3 left : symmetry) {
            Matrix3 equivalent = left.times(rotation);
            if (list.size() < most
                    && !isSame(equivalent, Matrix3.IDENTITY, 3 * angleTolerance)
                    && list.stream().noneMatch(known -> isSame(equivalent, known, tolerance))) {
                list.add(equivalent);
                isNew = true;
            }
        }
        return isNew;
    }

    /// Whether two orientations are the same but for symmetry and an angle of `tolerance`.
    boolean isSame(Matrix3 first, Matrix3 second, double tolerance) {
        double leastTrace = 1 + 2 * Math.cos(tolerance);
        Matrix3 difference = first.transpose().times(second);
        for (Matrix3 right : symmetry) {
            // The trace of a rotation by φ is 1 + 2 cos φ.
            double trace =
                    right.xx() * difference.xx()
                            + right.xy() * difference.xy()
                            + right.xz() * difference.xz()
                            + right.yx() * difference.yx()
                            + right.yy() * difference.yy()
                            + right.yz() * difference.yz()
                            + right.zx() * difference.zx()
                            + right.zy() * difference.zy()
                            + right.zz() * difference.zz();
            if (trace > leastTrace) {
                return true;
            }
        }
        return false;
    }
}
