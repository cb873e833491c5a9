package org.lauescope.run.experiment;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Stiffness;

/// A crystal that the sample may hold.
///
/// @param crystal bears the name of the experiment file
/// @param stiffness null if none is given
public record Phase(Crystal crystal, @Nullable Stiffness stiffness) {

    public String name() {
        return crystal.name();
    }
}
