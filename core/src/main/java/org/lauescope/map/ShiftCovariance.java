package org.lauescope.map;

import java.util.Arrays;
import org.lauescope.frame.Cholesky;

/// Covariance of the unknowns of a [ShiftModel]: that of the jackknife over blocks of the map,
/// which hears misfits of whatever reach below a block. Boundaries along a row or column are known
/// to a step, however long they are: that part is added.
final class ShiftCovariance {

    /// Side of a block of points whose misfits are taken as independent of other blocks'.
    private static final int BLOCK = 8;

    private final ShiftEquations equations;
    private final ShiftModel model;
    private final double[] normal;
    private final int size;

    private ShiftCovariance(ShiftEquations equations, ShiftModel model, double[] normal) {
        this.equations = equations;
        this.model = model;
        this.normal = normal;
        size = model.size();
    }

    /// µm², row by row; NaN where the normal matrix has no inverse.
    static double[] of(ShiftEquations equations, ShiftModel model) {
        double[] normal = equations.normal(new double[model.size()]);
        return new ShiftCovariance(equations, model, normal).matrix();
    }

    private double[] matrix() {
        double[] inverse = new double[size * size];
        double[] factor = normal.clone();
        if (!Cholesky.factor(factor, size)) {
            Arrays.fill(inverse, Double.NaN);
            return inverse;
        }
        Cholesky.invert(factor, size, 1, inverse);
        double[] middle = new double[size * size];
        for (int i = 0; i < size; i++) {
            middle[i * size + i] = model.precision(i);
        }
        quantise(BoundaryQuantisation.ofColumns(equations.later()), true, middle);
        quantise(BoundaryQuantisation.ofRows(equations.later()), false, middle);
        double[] covariance = product(product(inverse, middle), inverse);
        double[] fine = jackknife(BLOCK);
        double[] wide = jackknife(2 * BLOCK);
        double[] widening = new double[size];
        for (int i = 0; i < size; i++) {
            // Long steps of a slanting boundary reach across small blocks.
            double ratio = wide[i * size + i] / fine[i * size + i];
            widening[i] = ratio > 1 ? Math.sqrt(ratio) : 1;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                covariance[i * size + j] += widening[i] * widening[j] * fine[i * size + j];
            }
        }
        return covariance;
    }

    /// Adds what straight runs of boundaries leave open: each may be off by an evenly distributed
    /// part of a step, in either scan.
    private void quantise(BoundaryQuantisation boundaries, boolean alongX, double[] middle) {
        double[][] moved = new double[boundaries.runs()][size];
        equations.forEach((channel, n, w, _, a, _) -> {
            int run = boundaries.ofPoint()[equations.point(n)];
            if ((channel == 0 || channel == 4) && run >= 0) {
                double gradient = equations.gradient(channel, n, alongX);
                for (int i = 0; i < size; i++) {
                    moved[run][i] += w * a[i] * gradient;
                }
            }
        });
        ScanGrid grid = equations.later().grid();
        double one = alongX ? grid.columnStep() : grid.rowStep();
        double variance = 2 * one * one / 12;
        for (double[] run : moved) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    middle[i * size + j] += variance * run[i] * run[j];
                }
            }
        }
    }

    private double[] product(double[] a, double[] b) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += a[i * size + k] * b[k * size + j];
                }
                product[i * size + j] = sum;
            }
        }
        return product;
    }

    /// Σ δ_b δ_bᵀ with the change δ_b of the solution when block b is left out.
    ///
    /// @param most side of a block, points; a third of the map at most
    private double[] jackknife(int most) {
        double[] covariance = new double[size * size];
        ScanGrid from = equations.later().grid();
        int side = Math.clamp(Math.min(from.columns(), from.rows()) / 3, 2, most);
        int across = (from.columns() + side - 1) / side;
        int blocks = across * ((from.rows() + side - 1) / side);
        double[][] score = new double[blocks][size];
        double[][] without = new double[blocks][];
        Arrays.setAll(without, b -> normal.clone());
        equations.forEach((_, n, w, r, a, b) -> {
            int block =
                    from.row(equations.point(n)) / side * across
                            + from.column(equations.point(n)) / side;
            for (int i = 0; i < size; i++) {
                score[block][i] += w * r * (a[i] + b[i]) / 2;
                for (int j = 0; j <= i; j++) {
                    without[block][i * size + j] -= w * (a[i] * b[j] + b[i] * a[j]) / 2;
                }
            }
        });
        for (int block = 0; block < blocks; block++) {
            if (!Cholesky.factor(without[block], size)) {
                without[block] = normal.clone();
                Cholesky.factor(without[block], size);
            }
            Cholesky.solve(without[block], size, score[block]);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i * size + j] += score[block][i] * score[block][j];
                }
            }
        }
        return covariance;
    }
}
