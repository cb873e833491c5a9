package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// What a map of changes may contain though the sample has not changed, as modes in the unit of the
/// field: a shift of all points and a drift that is even in time (a detector that moved by
/// micrometres does that to every strain of the map), and what a displacement of the scan by a part
/// of a step does to a quantity that varies in the sample.
///
/// Modes are fitted to the values and taken off ([RobustRegression]). What they can explain is not
/// evidence of a change.
///
/// @param modes value of each at each point, NaN where unknown; not copied and not to be changed
public record Nuisance(List<double[]> modes) {

    /// Of the plane that gives a gradient, steps to each side.
    private static final int WINDOW = 2;

    public Nuisance {
        modes = List.copyOf(modes);
    }

    /// A shift alone.
    public static Nuisance shift(ScanGrid grid) {
        double[] one = new double[grid.size()];
        Arrays.fill(one, 1);
        return new Nuisance(List.of(one));
    }

    /// With another mode, as the time of each point (in any unit) for a drift.
    public Nuisance and(double[] mode) {
        List<double[]> more = new ArrayList<>(modes);
        more.add(mode);
        return new Nuisance(more);
    }

    /// With the gradients of a quantity along both axes of the map: what a displacement does. They
    /// are those of planes fitted to the points within two steps in the same grain; 0 where these
    /// do not span a plane.
    ///
    /// @param field what both scans show, e.g. their mean
    /// @param grain number of the grain of each point
    public Nuisance andDisplacement(Field field, int[] grain) {
        ScanGrid grid = field.grid();
        double[] alongX = new double[grid.size()];
        double[] alongY = new double[grid.size()];
        for (int i = 0; i < alongX.length; i++) {
            gradient(field, grain, i, alongX, alongY);
        }
        return and(alongX).and(alongY);
    }

    private static void gradient(
            Field field, int[] grain, int i, double[] alongX, double[] alongY) {
        ScanGrid grid = field.grid();
        double[] sums = new double[9];
        for (int r = -WINDOW; r <= WINDOW; r++) {
            for (int c = -WINDOW; c <= WINDOW; c++) {
                int row = grid.row(i) + r;
                int column = grid.column(i) + c;
                if (!grid.contains(row, column)) {
                    continue;
                }
                int j = grid.index(row, column);
                if (grain[j] != grain[i] || !field.isKnown(j)) {
                    continue;
                }
                double weight = 1 / (field.sigma()[j] * field.sigma()[j]);
                double x = c * grid.columnStep();
                double y = r * grid.rowStep();
                double value = field.values()[j];
                sums[0] += weight;
                sums[1] += weight * x;
                sums[2] += weight * y;
                sums[3] += weight * x * x;
                sums[4] += weight * x * y;
                sums[5] += weight * y * y;
                sums[6] += weight * value;
                sums[7] += weight * x * value;
                sums[8] += weight * y * value;
            }
        }
        double xx = sums[3] - sums[1] * sums[1] / sums[0];
        double xy = sums[4] - sums[1] * sums[2] / sums[0];
        double yy = sums[5] - sums[2] * sums[2] / sums[0];
        double xv = sums[7] - sums[1] * sums[6] / sums[0];
        double yv = sums[8] - sums[2] * sums[6] / sums[0];
        double determinant = xx * yy - xy * xy;
        if (determinant > 1e-6 * xx * yy) {
            alongX[i] = (yy * xv - xy * yv) / determinant;
            alongY[i] = (xx * yv - xy * xv) / determinant;
        }
    }

    /// How much of each mode a field has; 0 of one that cannot be told from those before it.
    public double[] fit(Field field) {
        return regression(field).fit(field.standardised());
    }

    /// The field without its modes.
    public Field removedFrom(Field field) {
        double[] amplitudes = fit(field);
        double[] values = field.values().clone();
        for (int m = 0; m < amplitudes.length; m++) {
            for (int i = 0; i < values.length; i++) {
                values[i] -= amplitudes[m] * modes.get(m)[i];
            }
        }
        return new Field(field.grid(), values, field.sigma());
    }

    /// Fits standardised values of one field again and again.
    RobustRegression regression(Field field) {
        return new RobustRegression(standardised(field));
    }

    /// Each mode over the uncertainties of a field, NaN where it is unknown.
    double[][] standardised(Field field) {
        double[][] standardised = new double[modes.size()][field.values().length];
        for (int m = 0; m < standardised.length; m++) {
            for (int i = 0; i < standardised[m].length; i++) {
                standardised[m][i] =
                        field.isKnown(i) ? modes.get(m)[i] / field.sigma()[i] : Double.NaN;
            }
        }
        return standardised;
    }
}
