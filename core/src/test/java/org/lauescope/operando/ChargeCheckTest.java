package org.lauescope.operando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Twenty half cycles of 1 mA, 600 s each: 0.6 C in each, in closed form, whatever is counted.
class ChargeCheckTest {

    private static final int HALF = 60;
    private static final int SAMPLES = 20 * HALF;
    private static final double SECONDS = 10;
    private static final double AMPERE = 1e-3;

    private static double current(int i) {
        return (i / HALF) % 2 == 0 ? AMPERE : -AMPERE;
    }

    /// @param charge of sample i, C
    private static CyclerLog log(double factor, IntToDoubleFunction charge) {
        double[] time = new double[SAMPLES];
        double[] none = new double[SAMPLES];
        double[] ampere = new double[SAMPLES];
        double[] counted = new double[SAMPLES];
        Arrays.setAll(time, i -> SECONDS * i);
        Arrays.fill(none, Double.NaN);
        Arrays.setAll(ampere, ChargeCheckTest::current);
        Arrays.setAll(counted, i -> factor * charge.applyAsDouble(i));
        return new CyclerLog(
                time,
                none,
                ampere,
                new double[SAMPLES],
                List.of(new CyclerLog.Column("Capacity", "C", counted)));
    }

    /// Within its half cycle, from 0 on.
    private static double setBack(int i) {
        return AMPERE * SECONDS * (i % HALF);
    }

    /// Charging alone, never set back.
    private static double charging(int i) {
        int half = i / HALF;
        double before = (half + 1) / 2 * AMPERE * SECONDS * HALF;
        return before + (half % 2 == 0 ? setBack(i) : 0);
    }

    private static double net(int i) {
        double sum = 0;
        for (int k = 1; k <= i; k++) {
            sum += SECONDS * current(k);
        }
        return sum;
    }

    private static ChargeCheck check(CyclerLog log) {
        return ChargeCheck.of(log).orElseThrow();
    }

    /// Exact but for rounding: the current is constant within a half cycle.
    @Test
    void whateverIsCountedAgrees() {
        assertThat(check(log(1, ChargeCheckTest::setBack)).ratio()).isCloseTo(1, within(1e-9));
        assertThat(check(log(1, ChargeCheckTest::charging)).ratio()).isCloseTo(1, within(1e-9));
        assertThat(check(log(1, ChargeCheckTest::net)).ratio()).isCloseTo(1, within(1e-9));
        assertThat(check(log(-1, ChargeCheckTest::net)).ratio()).isCloseTo(1, within(1e-9));
        // 59 intervals in each of 20 half cycles, 10 of which charge.
        assertThat(check(log(1, ChargeCheckTest::setBack)).integrated())
                .isCloseTo(20 * 59 * 0.01, within(1e-9));
        assertThat(check(log(1, ChargeCheckTest::charging)).integrated())
                .isCloseTo(10 * 59 * 0.01, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0.001            | current were in mA instead of A
                    1000             | current were in A instead of mA
                    0.000277777      | charge in A h instead of C
                    60               | time were in min instead of s
                    """)
    void anotherUnitIsNamed(double factor, String cause) {
        ChargeCheck check = check(log(factor, ChargeCheckTest::charging));
        assertThat(check.agrees()).isFalse();
        assertThat(check.text())
                .contains(cause)
                .contains("expected 1 within 5 %")
                .contains("column \"Capacity\"");
    }

    @Test
    void aTwentiethIsTheLimit() {
        assertThat(check(log(1.04, ChargeCheckTest::charging)).agrees()).isTrue();
        assertThat(check(log(0.93, ChargeCheckTest::charging)).agrees()).isFalse();
        assertThat(check(log(1.07, ChargeCheckTest::charging)).agrees()).isFalse();
    }

    /// Counted in steps of 0.1 C and set back each time: five of 5.9 in a half cycle.
    @Test
    void coarseCountsAgreeWithinTheirLastDigit() {
        ChargeCheck check = check(log(1, i -> Math.floor(10 * setBack(i)) / 10));
        assertThat(check.agrees()).isTrue();
    }

    @Test
    void withoutSuchAColumnNothingIsChecked() {
        assertThat(ChargeCheck.of(log(0, ChargeCheckTest::net))).isEmpty();
    }
}
