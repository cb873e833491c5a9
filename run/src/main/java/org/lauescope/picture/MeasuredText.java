package org.lauescope.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as people read them: the value with as many decimals as its standard uncertainty has
/// significant ones, of which two are given; three significant digits where none is known. The
/// minus is typographic; what is not known is an empty text.
public final class MeasuredText {

    private static final int DIGITS_OF_SIGMA = 2;
    private static final int DIGITS = 3;

    private static final double SMALLEST_PROBABILITY = 1e-6;

    private MeasuredText() {}

    /// E.g. `0.034 ± 0.012`.
    public static String of(double value, double sigma) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (!(sigma > 0) || Double.isInfinite(sigma)) {
            return of(value);
        }
        int decimals = decimals(sigma, DIGITS_OF_SIGMA);
        return rounded(value, decimals) + " ± " + rounded(sigma, decimals);
    }

    /// As [#of(double, double)], with a plus before what is not negative: of a change.
    public static String ofChange(double value, double sigma) {
        return sign(value, of(value, sigma));
    }

    public static String of(double value) {
        return !Double.isFinite(value)
                ? ""
                : value == 0 ? "0" : rounded(value, decimals(Math.abs(value), DIGITS));
    }

    public static String ofChange(double value) {
        return sign(value, of(value));
    }

    /// The text with its unit: `0.034°`, `12 µm`, `(0.31 ± 0.05)·10⁻³`.
    public static String with(String text, String unit) {
        if (text.isEmpty() || unit.isEmpty()) {
            return text;
        }
        boolean isPair = text.contains("±");
        String number = isPair && unit.startsWith("°") ? "(" + text + ")" : text;
        if (unit.startsWith("10")) {
            return (isPair ? "(" + text + ")" : text) + "·" + unit;
        }
        return unit.startsWith("°") ? number + unit : number + " " + unit;
    }

    /// A probability by chance, to one digit; nobody knows tails of noise further out than 10⁻⁶.
    public static String ofProbability(double p) {
        if (!Double.isFinite(p)) {
            return "";
        }
        if (p < SMALLEST_PROBABILITY) {
            return "< 10⁻⁶";
        }
        BigDecimal rounded = BigDecimal.valueOf(p).round(new MathContext(1));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -3
                ? rounded.unscaledValue() + "·10⁻" + "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(-exponent)
                : rounded.toPlainString();
    }

    private static String sign(double value, String text) {
        return value >= 0 && !text.isEmpty() ? "+" + text : text;
    }

    private static int decimals(double positive, int digits) {
        // Rounding may carry: 0.0996 with two digits is 0.10.
        BigDecimal decimal = BigDecimal.valueOf(positive);
        int scale = digits - 1 - (decimal.precision() - decimal.scale() - 1);
        BigDecimal rounded = decimal.setScale(scale, RoundingMode.HALF_EVEN);
        return rounded.precision() > digits ? scale - 1 : scale;
    }

    private static String rounded(double value, int decimals) {
        String text =
                BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString();
        boolean isZero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return isZero ? text.replace("-", "") : text.replace('-', '−');
    }
}
