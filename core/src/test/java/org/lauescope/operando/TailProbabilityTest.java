package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against SciPy 1.17 (Cephes, Boost), whose digits agree with tables; 1e-9 relative is six digits
/// more than any use needs.
class TailProbabilityTest {

    private static final double RELATIVE = 1e-7;

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.6170750774519738",
        "-1, 0.31731050786291415",
        "3, 0.0026997960632601866",
        "8, 1.244192114854348e-15",
        "20, 5.507248237212311e-89"
    })
    void normal(double z, double expected) {
        assertThat(TailProbability.normal(z)).isCloseTo(expected, withinPercentage(RELATIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.7048327646991335",
        "-2, 3.5, 0.12613852257591343",
        "5, 10, 0.0005373336027564527",
        "12, 40, 7.82417130425598e-15",
        "2, 1000, 0.04577034649325166",
        "30, 300, 2.6062144200978664e-92"
    })
    void student(double t, double degreesOfFreedom, double expected) {
        assertThat(TailProbability.student(t, degreesOfFreedom))
                .isCloseTo(expected, withinPercentage(RELATIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0.31731050786291115",
        "10, 5, 0.07523524614651217",
        "100, 80, 0.064570368921133",
        "300, 6, 8.180326919004622e-62"
    })
    void chiSquare(double x, double degreesOfFreedom, double expected) {
        assertThat(TailProbability.chiSquare(x, degreesOfFreedom))
                .isCloseTo(expected, withinPercentage(RELATIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 200, 0.05, 0.5830671820811717",
        "2, 20, 0.3, 0.03548313229846864",
        "0, 200, 0.01, 0.13397967485796192"
    })
    void binomial(int k, int n, double probability, double expected) {
        assertThat(TailProbability.binomial(k, n, probability))
                .isCloseTo(expected, withinPercentage(RELATIVE));
    }

    @Test
    void edges() {
        assertThat(TailProbability.normal(0)).isEqualTo(1);
        assertThat(TailProbability.student(0, 5)).isEqualTo(1);
        assertThat(TailProbability.normal(Double.NaN)).isNaN();
        assertThat(TailProbability.studentQuantile(0.05, 7))
                .isCloseTo(2.3646242515927844, withinPercentage(RELATIVE));
    }
}
