package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// A damaged place: strain and orientation spread that fall off from its centre as
///
///     exp(−½ ((u / along)² + (v / across)²))
///
/// with the distances u along and v across its long axis within the surface.
///
/// @param x, y centre, µm, SAMPLE
/// @param along, across radii, µm
/// @param direction of the first radius, rad from SAMPLE x towards y
/// @param peakStrain strain at the centre, SAMPLE axes
/// @param peakMosaic standard deviation of the orientation about any axis at the centre, rad
public record HotSpot(
        double x,
        double y,
        double along,
        double across,
        double direction,
        SymmetricTensor peakStrain,
        double peakMosaic)
        implements LatticeField {

    public HotSpot {
        if (!(along > 0 && across > 0 && peakMosaic >= 0)) {
            throw new IllegalArgumentException(
                    "hot spot of radii %s and %s µm and mosaic %s rad; expected above 0 and 0 or more"
                            .formatted(along, across, peakMosaic));
        }
    }

    /// A round one.
    public HotSpot(
            double x, double y, double radius, SymmetricTensor peakStrain, double peakMosaic) {
        this(x, y, radius, radius, 0, peakStrain, peakMosaic);
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

    /// 1 at the centre, and less away from it.
    public double profile(Vector3 place) {
        double dx = place.x() - x;
        double dy = place.y() - y;
        double u = (dx * Math.cos(direction) + dy * Math.sin(direction)) / along;
        double v = (dy * Math.cos(direction) - dx * Math.sin(direction)) / across;
        return Math.exp(-(u * u + v * v) / 2);
    }
}
