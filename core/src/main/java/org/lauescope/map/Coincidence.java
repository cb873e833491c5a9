package org.lauescope.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;

/// A special misorientation of two cubic crystals, at which one in Σ lattice points coincides.
///
/// A rotation makes a coincidence lattice of index Σ if its quaternion is a primitive integer
/// vector of odd squared length Σ (H. Grimmer, Acta Cryst. A30 (1974) 680). One of each class has
/// components a ≥ b ≥ c ≥ d ≥ 0, so counting those up gives the known list. Where several have the
/// same Σ they are told apart by letters in the order of their angles.
///
/// @param sigma index Σ, 3 … 29
/// @param name as Σ13b
/// @param angle smallest rotation angle, rad
/// @param rotation one of the equivalent rotations
public record Coincidence(int sigma, String name, double angle, Quaternion rotation) {

    private static final int LARGEST_SIGMA = 29;

    /// Largest deviation from Σ1, rad (D. G. Brandon, Acta Metall. 14 (1966) 1479).
    static final double LOW_ANGLE = Math.toRadians(15);

    /// Brandon's limit of the deviation at which a boundary counts as this one, 15°/√Σ, rad.
    public double tolerance() {
        return LOW_ANGLE / Math.sqrt(sigma);
    }

    /// All with Σ up to 29, in the order of Σ and angle.
    ///
    /// @param cubic symmetry of m-3m
    static List<Coincidence> list(OrientationSymmetry cubic) {
        List<Coincidence> all = new ArrayList<>();
        for (int sigma = 3; sigma <= LARGEST_SIGMA; sigma += 2) {
            List<Quaternion> rotations = rotations(sigma);
            rotations.sort(Comparator.comparingDouble(q -> angle(q, cubic)));
            for (int i = 0; i < rotations.size(); i++) {
                String letter = rotations.size() == 1 ? "" : Character.toString('a' + i);
                Quaternion rotation = rotations.get(i);
                all.add(
                        new Coincidence(
                                sigma, "Σ" + sigma + letter, angle(rotation, cubic), rotation));
            }
        }
        return List.copyOf(all);
    }

    /// Which of `all` a misorientation is within Brandon's limit: the one whose limit it uses
    /// least.
    ///
    /// @param misorientation q₁⁻¹ q₂ of two orientations `sampleFromCrystal`
    /// @param angle its disorientation, rad
    static Optional<Coincidence> nearest(
            List<Coincidence> all,
            OrientationSymmetry cubic,
            Quaternion misorientation,
            double angle) {
        Optional<Coincidence> nearest = Optional.empty();
        double least = 1;
        for (Coincidence candidate : all) {
            // Angles of a triangle: the deviation is at least the difference of both angles.
            if (Math.abs(angle - candidate.angle) > least * candidate.tolerance()) {
                continue;
            }
            double deviation = cubic.misorientationDifference(candidate.rotation, misorientation);
            if (deviation <= least * candidate.tolerance()) {
                least = deviation / candidate.tolerance();
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    private static List<Quaternion> rotations(int sigma) {
        List<Quaternion> rotations = new ArrayList<>();
        for (int a = 1; a * a <= sigma; a++) {
            for (int b = 0; b <= a; b++) {
                for (int c = 0; c <= b; c++) {
                    for (int d = 0; d <= c; d++) {
                        if (a * a + b * b + c * c + d * d == sigma
                                && divisor(divisor(a, b), divisor(c, d)) == 1) {
                            rotations.add(new Quaternion(a, b, c, d).unit());
                        }
                    }
                }
            }
        }
        return rotations;
    }

    private static int divisor(int m, int n) {
        return n == 0 ? m : divisor(n, m % n);
    }

    private static double angle(Quaternion q, OrientationSymmetry cubic) {
        double[] pair = {1, 0, 0, 0, q.w(), q.x(), q.y(), q.z()};
        return cubic.disorientation(pair, 0, pair, 4);
    }
}
