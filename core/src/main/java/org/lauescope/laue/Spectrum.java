package org.lauescope.laue;

/// Relative flux of the beam against photon energy in keV, photons per second and 0.1 % bandwidth;
/// only its shape matters.
public sealed interface Spectrum {

    double flux(double keV);

    /// The same flux at every energy.
    record Flat() implements Spectrum {
        @Override
        public double flux(double keV) {
            return 1;
        }
    }

    /// Bending magnet on axis: flux ∝ x² K²₂⸝₃(x/2) with x = E / E_c (Kim, X-ray Data Booklet,
    /// section 2.1, eq. 5).
    ///
    /// @param criticalEnergy E_c in keV, 0.665 · (electron energy in GeV)² · (field in T)
    record BendingMagnet(double criticalEnergy) implements Spectrum {

        public BendingMagnet {
            if (!(criticalEnergy > 0.1 && criticalEnergy < 1000)) {
                throw new IllegalArgumentException(
                        "critical energy = %s keV; expected between 0.1 and 1000 keV"
                                .formatted(criticalEnergy));
            }
        }

        @Override
        public double flux(double keV) {
            double x = keV / criticalEnergy;
            double bessel = besselK(2.0 / 3, x / 2);
            return x * x * bessel * bessel;
        }

        /// K_ν(z) = ∫₀^∞ exp(−z cosh t) cosh(νt) dt (Abramowitz & Stegun 9.6.24) by the trapezoidal
        /// rule, which converges exponentially for this integrand; relative error below 1e-12 for z
        /// > 1e-3.
        private static double besselK(double order, double z) {
            double step = 0.1;
            double sum = Math.exp(-z) / 2;
            for (int i = 1; i < 400; i++) {
                double t = i * step;
                double term = Math.exp(-z * Math.cosh(t)) * Math.cosh(order * t);
                sum += term;
                if (term < 1e-17 * sum) {
                    break;
                }
            }
            return sum * step;
        }
    }
}
