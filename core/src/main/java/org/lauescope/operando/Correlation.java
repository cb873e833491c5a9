package org.lauescope.operando;

/// How alike the deviations of two points of one grain are, as a function of their distance h,
///
///     ρ(0) = 1,   ρ(h) = s exp(−(h / a)ᵖ)
///
/// with p = 1 (exponential) or 2 (Gaussian). The part 1 − s, the nugget, belongs to each point alone.
/// Points of different grains are taken as independent.
///
/// @param structured s, 0 … 1
/// @param length a, µm, above 0: the correlation length
/// @param power p
public record Correlation(double structured, double length, int power) {

    public static final Correlation NONE = new Correlation(0, 1, 1);

    public Correlation {
        if (!(structured >= 0 && structured <= 1 && length > 0) || power < 1 || power > 2) {
            throw new IllegalArgumentException(
                    "correlation %s exp(−(h/%s µm)^%d); expected 0 … 1, a length above 0, and 1 or 2"
                            .formatted(structured, length, power));
        }
    }

    /// @param h distance, µm
    public double at(double h) {
        if (h == 0) {
            return 1;
        }
        double ratio = h / length;
        return structured * Math.exp(power == 1 ? -ratio : -ratio * ratio);
    }

    /// Where it has fallen to a level, µm; 0 if it is below that everywhere.
    public double reach(double level) {
        if (structured <= level) {
            return 0;
        }
        double logarithm = Math.log(structured / level);
        return length * (power == 1 ? logarithm : Math.sqrt(logarithm));
    }
}
