package org.lauescope.run.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.operando.PoseModes;
import org.lauescope.refine.StrainBasis;

/// The change of strain at each point without what a detector that has moved would make of it.
///
/// @param modes the movement that explains most of what all grains have in common
/// @param unexplained six planes on the points of the first scan, with σ: the evidence
public record StrainChange(PoseModes modes, List<Plane> unexplained) {

    /// From the displacements of the same reflections.
    public static final List<Quantity> RELATIVE =
            quantities("relative_strain_", "change of strain %s from moved spots");

    /// Without the part that a movement of the detector explains.
    public static final List<Quantity> UNEXPLAINED =
            quantities("unexplained_strain_", "unexplained change of strain %s");

    /// Neighbours share the probed volume and what there is of real gradients: so many points are
    /// counted as one.
    private static final double POINTS_AS_ONE = 25;

    private static final double OF_MEDIAN = 1.4826;

    private static List<Quantity> quantities(String prefix, String title) {
        return Stream.of("xx", "yy", "zz", "yz", "xz", "xy")
                .map(c -> Quantity.diverging(prefix + c, title.formatted(c), ""))
                .toList();
    }

    /// @param change six planes with σ
    /// @param grain number of the grain of each point
    /// @param response of each grain to the pose, where it is known
    /// @param calibration covariance of the pose, or null
    /// @return null if no grain has both a change and a response
    static @Nullable StrainChange of(
            List<Plane> change,
            int[] grain,
            List<Optional<SymmetricTensor[]>> response,
            double @Nullable [] calibration) {
        List<PoseModes.GrainChange> grains = new ArrayList<>();
        int[] place = new int[response.size()];
        for (int g = 0; g < place.length; g++) {
            int number = g;
            PoseModes.GrainChange one =
                    response.get(g).map(of -> grainChange(change, grain, number, of)).orElse(null);
            place[g] = one == null ? -1 : grains.size();
            if (one != null) {
                grains.add(one);
            }
        }
        if (grains.isEmpty()) {
            return null;
        }
        PoseModes modes = PoseModes.of(grains, calibration);
        List<Plane> unexplained = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            double[] values = new double[grain.length];
            for (int i = 0; i < values.length; i++) {
                int at = grain[i] < 0 ? -1 : place[grain[i]];
                values[i] =
                        at < 0
                                ? Double.NaN
                                : change.get(c).values()[i]
                                        - modes.explained().get(at).toArray()[c];
            }
            unexplained.add(new Plane(UNEXPLAINED.get(c), values, change.get(c).sigma()));
        }
        return new StrainChange(modes, unexplained);
    }

    /// Medians, which a change in a part of the grain does not move much.
    private static PoseModes.@Nullable GrainChange grainChange(
            List<Plane> change, int[] grain, int g, SymmetricTensor[] response) {
        double[][] coefficients = new double[5][grain.length];
        int n = 0;
        for (int i = 0; i < grain.length; i++) {
            double[] v = new double[6];
            for (int c = 0; c < 6; c++) {
                v[c] = change.get(c).values()[i];
            }
            if (grain[i] == g && Double.isFinite(v[0])) {
                double[] p =
                        StrainBasis.coefficients(
                                new SymmetricTensor(v[0], v[1], v[2], v[3], v[4], v[5]));
                for (int k = 0; k < 5; k++) {
                    coefficients[k][n] = p[k];
                }
                n++;
            }
        }
        if (n < 5) {
            return null;
        }
        double[] middle = new double[5];
        double[] variance = new double[5];
        for (int k = 0; k < 5; k++) {
            middle[k] = median(coefficients[k], n);
            double[] sizes = new double[n];
            for (int i = 0; i < n; i++) {
                sizes[i] = Math.abs(coefficients[k][i] - middle[k]);
            }
            double spread = Math.max(1e-7, OF_MEDIAN * median(sizes, n));
            variance[k] = spread * spread * Math.min(1, POINTS_AS_ONE / n);
        }
        return new PoseModes.GrainChange(
                SymmetricTensor.of(StrainBasis.strain(middle, 0)), variance, response);
    }

    private static double median(double[] values, int n) {
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
