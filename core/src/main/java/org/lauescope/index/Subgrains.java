package org.lauescope.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Projection;
import org.lauescope.refine.Refinement;
import org.lauescope.refine.RefinementOptions;

/// Parts of a grain that are turned against each other by some tenths of a degree and split its
/// spots.
///
/// Each peak j near the spot of reflection h, displaced by d, says that a part of the grain may be
/// turned by an ω with J ω = d: a line in the space of rotations. Two reflections far apart give a
/// point, and a part of the grain is a point that many reflections agree on. Parts are taken one by
/// one, the one with most reflections first, until the next would not lower the Bayesian
/// information criterion; each is then refined with its own peaks.
///
/// Same purpose as CN 113325016 A (sub-crystals in patterns with split peaks), by votes in the
/// space of rotations. An object belongs to one thread.
final class Subgrains {

    /// Largest angle between a part and the grain, rad.
    private static final double REACH = Math.toRadians(0.3);

    /// Parts nearer than this are one, rad.
    private static final double SAME = Math.toRadians(0.04);

    /// Reflections whose pairs propose rotations, brightest first.
    private static final int PROPOSERS = 40;

    private static final double LEAST_SINE = Math.sin(Math.toRadians(20));

    /// Largest residual of two displacements that propose one rotation, px.
    private static final double AGREEMENT = 1.5;

    /// Width of the kernel that counts reflections, px: 0.02° on a detector at 140 mm.
    private static final double BANDWIDTH = 0.6;

    /// A peak of a part is nearer than this to its place, px.
    private static final double CLOSE = 1.2;

    /// Nor need it be nearer than this, px.
    private static final double CLOSEST = 0.3;

    private static final int FEWEST_REFLECTIONS = 5;

    /// A part of fewer peaks keeps the strain of the grain.
    private static final int FEWEST_FOR_STRAIN = 8;

    private static final int MOST_PARTS = 6;

    /// Drop of the information criterion that a part must bring.
    private static final double DECISIVE = 10;

    private final Refinement refinement;
    private final Refinement rotationOnly;
    private final Projection projection;
    private final double reachPixels;

    private int spots;
    private double[] spotX = new double[0];
    private double[] spotY = new double[0];
    private int[] reflection = new int[0];
    private Vector3[] direction = new Vector3[0];
    private double[] jacobian = new double[0];

    private final List<Child> children = new ArrayList<>();
    private boolean[] used = new boolean[0];

    /// A peak near a spot, displaced by (dx, dy) px.
    private record Child(int spot, int peak, double dx, double dy) {}

    private record Part(Vector3 rotation, List<Child> peaks, double gain) {}

    Subgrains(Geometry geometry) {
        refinement = new Refinement(geometry, RefinementOptions.DEFAULT);
        rotationOnly = new Refinement(geometry, RefinementOptions.DEFAULT.orientationOnly());
        projection = new Projection(geometry.detector());
        double pitch = Math.max(geometry.detector().pitchColumn(), geometry.detector().pitchRow());
        reachPixels = 2 * REACH * geometry.detector().distance() / pitch;
    }

    /// See [Refinement#assumeSystematic].
    void assumeSystematic(double pixels) {
        refinement.assumeSystematic(pixels);
        rotationOnly.assumeSystematic(pixels);
    }

    /// Whether two grains of one crystal are near enough to be parts of one.
    static boolean areNear(GrainFit first, GrainFit second) {
        return first.reflections() == second.reflections()
                && Disorientation.angle(
                                first.state().labFromCrystal(),
                                second.state().labFromCrystal(),
                                first.reflections().crystal().properRotations())
                        < REACH;
    }

    /// The parts of a grain. Parts that the search has found already may have each other's peaks:
    /// all of their peaks are shared out anew, and one that then has too few was made of peaks in
    /// between.
    ///
    /// @param known the grain, or its known parts, the best first
    /// @param free peaks that no grain explains
    /// @return the best of `known` alone where no parts are found
    List<GrainFit> of(List<GrainFit> known, Peaks peaks, BitSet free, SpotPattern pattern) {
        GrainFit grain = known.getFirst();
        if (known.size() == 1 && splitReflections(grain, peaks, free) < FEWEST_REFLECTIONS) {
            return known;
        }
        BitSet usable = (BitSet) free.clone();
        for (GrainFit part : known) {
            for (int peak : part.matches().peak()) {
                usable.set(peak);
            }
        }
        collect(grain, peaks, usable, pattern);
        List<Part> parts = parts();
        if (parts.size() < 2) {
            return known.subList(0, 1);
        }
        List<GrainFit> fits = new ArrayList<>();
        for (Part part : parts) {
            int[] peak = part.peaks.stream().mapToInt(Child::peak).toArray();
            int[] direct = part.peaks.stream().mapToInt(c -> reflection[c.spot]).toArray();
            Matrix3 turn = Matrix3.rotation(part.rotation);
            CrystalState start =
                    new CrystalState(
                            turn.times(grain.state().labFromCrystal()), grain.state().strain());
            Refinement fit = peak.length < FEWEST_FOR_STRAIN ? rotationOnly : refinement;
            fit.refineAssigned(peaks, pattern, peak, direct, start)
                    .ifPresent(found ->
                            fits.add(
                                    found.withLogOdds(
                                            fits.isEmpty() ? grain.logOdds() : part.gain / 2)));
        }
        return fits.size() < 2 ? known.subList(0, 1) : fits;
    }

    /// Reflections of the grain with a free peak in their surroundings.
    private int splitReflections(GrainFit grain, Peaks peaks, BitSet free) {
        BitSet split = new BitSet();
        for (int p = free.nextSetBit(0); p >= 0; p = free.nextSetBit(p + 1)) {
            for (int i = 0; i < grain.matches().size(); i++) {
                double dx = peaks.x(p) - grain.matches().x()[i];
                double dy = peaks.y(p) - grain.matches().y()[i];
                if (dx * dx + dy * dy < reachPixels * reachPixels) {
                    split.set(i);
                }
            }
        }
        return split.cardinality();
    }

    /// The spots of the grain's reflections, brightest first, and the peaks around each.
    private void collect(GrainFit grain, Peaks peaks, BitSet usable, SpotPattern pattern) {
        Matrix3 m = grain.state().reciprocalDeformation();
        pattern.compute(m);
        ReflectionList list = pattern.reflections();
        Integer[] order = new Integer[grain.matches().size()];
        Arrays.setAll(order, i -> i);
        double[] brightness = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            int spot = pattern.spotOf(grain.matches().reflection()[i]);
            brightness[i] = spot < 0 ? 0 : pattern.intensity(spot);
        }
        Arrays.sort(order, (a, b) -> Double.compare(brightness[b], brightness[a]));
        spots = order.length;
        spotX = new double[spots];
        spotY = new double[spots];
        reflection = new int[spots];
        direction = new Vector3[spots];
        jacobian = new double[6 * spots];
        children.clear();
        for (int s = 0; s < spots; s++) {
            int i = order[s];
            int r = grain.matches().reflection()[i];
            reflection[s] = r;
            spotX[s] = grain.matches().x()[i];
            spotY[s] = grain.matches().y()[i];
            Vector3 q =
                    m.times(
                            new Vector3(
                                    list.reciprocalX()[r],
                                    list.reciprocalY()[r],
                                    list.reciprocalZ()[r]));
            direction[s] = q.unit();
            projection.position(q.x(), q.y(), q.z(), 0);
            projection.differentiateRotation();
            System.arraycopy(projection.rowX, 0, jacobian, 6 * s, 3);
            System.arraycopy(projection.rowY, 0, jacobian, 6 * s + 3, 3);
            for (int p = usable.nextSetBit(0); p >= 0; p = usable.nextSetBit(p + 1)) {
                double dx = peaks.x(p) - spotX[s];
                double dy = peaks.y(p) - spotY[s];
                if (dx * dx + dy * dy < reachPixels * reachPixels) {
                    children.add(new Child(s, p, dx, dy));
                }
            }
        }
        used = new boolean[children.size()];
    }

    /// Parts, the one with most reflections first.
    private List<Part> parts() {
        List<Vector3> proposals = proposals();
        List<Part> parts = new ArrayList<>();
        while (parts.size() < MOST_PARTS) {
            Vector3 best = Vector3.ZERO;
            double most = 0;
            for (Vector3 proposal : proposals) {
                double support = support(proposal);
                if (support > most) {
                    most = support;
                    best = proposal;
                }
            }
            Vector3 coarse = leastSquares(best, CLOSE);
            double limit = Math.clamp(4 * median(coarse), CLOSEST, CLOSE);
            Vector3 rotation = leastSquares(leastSquares(coarse, limit), limit);
            List<Child> own = own(rotation, limit);
            double gain = gain(rotation, own);
            boolean isNew =
                    parts.stream().allMatch(part -> part.rotation.minus(rotation).norm() > SAME);
            if (own.size() < FEWEST_REFLECTIONS || gain < DECISIVE || !isNew) {
                break;
            }
            parts.add(new Part(rotation, own, gain));
            for (Child child : own) {
                for (int c = 0; c < used.length; c++) {
                    used[c] |= children.get(c).peak == child.peak;
                }
            }
        }
        return parts;
    }

    /// Rotations that two displacements agree on.
    private List<Vector3> proposals() {
        List<Vector3> proposals = new ArrayList<>();
        for (int a = 0; a < children.size() && children.get(a).spot < PROPOSERS; a++) {
            for (int b = 0; b < a; b++) {
                Child first = children.get(a);
                Child second = children.get(b);
                boolean apart =
                        direction[first.spot].cross(direction[second.spot]).norm() > LEAST_SINE;
                if (!apart || first.peak == second.peak) {
                    continue;
                }
                Normal normal = new Normal();
                add(normal, first);
                add(normal, second);
                Vector3 w = normal.solve();
                if (w.norm() < REACH
                        && square(first, w) < AGREEMENT * AGREEMENT
                        && square(second, w) < AGREEMENT * AGREEMENT) {
                    proposals.add(w);
                }
            }
        }
        return proposals;
    }

    /// Squared distance of a child from where the rotation puts its spot, px².
    private double square(Child child, Vector3 w) {
        int j = 6 * child.spot;
        double x =
                child.dx - jacobian[j] * w.x() - jacobian[j + 1] * w.y() - jacobian[j + 2] * w.z();
        double y =
                child.dy
                        - jacobian[j + 3] * w.x()
                        - jacobian[j + 4] * w.y()
                        - jacobian[j + 5] * w.z();
        return x * x + y * y;
    }

    /// Number of reflections with a peak at their place, in the sense of a kernel density.
    private double support(Vector3 w) {
        double sum = 0;
        double best = 0;
        for (int c = 0; c < used.length; c++) {
            Child child = children.get(c);
            if (c > 0 && child.spot != children.get(c - 1).spot) {
                sum += best;
                best = 0;
            }
            if (!used[c]) {
                double square = square(child, w);
                if (square < 9 * BANDWIDTH * BANDWIDTH) {
                    best = Math.max(best, Math.exp(-square / (2 * BANDWIDTH * BANDWIDTH)));
                }
            }
        }
        return sum + best;
    }

    /// The peaks at their place, one for each reflection.
    private List<Child> own(Vector3 w, double limit) {
        List<Child> own = new ArrayList<>();
        for (int c = 0; c < used.length; c++) {
            Child child = children.get(c);
            if (used[c] || square(child, w) > limit * limit) {
                continue;
            }
            if (!own.isEmpty() && own.getLast().spot == child.spot) {
                if (square(child, w) < square(own.getLast(), w)) {
                    own.set(own.size() - 1, child);
                }
            } else {
                own.add(child);
            }
        }
        return own;
    }

    /// Median distance of the peaks at their place, px.
    private double median(Vector3 w) {
        double[] squares = own(w, CLOSE).stream().mapToDouble(c -> square(c, w)).sorted().toArray();
        return squares.length == 0 ? 0 : Math.sqrt(squares[squares.length / 2]);
    }

    private Vector3 leastSquares(Vector3 from, double limit) {
        List<Child> own = own(from, limit);
        if (own.size() < 3) {
            return from;
        }
        Normal normal = new Normal();
        own.forEach(child -> add(normal, child));
        return normal.solve();
    }

    private void add(Normal normal, Child child) {
        normal.add(jacobian, 6 * child.spot, child.dx);
        normal.add(jacobian, 6 * child.spot + 3, child.dy);
    }

    /// Drop of the Bayesian information criterion: each peak falls within a normal distribution
    /// instead of anywhere near the spot; three numbers are paid for, and the choice among all
    /// rotations.
    private double gain(Vector3 w, List<Child> own) {
        double sum = 0;
        for (Child child : own) {
            sum += square(child, w);
        }
        double variance = Math.max(sum / (2 * Math.max(own.size(), 1)), 0.01);
        double perPeak = 2 * Math.log(reachPixels * reachPixels / (2 * variance));
        double choice = 2 * 3 * Math.log(2 * reachPixels / BANDWIDTH);
        return own.size() * perPeak - sum / variance - 3 * Math.log(2.0 * children.size()) - choice;
    }

    /// Normal equations of a rotation.
    private static final class Normal {

        private Matrix3 matrix = new Matrix3(0, 0, 0, 0, 0, 0, 0, 0, 0);
        private Vector3 right = Vector3.ZERO;

        void add(double[] rows, int at, double value) {
            double x = rows[at];
            double y = rows[at + 1];
            double z = rows[at + 2];
            matrix =
                    matrix.plus(
                            new Matrix3(
                                    x * x, x * y, x * z, x * y, y * y, y * z, x * z, y * z, z * z));
            right = right.plus(new Vector3(x * value, y * value, z * value));
        }

        /// Infinite where the rotation is not determined.
        Vector3 solve() {
            double scale = matrix.trace() / 3;
            if (!(matrix.determinant() > 1e-6 * scale * scale * scale)) {
                return Vector3.X.times(Double.POSITIVE_INFINITY);
            }
            return matrix.inverse().times(right);
        }
    }
}
