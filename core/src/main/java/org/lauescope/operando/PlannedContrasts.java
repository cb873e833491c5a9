package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lauescope.map.ScanGrid;

/// Test for changes at places that were named beforehand, in all fields of a family.
///
/// The amplitude of each [Contrast] is fitted beside the field's [Nuisance] and the other contrasts
/// by generalised least squares: fields and regressors are made independent by [Innovations] first.
///
/// *Null.* The uncertainty of an amplitude follows from the noise that the field shows; and the
/// same pattern is laid elsewhere over the map, mirrored and shifted around (in the manner of T.
/// Harms, S. Fotheringham's toroidal shift; M. Fortin, G. Jacquez, J. Veg. Sci. 11 (2000) 1), where
/// nothing is expected. What it finds there beyond the claimed uncertainty, as the root mean square
/// over all fields of the family, enlarges the uncertainty: noise of longer correlation than
/// [Noise] knows is accounted for.
///
/// *Level.* Bonferroni's inequality over all fields and contrasts.
///
/// @param amplitudes of each contrast in each field, the least probable first
public record PlannedContrasts(List<Amplitude> amplitudes) {

    public PlannedContrasts {
        amplitudes = List.copyOf(amplitudes);
    }

    /// How much of a contrast a field has.
    ///
    /// @param field number of the field in its family
    /// @param value in the unit of the field
    /// @param sigma standard uncertainty, inflation included; NaN if the contrast cannot be told
    ///   from nuisance and the other contrasts
    /// @param inflation by what the same pattern finds elsewhere; 1 if no more than noise explains
    public record Amplitude(
            int field, Contrast contrast, double value, double sigma, double inflation) {

        /// Probability of one as far from zero by chance, of this one alone.
        public double p() {
            return sigma > 0 ? TailProbability.normal(value / sigma) : 1;
        }
    }

    /// @param changes of one family, on one grid
    /// @param grain number of the grain of each point
    public static PlannedContrasts of(List<Change> changes, List<Contrast> contrasts, int[] grain) {
        return of(Deviations.of(changes, contrasts, grain), contrasts);
    }

    static PlannedContrasts of(List<Deviations> fields, List<Contrast> contrasts) {
        List<Fit> fits = new ArrayList<>();
        for (Deviations field : fields) {
            fits.add(new Fit(field, contrasts));
        }
        List<Amplitude> amplitudes = new ArrayList<>();
        for (int c = 0; c < contrasts.size(); c++) {
            Contrast contrast = contrasts.get(c);
            double square = 0;
            for (Fit fit : fits) {
                square += fit.meanSquareElsewhere(contrast) / fits.size();
            }
            double inflation = Math.sqrt(Math.max(1, square));
            for (int f = 0; f < fits.size(); f++) {
                double sigma = fits.get(f).sigma[c];
                amplitudes.add(
                        new Amplitude(
                                f,
                                contrast,
                                fits.get(f).value[c],
                                sigma > 0 ? sigma * inflation : Double.NaN,
                                inflation));
            }
        }
        amplitudes.sort(Comparator.comparingDouble(Amplitude::p));
        return new PlannedContrasts(amplitudes);
    }

    /// Probability of one as far from zero among all by chance; 1 without any.
    public double p() {
        return amplitudes.isEmpty()
                ? 1
                : Math.min(1, amplitudes.size() * amplitudes.getFirst().p());
    }

    /// That of one contrast in one field.
    Amplitude of(int field, Contrast contrast) {
        return amplitudes.stream()
                .filter(a -> a.field() == field && a.contrast().equals(contrast))
                .findFirst()
                .orElseThrow();
    }

    /// Those that are not by chance, at a level over all.
    public List<Amplitude> significant(double level) {
        return amplitudes.stream().filter(a -> amplitudes.size() * a.p() <= level).toList();
    }

    /// All contrasts in one field, fitted to independent values.
    private static final class Fit {
        private final Deviations field;
        private final double[] value;
        private final double[] sigma;

        /// Orthonormal, of nuisance and contrasts.
        private final List<double[]> basis = new ArrayList<>();

        /// Residuals of variance 1, limited.
        private final double[] residual;

        Fit(Deviations field, List<Contrast> contrasts) {
            this.field = field;
            List<double[]> regressors = new ArrayList<>();
            for (double[] mode : field.nuisance()) {
                regressors.add(field.whitened(mode));
            }
            for (Contrast contrast : contrasts) {
                regressors.add(field.whitened(field.standardised(contrast.weight())));
            }
            value = new double[contrasts.size()];
            sigma = new double[contrasts.size()];
            residual = field.whitened(field.z());
            // A hot spot that touches a boundary is no change along boundaries.
            Arrays.setAll(residual, i -> field.isQuiet()[i] ? residual[i] : Double.NaN);
            for (int c = 0; c < value.length; c++) {
                double[] contrast = regressors.remove(field.nuisance().length);
                regressors.add(contrast);
                RobustRegression regression =
                        new RobustRegression(regressors.toArray(double[][]::new));
                double[] found = regression.fit(residual);
                // Contrasts turn round once: the last to be tested is the last that was given.
                value[c] = found[found.length - 1];
                sigma[c] = regression.lastSigma();
                if (c == value.length - 1) {
                    regression.remove(residual);
                }
            }
            double square = 0;
            int count = 0;
            for (int i = 0; i < residual.length; i++) {
                if (Double.isFinite(residual[i])) {
                    residual[i] = RobustRegression.limited(residual[i]);
                    square += residual[i] * residual[i];
                    count++;
                } else {
                    residual[i] = 0;
                }
            }
            double scale = Math.sqrt(square / count);
            Arrays.setAll(residual, i -> residual[i] / scale);
            for (double[] regressor : regressors) {
                double[] direction = regressor.clone();
                zeroWhereUnknown(direction);
                if (removeBasis(direction)) {
                    basis.add(direction);
                }
            }
        }

        /// Mean square of the standardised amplitudes of the pattern at other places, beside
        /// nuisance and contrasts where they are expected.
        double meanSquareElsewhere(Contrast contrast) {
            ScanGrid grid = field.grid();
            double sum = 0;
            int count = 0;
            for (Displacement displacement : Displacement.all(grid)) {
                double[] moved = displacement.of(grid, contrast.weight());
                double[] direction = field.whitened(field.standardised(moved));
                zeroWhereUnknown(direction);
                if (removeBasis(direction)) {
                    double amplitude = dot(direction, residual);
                    sum += amplitude * amplitude;
                    count++;
                }
            }
            return count > 0 ? sum / count : 1;
        }

        /// Makes it orthogonal to the basis and of length 1; false if hardly anything is left.
        private boolean removeBasis(double[] direction) {
            double whole = dot(direction, direction);
            for (double[] one : basis) {
                double part = dot(one, direction);
                for (int i = 0; i < direction.length; i++) {
                    direction[i] -= part * one[i];
                }
            }
            double square = dot(direction, direction);
            if (!(square > 1e-3 * whole)) {
                return false;
            }
            double length = Math.sqrt(square);
            Arrays.setAll(direction, i -> direction[i] / length);
            return true;
        }

        private static void zeroWhereUnknown(double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? 0 : values[i];
            }
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
