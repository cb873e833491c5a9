package org.lauescope.simulate;

import java.util.SplittableRandom;
import org.lauescope.crystal.Vector3;

/// Cells within a grain that are turned a little against each other: those of one random point in
/// every square of the surface (Worley, SIGGRAPH 1996, 291), walls upright.
///
/// @param seed of cells and rotations
/// @param size mean width of a cell, µm
/// @param angle standard deviation of each component of the rotation vector, rad
public record SubGrains(long seed, double size, double angle) implements LatticeField {

    public SubGrains {
        if (!(size > 0 && angle >= 0)) {
            throw new IllegalArgumentException(
                    "sub-grains of %s µm and %s rad; expected above 0 and 0 or more"
                            .formatted(size, angle));
        }
    }

    @Override
    public Vector3 rotation(int grain, Vector3 place) {
        double u = place.x() / size;
        double v = place.y() / size;
        long column = (long) Math.floor(u);
        long row = (long) Math.floor(v);
        double smallest = Double.POSITIVE_INFINITY;
        Vector3 rotation = Vector3.ZERO;
        for (long i = column - 1; i <= column + 1; i++) {
            for (long j = row - 1; j <= row + 1; j++) {
                SplittableRandom random = cell(grain, i, j);
                double du = i + random.nextDouble() - u;
                double dv = j + random.nextDouble() - v;
                if (du * du + dv * dv < smallest) {
                    smallest = du * du + dv * dv;
                    rotation =
                            new Vector3(
                                            random.nextGaussian(),
                                            random.nextGaussian(),
                                            random.nextGaussian())
                                    .times(angle);
                }
            }
        }
        return rotation;
    }

    private SplittableRandom cell(int grain, long i, long j) {
        long mixed = new SplittableRandom(seed + grain).nextLong();
        mixed = new SplittableRandom(mixed + i).nextLong();
        return new SplittableRandom(mixed + j);
    }
}
