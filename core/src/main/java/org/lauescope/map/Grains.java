package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.SymmetricTensor;

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

    /// The same grains with the mean of a deviatoric strain.
    ///
    /// @param strain six planes, SAMPLE axes, in the order of [SymmetricTensor]; with or without
    ///   uncertainties
    public Grains withStrain(List<Plane> strain) {
        double[][] mean = new double[list.size()][6];
        double[][] square = new double[list.size()][6];
        double[][] variance = new double[list.size()][6];
        int[] points = new int[list.size()];
        for (int i = 0; i < number.length; i++) {
            int n = number[i];
            if (n < 0 || Double.isNaN(strain.getFirst().values()[i])) {
                continue;
            }
            points[n]++;
            for (int k = 0; k < 6; k++) {
                // Welford's update keeps the digits of small deviations from a large mean.
                double value = strain.get(k).values()[i];
                double before = value - mean[n][k];
                mean[n][k] += before / points[n];
                square[n][k] += before * (value - mean[n][k]);
                double[] sigma = strain.get(k).sigma();
                variance[n][k] += sigma == null ? Double.NaN : sigma[i] * sigma[i];
            }
        }
        List<Grain> strained = new ArrayList<>(list.size());
        for (Grain grain : list) {
            int n = grain.number();
            strained.add(
                    points[n] == 0
                            ? grain
                            : grain.withStrain(
                                    new Grain.Strain(
                                            points[n],
                                            tensor(mean[n]),
                                            tensor(rootOver(square[n], points[n] - 1)),
                                            tensor(rootOver(variance[n], points[n])))));
        }
        return new Grains(orientations, number, deviation, strained);
    }

    private static double[] rootOver(double[] sums, int count) {
        return Arrays.stream(sums).map(sum -> Math.sqrt(sum / count)).toArray();
    }

    private static SymmetricTensor tensor(double[] c) {
        return new SymmetricTensor(c[0], c[1], c[2], c[3], c[4], c[5]);
    }
}
