package org.lauescope.io.ebsd;

import org.lauescope.crystal.Quaternion;

/// Bunge's Euler angles in rad: the sample axes turned by φ₁ about z, then Φ about the new x, then φ₂
/// about the new z become the crystal axes,
///
///     sampleFromCrystal = Rz(φ₁) Rx(Φ) Rz(φ₂)
///
/// (H.-J. Bunge, Texture Analysis in Materials Science, 1982, 2.1; Bunge's own g is its transpose.)
///
/// @param phi1, phi2 0 … 2π
/// @param capitalPhi 0 … π
record EulerAngles(double phi1, double capitalPhi, double phi2) {

    /// Below this sine only φ₁ + φ₂ (or φ₁ − φ₂) is known.
    private static final double SINGULAR = 1e-9;

    static EulerAngles of(Quaternion q) {
        double cosine = Math.hypot(q.w(), q.z());
        double sine = Math.hypot(q.x(), q.y());
        double sum = Math.atan2(q.z(), q.w());
        double difference = Math.atan2(q.y(), q.x());
        double capitalPhi = 2 * Math.atan2(sine, cosine);
        if (sine < SINGULAR) {
            return new EulerAngles(turn(2 * sum), capitalPhi, 0);
        }
        if (cosine < SINGULAR) {
            return new EulerAngles(turn(2 * difference), capitalPhi, 0);
        }
        return new EulerAngles(turn(sum + difference), capitalPhi, turn(sum - difference));
    }

    /// `sampleFromCrystal`.
    Quaternion quaternion() {
        double c = Math.cos(capitalPhi / 2);
        double s = Math.sin(capitalPhi / 2);
        double sum = (phi1 + phi2) / 2;
        double difference = (phi1 - phi2) / 2;
        return new Quaternion(
                        c * Math.cos(sum),
                        s * Math.cos(difference),
                        s * Math.sin(difference),
                        c * Math.sin(sum))
                .positive();
    }

    private static double turn(double angle) {
        double turned = angle % (2 * Math.PI);
        return turned < 0 ? turned + 2 * Math.PI : turned;
    }
}
