package org.lauescope.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;

class ProjectionTest {

    private static Vector3 scattering(Random random) {
        return new Vector3(
                -0.7 + 0.3 * random.nextGaussian(),
                0.3 * random.nextGaussian(),
                0.7 + 0.2 * random.nextGaussian());
    }

    private static double[] pixel(Detector detector, Vector3 q, double depth) {
        Vector3 u = q.unit();
        return detector.pixel(new Vector3(depth, 0, 0), Vector3.X.minus(u.times(2 * u.x())));
    }

    /// Positions from [Detector#pixel]; derivatives from its central differences. Steps of 1e-4
    /// leave a truncation of 1e-9 of the derivative and rounding of 1e-9 px / 1e-4: 1e-7 of the
    /// largest derivative (a few thousand px per rad) has margin.
    @ParameterizedTest
    @CsvSource({
        "false, 0, 0",
        "false, 0, 0.02",
        "true, 0, 0.02",
        "false, 0.3, 0.02",
        "true, -1.2, 0"
    })
    void derivativesAreThoseOfThePositions(boolean mirrored, double yaw, double depth) {
        Geometry geometry = VirtualPattern.geometry(mirrored, yaw);
        Detector detector = geometry.detector();
        Matrix3 turn = Matrix3.rotation(new Vector3(yaw, 0, 0));
        Projection projection = new Projection(detector);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            Vector3 q = turn.times(scattering(random)).times(1 + random.nextDouble());
            double[] expected = pixel(detector, q, depth);
            projection.position(q.x(), q.y(), q.z(), depth);
            if (Double.isNaN(expected[0]) || !detector.contains(expected[0], expected[1])) {
                continue;
            }
            assertThat(projection.x).isCloseTo(expected[0], within(1e-9));
            assertThat(projection.y).isCloseTo(expected[1], within(1e-9));
            projection.differentiate();
            projection.differentiatePose();
            double h = 1e-4;
            for (int k = 0; k < Projection.STATE_AND_POSE; k++) {
                double[] plus = perturbed(detector, q, depth, k, h);
                double[] minus = perturbed(detector, q, depth, k, -h);
                // Lengths in px and mm have derivatives of order one, angles of order thousand.
                double scale = k == 8 || k == 9 || k == 10 ? 10 : 3000;
                assertThat(projection.rowX[k])
                        .as("x by %d", k)
                        .isCloseTo((plus[0] - minus[0]) / (2 * h), within(1e-7 * scale));
                assertThat(projection.rowY[k])
                        .as("y by %d", k)
                        .isCloseTo((plus[1] - minus[1]) / (2 * h), within(1e-7 * scale));
            }
            double[] rotation = {
                projection.rowX[0], projection.rowX[1], projection.rowX[2], projection.rowY[2]
            };
            projection.differentiateRotation();
            assertThat(
                            new double[] {
                                projection.rowX[0],
                                projection.rowX[1],
                                projection.rowX[2],
                                projection.rowY[2]
                            })
                    .containsExactly(rotation, within(1e-9));
        }
    }

    private static double[] perturbed(Detector detector, Vector3 q, double depth, int k, double h) {
        if (k >= Projection.STATE) {
            DetectorPose pose = DetectorPose.of(detector);
            double[] p = {pose.distance(), pose.x0(), pose.y0(), pose.pitch(), pose.roll()};
            p[k - Projection.STATE] += h;
            DetectorPose changed =
                    new DetectorPose(p[0], p[1], p[2], p[3], p[4], pose.yaw(), pose.mirrored());
            return pixel(changed.applyTo(detector), q, depth);
        }
        double[] delta = new double[Projection.STATE];
        delta[k] = h;
        return pixel(detector, Step.matrix(delta, Projection.STATE).times(q), depth);
    }

    /// Turning the crystal and the detector together about the beam moves no spot (V2): the turn of
    /// the detector is the negative of the ω_x column, so a sixth pose parameter would make the
    /// normal matrix singular.
    @Test
    void turningEverythingAboutTheBeamChangesNoPixel() {
        Random random = new Random(6);
        Projection straight = new Projection(VirtualPattern.geometry(false, 0).detector());
        for (double yaw : new double[] {1e-3, 0.4, -2}) {
            Projection turned = new Projection(VirtualPattern.geometry(false, yaw).detector());
            for (int i = 0; i < 50; i++) {
                Vector3 q = scattering(random);
                Vector3 r = Matrix3.rotation(new Vector3(yaw, 0, 0)).times(q);
                straight.position(q.x(), q.y(), q.z(), 0.03);
                turned.position(r.x(), r.y(), r.z(), 0.03);
                // Positions of a thousand pixels are rounded to 1e-13; the division by the distance
                // keeps that.
                if (!Double.isNaN(straight.x)) {
                    assertThat(turned.x)
                            .isCloseTo(straight.x, within(1e-10 * (1 + Math.abs(straight.x))));
                    assertThat(turned.y)
                            .isCloseTo(straight.y, within(1e-10 * (1 + Math.abs(straight.y))));
                }
            }
        }
    }

    /// exp(K) by its series, K = [ω]× − E: the step must agree up to third order, which four
    /// halvings of its size show.
    @Test
    void stepIsTheExponentialToSecondOrder() {
        double[] direction = {0.3, -0.5, 0.2, 0.4, -0.1, 0.6, 0.2, -0.3};
        for (double size : new double[] {1e-1, 1e-2, 1e-3}) {
            double[] delta = new double[8];
            for (int k = 0; k < 8; k++) {
                delta[k] = size * direction[k];
            }
            Matrix3 generator =
                    new Matrix3(
                                    0, -delta[2], delta[1], delta[2], 0, -delta[0], -delta[1],
                                    delta[0], 0)
                            .minus(StrainBasis.strain(delta, 3));
            Matrix3 power = Matrix3.IDENTITY;
            Matrix3 exponential = Matrix3.IDENTITY;
            for (int n = 1; n < 15; n++) {
                power = power.times(generator).times(1.0 / n);
                exponential = exponential.plus(power);
            }
            assertThat(Step.matrix(delta, 8).minus(exponential).largest())
                    .isLessThan(size * size * size);
        }
    }
}
