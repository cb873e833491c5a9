package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.testing.SharedData;

class CalibrationTest {

    private static final Beam BEAM = new Beam(5, 22);

    private static Geometry marccd(DetectorPose pose) {
        Detector flat =
                new Detector(
                        "MarCCD165",
                        2048,
                        2048,
                        0.079142,
                        0.079142,
                        new Vector3(0, 0, 70),
                        new Vector3(0, -1, 0),
                        Vector3.X,
                        null);
        return new Geometry(BEAM, pose.applyTo(flat), Math.toRadians(40), null);
    }

    private static Peaks geBlanc() throws IOException {
        Peaks.Builder builder = new Peaks.Builder();
        for (String line :
                Files.readAllLines(
                        SharedData.file("data/laue-frames/ge_blanc/Ge_blanc_0000_LT_5.dat"))) {
            String[] word = line.trim().split("\\s+");
            if (Character.isDigit(word[0].charAt(0))) {
                builder.add(
                        Double.parseDouble(word[0]) - 1,
                        Double.parseDouble(word[1]) - 1,
                        Double.parseDouble(word[3]));
            }
        }
        return builder.build();
    }

    static Crystal germanium() {
        return VirtualPattern.diamond("Ge", 5.6575, Attenuation.UNKNOWN);
    }

    /// Real frame, independent answers: LaueTools 70.775 mm, (941.74, 1082.56) 1-based, 0.630°,
    /// −0.682°, 0.191 px, 95 spots; a second program 70.7748, 941.743, 1082.553, 0.6298, −0.6816 on
    /// the same peaks. Tolerances are the standard errors that come with the reference. Starts are
    /// wrong by 1 mm, 100 px and 1° in every pair of directions.
    @Test
    void bringsARealGermaniumFrameToTheReferencePose() throws IOException {
        for (int corner = 0; corner < 32; corner++) {
            if (Integer.bitCount(corner) % 2 == 0) {
                assertReference(shifted(corner(corner)));
            }
        }
    }

    @Test
    @Tag("acceptance")
    void bringsARealGermaniumFrameToTheReferencePoseFromAnywhere() throws IOException {
        Random random = new Random(4);
        for (int corner = 0; corner < 32; corner++) {
            assertReference(shifted(corner(corner)));
        }
        for (int i = 0; i < 100; i++) {
            assertReference(shifted(random.doubles(5, -1, 1).toArray()));
        }
    }

    private static void assertReference(DetectorPose start) throws IOException {
        CalibrationResult result =
                new Calibration(germanium(), marccd(start)).calibrate(geBlanc(), "ge_blanc");

        assertThat(result).as("from %s", start).isInstanceOf(CalibrationResult.Calibrated.class);
        CalibrationResult.Calibrated found = (CalibrationResult.Calibrated) result;
        DetectorPose pose = found.pose();
        assertThat(pose.distance()).isCloseTo(70.775, within(0.004));
        assertThat(pose.x0() + 1).isCloseTo(941.74, within(0.08));
        assertThat(pose.y0() + 1).isCloseTo(1082.56, within(0.08));
        assertThat(Math.toDegrees(pose.pitch())).isCloseTo(0.630, within(0.006));
        assertThat(Math.toDegrees(pose.roll())).isCloseTo(-0.682, within(0.006));
        assertThat(pose.yaw()).isCloseTo(start.yaw(), within(1e-15));
        assertThat(found.matches().usedCount()).isGreaterThanOrEqualTo(95);
        assertThat(found.meanPixels()).isLessThan(0.2);
        // The reference states the same errors: 4 µm, 0.08 px, 0.08 px, 0.006°, 0.006°, rounded up
        // to one digit.
        double[] sigma = found.poseSigma();
        assertThat(sigma[0]).isBetween(0.003, 0.005);
        assertThat(sigma[1]).isBetween(0.06, 0.09);
        assertThat(sigma[2]).isBetween(0.06, 0.09);
        assertThat(Math.toDegrees(sigma[3])).isBetween(0.004, 0.007);
        assertThat(Math.toDegrees(sigma[4])).isBetween(0.004, 0.007);
    }

    private static double[] corner(int bits) {
        double[] signs = new double[5];
        for (int k = 0; k < 5; k++) {
            signs[k] = (bits >> k & 1) == 0 ? -1 : 1;
        }
        return signs;
    }

    private static DetectorPose shifted(double[] s) {
        return new DetectorPose(
                70.775 + s[0],
                940.74 + 100 * s[1],
                1081.56 + 100 * s[2],
                Math.toRadians(0.630 + s[3]),
                Math.toRadians(-0.682 + s[4]),
                0,
                false);
    }
}
