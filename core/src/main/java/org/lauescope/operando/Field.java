package org.lauescope.operando;

import java.util.Arrays;
import org.lauescope.map.ScanGrid;

/// Values on the points of a grid with the uncertainty of each, as a change from one scan to
/// another. A point is known where both are finite and the uncertainty is above 0.
///
/// @param values one per point, NaN where unknown
/// @param sigma standard uncertainty of each value: the part that differs from point to point.
///   Arrays are not copied and not to be changed
public record Field(ScanGrid grid, double[] values, double[] sigma) {

    public Field {
        if (values.length != grid.size() || sigma.length != grid.size()) {
            throw new IllegalArgumentException(
                    "%d values and %d uncertainties on %d points; expected as many"
                            .formatted(values.length, sigma.length, grid.size()));
        }
    }

    public boolean isKnown(int point) {
        return sigma[point] > 0 && Double.isFinite(values[point]) && Double.isFinite(sigma[point]);
    }

    /// Known points of a region.
    public Region known(Region region) {
        return region.where(this::isKnown);
    }

    /// What has been added from an earlier field to this one; uncertainties add in quadrature.
    public Field minus(Field earlier) {
        double[] difference = new double[values.length];
        double[] both = new double[values.length];
        Arrays.setAll(difference, i -> values[i] - earlier.values[i]);
        Arrays.setAll(both, i -> Math.hypot(sigma[i], earlier.sigma[i]));
        return new Field(grid, difference, both);
    }

    /// Values over their uncertainties; NaN where unknown.
    public double[] standardised() {
        double[] z = new double[values.length];
        Arrays.setAll(z, i -> isKnown(i) ? values[i] / sigma[i] : Double.NaN);
        return z;
    }
}
