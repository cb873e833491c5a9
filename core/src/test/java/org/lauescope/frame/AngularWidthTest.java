package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;

class AngularWidthTest {

    private static final Detector DETECTOR =
            new Detector(
                    "test",
                    1000,
                    1000,
                    0.1,
                    0.15,
                    new Vector3(-40, 55, 120),
                    Matrix3.rotation(new Vector3(0.1, -0.2, 0.05)).times(new Vector3(0, -1, 0)),
                    Matrix3.rotation(new Vector3(0.1, -0.2, 0.05)).times(new Vector3(1, 0, 0)),
                    null);

    /// The angles of rays to points drawn from the profile are the oracle. 200 000 draws give a
    /// standard deviation to 0.16 %; four of those, plus 0.1 % for the curvature of the angles over
    /// a spot 10 px wide.
    @Test
    void isTheSpreadOfTheRaysToThePixelsOfASpot() {
        Random random = new Random(5);
        double major = 9;
        double minor = 3;
        double angle = 0.7;
        double x = 312;
        double y = 640;
        Vector3 centre = DETECTOR.ray(x, y);
        double twoTheta = Math.acos(centre.x());
        double azimuth = Math.atan2(centre.z(), centre.y());
        double squaresTwoTheta = 0;
        double squaresArc = 0;
        int n = 200_000;
        double fwhm = 2 * Math.sqrt(2 * Math.log(2));
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian() * major / fwhm;
            double b = random.nextGaussian() * minor / fwhm;
            Vector3 ray =
                    DETECTOR.ray(
                            x + a * Math.cos(angle) - b * Math.sin(angle),
                            y + a * Math.sin(angle) + b * Math.cos(angle));
            double dTwoTheta = Math.acos(ray.x()) - twoTheta;
            double dArc = (Math.atan2(ray.z(), ray.y()) - azimuth) * Math.sin(twoTheta);
            squaresTwoTheta += dTwoTheta * dTwoTheta;
            squaresArc += dArc * dArc;
        }

        AngularWidth width = AngularWidth.of(DETECTOR, x, y, major, minor, angle);

        double tolerance = 4 * 0.0016 + 0.001;
        double expectedTwoTheta = fwhm * Math.sqrt(squaresTwoTheta / n);
        double expectedArc = fwhm * Math.sqrt(squaresArc / n);
        assertThat(width.twoTheta())
                .isCloseTo(expectedTwoTheta, within(tolerance * expectedTwoTheta));
        assertThat(width.azimuth()).isCloseTo(expectedArc, within(tolerance * expectedArc));
    }

    /// Straight above the sample at distance d, one pixel is p/d wide in both directions.
    @Test
    void isPitchOverDistanceUnderTheNormal() {
        Detector overhead =
                new Detector(
                        "overhead",
                        100,
                        100,
                        0.1,
                        0.1,
                        new Vector3(-5, 5, 100),
                        new Vector3(0, -1, 0),
                        new Vector3(1, 0, 0),
                        null);
        AngularWidth width = AngularWidth.of(overhead, 50, 50, 4, 2, 0);
        // the major axis lies along Y: across the beam, along the arc
        assertThat(width.azimuth()).isCloseTo(4 * 0.1 / 100, within(1e-12));
        assertThat(width.twoTheta()).isCloseTo(2 * 0.1 / 100, within(1e-12));
        assertThat(width.mean()).isCloseTo(3 * 0.1 / 100, within(1e-12));
        // seen along its normal, a spot keeps its axes however it is turned
        AngularWidth turned = AngularWidth.of(overhead, 50, 50, 4, 2, 0.6);
        assertThat(turned.major()).isCloseTo(4 * 0.1 / 100, within(1e-12));
        assertThat(turned.minor()).isCloseTo(2 * 0.1 / 100, within(1e-12));
    }
}
