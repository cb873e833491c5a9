package org.lauescope.index;

import org.lauescope.refine.CrystalState;

/// A grain that may be found in a frame, because it is at a neighbouring point.
///
/// @param crystal index into the list of crystals
/// @param state expected to be right but for a rotation of half a degree
public record Prediction(int crystal, CrystalState state) {

    public Prediction {
        if (crystal < 0) {
            throw new IllegalArgumentException(
                    "crystal = %d; expected its index, from 0".formatted(crystal));
        }
    }
}
