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
/// @param isQuiet whether nothing stands out of it at a point and around it
/// @param sigma standard uncertainty of each point, the factor of the noise included. Arrays are
///   not copied and not to be changed
record Deviations(
        ScanGrid grid,
        double[] z,
        double[][] nuisance,
        double[][] planned,
        double[] unexplained,
        boolean[] isQuiet,
        double[] sigma,
        Noise noise,
        Innovations innovations) {

    /// Width of the local means that show what stands out, standard deviation in steps.
    private static final double WIDTH = 1.5;

    /// Local means beyond it, of a median size as that of a normal variable, do not tell what noise
    /// is like.
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
        List<boolean[]> quiet = quiet(grid, unexplained, Noise.of(grid, unexplained, grain));
        List<Noise> noise = Noise.of(grid, where(quiet, unexplained), grain);
        List<Deviations> deviations = new ArrayList<>();
        for (int f = 0; f < changes.size(); f++) {
            deviations.add(
                    of(changes.get(f), planned, unexplained.get(f), quiet.get(f), noise.get(f)));
        }
        return deviations;
    }

    private static Deviations of(
            Change change,
            List<Contrast> planned,
            double[] unexplained,
            boolean[] isQuiet,
            Noise noise) {
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
                isQuiet,
                sigma,
                noise,
                new Innovations(field.grid(), known(z), noise.correlation()));
    }

    private static List<boolean[]> quiet(
            ScanGrid grid, List<double[]> residuals, List<Noise> noise) {
        List<boolean[]> quiet = new ArrayList<>();
        RobustScale scale = new RobustScale();
        double[] means = new double[grid.size()];
        for (int f = 0; f < noise.size(); f++) {
            double[] z = residuals.get(f);
            new LocalMean(grid, known(z), Correlation.NONE, WIDTH).apply(z, means);
            double factor = noise.get(f).factor();
            Arrays.setAll(means, i -> means[i] / factor);
            scale.apply(means);
            boolean[] isQuiet = new boolean[z.length];
            Arrays.fill(isQuiet, true);
            for (int i = 0; i < z.length; i++) {
                if (Math.abs(means[i]) > STANDS_OUT) {
                    leaveOut(grid, i, isQuiet);
                }
            }
            quiet.add(isQuiet);
        }
        return quiet;
    }

    /// With all points whose local means it is part of: what stands out ends gradually.
    private static void leaveOut(ScanGrid grid, int point, boolean[] isQuiet) {
        int reach = (int) Math.ceil(2 * WIDTH);
        for (int row = grid.row(point) - reach; row <= grid.row(point) + reach; row++) {
            for (int column = grid.column(point) - reach;
                    column <= grid.column(point) + reach;
                    column++) {
                if (grid.contains(row, column)) {
                    isQuiet[grid.index(row, column)] = false;
                }
            }
        }
    }

    private static List<double[]> where(List<boolean[]> quiet, List<double[]> residuals) {
        List<double[]> left = new ArrayList<>();
        for (int f = 0; f < quiet.size(); f++) {
            boolean[] isQuiet = quiet.get(f);
            double[] z = residuals.get(f).clone();
            Arrays.setAll(z, i -> isQuiet[i] ? z[i] : Double.NaN);
            left.add(z);
        }
        return left;
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
