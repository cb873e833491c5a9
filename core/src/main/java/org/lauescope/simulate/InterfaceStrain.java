package org.lauescope.simulate;

import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// Strain that decays from the interface into the crystals,
///
///     ε(d) = ε₀ exp(−d / L) n nᵀ
///
/// with d the distance within the surface and n the direction away from the line.
///
/// @param amplitude ε₀; negative where the crystals are pressed together
/// @param decay L, µm
public record InterfaceStrain(InterfaceLine line, double amplitude, double decay)
        implements LatticeField {

    public InterfaceStrain {
        if (!(decay > 0)) {
            throw new IllegalArgumentException(
                    "decay of the interface strain = %s µm; expected above 0".formatted(decay));
        }
    }

    @Override
    public SymmetricTensor strain(Vector3 place) {
        Vector3 away = line.to(place);
        double distance = away.norm();
        if (!(distance > 0)) {
            return SymmetricTensor.ZERO;
        }
        double size = amplitude * Math.exp(-distance / decay) / (distance * distance);
        return new SymmetricTensor(
                size * away.x() * away.x(),
                size * away.y() * away.y(),
                0,
                0,
                0,
                size * away.x() * away.y());
    }
}
