package org.lauescope.laue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrumTest {

    /// H₂(y) = y² K²₂⸝₃(y/2) is tabulated in the X-ray Data Booklet, section 2.1, figure 2-2: H₂(1)
    /// = 1.454 with its maximum near y = 0.83; three printed figures.
    @Test
    void bendingMagnetAtItsCriticalEnergy() {
        Spectrum spectrum = new Spectrum.BendingMagnet(12);
        assertThat(spectrum.flux(12)).isCloseTo(1.454, within(2e-3));
        assertThat(spectrum.flux(10))
                .isGreaterThan(spectrum.flux(7))
                .isGreaterThan(spectrum.flux(14));
    }

    /// K_ν(z) → √(π/2z) e⁻ᶻ (1 + (4ν² − 1)/8z) for large z: at z = 20 the next term is below 1e-3.
    @Test
    void bendingMagnetFallsExponentially() {
        double z = 20;
        double bessel =
                Math.sqrt(Math.PI / (2 * z)) * Math.exp(-z) * (1 + (16.0 / 9 - 1) / (8 * z));
        assertThat(new Spectrum.BendingMagnet(1).flux(2 * z))
                .isCloseTo(4 * z * z * bessel * bessel, within(2e-3 * 4 * z * z * bessel * bessel));
    }
}
