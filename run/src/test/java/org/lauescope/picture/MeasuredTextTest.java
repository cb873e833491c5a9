package org.lauescope.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Expected texts written by hand: two significant digits of σ, as the Guide to the Expression of
/// Uncertainty in Measurement (7.2.6) advises.
final class MeasuredTextTest {

    @Test
    void aValueHasTheDecimalsOfItsUncertainty() {
        assertThat(MeasuredText.of(0.03391, 0.0123)).isEqualTo("0.034 ± 0.012");
        assertThat(MeasuredText.of(-2.3049, 0.0697)).isEqualTo("−2.305 ± 0.070");
        assertThat(MeasuredText.of(1234, 567)).isEqualTo("1230 ± 570");
        assertThat(MeasuredText.of(1, 0.0996)).isEqualTo("1.00 ± 0.10");
        assertThat(MeasuredText.of(-0.00001, 0.0123)).isEqualTo("0.000 ± 0.012");
        assertThat(MeasuredText.ofChange(0.03391, 0.0123)).isEqualTo("+0.034 ± 0.012");
    }

    @Test
    void withoutUncertaintyThreeDigitsAreGiven() {
        assertThat(MeasuredText.of(0.033912)).isEqualTo("0.0339");
        assertThat(MeasuredText.of(3383.9)).isEqualTo("3380");
        assertThat(MeasuredText.of(0)).isEqualTo("0");
        assertThat(MeasuredText.of(2.5, Double.NaN)).isEqualTo("2.50");
        assertThat(MeasuredText.ofChange(-2.5)).isEqualTo("−2.50");
        assertThat(MeasuredText.of(Double.NaN, 1)).isEmpty();
        assertThat(MeasuredText.ofChange(Double.NaN)).isEmpty();
    }

    @Test
    void unitsStandWhereTheyBelong() {
        assertThat(MeasuredText.with("0.034", "°")).isEqualTo("0.034°");
        assertThat(MeasuredText.with("0.034 ± 0.012", "°")).isEqualTo("(0.034 ± 0.012)°");
        assertThat(MeasuredText.with("0.10 ± 0.02", "10⁻³")).isEqualTo("(0.10 ± 0.02)·10⁻³");
        assertThat(MeasuredText.with("12", "µm")).isEqualTo("12 µm");
        assertThat(MeasuredText.with("12", "")).isEqualTo("12");
    }

    @Test
    void probabilitiesHaveOneDigit() {
        assertThat(MeasuredText.ofProbability(0.0234)).isEqualTo("0.02");
        assertThat(MeasuredText.ofProbability(1)).isEqualTo("1");
        assertThat(MeasuredText.ofProbability(6.4e-6)).isEqualTo("6·10⁻⁶");
        assertThat(MeasuredText.ofProbability(9.7e-5)).isEqualTo("1·10⁻⁴");
        assertThat(MeasuredText.ofProbability(1e-9)).isEqualTo("< 10⁻⁶");
        assertThat(MeasuredText.ofProbability(Double.NaN)).isEmpty();
    }
}
