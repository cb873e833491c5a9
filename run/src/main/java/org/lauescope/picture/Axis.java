package org.lauescope.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// A straight axis of a plot: which position on the sheet a value has, and where its ticks are.
///
/// @param first, last values at the ends
/// @param from, to positions of the ends on the sheet
public record Axis(double first, double last, double from, double to) {

    public double at(double value) {
        return from + (value - first) / (last - first) * (to - from);
    }

    /// Round numbers within the axis, about as many as wanted.
    public List<Double> ticks(int wanted) {
        double step = niceAbove((last - first) / wanted);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(first / step - 1e-9); i * step <= last + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /// The largest of 1, 2, 5 times a power of ten that is not above the value.
    public static double niceBelow(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double mantissa = value / power;
        double nice = mantissa >= 5 - 1e-9 ? 5 : mantissa >= 2 - 1e-9 ? 2 : 1;
        return nice * power;
    }

    /// The smallest of 1, 2, 5 times a power of ten that is not below the value.
    public static double niceAbove(double value) {
        double below = niceBelow(value);
        if (below >= value * (1 - 1e-9)) {
            return below;
        }
        return niceBelow(below * 2.51);
    }

    /// A number to four digits, without zeros at the end.
    public static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        return rounded.stripTrailingZeros().toPlainString().replace('-', '−');
    }
}
