package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// Strain and orientation spread that decay from the boundaries between grains as exp(−d / L), at
/// any depth alike.
///
/// @param lean shift of the boundaries per depth along SAMPLE x and y, µm/µm
/// @param peakStrain strain at a boundary, SAMPLE axes
/// @param peakMosaic standard deviation of the orientation about any axis at a boundary, rad
/// @param decay L, µm
public record BoundaryDamage(
        GrainLayout layout,
        Vector3 lean,
        SymmetricTensor peakStrain,
        double peakMosaic,
        double decay)
        implements LatticeField {

    public BoundaryDamage {
        if (!(peakMosaic >= 0 && decay > 0)) {
            throw new IllegalArgumentException(
                    "mosaic %s rad at boundaries, decaying over %s µm; expected 0 or more, and above 0"
                            .formatted(peakMosaic, decay));
        }
    }

    @Override
    public SymmetricTensor strain(Vector3 place) {
        return peakStrain.times(profile(place));
    }

    @Override
    public double mosaicVariance(Vector3 place) {
        double mosaic = peakMosaic * profile(place);
        return mosaic * mosaic;
    }

    private double profile(Vector3 place) {
        return Math.exp(-layout.boundaryDistance(place.plus(lean.times(place.z()))) / decay);
    }
}
