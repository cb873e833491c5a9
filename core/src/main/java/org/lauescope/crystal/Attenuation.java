package org.lauescope.crystal;

/// Linear attenuation coefficient μ (1/mm) of a crystal against photon energy (keV, ascending);
/// straight between the rows on logarithmic axes, as the power law E⁻³ between edges asks for.
public record Attenuation(double[] energy, double[] perMillimetre) {

    /// Unknown: no depth correction is made with it.
    public static final Attenuation UNKNOWN = new Attenuation(new double[0], new double[0]);

    public boolean isKnown() {
        return energy.length > 1;
    }

    /// μ in 1/mm at `keV`; the end values beyond the table.
    ///
    /// @throws IllegalStateException if the table is [#UNKNOWN]
    public double at(double keV) {
        if (!isKnown()) {
            throw new IllegalStateException("attenuation is unknown; ask isKnown() first");
        }
        int found = java.util.Arrays.binarySearch(energy, keV);
        if (found >= 0) {
            return perMillimetre[found];
        }
        int above = Math.clamp(-found - 1, 1, energy.length - 1);
        double low = Math.log(energy[above - 1]);
        double f = Math.clamp((Math.log(keV) - low) / (Math.log(energy[above]) - low), 0, 1);
        return Math.exp(
                (1 - f) * Math.log(perMillimetre[above - 1]) + f * Math.log(perMillimetre[above]));
    }
}
