package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// A field of a family in units of its noise.
///
/// The noise is that of what neither nuisance nor planned contrasts explain: a change would pass
/// for larger noise of longer correlation. What still stands out after a first look is left out of
/// a second.
///
/// @param z change over its standard uncertainty; NaN where unknown
/// @param nuisance modes over the same uncertainty
/// @param planned contrasts over the same uncertainty
/// @param unexplained z without what nuisance and planned contrasts explain
/// @param sigma standard uncertainty of each point, the factor of the noise included. Arrays are
///   not copied and not to be changed
record Deviations(
        ScanGrid grid,
        double[] z,
        double[][] nuisance,
        double[][] planned,
        double[] unexplained,
        double[] sigma,
        Noise noise,
        Innovations innovations) {

    /// Width of the local means that show what stands out, standard deviation in steps.
    private static final double WIDTH = 1.5;

    /// Local means beyond it do not tell what noise is like: with independent errors; correlated
    /// ones pass it more often, but still rarely.
    private static final double STANDS_OUT = 5;

    /// @param changes of one family, on one grid
    static List<Deviations> of(List<Change> changes, List<Contrast> planned, int[] grain) {
        ScanGrid grid = changes.getFirst().field().grid();
        List<double[]> unexplained = new ArrayList<>();
        for (Change change : changes) {
            if (!change.field().grid().equals(grid)) {
                throw new IllegalArgumentException(
                        "fields of a family on different grids; expected one grid");
            }
            Nuisance all = change.nuisance();
            for (Contrast contrast : planned) {
                all = all.and(contrast.weight());
            }
            double[] z = change.field().standardised();
            all.regression(change.field()).remove(z);
            unexplained.add(z);
        }
        List<Noise> noise = noise(grid, unexplained, grain);
        List<Deviations> deviations = new ArrayList<>();
        for (int f = 0; f < changes.size(); f++) {
            deviations.add(of(changes.get(f), planned, unexplained.get(f), noise.get(f)));
        }
        return deviations;
    }

    private static Deviations of(
            Change change, List<Contrast> planned, double[] unexplained, Noise noise) {
        Field claimed = change.field();
        double[] sigma = new double[unexplained.length];
        for (int i = 0; i < sigma.length; i++) {
            unexplained[i] /= noise.factor();
            sigma[i] = claimed.isKnown(i) ? noise.factor() * claimed.sigma()[i] : Double.NaN;
        }
        Field field = new Field(claimed.grid(), claimed.values(), sigma);
        double[] z = field.standardised();
        return new Deviations(
                field.grid(),
                z,
                change.nuisance().standardised(field),
                new Nuisance(planned.stream().map(Contrast::weight).toList()).standardised(field),
                unexplained,
                sigma,
                noise,
                new Innovations(field.grid(), known(z), noise.correlation()));
    }

    private static List<Noise> noise(ScanGrid grid, List<double[]> residuals, int[] grain) {
        List<Noise> first = Noise.of(grid, residuals, grain);
        List<double[]> quiet = new ArrayList<>();
        double[] means = new double[grid.size()];
        for (int f = 0; f < first.size(); f++) {
            double[] z = residuals.get(f).clone();
            new LocalMean(grid, known(z), Correlation.NONE, WIDTH).apply(z, means);
            double limit = STANDS_OUT * first.get(f).factor();
            for (int i = 0; i < z.length; i++) {
                if (Math.abs(means[i]) > limit) {
                    leaveOut(grid, i, z);
                }
            }
            quiet.add(z);
        }
        return Noise.of(grid, quiet, grain);
    }

    /// With all points whose local means it is part of: what stands out ends gradually.
    private static void leaveOut(ScanGrid grid, int point, double[] z) {
        int reach = (int) Math.ceil(2 * WIDTH);
        for (int r = -reach; r <= reach; r++) {
            for (int c = -reach; c <= reach; c++) {
                if (grid.contains(grid.row(point) + r, grid.column(point) + c)) {
                    z[grid.index(grid.row(point) + r, grid.column(point) + c)] = Double.NaN;
                }
            }
        }
    }

    /// Part 0 where a value is known, −1 elsewhere.
    private static int[] known(double[] z) {
        int[] part = new int[z.length];
        Arrays.setAll(part, i -> Double.isFinite(z[i]) ? 0 : -1);
        return part;
    }

    LocalMean localMean(double width) {
        return new LocalMean(grid, known(z), noise.correlation(), width);
    }

    /// In units of the noise.
    double[] standardised(double[] values) {
        double[] standardised = new double[values.length];
        Arrays.setAll(standardised, i -> values[i] / sigma[i]);
        return standardised;
    }

    /// Independent where the given is correlated as noise is; NaN where the field is unknown.
    double[] whitened(double[] standardised) {
        double[] independent = new double[standardised.length];
        Arrays.fill(independent, Double.NaN);
        innovations.whiten(standardised, independent);
        return independent;
    }
}
