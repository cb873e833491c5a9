package org.lauescope.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Detector;

final class PeakFieldTest {

    private static final Detector DETECTOR = Patterns.pilatus().detector();

    /// Oracle: looking at every peak.
    @Test
    void findsTheNearestPeak() {
        Random random = new Random(1);
        Peaks.Builder builder = new Peaks.Builder();
        Patterns.addNoise(builder, Patterns.pilatus(), 300, random);
        PeakField field = new PeakField(DETECTOR);
        field.load(builder.build());
        for (int n = 0; n < 2000; n++) {
            double x = random.nextDouble(-20, 1000);
            double y = random.nextDouble(-20, 1060);
            double radius = random.nextDouble(1, 60);
            int expected = -1;
            double least = radius;
            for (int i = 0; i < field.size(); i++) {
                double distance = Math.hypot(field.x(i) - x, field.y(i) - y);
                if (distance < least) {
                    least = distance;
                    expected = i;
                }
            }
            assertThat(field.nearest(x, y, radius)).isEqualTo(expected);
        }
    }

    /// 8 peaks on a circle inside the third radius of density (0.016 · 1043 px = 16.7 px): 7 others
    /// less their error √7, over that radius' area; a lone peak has the mean of the detector.
    @Test
    void seesThatPeaksAreCrowded() {
        Peaks.Builder builder = new Peaks.Builder();
        for (int i = 0; i < 8; i++) {
            double angle = 2 * Math.PI * i / 8;
            builder.add(300 + 8.34 * Math.cos(angle), 300 + 8.34 * Math.sin(angle), 100 - i);
        }
        builder.add(800, 800, 1);
        PeakField field = new PeakField(DETECTOR);
        field.load(builder.build());
        double radius = 0.016 * 1043;
        assertThat(field.density(0))
                .isCloseTo((7 - Math.sqrt(7)) / (Math.PI * radius * radius), within(1e-9));
        assertThat(field.density(8)).isCloseTo(9.0 / (981 * 1043), within(1e-12));
    }

    /// Scattering vectors halve the angle between beam and ray.
    @Test
    void knowsDirections() {
        Peaks.Builder builder = new Peaks.Builder();
        builder.add(123, 456, 1);
        PeakField field = new PeakField(DETECTOR);
        field.load(builder.build());
        double cosineTwoTheta = DETECTOR.ray(123, 456).x();
        // q·k = −sin θ, and cos 2θ = 1 − 2 sin² θ.
        double sine = -field.directionX(0);
        assertThat(1 - 2 * sine * sine).isCloseTo(cosineTwoTheta, within(1e-12));
    }
}
