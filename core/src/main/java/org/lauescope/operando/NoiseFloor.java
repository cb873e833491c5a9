package org.lauescope.operando;

import java.util.Arrays;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.lauescope.map.Plane;

/// How much larger the real noise of differences is than the claimed one, from two scans of the
/// same state of the sample: what differs between them is noise. Of each plane the robust spread of
/// z about the median of its grain (a common shift is no noise of points); at least 1, since a
/// claim is never made smaller.
///
/// @param scale factor of σ by name of the plane, `difference_…`
public record NoiseFloor(SequencedMap<String, Double> scale) {

    /// Claims as they are.
    public static final NoiseFloor CLAIMED = new NoiseFloor(new TreeMap<>());

    /// Standard deviation of a Gaussian over the median of its absolute value.
    private static final double OF_MEDIAN = 1.4826;

    private static final int ENOUGH = 30;

    public NoiseFloor {
        scale = Collections.unmodifiableSequencedMap(new TreeMap<>(scale));
    }

    /// @param repeated difference of two scans of the same state
    /// @param grain number of the grain of each point of the earlier of them
    public static NoiseFloor of(Difference repeated, int[] grain) {
        SequencedMap<String, Double> scale = new TreeMap<>();
        for (Plane plane : repeated.planes()) {
            double[] sigma = plane.sigma();
            if (sigma != null) {
                double spread = spread(plane.values(), sigma, grain);
                if (spread > 0) {
                    scale.put(plane.name(), Math.max(1, spread));
                }
            }
        }
        return new NoiseFloor(scale);
    }

    /// Of both the larger.
    public NoiseFloor or(NoiseFloor other) {
        SequencedMap<String, Double> larger = new TreeMap<>(scale);
        other.scale.forEach((name, factor) -> larger.merge(name, factor, Math::max));
        return new NoiseFloor(larger);
    }

    /// The same plane with the σ that the repeated scan showed.
    public Plane applied(Plane plane) {
        double[] sigma = plane.sigma();
        double factor = factor(plane.name());
        return sigma == null || factor == 1
                ? plane
                : new Plane(
                        plane.quantity(),
                        plane.values(),
                        Arrays.stream(sigma).map(s -> factor * s).toArray());
    }

    /// Of a plane, whatever the change was taken from.
    public double factor(String plane) {
        return scale.getOrDefault("difference_" + plane.replaceFirst("^[a-z]+_", ""), 1.0);
    }

    private static double spread(double[] values, double[] sigma, int[] grain) {
        int grains = 1 + Arrays.stream(grain).max().orElse(-1);
        double[] sizes = new double[values.length];
        int count = 0;
        for (int g = 0; g < grains; g++) {
            double[] z = new double[values.length];
            int n = 0;
            for (int i = 0; i < values.length; i++) {
                double here = values[i] / sigma[i];
                if (grain[i] == g && Double.isFinite(here)) {
                    z[n++] = here;
                }
            }
            double middle = median(z, n);
            for (int i = 0; i < n; i++) {
                sizes[count++] = Math.abs(z[i] - middle);
            }
        }
        return count < ENOUGH ? Double.NaN : OF_MEDIAN * median(sizes, count);
    }

    /// Median of the first `n` values, which are sorted.
    static double median(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
    }
}
