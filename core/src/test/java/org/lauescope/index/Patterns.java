package org.lauescope.index;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Peak lists of crystals in known orientations.
final class Patterns {

    private Patterns() {}

    /// Pilatus 1M above the sample, as in the folder of simulated frames.
    static Geometry pilatus() {
        Detector detector =
                new Detector(
                        "Pilatus 1M",
                        981,
                        1043,
                        0.172,
                        0.172,
                        new Vector3(-87.640639145, 85.091482158, 138.492686344),
                        new Vector3(0.015706935, -0.999852266, 0.006981260),
                        new Vector3(0.999820660, 0.015779553, 0.010471529),
                        null);
        return new Geometry(new Beam(5, 24), detector, Math.PI / 4, null);
    }

    /// A large detector near the sample, as at LaueTools' beamline: three times the solid angle.
    static Geometry nearDetector() {
        Detector detector =
                new Detector(
                        "near",
                        2048,
                        2048,
                        0.08,
                        0.08,
                        new Vector3(-80, 82, 75),
                        new Vector3(0, -1, 0),
                        new Vector3(1, 0, 0),
                        null);
        return new Geometry(new Beam(5, 22), detector, Math.toRadians(40), null);
    }

    /// Uniform over all rotations (four normal deviates, normalised).
    static Matrix3 orientation(RandomGenerator random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit()
                .matrix();
    }

    /// Adds the spots of a grain that are brighter than `threshold` times its brightest, each with
    /// probability `1 − missing`, shifted by `noise` px per coordinate.
    ///
    /// @return the number of spots added
    static int add(
            Peaks.Builder builder,
            ReflectionList list,
            Geometry geometry,
            Matrix3 reciprocalDeformation,
            double scale,
            double threshold,
            double missing,
            double noise,
            RandomGenerator random) {
        SpotPattern pattern = new SpotPattern(list, geometry);
        int n = pattern.compute(reciprocalDeformation);
        double brightest = Arrays.stream(pattern.intensities()).max().orElse(0);
        int count = 0;
        for (int i = 0; i < n; i++) {
            double relative = pattern.intensity(i) / brightest;
            if (scale * relative > threshold && random.nextDouble() >= missing) {
                builder.add(
                        pattern.x(i) + noise * random.nextGaussian(),
                        pattern.y(i) + noise * random.nextGaussian(),
                        1e5 * scale * relative);
                count++;
            }
        }
        return count;
    }

    /// As [#add], leaving out spots within 3 px of a peak that is there already.
    static void addApart(
            Peaks.Builder builder,
            ReflectionList list,
            Geometry geometry,
            Matrix3 reciprocalDeformation,
            double scale,
            double threshold,
            double missing,
            double noise,
            RandomGenerator random) {
        Peaks before = builder.build();
        Peaks.Builder own = new Peaks.Builder();
        add(own, list, geometry, reciprocalDeformation, scale, threshold, missing, noise, random);
        Peaks added = own.build();
        for (int i = 0; i < added.size(); i++) {
            boolean apart = true;
            for (int j = 0; j < before.size() && apart; j++) {
                apart = Math.hypot(added.x(i) - before.x(j), added.y(i) - before.y(j)) > 3;
            }
            if (apart) {
                builder.add(added.x(i), added.y(i), added.intensity(i));
            }
        }
    }

    /// The `count` strongest spots, intensities scattered by a factor of e^±0.7 as absorption,
    /// extinction and shape do, of those that are not lost.
    static Peaks strongest(
            ReflectionList list,
            Geometry geometry,
            Matrix3 reciprocalDeformation,
            int count,
            double missing,
            double noise,
            RandomGenerator random) {
        SpotPattern pattern = new SpotPattern(list, geometry);
        int n = pattern.compute(reciprocalDeformation);
        long drawn = Math.round(count / (1 - missing));
        Peaks.Builder builder = new Peaks.Builder();
        double[] intensity = pattern.intensities();
        for (int i = 0; i < n; i++) {
            intensity[i] *= Math.exp(0.7 * random.nextGaussian());
        }
        double faintest =
                Arrays.stream(intensity)
                        .sorted()
                        .skip(Math.max(0, n - drawn))
                        .findFirst()
                        .orElse(0);
        for (int i = 0; i < n; i++) {
            if (intensity[i] >= faintest && random.nextDouble() >= missing) {
                builder.add(
                        pattern.x(i) + noise * random.nextGaussian(),
                        pattern.y(i) + noise * random.nextGaussian(),
                        intensity[i]);
            }
        }
        return builder.buildByIntensity();
    }

    static void addNoise(
            Peaks.Builder builder, Geometry geometry, int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            builder.add(
                    random.nextDouble() * (geometry.detector().columns() - 1),
                    random.nextDouble() * (geometry.detector().rows() - 1),
                    // As many faint as bright ones on a logarithmic scale, as real ones are.
                    1e5 * Math.pow(10, -3 * random.nextDouble()));
        }
    }

    /// One to four straight lines, as streaks and bad columns leave them.
    static void addNoiseOnLines(
            Peaks.Builder builder, Geometry geometry, int count, RandomGenerator random) {
        double[][] lines = new double[1 + random.nextInt(4)][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] =
                    new double[] {
                        geometry.detector().columns() * random.nextDouble(),
                        geometry.detector().rows() * random.nextDouble(),
                        Math.PI * random.nextDouble()
                    };
        }
        while (builder.size() < count) {
            double[] line = lines[random.nextInt(lines.length)];
            double along = 1500 * (random.nextDouble() - 0.5);
            addInside(
                    builder,
                    geometry,
                    line[0] + along * Math.cos(line[2]),
                    line[1] + along * Math.sin(line[2]),
                    random);
        }
    }

    /// One to four circles, as powder leaves them.
    static void addNoiseOnRings(
            Peaks.Builder builder, Geometry geometry, int count, RandomGenerator random) {
        double[][] rings = new double[1 + random.nextInt(4)][];
        for (int i = 0; i < rings.length; i++) {
            rings[i] =
                    new double[] {
                        geometry.detector().columns() * random.nextDouble(),
                        geometry.detector().rows() * random.nextDouble(),
                        100 + 350 * random.nextDouble()
                    };
        }
        while (builder.size() < count) {
            double[] ring = rings[random.nextInt(rings.length)];
            double angle = 2 * Math.PI * random.nextDouble();
            addInside(
                    builder,
                    geometry,
                    ring[0] + ring[2] * Math.cos(angle),
                    ring[1] + ring[2] * Math.sin(angle),
                    random);
        }
    }

    private static void addInside(
            Peaks.Builder builder, Geometry geometry, double x, double y, RandomGenerator random) {
        double column = x + 0.3 * random.nextGaussian();
        double row = y + 0.3 * random.nextGaussian();
        if (geometry.detector().contains(column, row)) {
            builder.add(column, row, 1e5 * Math.pow(10, -3 * random.nextDouble()));
        }
    }

    /// Smallest angle in degrees between two orientations of a crystal, over its equivalent ones.
    static double misorientation(ReflectionList list, Matrix3 a, Matrix3 b) {
        double least = 180;
        for (Matrix3 rotation : list.crystal().properRotations()) {
            Matrix3 difference = a.times(rotation).times(b.transpose());
            least = Math.min(least, Math.toDegrees(Quaternion.ofMatrix(difference).angle()));
        }
        return least;
    }
}
