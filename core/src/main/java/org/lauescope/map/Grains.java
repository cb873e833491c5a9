package org.lauescope.map;

import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.OrientationSymmetry;

/// The grains of a map.
///
/// @param orientations those of the map, each replaced by the equivalent nearest to the mean of its
///   grain: inside a grain they differ by small rotations and may be averaged
/// @param number of the grain of each point; −1 where there is none
/// @param deviation GROD: disorientation of each point from the mean of its grain, rad; NaN where
///   there is no grain
/// @param list grain by number. Arrays are not copied and not to be changed
public record Grains(
        OrientationMap orientations, int[] number, double[] deviation, List<Grain> list) {

    public Grains {
        list = List.copyOf(list);
    }

    public ScanGrid grid() {
        return orientations.grid();
    }

    /// Whether two points belong to the same grain.
    public boolean join(int first, int second) {
        return number[first] >= 0 && number[first] == number[second];
    }

    /// Disorientation of each point from that point of its grain where `values` are least (of equal
    /// ones the first), rad; NaN where there is no grain or none of its points has a value.
    public double[] deviationFromLeast(double[] values) {
        int[] least = new int[list.size()];
        Arrays.fill(least, -1);
        for (int i = 0; i < values.length; i++) {
            int n = number[i];
            if (n >= 0
                    && !Double.isNaN(values[i])
                    && (least[n] < 0 || values[i] < values[least[n]])) {
                least[n] = i;
            }
        }
        OrientationSymmetry[] symmetries = orientations.symmetries();
        double[] q = orientations.quaternions();
        double[] fromLeast = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int n = number[i];
            fromLeast[i] =
                    n < 0 || least[n] < 0
                            ? Double.NaN
                            : symmetries[orientations.crystal()[i]].disorientation(
                                    q, 4 * least[n], q, 4 * i);
        }
        return fromLeast;
    }
}
