package org.lauescope.index;

import java.util.Arrays;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Finds orientations of one crystal by votes: an observed direction is taken for an anchor of the
/// crystal, which leaves one rotation about it; every other observed direction votes for the
/// rotations that make it a partner at the angle observed. The right assignment collects a vote
/// from each spot of the grain, a wrong one only chance.
///
/// For n peaks the cost is n arc cosines and one increment per partner within the tolerance (some
/// 10⁵ in all for a cubic cell of 13 Å). Buffers are reused; one object belongs to one thread.
final class OrientationSearch {

    /// Proposals kept per observed anchor.
    static final int PROPOSALS = 6;

    /// Votes are worth a look from this many on: with the anchor, four directions agree.
    private static final int FEWEST_VOTES = 3;

    private final DirectionPairs pairs;
    private final int halfWindow;
    private final int[] votes = new int[DirectionPairs.AZIMUTHS];
    private final int[] sums;
    private final double[] score = new double[PROPOSALS];
    private final int[] anchor = new int[PROPOSALS];
    private final int[] rotation = new int[PROPOSALS];
    private final DeformationStep step = new DeformationStep();
    private int found;

    private int voters;
    private int[] voter = new int[0];
    private int[] bucket = new int[0];
    private int[] azimuth = new int[0];
    private Vector3 observed = Vector3.Z;
    private Vector3 reference = Vector3.X;

    /// @param angleTolerance that of `pairs`, rad
    OrientationSearch(DirectionPairs pairs, double angleTolerance) {
        this.pairs = pairs;
        // A partner 40° away, as is typical, turns the azimuth by 1.6 tolerances.
        halfWindow =
                Math.max(
                        1,
                        (int)
                                Math.ceil(
                                        1.6
                                                * angleTolerance
                                                * DirectionPairs.AZIMUTHS
                                                / (2 * Math.PI)));
        sums = new int[DirectionPairs.AZIMUTHS + 2 * halfWindow + 1];
    }

    /// Fills the proposals for peak `seed` as an anchor.
    ///
    /// @param mostVoters only the most trusted free peaks vote
    /// @return the number of proposals
    int propose(PeakField field, int seed, int mostVoters) {
        prepare(field, seed, mostVoters);
        found = 0;
        short[] partnerAzimuth = pairs.azimuths();
        int last = pairs.buckets();
        int mask = DirectionPairs.AZIMUTHS - 1;
        for (int a = 0; a < pairs.anchorCount(); a++) {
            Arrays.fill(votes, 0);
            int total = 0;
            for (int v = 0; v < voters; v++) {
                int from = pairs.start(a, bucket[v]);
                int to = pairs.start(a, Math.min(bucket[v] + 3, last));
                int turn = azimuth[v];
                for (int entry = from; entry < to; entry++) {
                    votes[(turn - partnerAzimuth[entry]) & mask]++;
                }
                total += to - from;
            }
            keepBest(a, total);
        }
        return found;
    }

    private void prepare(PeakField field, int seed, int mostVoters) {
        if (voter.length < field.size()) {
            voter = new int[field.size()];
            bucket = new int[field.size()];
            azimuth = new int[field.size()];
        }
        observed =
                new Vector3(field.directionX(seed), field.directionY(seed), field.directionZ(seed));
        reference = DirectionPairs.perpendicular(observed);
        Vector3 side = observed.cross(reference);
        voters = 0;
        for (int j = 0; j < field.size() && voters < mostVoters; j++) {
            if (j == seed || field.isTaken(j)) {
                continue;
            }
            double x = field.directionX(j);
            double y = field.directionY(j);
            double z = field.directionZ(j);
            double cosine = observed.x() * x + observed.y() * y + observed.z() * z;
            double angle = Math.acos(Math.min(cosine, 1));
            int first = pairs.firstBucket(angle);
            if (first >= pairs.buckets()) {
                continue;
            }
            voter[voters] = j;
            bucket[voters] = first;
            azimuth[voters++] =
                    DirectionPairs.azimuth(
                            Math.atan2(
                                    x * side.x() + y * side.y() + z * side.z(),
                                    x * reference.x() + y * reference.y() + z * reference.z()));
        }
    }

    /// Sums the votes in a window that slides over the turn; the best one of this anchor competes
    /// with those of the others by its excess over the mean in units of its standard deviation.
    private void keepBest(int a, int total) {
        int n = votes.length;
        int width = 2 * halfWindow + 1;
        int sum = 0;
        for (int k = 0; k < sums.length - 1; k++) {
            sum += votes[(k - halfWindow) & (n - 1)];
            sums[k + 1] = sum;
        }
        int most = 0;
        for (int k = 0; k < n; k++) {
            most = Math.max(most, sums[k + width] - sums[k]);
        }
        if (most < FEWEST_VOTES) {
            return;
        }
        double mean = (double) total * width / n;
        double excess = (most - mean) / Math.sqrt(mean + 1);
        if (found == PROPOSALS && excess <= score[found - 1]) {
            return;
        }
        int at = found < PROPOSALS ? found++ : PROPOSALS - 1;
        while (at > 0 && excess > score[at - 1]) {
            score[at] = score[at - 1];
            anchor[at] = anchor[at - 1];
            rotation[at] = rotation[at - 1];
            at--;
        }
        int best = 0;
        while (sums[best + width] - sums[best] < most) {
            best++;
        }
        score[at] = excess;
        anchor[at] = a;
        rotation[at] = best;
    }

    /// Votes of a proposal above the mean, in standard deviations; proposals are sorted by it.
    double excess(int proposal) {
        return score[proposal];
    }

    /// `labFromCrystal` of a proposal, turned to fit the pairs that voted for it.
    Matrix3 orientation(PeakField field, int proposal, double angleTolerance) {
        int a = anchor[proposal];
        double turn = rotation[proposal] * (2 * Math.PI / DirectionPairs.AZIMUTHS);
        Vector3 side = observed.cross(reference);
        Vector3 turned = reference.times(Math.cos(turn)).plus(side.times(Math.sin(turn)));
        Vector3 axis = pairs.axis(a);
        Vector3 crystalReference = pairs.reference(a);
        Matrix3 lab = Matrix3.ofColumns(observed, turned, observed.cross(turned));
        Matrix3 crystal = Matrix3.ofColumns(axis, crystalReference, axis.cross(crystalReference));
        Matrix3 labFromCrystal = lab.times(crystal.transpose());
        return turned(field, a, rotation[proposal], labFromCrystal, angleTolerance);
    }

    private Matrix3 turned(PeakField field, int a, int turn, Matrix3 start, double angleTolerance) {
        Matrix3 m = start;
        // First the window's whole width, then what the tolerance of angles leaves.
        for (double limit = 4 * angleTolerance; limit > 1.5 * angleTolerance; limit /= 2) {
            double leastCosine = Math.cos(limit);
            step.clear();
            add(m, pairs.axis(a), observed.x(), observed.y(), observed.z(), leastCosine);
            for (int v = 0; v < voters; v++) {
                int j = voter[v];
                int to = pairs.start(a, Math.min(bucket[v] + 3, pairs.buckets()));
                for (int entry = pairs.start(a, bucket[v]); entry < to; entry++) {
                    int off =
                            (azimuth[v] - pairs.azimuths()[entry] - turn)
                                    & (DirectionPairs.AZIMUTHS - 1);
                    if (Math.min(off, DirectionPairs.AZIMUTHS - off) <= halfWindow + 1) {
                        Vector3 direction = pairs.direction(pairs.partner(entry));
                        add(
                                m,
                                direction,
                                field.directionX(j),
                                field.directionY(j),
                                field.directionZ(j),
                                leastCosine);
                    }
                }
            }
            m = step.apply(m, 1, 0);
        }
        return m;
    }

    private void add(
            Matrix3 m, Vector3 direction, double ux, double uy, double uz, double leastCosine) {
        Vector3 g = m.times(direction);
        if (g.x() * ux + g.y() * uy + g.z() * uz > leastCosine) {
            step.add(g.x(), g.y(), g.z(), ux, uy, uz);
        }
    }
}
