package org.lauescope.map;

/// Colours on a sphere: white at one pole, black at the other, the full hues around the equator.
///
/// Lightness and saturation follow G. Nolze, R. Hielscher, J. Appl. Cryst. 49 (2016) 1786:
///
///     L = λ x/π + (1 − λ) sin²(x/2), x = π − polar angle, λ = 0.35
///     S = 1 − 2 μ |L − ½|, μ = 0.25
///
/// and the hue runs slower where the eye sees it change faster, between red, green and blue:
///
///     dH/dφ ∝ ½ + Σₖ exp(−4/7 |φ − 2πk/3|)
final class ColourSphere {

    private static final double LIGHTNESS = 0.35;
    private static final double SATURATION = 0.25;
    private static final double DECAY = 4.0 / 7;
    private static final double THIRD = 2 * Math.PI / 3;

    private ColourSphere() {}

    /// @param azimuth rad; 0 red, 2π/3 green, 4π/3 blue
    /// @param polar rad; 0 white, π/2 the pure hue, π black
    static Colour at(double azimuth, double polar) {
        double x = Math.PI - polar;
        double sine = Math.sin(x / 2);
        double lightness = LIGHTNESS * x / Math.PI + (1 - LIGHTNESS) * sine * sine;
        double saturation = 1 - 2 * SATURATION * Math.abs(lightness - 0.5);
        return Colour.ofHsl(hue(azimuth), saturation, lightness);
    }

    /// Hue 0 … 1 at an azimuth.
    static double hue(double azimuth) {
        double turn = azimuth - 2 * Math.PI * Math.floor(azimuth / (2 * Math.PI));
        int third = (int) Math.min(2, Math.floor(turn / THIRD));
        return (third + area(turn - third * THIRD) / area(THIRD)) / 3;
    }

    /// ∫ of the speed from a pure colour to φ ≤ 2π/3 beyond it, with the two nearest colours and
    /// the opposite one, which is never nearer than 2π/3.
    private static double area(double phi) {
        double own = 1 - Math.exp(-DECAY * phi);
        double next = Math.exp(-DECAY * (THIRD - phi)) - Math.exp(-DECAY * THIRD);
        double opposite = opposite(phi);
        return 0.5 * phi + (own + next + opposite) / DECAY;
    }

    /// DECAY · ∫₀^φ exp(−DECAY · distance to the third colour), which lies 2π/3 behind the first
    /// and as far beyond the second: the distance grows to π in the middle and falls again.
    private static double opposite(double phi) {
        double rising = Math.min(phi, THIRD / 2);
        double part = Math.exp(-DECAY * THIRD) - Math.exp(-DECAY * (THIRD + rising));
        if (phi > THIRD / 2) {
            part += Math.exp(-DECAY * (2 * THIRD - phi)) - Math.exp(-DECAY * Math.PI);
        }
        return part;
    }
}
