package org.lauescope.index;

/// How the search for orientations is done.
///
/// @param maximumGrains grains looked for in one frame
/// @param acceptance largest probability that an accepted grain is chance
/// @param angleTolerance how far an angle between two lattice planes may be from that of the
///   unstrained cell, rad: strain, detector pose and peak positions together
/// @param strainScale standard deviation of the strain components expected before anything is
///   measured
public record IndexerOptions(
        int maximumGrains, double acceptance, double angleTolerance, double strainScale) {

    /// Up to eight grains, strains of several 10⁻³, a pose known to some pixels.
    public static final IndexerOptions DEFAULT =
            new IndexerOptions(8, 1e-6, Math.toRadians(0.25), 3e-3);

    public IndexerOptions {
        if (maximumGrains < 1) {
            throw new IllegalArgumentException(
                    "grains to look for = %d; expected at least 1".formatted(maximumGrains));
        }
        if (!(acceptance > 0 && acceptance < 1)) {
            throw new IllegalArgumentException(
                    "acceptance probability = %s; expected between 0 and 1".formatted(acceptance));
        }
        if (!(angleTolerance > 1e-5 && angleTolerance < 0.1)) {
            throw new IllegalArgumentException(
                    "angle tolerance = %s rad; expected between 0.00001 and 0.1 rad (degrees were given?)"
                            .formatted(angleTolerance));
        }
        if (!(strainScale > 0 && strainScale < 0.1)) {
            throw new IllegalArgumentException(
                    "strain scale = %s; expected between 0 and 0.1 (10⁻³ was given?)"
                            .formatted(strainScale));
        }
    }

    public IndexerOptions withGrains(int grains) {
        return new IndexerOptions(grains, acceptance, angleTolerance, strainScale);
    }
}
