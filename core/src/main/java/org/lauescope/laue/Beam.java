package org.lauescope.laue;

/// The incident beam: along +X of LAB, photon energies between two bounds in keV.
public record Beam(double minimumEnergy, double maximumEnergy, Spectrum spectrum) {

    /// The default spectrum is that of a superbend, E_c = 12 keV.
    public Beam(double minimumEnergy, double maximumEnergy) {
        this(minimumEnergy, maximumEnergy, new Spectrum.BendingMagnet(12));
    }

    public Beam {
        if (!(minimumEnergy > 0.5 && maximumEnergy < 500 && minimumEnergy < maximumEnergy)) {
            throw new IllegalArgumentException(
                    "energy band = [%s, %s] keV; expected lower then upper bound, between 0.5 and 500 keV"
                            .formatted(minimumEnergy, maximumEnergy));
        }
    }
}
