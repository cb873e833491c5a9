package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// A damaged place: strain and orientation spread that fall off as exp(−½ (r / radius)²), r the
/// distance within the surface.
///
/// @param x, y centre, µm, SAMPLE
/// @param radius µm
/// @param peakStrain strain at the centre, SAMPLE axes
/// @param peakMosaic standard deviation of the orientation about any axis at the centre, rad
public record HotSpot(
        double x, double y, double radius, SymmetricTensor peakStrain, double peakMosaic)
        implements LatticeField {

    public HotSpot {
        if (!(radius > 0 && peakMosaic >= 0)) {
            throw new IllegalArgumentException(
                    "hot spot of radius %s µm and mosaic %s rad; expected above 0 and 0 or more"
                            .formatted(radius, peakMosaic));
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
        double dx = (place.x() - x) / radius;
        double dy = (place.y() - y) / radius;
        return Math.exp(-(dx * dx + dy * dy) / 2);
    }
}
