package org.lauescope.crystal;

/// X-ray form factor of a free atom or ion, f₀(s) = c + Σ aᵢ exp(−bᵢ s²) electrons, s = sin θ / λ
/// in 1/Å (five Gaussians: Waasmaier & Kirfel, Acta Cryst. A51 (1995) 416). Holds for s up to 6/Å.
public record FormFactor(double[] a, double[] b, double c) {

    public FormFactor {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "form factor has %d amplitudes and %d widths; expected as many"
                            .formatted(a.length, b.length));
        }
    }

    /// Electrons at s² in 1/Å².
    public double at(double sSquared) {
        double f = c;
        for (int i = 0; i < a.length; i++) {
            f += a[i] * Math.exp(-b[i] * sSquared);
        }
        return f;
    }
}
