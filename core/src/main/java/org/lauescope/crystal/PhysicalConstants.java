package org.lauescope.crystal;

/// CODATA 2018 values in the project's units.
public final class PhysicalConstants {

    /// Planck constant times speed of light in keV·Å: E = hc/λ (exact in the SI of 2019).
    public static final double HC = 12.398419843320026;

    /// Classical electron radius in Å.
    public static final double ELECTRON_RADIUS = 2.8179403262e-5;

    /// Avogadro constant in 1/mol (exact).
    public static final double AVOGADRO = 6.02214076e23;

    private PhysicalConstants() {}
}
