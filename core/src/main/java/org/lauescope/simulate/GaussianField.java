package org.lauescope.simulate;

import java.util.SplittableRandom;
import org.lauescope.crystal.Vector3;

/// A smooth random function of the place, of mean 0 and variance 1, with the correlation exp(−½ (r
/// / length)²): a sum of waves whose wave vectors are drawn from the spectrum of that correlation
/// (Rahimi & Recht, NIPS 20 (2007) 1177).
final class GaussianField {

    /// Enough for a variance right to about a tenth over a map many lengths wide.
    private static final int WAVES = 48;

    private final double[] x = new double[WAVES];
    private final double[] y = new double[WAVES];
    private final double[] z = new double[WAVES];
    private final double[] phase = new double[WAVES];

    /// @param length of the correlation, µm
    GaussianField(SplittableRandom random, double length) {
        for (int i = 0; i < WAVES; i++) {
            x[i] = random.nextGaussian() / length;
            y[i] = random.nextGaussian() / length;
            z[i] = random.nextGaussian() / length;
            phase[i] = 2 * Math.PI * random.nextDouble();
        }
    }

    double at(Vector3 place) {
        double sum = 0;
        for (int i = 0; i < WAVES; i++) {
            sum += Math.cos(x[i] * place.x() + y[i] * place.y() + z[i] * place.z() + phase[i]);
        }
        return sum * Math.sqrt(2.0 / WAVES);
    }
}
