package org.lauescope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CholeskyTest {

    /// Some thousand roundings of numbers about 1, of matrices whose condition is below 100.
    private static final double ROUNDING = 1e-11;

    @Test
    void aMatrixTimesItsInverseIsOne() {
        Random random = new Random(3);
        for (int n = 1; n <= 20; n++) {
            double[] matrix = positive(n, random);
            double[] factor = matrix.clone();
            assertThat(Cholesky.factor(factor, n)).isTrue();
            double[] inverse = new double[n * n];
            Arrays.fill(inverse, 7);
            Cholesky.invert(factor, n, 2.5, inverse);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += matrix[i * n + k] * inverse[k * n + j];
                    }
                    assertThat(sum).isCloseTo(i == j ? 2.5 : 0, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void aSolutionFulfilsItsEquations() {
        Random random = new Random(4);
        for (int n = 1; n <= 20; n++) {
            double[] matrix = positive(n, random);
            double[] right = random.doubles(n, -1, 1).toArray();
            double[] x = right.clone();
            double[] factor = matrix.clone();
            assertThat(Cholesky.factor(factor, n)).isTrue();
            Cholesky.solve(factor, n, x);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += matrix[i * n + k] * x[k];
                }
                assertThat(sum).isCloseTo(right[i], within(ROUNDING));
            }
        }
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsRefused() {
        assertThat(Cholesky.factor(new double[] {1, 0, 2, 1}, 2)).isFalse();
        assertThat(Cholesky.factor(new double[] {1, 0, Double.NaN, 1}, 2)).isFalse();
        assertThat(Cholesky.factor(new double[] {0}, 1)).isFalse();
    }

    /// B Bᵀ + n I, whose eigenvalues lie between n and some 5 n.
    private static double[] positive(int n, Random random) {
        double[] b = random.doubles((long) n * n, -1, 1).toArray();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    matrix[i * n + j] += b[i * n + k] * b[j * n + k];
                }
            }
            matrix[i * n + i] += n;
        }
        return matrix;
    }
}
