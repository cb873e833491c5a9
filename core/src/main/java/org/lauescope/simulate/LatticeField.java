package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// What bends and strains the crystals of a virtual sample, as a function of the place alone.
/// Fields add up.
///
/// Places are in µm, SAMPLE: x and y on the surface, z the height above it (below it: negative).
public interface LatticeField {

    /// Strain added to that of the grain, SAMPLE axes.
    default SymmetricTensor strain(Vector3 place) {
        return SymmetricTensor.ZERO;
    }

    /// Rotation vector put on top of the grain's orientation, rad, SAMPLE axes.
    ///
    /// @param grain number of the grain that fills the place
    default Vector3 rotation(int grain, Vector3 place) {
        return Vector3.ZERO;
    }

    /// Variance of the orientation about any axis added to that of the grain, rad².
    default double mosaicVariance(Vector3 place) {
        return 0;
    }
}
