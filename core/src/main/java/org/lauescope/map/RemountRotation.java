package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

/// How a sample lies turned after it was taken out and put back: the rotation that all grains have
/// in common,
///
///     sampleFromCrystal(later) ≈ exp([ω]×) sampleFromCrystal(earlier)
///
/// found as the geodesic median over the grains, so that a few that really turned do not move it.
/// With a single grain its own rotation cannot be told from the sample's: all is taken as the
/// sample's, without uncertainty.
///
/// @param vector ω, rad, SAMPLE axes
/// @param sigma its standard uncertainty from the scatter of the grains; NaN for a single grain
/// @param grains number of grains that it rests on
public record RemountRotation(Vector3 vector, Vector3 sigma, int grains) {

    /// Largest rotation that is searched for, rad. Of two unrelated cubic crystals one pair in a
    /// thousand lies within it.
    static final double LARGEST = Math.toRadians(5);

    /// Grains of one sample agree within this angle after the rotation, rad.
    static final double TOLERANCE = Math.toRadians(1);

    /// Of each scan so many of the largest grains are compared.
    private static final int MOST_GRAINS = 200;

    /// Variance of a Gaussian's spatial median in three dimensions against that of its mean.
    private static final double INEFFICIENCY = 1 / 0.84;

    /// `later from earlier`, SAMPLE axes.
    public Matrix3 matrix() {
        return Matrix3.rotation(vector);
    }

    /// A grain of each scan that may be the same, and how the later one is turned.
    private record Pair(int earlier, int later, double area, Vector3 turn) {}

    /// @return empty if less than half of the common area agrees with any rotation
    static Optional<RemountRotation> between(Grains earlier, Grains later) {
        List<Pair> pairs = pairs(earlier, later);
        Vector3 best = Vector3.ZERO;
        double most = 0;
        for (Pair candidate : pairs) {
            double agreeing =
                    agreeing(pairs, candidate.turn).stream().mapToDouble(Pair::area).sum();
            boolean isBetter =
                    agreeing > most * (1 + 1e-9)
                            || (agreeing >= most * (1 - 1e-9)
                                    && candidate.turn.norm() < best.norm());
            if (isBetter) {
                most = agreeing;
                best = candidate.turn;
            }
        }
        double common = Math.min(area(earlier), area(later));
        if (!(most >= 0.5 * common) || common == 0) {
            return Optional.empty();
        }
        return Optional.of(
                median(agreeing(pairs, best).stream().map(Pair::turn).toArray(Vector3[]::new)));
    }

    private static double area(Grains grains) {
        return grains.list().stream().limit(MOST_GRAINS).mapToDouble(Grain::area).sum();
    }

    private static List<Pair> pairs(Grains earlier, Grains later) {
        OrientationSymmetry[] symmetries = earlier.orientations().symmetries();
        List<Pair> pairs = new ArrayList<>();
        for (Grain one : earlier.list().stream().limit(MOST_GRAINS).toList()) {
            for (Grain two : later.list().stream().limit(MOST_GRAINS).toList()) {
                if (one.crystal() != two.crystal()) {
                    continue;
                }
                Vector3 turn =
                        turn(
                                symmetries[one.crystal()],
                                one.sampleFromCrystal(),
                                two.sampleFromCrystal());
                if (turn.norm() < LARGEST) {
                    pairs.add(
                            new Pair(
                                    one.number(),
                                    two.number(),
                                    Math.min(one.area(), two.area()),
                                    turn));
                }
            }
        }
        return pairs;
    }

    /// For each later grain the pair nearest to a rotation, if within the tolerance.
    private static List<Pair> agreeing(List<Pair> pairs, Vector3 turn) {
        java.util.Map<Integer, Pair> nearest = new java.util.TreeMap<>();
        for (Pair pair : pairs) {
            double distance = pair.turn.minus(turn).norm();
            if (distance < TOLERANCE) {
                Pair other = nearest.get(pair.later);
                if (other == null || distance < other.turn.minus(turn).norm()) {
                    nearest.put(pair.later, pair);
                }
            }
        }
        return List.copyOf(nearest.values());
    }

    /// The smallest rotation vector from one orientation to another, SAMPLE axes, rad.
    static Vector3 turn(OrientationSymmetry symmetry, Quaternion from, Quaternion to) {
        double[] q = {from.w(), from.x(), from.y(), from.z(), to.w(), to.x(), to.y(), to.z()};
        symmetry.align(q, 0, q, 4, q, 4);
        return vector(new Quaternion(q[4], q[5], q[6], q[7]).times(from.conjugate()));
    }

    /// Rotation vector of a unit quaternion, rad.
    static Vector3 vector(Quaternion q) {
        Quaternion p = q.positive();
        double sine = Math.sqrt(p.x() * p.x() + p.y() * p.y() + p.z() * p.z());
        double scale = sine > 0 ? 2 * Math.atan2(sine, p.w()) / sine : 2;
        return new Vector3(scale * p.x(), scale * p.y(), scale * p.z());
    }

    /// Weiszfeld's iteration on rotation vectors from the present median: all lie within a degree
    /// of it, where composing rotations and adding vectors differ by less than a thousandth.
    static RemountRotation median(Vector3[] turns) {
        Vector3 median = Vector3.ZERO;
        for (Vector3 turn : turns) {
            median = median.plus(turn.times(1.0 / turns.length));
        }
        for (int step = 0; step < 200; step++) {
            Quaternion back = Quaternion.ofRotationVector(median).conjugate();
            Vector3 sum = Vector3.ZERO;
            double weights = 0;
            for (Vector3 turn : turns) {
                Vector3 from = vector(Quaternion.ofRotationVector(turn).times(back));
                double weight = 1 / Math.max(from.norm(), 1e-12);
                sum = sum.plus(from.times(weight));
                weights += weight;
            }
            Vector3 change = sum.times(1 / weights);
            median =
                    vector(
                            Quaternion.ofRotationVector(change)
                                    .times(Quaternion.ofRotationVector(median)));
            if (change.norm() < 1e-13) {
                break;
            }
        }
        double[] sigma = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double[] residuals = new double[turns.length];
            for (int i = 0; i < turns.length; i++) {
                residuals[i] = component(turns[i].minus(median), axis);
            }
            sigma[axis] = scatter(residuals) * Math.sqrt(INEFFICIENCY / turns.length);
        }
        return new RemountRotation(median, new Vector3(sigma[0], sigma[1], sigma[2]), turns.length);
    }

    private static double component(Vector3 v, int axis) {
        return axis == 0 ? v.x() : axis == 1 ? v.y() : v.z();
    }

    /// Standard deviation about zero; of ten grains or more from the median of absolute values,
    /// which grains that really turned do not enlarge.
    private static double scatter(double[] residuals) {
        int n = residuals.length;
        if (n < 2) {
            return Double.NaN;
        }
        if (n < 10) {
            return Math.sqrt(Arrays.stream(residuals).map(r -> r * r).sum() / (n - 1));
        }
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        return 1.4826 * (sizes[(n - 1) / 2] + sizes[n / 2]) / 2;
    }
}
