package org.lauescope.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.TestCrystals;

/// A piece of a sample whose grains and lattice rotations are known at every place, and scans of it
/// from anywhere: the cells nearest to random seeds, bent by a few smooth waves.
final class SamplePiece {

    private static final Crystal LLZO = TestCrystals.llzo();

    /// rad per wave and axis
    private static final double WAVE = Math.toRadians(0.05);

    private final double side;
    private final double[][] seeds;
    private final List<Matrix3> orientations = new ArrayList<>();
    private final double[][] waves = new double[6][];
    private final Random random;

    /// @param side µm
    SamplePiece(double side, int grains, long seed) {
        this.side = side;
        random = new Random(seed);
        seeds = new double[grains][];
        for (int n = 0; n < grains; n++) {
            seeds[n] = new double[] {side * random.nextDouble(), side * random.nextDouble()};
            orientations.add(VirtualMap.randomRotation(random));
        }
        for (int w = 0; w < waves.length; w++) {
            waves[w] =
                    new double[] {
                        random.nextGaussian() * 4 / side,
                        random.nextGaussian() * 4 / side,
                        random.nextDouble() * 6,
                        WAVE * random.nextGaussian(),
                        WAVE * random.nextGaussian(),
                        WAVE * random.nextGaussian()
                    };
        }
    }

    double side() {
        return side;
    }

    int grain(double x, double y) {
        int best = 0;
        for (int n = 1; n < seeds.length; n++) {
            if (distance(n, x, y) < distance(best, x, y)) {
                best = n;
            }
        }
        return best;
    }

    private double distance(int n, double x, double y) {
        return Math.hypot(x - seeds[n][0], y - seeds[n][1]);
    }

    /// sampleFromCrystal
    Matrix3 orientation(double x, double y) {
        double[] v = new double[3];
        for (double[] wave : waves) {
            double phase = Math.sin(wave[0] * x + wave[1] * y + wave[2]);
            for (int axis = 0; axis < 3; axis++) {
                v[axis] += phase * wave[3 + axis];
            }
        }
        return Matrix3.rotation(new Vector3(v[0], v[1], v[2])).times(orientations.get(grain(x, y)));
    }

    /// Where a scan looks: from the place it believes in to that on the sample.
    interface Stage {
        double[] place(double x, double y);
    }

    /// @param turn of the whole sample, SAMPLE axes
    /// @param turns of each grain, further
    /// @param noise of orientations, rad per axis
    ScanMap scan(ScanGrid grid, Stage stage, Matrix3 turn, List<Matrix3> turns, double noise) {
        double[] peaks = new double[grid.size()];
        OrientationMap map =
                VirtualMap.of(
                        grid,
                        LLZO,
                        i -> {
                            double[] at = stage.place(grid.x(i), grid.y(i));
                            int grain = grain(at[0], at[1]);
                            peaks[i] =
                                    Math.rint(
                                            120
                                                    + 10 * grain
                                                    + Math.sqrt(120) * random.nextGaussian());
                            return VirtualMap.noise(random, noise)
                                    .times(turn)
                                    .times(turns.isEmpty() ? Matrix3.IDENTITY : turns.get(grain))
                                    .times(orientation(at[0], at[1]));
                        });
        PointStatus[] status = new PointStatus[grid.size()];
        java.util.Arrays.fill(status, PointStatus.INDEXED);
        return ScanMap.builder("scan", status, map)
                .add(new Plane(PointQuantities.PEAKS_FOUND, peaks))
                .build();
    }
}
