package org.lauescope.map;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;

/// Orientation maps of known content.
final class VirtualMap {

    private VirtualMap() {}

    /// Every point in one of its crystal's equivalent descriptions, chosen at random, as indexing
    /// gives them.
    ///
    /// @param orientation `sampleFromCrystal` of a point; null where it is unknown
    static OrientationMap of(
            ScanGrid grid,
            List<Crystal> crystals,
            IntUnaryOperator crystal,
            IntFunction<@Nullable Matrix3> orientation) {
        Random random = new Random(99);
        int[] phases = new int[grid.size()];
        double[] quaternions = new double[4 * grid.size()];
        List<List<Matrix3>> symmetries = crystals.stream().map(Crystal::properRotations).toList();
        for (int i = 0; i < phases.length; i++) {
            Matrix3 matrix = orientation.apply(i);
            phases[i] = matrix == null ? -1 : crystal.applyAsInt(i);
            double[] q = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
            if (matrix != null) {
                List<Matrix3> symmetry = symmetries.get(phases[i]);
                Quaternion found =
                        Quaternion.ofMatrix(
                                matrix.times(symmetry.get(random.nextInt(symmetry.size()))));
                q = new double[] {found.w(), found.x(), found.y(), found.z()};
            }
            System.arraycopy(q, 0, quaternions, 4 * i, 4);
        }
        return new OrientationMap(grid, crystals, phases, quaternions);
    }

    static OrientationMap of(
            ScanGrid grid, Crystal crystal, IntFunction<@Nullable Matrix3> orientation) {
        return of(grid, List.of(crystal), i -> 0, orientation);
    }

    static Matrix3 randomRotation(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit()
                .matrix();
    }

    /// A small rotation with independent errors of `sigma` (rad) about each axis.
    static Matrix3 noise(Random random, double sigma) {
        return Matrix3.rotation(
                new Vector3(
                        sigma * random.nextGaussian(),
                        sigma * random.nextGaussian(),
                        sigma * random.nextGaussian()));
    }
}
