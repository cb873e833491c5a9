package org.lauescope.map;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.lauescope.crystal.OrientationSymmetry;

/// How often which disorientation occurs in one crystal of a map, rad.
///
/// @param crystal number of the phase in [OrientationMap#crystals()]
/// @param deviation GROD of the points of grains, in bins of 0.005° to 5°
/// @param inGrains of neighbouring points of the same grain, in bins of 0.005° to 5°
/// @param neighbours of all neighbouring points, in bins of 1° to 180°
/// @param uncorrelated of points drawn anywhere in the map, in bins of 1°: what the orientations
///   alone make without regard to who is whose neighbour
/// @param random of orientations without any preference, in bins of 1° (for cubic crystals the
///   distribution of J. K. Mackenzie, Biometrika 45 (1958) 229)
public record MisorientationHistograms(
        int crystal,
        Histogram deviation,
        Histogram inGrains,
        Histogram neighbours,
        Histogram uncorrelated,
        Histogram random) {

    private static final double FINE = Math.toRadians(0.005);
    private static final int FINE_BINS = 1000;
    private static final double COARSE = Math.toRadians(1);
    private static final int COARSE_BINS = 180;

    /// Of the references, which are drawn; their error is 1 % of a bin that holds a tenth of all.
    private static final int DRAWS = 100_000;

    private static final long SEED = 20_220_606;

    static MisorientationHistograms of(Grains grains, int crystal) {
        OrientationMap map = grains.orientations();
        ScanGrid grid = map.grid();
        OrientationSymmetry symmetry = OrientationSymmetry.of(map.crystals().get(crystal));
        double[] q = map.quaternions();
        Histogram.Builder deviation = new Histogram.Builder(FINE, FINE_BINS);
        Histogram.Builder inGrains = new Histogram.Builder(FINE, FINE_BINS);
        Histogram.Builder neighbours = new Histogram.Builder(COARSE, COARSE_BINS);
        int[] points =
                IntStream.range(0, grid.size()).filter(i -> map.crystal()[i] == crystal).toArray();
        for (int i : points) {
            deviation.add(grains.deviation()[i]);
            int right = grid.column(i) + 1 < grid.columns() ? i + 1 : i;
            int below = grid.row(i) + 1 < grid.rows() ? i + grid.columns() : i;
            for (int j : new int[] {right, below}) {
                if (j != i && map.crystal()[j] == crystal) {
                    double angle = symmetry.disorientation(q, 4 * i, q, 4 * j);
                    neighbours.add(angle);
                    if (grains.join(i, j)) {
                        inGrains.add(angle);
                    }
                }
            }
        }
        RandomGenerator generator = new SplittableRandom(SEED);
        return new MisorientationHistograms(
                crystal,
                deviation.build(),
                inGrains.build(),
                neighbours.build(),
                uncorrelated(points, q, symmetry, generator),
                random(symmetry, generator));
    }

    private static Histogram uncorrelated(
            int[] points, double[] q, OrientationSymmetry symmetry, RandomGenerator generator) {
        Histogram.Builder angles = new Histogram.Builder(COARSE, COARSE_BINS);
        if (points.length > 1) {
            for (int draw = 0; draw < DRAWS; draw++) {
                int first = generator.nextInt(points.length);
                int second = generator.nextInt(points.length - 1);
                // All other points are equally likely.
                int i = points[first];
                int j = points[second < first ? second : second + 1];
                angles.add(symmetry.disorientation(q, 4 * i, q, 4 * j));
            }
        }
        return angles.build();
    }

    /// Against one fixed orientation, which is as good as any. Four normal numbers have no
    /// preferred direction, so of unit length they are a uniformly distributed rotation.
    private static Histogram random(OrientationSymmetry symmetry, RandomGenerator generator) {
        Histogram.Builder angles = new Histogram.Builder(COARSE, COARSE_BINS);
        double[] fixed = {1, 0, 0, 0};
        double[] q = new double[4];
        for (int draw = 0; draw < DRAWS; draw++) {
            double square = 0;
            for (int k = 0; k < 4; k++) {
                q[k] = generator.nextGaussian();
                square += q[k] * q[k];
            }
            for (int k = 0; k < 4; k++) {
                q[k] /= Math.sqrt(square);
            }
            angles.add(symmetry.disorientation(fixed, 0, q, 0));
        }
        return angles.build();
    }
}
