package org.lauescope.refine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

/// Orientations of a calibrant that could explain the bright peaks on a detector whose pose is
/// known badly.
///
/// Pairs of bright peaks are compared with pairs of strong directions by their angle, with a
/// tolerance of degrees; each agreement gives an orientation, which is judged by how many of the
/// strong spots it predicts fall near a bright peak. Wide tolerances make this a generator of
/// candidates, no more: [PoseFit] decides.
final class CalibrantSearch {

    private static final int PEAKS_FOR_PAIRS = 12;
    private static final int PEAKS_FOR_SCORE = 40;
    private static final int DIRECTIONS_FOR_PAIRS = 200;
    private static final int FAMILIES_FOR_PAIRS = 10;
    private static final int SPOTS_FOR_SCORE = 30;

    /// Pairs closer than this hardly fix the third angle.
    private static final double SMALLEST_ANGLE = Math.toRadians(12);

    /// Angle that a pose error may add between two scattering vectors.
    private static final double TOLERANCE = Math.toRadians(1.2);

    /// Distance that a pose error may add to a spot, px.
    private static final double RADIUS = 25;

    /// Candidates nearer to each other than this end in the same fit.
    private static final double DISTINCT = Math.toRadians(3);

    private final ReflectionList reflections;
    private final Beam beam;
    private final List<Matrix3> symmetry;
    private final Vector3[] direction;
    private final List<Pair> pairs;
    private final Peaks bright;
    private final PeakGrid grid;

    /// Directions `first` (one of each family) and `second` with the angle between them.
    private record Pair(int first, int second, double angle) {}

    /// @param score part of the judged spots that have a bright peak near, 0 … 1
    record Candidate(Matrix3 labFromCrystal, Detector detector, double score) {}

    CalibrantSearch(ReflectionList reflections, Geometry geometry, Peaks strongestFirst) {
        this.reflections = reflections;
        beam = geometry.beam();
        symmetry = reflections.crystal().properRotations();
        int count = Math.min(DIRECTIONS_FOR_PAIRS, reflections.size());
        direction = new Vector3[count];
        for (int i = 0; i < count; i++) {
            direction[i] =
                    new Vector3(
                                    reflections.reciprocalX()[i],
                                    reflections.reciprocalY()[i],
                                    reflections.reciprocalZ()[i])
                            .unit();
        }
        pairs = pairs();
        int kept = Math.min(PEAKS_FOR_SCORE, strongestFirst.size());
        int[] first = new int[kept];
        for (int i = 0; i < kept; i++) {
            first[i] = i;
        }
        bright = strongestFirst.select(first);
        grid = new PeakGrid(geometry.detector());
        grid.load(bright);
    }

    private List<Pair> pairs() {
        List<Integer> families = new ArrayList<>();
        for (int i = 0; i < direction.length && families.size() < FAMILIES_FOR_PAIRS; i++) {
            Vector3 d = direction[i];
            boolean known =
                    families.stream()
                            .anyMatch(f ->
                                    symmetry.stream()
                                            .anyMatch(g ->
                                                    g.times(direction[f]).minus(d).norm() < 1e-6));
            if (!known) {
                families.add(i);
            }
        }
        List<Pair> found = new ArrayList<>();
        for (int f : families) {
            for (int i = 0; i < direction.length; i++) {
                double angle = direction[f].angleTo(direction[i]);
                if (angle > SMALLEST_ANGLE && angle < Math.PI - SMALLEST_ANGLE) {
                    found.add(new Pair(f, i, angle));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Pair::angle));
        return found;
    }

    /// The best `count` distinct candidates for this pose, best first.
    List<Candidate> candidates(Detector detector, int count) {
        Projection projection = new Projection(detector);
        int n = Math.min(PEAKS_FOR_PAIRS, bright.size());
        Vector3[] observed = new Vector3[n];
        for (int i = 0; i < n; i++) {
            observed[i] = detector.ray(bright.x(i), bright.y(i)).minus(Vector3.X).unit();
        }
        List<Candidate> best = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double angle = observed[i].angleTo(observed[j]);
                if (i == j || angle < SMALLEST_ANGLE) {
                    continue;
                }
                Matrix3 target = triad(observed[i], observed[j]);
                for (int p = firstAbove(angle - TOLERANCE);
                        p < pairs.size() && pairs.get(p).angle < angle + TOLERANCE;
                        p++) {
                    Matrix3 from =
                            triad(direction[pairs.get(p).first], direction[pairs.get(p).second]);
                    Matrix3 rotation = target.times(from.transpose());
                    double least = best.size() < count ? 0 : best.getLast().score;
                    double score = score(projection, detector, rotation, least);
                    if (score > least) {
                        insert(best, new Candidate(rotation, detector, score), count);
                    }
                }
            }
        }
        return best;
    }

    private int firstAbove(double angle) {
        int low = 0;
        int high = pairs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs.get(middle).angle < angle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Orthonormal columns that share an angle's error between both directions.
    private static Matrix3 triad(Vector3 first, Vector3 second) {
        Vector3 middle = first.plus(second).unit();
        Vector3 across = first.cross(second).unit();
        return Matrix3.ofColumns(middle, across, middle.cross(across));
    }

    private void insert(List<Candidate> best, Candidate candidate, int count) {
        for (int i = 0; i < best.size(); i++) {
            if (areAlike(best.get(i).labFromCrystal, candidate.labFromCrystal)) {
                if (best.get(i).score >= candidate.score) {
                    return;
                }
                best.remove(i);
                break;
            }
        }
        int at = 0;
        while (at < best.size() && best.get(at).score >= candidate.score) {
            at++;
        }
        best.add(at, candidate);
        if (best.size() > count) {
            best.removeLast();
        }
    }

    /// Whether two orientations differ by less than [#DISTINCT] up to symmetry.
    boolean areAlike(Matrix3 a, Matrix3 b) {
        Matrix3 turn = a.transpose().times(b);
        double least = 1 + 2 * Math.cos(DISTINCT);
        for (Matrix3 g : symmetry) {
            if (turn.times(g).trace() > least) {
                return true;
            }
        }
        return false;
    }

    /// Part of the first strong spots on the detector that have a bright peak near; 0 as soon as
    /// `least` is out of reach.
    private double score(Projection projection, Detector detector, Matrix3 m, double least) {
        int judged = 0;
        int hits = 0;
        for (int i = 0; i < reflections.size() && judged < SPOTS_FOR_SCORE; i++) {
            double q0x = reflections.reciprocalX()[i];
            double q0y = reflections.reciprocalY()[i];
            double q0z = reflections.reciprocalZ()[i];
            double qx = m.xx() * q0x + m.xy() * q0y + m.xz() * q0z;
            if (qx >= 0) {
                continue;
            }
            double qy = m.yx() * q0x + m.yy() * q0y + m.yz() * q0z;
            double qz = m.zx() * q0x + m.zy() * q0y + m.zz() * q0z;
            projection.position(qx, qy, qz, 0);
            if (!detector.contains(projection.x, projection.y)
                    || !Excitation.isPossible(reflections, i, qx, qy, qz, beam)) {
                continue;
            }
            judged++;
            if (grid.nearest(projection.x, projection.y, RADIUS) >= 0) {
                hits++;
            }
            if (hits + SPOTS_FOR_SCORE - judged <= least * SPOTS_FOR_SCORE) {
                return 0;
            }
        }
        return judged < 5 ? 0 : (double) hits / Math.max(judged, SPOTS_FOR_SCORE / 2);
    }
}
