package org.lauescope.run.experiment;

import java.util.Map;
import org.lauescope.crystal.Crystal;

/// A crystal that the sample may hold.
///
/// @param crystal bears the name of the experiment file
/// @param stiffness constants in GPa by name, `C11` … `C66`; empty if none are given
/// @param stiffnessSource where they come from
public record Phase(Crystal crystal, Map<String, Double> stiffness, String stiffnessSource) {
    public Phase {
        stiffness = Map.copyOf(stiffness);
    }

    public String name() {
        return crystal.name();
    }
}
