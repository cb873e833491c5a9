package org.lauescope.operando;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// The direction away from the interface at each point, in the plane of the map: the gradient of
/// the distance.
///
/// @param x, y components of unit vectors, SAMPLE; NaN where unknown. Arrays are not copied and not
///   to be changed
record InterfaceNormal(double[] x, double[] y) {

    /// @param distance of each point from the interface, µm
    static InterfaceNormal of(ScanGrid grid, double[] distance) {
        double[] x = new double[grid.size()];
        double[] y = new double[grid.size()];
        for (int i = 0; i < x.length; i++) {
            double alongX = slope(distance, i, 1, grid.column(i), grid.columns());
            double alongY = slope(distance, i, grid.columns(), grid.row(i), grid.rows());
            alongX /= grid.columnStep();
            alongY /= grid.rowStep();
            double length = Math.hypot(alongX, alongY);
            x[i] = alongX / length;
            y[i] = alongY / length;
        }
        return new InterfaceNormal(x, y);
    }

    /// Per step, between both neighbours; at borders to the only one.
    private static double slope(double[] values, int i, int stride, int place, int count) {
        int before = place > 0 ? i - stride : i;
        int after = place + 1 < count ? i + stride : i;
        int steps = (after - before) / stride;
        return steps == 0 ? 0 : (values[after] - values[before]) / steps;
    }

    /// Angle of the normal from SAMPLE x towards y at a point, rad.
    double angle(int point) {
        return Math.atan2(y[point], x[point]);
    }

    /// Change of the strain along the normal, n·ε n, with the nuisances of all three components in
    /// the plane; components are taken as independent.
    ///
    /// @param strain changes of xx, yy, zz, yz, xz, xy of one scan, or trends
    Change strain(List<Change> strain) {
        Field xx = strain.get(0).field();
        Field yy = strain.get(1).field();
        Field xy = strain.get(5).field();
        double[] values = new double[x.length];
        double[] sigma = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double a = x[i] * x[i];
            double b = y[i] * y[i];
            double c = 2 * x[i] * y[i];
            values[i] = a * xx.values()[i] + b * yy.values()[i] + c * xy.values()[i];
            sigma[i] =
                    Math.sqrt(
                            square(a * xx.sigma()[i])
                                    + square(b * yy.sigma()[i])
                                    + square(c * xy.sigma()[i]));
        }
        List<double[]> modes = new ArrayList<>();
        for (int component : new int[] {1, 0, 5}) {
            modes.addAll(strain.get(component).nuisance().modes());
        }
        return new Change(new Field(xx.grid(), values, sigma), new Nuisance(modes));
    }

    private static double square(double v) {
        return v * v;
    }
}
