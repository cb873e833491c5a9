package org.lauescope.crystal;

import java.util.List;

/// The smallest rotation that takes one orientation of a crystal to another, among all that
/// symmetry makes equal: of Sᵢ (R₁ᵀ R₂) Sⱼ with Sᵢ, Sⱼ the proper rotations of its Laue group.
///
/// Only the product of both symmetries changes the angle, since the trace of Sᵢ M Sⱼ is that of M
/// Sⱼ Sᵢ; so one pass over the group finds it (A. Heinz, P. Neumann, Acta Cryst. A47 (1991) 780).
///
/// @param angle rad, 0 … the largest of the group (cubic 62.8°, hexagonal 93.8°)
/// @param axis unit vector in the CRYSTAL axes of the first orientation, turning by `angle` from
///   the first to the second; zero if they are equal
/// @param labFromNearest the orientation equivalent to the second that is nearest to the first
public record Disorientation(double angle, Vector3 axis, Matrix3 labFromNearest) {

    /// Below this angle (rad) rounding alone decides about an axis.
    private static final double NO_AXIS = 1e-12;

    /// @param symmetry proper rotations in CRYSTAL axes, as [Crystal#properRotations()] gives them
    public static Disorientation between(
            Matrix3 labFromFirst, Matrix3 labFromSecond, List<Matrix3> symmetry) {
        if (symmetry.isEmpty()) {
            throw new IllegalArgumentException(
                    "no symmetry rotation given; expected at least the identity");
        }
        Matrix3 firstFromLab = labFromFirst.transpose();
        Matrix3 nearest = labFromSecond;
        double largestTrace = Double.NEGATIVE_INFINITY;
        for (Matrix3 rotation : symmetry) {
            Matrix3 equivalent = labFromSecond.times(rotation);
            double trace = firstFromLab.times(equivalent).trace();
            if (trace > largestTrace) {
                largestTrace = trace;
                nearest = equivalent;
            }
        }
        Quaternion turn = Quaternion.ofMatrix(firstFromLab.times(nearest)).positive();
        double angle = turn.angle();
        Vector3 axis =
                angle < NO_AXIS ? Vector3.ZERO : new Vector3(turn.x(), turn.y(), turn.z()).unit();
        return new Disorientation(angle, axis, nearest);
    }

    /// The smallest angle alone, rad.
    public static double angle(
            Matrix3 labFromFirst, Matrix3 labFromSecond, List<Matrix3> symmetry) {
        return between(labFromFirst, labFromSecond, symmetry).angle;
    }
}
