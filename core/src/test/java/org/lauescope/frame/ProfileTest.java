package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lauescope.simd.FitKernels;
import org.lauescope.simd.ProfileTerm;

class ProfileTest {

    /// Adding up the pixels of a wide profile out to R = 400 px is the oracle. Beyond R a profile
    /// of exponent m and scale c holds about π ⁄ (c (m − 1)) (1 + c R²)^(1 − m) of its volume: with
    /// m = 1.5 and 4 px below 1.6 % of it, which the tolerance covers where there are such tails.
    @ParameterizedTest
    @CsvSource({
        "GAUSSIAN, 0, 1e-5", "LORENTZIAN, 1, 0.02", "PSEUDO_VOIGT, 0.15, 0.006",
        "PSEUDO_VOIGT, -0.2, 0.012", "PEARSON_VII, 0.2, 1e-4", "PEARSON_VII, 0.5, 1e-3"
    })
    void volumeIsTheSumOfThePixels(Profile profile, double tail, double tolerance) {
        int reach = 400;
        double width = 4;
        int n = 2 * reach + 1;
        float[] dx = new float[(n + 15) / 16 * 16];
        float[] dy = new float[dx.length];
        float[][] out = new float[FitKernels.COLUMNS][dx.length];
        ProfileTerm peak = new ProfileTerm();
        peak.set(0.2, -0.3, 1 / width, 0, 1 / width, tail, width * width, 2);
        double sum = 0;
        for (int row = -reach; row <= reach; row++) {
            for (int i = 0; i < n; i++) {
                dx[i] = i - reach;
                dy[i] = row;
            }
            float[] counts = new float[dx.length];
            profile.evaluate(dx, dy, n, peak, counts, out);
            for (int i = 0; i < n; i++) {
                sum += counts[i];
            }
        }
        double volume = profile.volume(tail, new double[1]) * width * width;
        assertThat(volume).isCloseTo(sum, within(tolerance * sum));
    }

    /// Central differences with h = 1e-5: truncation h², rounding 1e-16 ⁄ h.
    @ParameterizedTest
    @CsvSource({"PSEUDO_VOIGT, 0.3", "PEARSON_VII, 0.3", "PEARSON_VII, 0.6"})
    void derivativeOfTheVolumeAgreesWithDifferences(Profile profile, double tail) {
        double h = 1e-5;
        double[] gradient = new double[1];
        double[] unused = new double[1];
        double high = profile.volume(tail + h, unused);
        double low = profile.volume(tail - h, unused);
        profile.volume(tail, gradient);
        assertThat(gradient[0]).isCloseTo((high - low) / (2 * h), within(1e-6 * high));
    }
}
