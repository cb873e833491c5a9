package org.lauescope.operando;

/// What an indicator says for and against each mechanism: natural logarithms of the probability
/// density of its value under each.
///
/// @param model the densities in words; stated, not fitted to data
public record Weight(double penetration, double electronic, double mixed, String model) {

    /// Of indicators without calibrated densities.
    public static final Weight NONE =
            new Weight(0, 0, 0, "no calibrated densities: carries no weight");

    /// How much more probable penetration makes the value than electronic conduction, natural
    /// logarithm; negative if less.
    public double logRatio() {
        return penetration - electronic;
    }

    /// Under one mechanism.
    public double of(Mechanism mechanism) {
        return switch (mechanism) {
            case PENETRATION -> penetration;
            case ELECTRONIC -> electronic;
            case MIXED -> mixed;
        };
    }
}
