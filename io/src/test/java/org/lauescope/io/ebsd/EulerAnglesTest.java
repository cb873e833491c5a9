package org.lauescope.io.ebsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

class EulerAnglesTest {

    /// Quaternions of SciPy: `Rotation.from_euler("ZXZ", angles, degrees=True)`, w made positive.
    @ParameterizedTest
    @CsvSource({
        "10, 20, 30, 0.9254165783983234, 0.17101007166283433, -0.0301536896070458, 0.33682408883346515",
        "123.4, 75.6, 310.2, 0.6327019063216002, 0.0363492946912852, 0.6118282317718091, 0.47332149889841324",
        "359, 179, 1, 0.008726535498373897, 0.9998096240198643, -0.01745174190312357, -2.168404344971009e-19",
        "90, 54.735610317, 45, 0.33985114298036406, 0.4247082002761102, 0.17591989660543353, 0.8204732385711926",
    })
    void agreesWithScipy(
            double phi1, double capitalPhi, double phi2, double w, double x, double y, double z) {
        Quaternion q =
                new EulerAngles(
                                Math.toRadians(phi1),
                                Math.toRadians(capitalPhi),
                                Math.toRadians(phi2))
                        .quaternion();
        // Sixteen digits were printed.
        assertThat(distance(q, new Quaternion(w, x, y, z))).isLessThan(1e-15);
    }

    /// The definition itself: three turns, one matrix each.
    @Test
    void isTheProductOfThreeTurns() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            EulerAngles e =
                    new EulerAngles(
                            2 * Math.PI * random.nextDouble(),
                            Math.PI * random.nextDouble(),
                            2 * Math.PI * random.nextDouble());
            Matrix3 product =
                    Matrix3.rotation(Vector3.Z.times(e.phi1()))
                            .times(Matrix3.rotation(Vector3.X.times(e.capitalPhi())))
                            .times(Matrix3.rotation(Vector3.Z.times(e.phi2())));
            assertThat(e.quaternion().matrix().minus(product).largest()).isLessThan(1e-14);
            EulerAngles back = EulerAngles.of(e.quaternion());
            assertThat(distance(back.quaternion(), e.quaternion())).isLessThan(1e-14);
            assertThat(back.phi1()).isBetween(0.0, 2 * Math.PI);
            assertThat(back.capitalPhi()).isBetween(0.0, Math.PI);
            assertThat(back.phi2()).isBetween(0.0, 2 * Math.PI);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0, 0.4", "0.3, 3.141592653589793, 0.4", "0, 0, 0", "6, 1e-12, 5"})
    void singularAnglesKeepTheirRotation(double phi1, double capitalPhi, double phi2) {
        Quaternion q = new EulerAngles(phi1, capitalPhi, phi2).quaternion();
        // What is left out below the threshold is a turn of 2e-9 at most.
        assertThat(distance(EulerAngles.of(q).quaternion(), q)).isLessThan(2e-9);
    }

    /// |q − p| or |q + p|, whichever is smaller.
    static double distance(Quaternion q, Quaternion p) {
        double minus =
                Math.hypot(
                        Math.hypot(q.w() - p.w(), q.x() - p.x()),
                        Math.hypot(q.y() - p.y(), q.z() - p.z()));
        double plus =
                Math.hypot(
                        Math.hypot(q.w() + p.w(), q.x() + p.x()),
                        Math.hypot(q.y() + p.y(), q.z() + p.z()));
        return Math.min(minus, plus);
    }
}
