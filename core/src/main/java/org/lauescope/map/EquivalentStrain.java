package org.lauescope.map;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// von Mises equivalent √(⅔ ε:ε) of deviatoric strains.
///
/// Noise alone makes it positive: the mean of its square is larger by ⅔ Σᵢⱼ var εᵢⱼ, a sum over all
/// nine components that the uncertainties of the six planes give exactly, correlated or not.
///
/// @param values NaN where a component is
/// @param debiasedSquare the square without noise, which may be negative: average first, take the
///   root afterwards; null where no uncertainties are known
public record EquivalentStrain(double[] values, double @Nullable [] debiasedSquare) {

    /// @param strain six planes in the order of [org.lauescope.crystal.SymmetricTensor], the same
    ///   in any axes
    public static EquivalentStrain of(List<Plane> strain) {
        int size = strain.getFirst().values().length;
        double[] square = new double[size];
        double @Nullable [] noise =
                strain.stream().allMatch(plane -> plane.sigma() != null) ? new double[size] : null;
        for (int k = 0; k < 6; k++) {
            double times = (k < 3 ? 1 : 2) * 2 / 3.0;
            double[] component = strain.get(k).values();
            double[] sigma = strain.get(k).sigma();
            for (int i = 0; i < size; i++) {
                square[i] += times * component[i] * component[i];
                if (noise != null && sigma != null) {
                    noise[i] += times * sigma[i] * sigma[i];
                }
            }
        }
        double[] values = Arrays.stream(square).map(Math::sqrt).toArray();
        if (noise == null) {
            return new EquivalentStrain(values, null);
        }
        for (int i = 0; i < size; i++) {
            square[i] -= noise[i];
        }
        return new EquivalentStrain(values, square);
    }
}
