package org.lauescope.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PixelIntegratedGaussianTest {

    private static final int SIZE = 64;
    private static final double COUNTS = 1e5;

    /// Every photon lands in a pixel but for the neglected 0.01; a pixel is a float, exact to 6e-8
    /// of its value, and the quadrature of tilted profiles to 1e-6.
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.3, 0",
        "0.31, 0.9, 0.2",
        "0.2, 3, -0.59",
        "1, 2, 0",
        "2.5, 1.2, 1.9",
        "4, 4, -15",
        "0.1, 0.1, 0.005"
    })
    void keepsTheCounts(double sigmaX, double sigmaY, double covariance) {
        float[] plane = plane(31.3, 32.8, sigmaX * sigmaX, sigmaY * sigmaY, covariance);
        double sum = 0;
        for (float pixel : plane) {
            sum += pixel;
        }
        assertThat(sum).isCloseTo(COUNTS, within(0.02 + 1e-6 * COUNTS));
    }

    /// Integration over a pixel adds its own variance 1/12 along each axis and moves nothing. What
    /// sampling at integers adds is of order exp(−2π²σ²), below 1e-8 for σ ≥ 1; neglected tails and
    /// floats leave 1e-5.
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1.1, 2, 0.7", "2, 1.05, -0.9", "1.5, 4, 0"})
    void momentsAreThoseOfTheDensityAndAPixel(double sigmaX, double sigmaY, double covariance) {
        double x0 = 30.37;
        double y0 = 33.62;
        float[] plane = plane(x0, y0, sigmaX * sigmaX, sigmaY * sigmaY, covariance);
        double[] moments = moments(plane);
        assertThat(moments[0]).isCloseTo(x0, within(1e-5));
        assertThat(moments[1]).isCloseTo(y0, within(1e-5));
        assertThat(moments[2]).isCloseTo(sigmaX * sigmaX + 1.0 / 12, within(5e-5));
        assertThat(moments[3]).isCloseTo(sigmaY * sigmaY + 1.0 / 12, within(5e-5));
        assertThat(moments[4]).isCloseTo(covariance, within(5e-5));
    }

    /// What a wide profile leaves out is its fourth derivative along x and y, 3/σ⁴ each, over 2880.
    @ParameterizedTest
    @CsvSource({"1.8, 1.8, 0", "2.4, 2, -1.1", "3, 5, 9"})
    void wideProfilesAgreeWithBruteForce(double sigmaX, double sigmaY, double covariance) {
        double x0 = 31.45;
        double y0 = 32.21;
        double xx = sigmaX * sigmaX;
        double yy = sigmaY * sigmaY;
        float[] plane = plane(x0, y0, xx, yy, covariance);
        double largest = COUNTS / (2 * Math.PI * Math.sqrt(xx * yy - covariance * covariance));
        for (int row = 26; row < 39; row++) {
            for (int column = 25; column < 38; column++) {
                double expected = COUNTS * bruteForce(column - x0, row - y0, xx, yy, covariance);
                assertThat((double) plane[row * SIZE + column])
                        .as("pixel %d, %d", column, row)
                        .isCloseTo(expected, within(2.2e-4 * largest));
            }
        }
    }

    /// Midpoint sums over 200 × 200 points of each pixel, wrong by h²/24 · f″ ≈ 2e-5 of the peak at
    /// σ = 0.25.
    @ParameterizedTest
    @CsvSource({"0.25, 0.25, 0", "0.4, 0.7, 0.2", "0.3, 1.5, -0.4", "1.2, 0.9, 0.8"})
    void agreesWithBruteForce(double sigmaX, double sigmaY, double covariance) {
        double x0 = 31.45;
        double y0 = 32.21;
        double xx = sigmaX * sigmaX;
        double yy = sigmaY * sigmaY;
        float[] plane = plane(x0, y0, xx, yy, covariance);
        for (int row = 29; row < 36; row++) {
            for (int column = 28; column < 35; column++) {
                double expected = COUNTS * bruteForce(column - x0, row - y0, xx, yy, covariance);
                assertThat((double) plane[row * SIZE + column])
                        .as("pixel %d, %d", column, row)
                        .isCloseTo(expected, within(3e-5 * COUNTS));
            }
        }
    }

    @Test
    void cutsOffAtTheEdges() {
        float[] plane = new float[SIZE * SIZE];
        PixelIntegratedGaussian.add(plane, SIZE, SIZE, -0.5, 20, 1, 1, 0, COUNTS);
        PixelIntegratedGaussian.add(plane, SIZE, SIZE, 20, SIZE - 0.5, 1, 1, 0.3, COUNTS);
        double sum = 0;
        for (float pixel : plane) {
            sum += pixel;
        }
        // Half of each lies on the detector.
        assertThat(sum).isCloseTo(COUNTS, within(1e-5 * COUNTS));
    }

    private static float[] plane(double x, double y, double xx, double yy, double xy) {
        float[] plane = new float[SIZE * SIZE];
        PixelIntegratedGaussian.add(plane, SIZE, SIZE, x, y, xx, yy, xy, COUNTS);
        return plane;
    }

    private static double bruteForce(double dx, double dy, double xx, double yy, double xy) {
        int points = 200;
        double determinant = xx * yy - xy * xy;
        double sum = 0;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                double x = dx - 0.5 + (i + 0.5) / points;
                double y = dy - 0.5 + (j + 0.5) / points;
                sum += Math.exp(-(yy * x * x - 2 * xy * x * y + xx * y * y) / (2 * determinant));
            }
        }
        return sum / (points * points) / (2 * Math.PI * Math.sqrt(determinant));
    }

    /// Mean x, mean y, variances of x and y, covariance.
    private static double[] moments(float[] plane) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < plane.length; i++) {
            sum += plane[i];
            x += plane[i] * (i % SIZE);
            y += plane[i] * Math.floorDiv(i, SIZE);
        }
        x /= sum;
        y /= sum;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < plane.length; i++) {
            double dx = i % SIZE - x;
            double dy = Math.floorDiv(i, SIZE) - y;
            xx += plane[i] * dx * dx / sum;
            yy += plane[i] * dy * dy / sum;
            xy += plane[i] * dx * dy / sum;
        }
        return new double[] {x, y, xx, yy, xy};
    }
}
