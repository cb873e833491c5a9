package org.lauescope.map;

import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;

/// The orientation of the strongest grain of each point.
///
/// @param crystals the phases of the map
/// @param crystal number of the phase of each point in `crystals`; −1 where nothing is known
/// @param quaternions w, x, y, z of `sampleFromCrystal`, four per point; NaN where nothing is
///   known. Arrays are not copied and not to be changed
public record OrientationMap(
        ScanGrid grid, List<Crystal> crystals, int[] crystal, double[] quaternions) {

    public OrientationMap {
        crystals = List.copyOf(crystals);
        if (crystal.length != grid.size() || quaternions.length != 4 * grid.size()) {
            throw new IllegalArgumentException(
                    "%d phases and %d quaternion components on %d points; expected 1 and 4 for each"
                            .formatted(crystal.length, quaternions.length, grid.size()));
        }
    }

    public boolean isKnown(int index) {
        return crystal[index] >= 0;
    }

    public Quaternion quaternion(int index) {
        return quaternion(quaternions, index);
    }

    /// The quaternion number `index` of a flat array.
    public static Quaternion quaternion(double[] quaternions, int index) {
        return new Quaternion(
                quaternions[4 * index],
                quaternions[4 * index + 1],
                quaternions[4 * index + 2],
                quaternions[4 * index + 3]);
    }

    public Matrix3 sampleFromCrystal(int index) {
        return quaternion(index).matrix();
    }

    /// What symmetry does to the orientations of each phase.
    public OrientationSymmetry[] symmetries() {
        return crystals.stream().map(OrientationSymmetry::of).toArray(OrientationSymmetry[]::new);
    }

    /// Proper rotations of the Laue group of the phase of a point, CRYSTAL axes.
    public List<Matrix3> symmetry(int index) {
        return crystals.get(crystal[index]).properRotations();
    }
}
