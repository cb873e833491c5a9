package org.lauescope.operando;

import java.util.Arrays;
import java.util.stream.Stream;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;
import org.lauescope.map.Grains;
import org.lauescope.map.MeanOrientation;
import org.lauescope.map.OrientationMap;

/// Change of the misorientation within grains (GROD) from scan to scan.
///
/// In both scans the mean is that over the points of the first scan's grain that both show: points
/// that one of them lacks, or at which they divide grains elsewhere, move the mean of a whole grain
/// and would seem to bend it.
final class MisorientationChange {

    private MisorientationChange() {}

    /// Change of each point of the first scan, rad; NaN where the two points do not show the same
    /// lattice.
    ///
    /// @param point of the later scan that each is compared with
    /// @param turn rotation of each point; NaN where the two do not show the same lattice
    static double[] of(Grains first, OrientationMap later, int[] point, double[] turn) {
        double[] before = first.orientations().quaternions();
        double[] after = new double[before.length];
        OrientationSymmetry[] symmetries = first.orientations().symmetries();
        double[] change = new double[point.length];
        Arrays.fill(change, Double.NaN);
        int[] grain = new int[point.length];
        for (int i = 0; i < point.length; i++) {
            grain[i] = !Double.isNaN(turn[i]) ? first.number()[i] : -1;
            if (grain[i] >= 0) {
                symmetries[first.orientations().crystal()[i]].align(
                        before, 4 * i, later.quaternions(), 4 * point[i], after, 4 * i);
            }
        }
        double[] earlier = deviations(before, grain, first.list().size());
        double[] now = deviations(after, grain, first.list().size());
        Arrays.setAll(change, i -> now[i] - earlier[i]);
        return change;
    }

    /// Angle of each from the mean of its grain, rad.
    private static double[] deviations(double[] quaternions, int[] grain, int grains) {
        MeanOrientation[] sums =
                Stream.generate(MeanOrientation::new).limit(grains).toArray(MeanOrientation[]::new);
        Quaternion[] means = new Quaternion[grains];
        for (int i = 0; i < grain.length; i++) {
            if (grain[i] >= 0) {
                sums[grain[i]].add(quaternions, 4 * i);
                means[grain[i]] = OrientationMap.quaternion(quaternions, i);
            }
        }
        for (int n = 0; n < grains; n++) {
            if (means[n] != null) {
                means[n] = sums[n].mean(means[n]);
            }
        }
        double[] deviation = new double[grain.length];
        for (int i = 0; i < grain.length; i++) {
            deviation[i] =
                    grain[i] < 0
                            ? Double.NaN
                            : OrientationMap.quaternion(quaternions, i)
                                    .conjugate()
                                    .times(means[grain[i]])
                                    .angle();
        }
        return deviation;
    }
}
