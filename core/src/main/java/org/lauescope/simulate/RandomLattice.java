package org.lauescope.simulate;

import java.util.SplittableRandom;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// Smooth random strain and rotation, each component a Gaussian random field of its own.
public final class RandomLattice implements LatticeField {

    private final double strain;
    private final double rotation;
    private final GaussianField[] fields = new GaussianField[9];

    /// @param strain standard deviation of each of the six components
    /// @param rotation standard deviation of each component of the rotation vector, rad
    /// @param length over which the fields stay alike, µm
    public RandomLattice(long seed, double strain, double rotation, double length) {
        if (!(strain >= 0 && rotation >= 0 && length > 0)) {
            throw new IllegalArgumentException(
                    "random strain = %s, rotation = %s rad over %s µm; expected 0 or more, 0 or more, above 0"
                            .formatted(strain, rotation, length));
        }
        this.strain = strain;
        this.rotation = rotation;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new GaussianField(random.split(), length);
        }
    }

    @Override
    public SymmetricTensor strain(Vector3 place) {
        return strain == 0
                ? SymmetricTensor.ZERO
                : new SymmetricTensor(
                                fields[0].at(place),
                                fields[1].at(place),
                                fields[2].at(place),
                                fields[3].at(place),
                                fields[4].at(place),
                                fields[5].at(place))
                        .times(strain);
    }

    @Override
    public Vector3 rotation(int grain, Vector3 place) {
        return rotation == 0
                ? Vector3.ZERO
                : new Vector3(fields[6].at(place), fields[7].at(place), fields[8].at(place))
                        .times(rotation);
    }
}
