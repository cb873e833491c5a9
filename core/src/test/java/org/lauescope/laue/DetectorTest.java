package org.lauescope.laue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Positions run to 1e5 px; 1e-9 px is a hundred units in the last place there.
class DetectorTest {

    private static final double PIXEL = 1e-9;

    @Test
    void pixelAndRayAreInverse() {
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            Detector detector = random(random);
            double x = random.nextDouble(1000);
            double y = random.nextDouble(1000);
            double[] back = detector.pixel(detector.ray(x, y));
            assertThat(back[0]).isCloseTo(x, within(PIXEL));
            assertThat(back[1]).isCloseTo(y, within(PIXEL));
        }
    }

    @Test
    void fiveParametersAndYawRebuildEveryPose() {
        Random random = new Random(12);
        for (int i = 0; i < 200; i++) {
            Detector detector = random(random);
            Detector back = DetectorPose.of(detector).applyTo(detector);
            for (int[] corner : new int[][] {{0, 0}, {1000, 0}, {0, 1000}}) {
                Vector3 moved =
                        back.point(corner[0], corner[1])
                                .minus(detector.point(corner[0], corner[1]));
                assertThat(moved.norm() / detector.pitchColumn()).isLessThan(PIXEL);
            }
        }
    }

    /// A top detector, untilted: LaueTools' dd is the height and its foot the pixel above the
    /// sample; with xbet the normal leans downstream.
    @Test
    void poseOfATopDetector() {
        DetectorPose pose = new DetectorPose(70, 900, 1000, Math.toRadians(2), 0, 0, false);
        Detector detector = pose.applyTo(top());
        assertThat(detector.normal().x()).isCloseTo(Math.sin(Math.toRadians(2)), within(1e-14));
        assertThat(detector.normal().y()).isCloseTo(0, within(1e-14));
        assertThat(detector.distance()).isCloseTo(70, within(1e-12));
        assertThat(detector.foot()[0]).isCloseTo(900, within(PIXEL));
        assertThat(detector.foot()[1]).isCloseTo(1000, within(PIXEL));
        assertThat(detector.slow().x()).isPositive();
        assertThat(detector.fast().y()).isCloseTo(-1, within(1e-14));
    }

    @Test
    void yawTurnsCrystalAndDetectorTogether() {
        DetectorPose pose = new DetectorPose(70, 900, 1000, 0.02, -0.01, 0, false);
        DetectorPose turned = new DetectorPose(70, 900, 1000, 0.02, -0.01, 0.3, false);
        Matrix3 roll = Matrix3.rotation(new Vector3(0.3, 0, 0));
        Vector3 ray = pose.applyTo(top()).ray(120, 1700);
        double[] pixel = turned.applyTo(top()).pixel(roll.times(ray));
        assertThat(pixel[0]).isCloseTo(120, within(PIXEL));
        assertThat(pixel[1]).isCloseTo(1700, within(PIXEL));
    }

    @Test
    void raysThatMissAreNotANumber() {
        assertThat(top().pixel(new Vector3(0, 0, -1))[0]).isNaN();
        assertThat(top().pixel(Vector3.X)[0]).isNaN();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() ->
                        top().withPose(new Vector3(0, 0, 70), Vector3.X, new Vector3(0.5, 0.5, 0)))
                .hasMessageContaining("unit vectors");
        assertThatThrownBy(() -> top().withPose(Vector3.X, Vector3.X, Vector3.Y))
                .hasMessageContaining("0.1 mm");
        assertThatThrownBy(() -> new Beam(24, 5))
                .hasMessageContaining("energy band = [24.0, 5.0] keV");
    }

    private static Detector top() {
        return new Detector(
                "top",
                2048,
                2048,
                0.08,
                0.08,
                new Vector3(-80, 80, 70),
                new Vector3(0, -1, 0),
                Vector3.X,
                null);
    }

    private static Detector random(Random random) {
        Matrix3 turn =
                Matrix3.rotation(
                        new Vector3(
                                random.nextGaussian(),
                                random.nextGaussian(),
                                random.nextGaussian()));
        double mirror = random.nextBoolean() ? 1 : -1;
        Vector3 origin =
                turn.times(
                        new Vector3(random.nextGaussian() * 20, random.nextGaussian() * 20, 100));
        return new Detector(
                "random",
                1000,
                1000,
                0.1,
                0.12,
                origin,
                turn.times(Vector3.X),
                turn.times(Vector3.Y).times(mirror),
                null);
    }
}
