package org.lauescope.operando;

import java.util.Arrays;
import java.util.List;

/// A map of changes from one scan to another, and what it may contain though nothing has changed.
///
/// @param field change of each point
public record Change(Field field, Nuisance nuisance) {

    /// The part that counts as evidence.
    public Field evidence() {
        return nuisance.removedFrom(field);
    }

    /// In another unit.
    Change times(double factor) {
        double[] values = field.values().clone();
        double[] sigma = field.sigma().clone();
        Arrays.setAll(values, i -> factor * values[i]);
        Arrays.setAll(sigma, i -> factor * sigma[i]);
        return new Change(new Field(field.grid(), values, sigma), nuisance);
    }

    /// The change over a whole series by a straight line against charge: slope times range of the
    /// charge, at each point from the scans that know it. A change that goes on from scan to scan
    /// shows in it more clearly than in any pair of scans.
    ///
    /// Scans are taken as equally uncertain at a point: of the variance of a difference one half is
    /// that of the first scan.
    ///
    /// @param changes of one quantity from the first scan to each later one
    /// @param charge passed before each scan, the first included: one more than changes; any unit
    public static Change trend(List<Change> changes, double[] charge) {
        Field last = changes.getLast().field();
        double range = charge[charge.length - 1] - charge[0];
        double[] values = new double[last.values().length];
        double[] sigma = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int known = 1;
            double mean = charge[0];
            for (int s = 1; s < charge.length; s++) {
                if (changes.get(s - 1).field().isKnown(i)) {
                    mean += charge[s];
                    known++;
                }
            }
            mean /= known;
            double square = (charge[0] - mean) * (charge[0] - mean);
            double variance = 0;
            for (int s = 1; s < charge.length; s++) {
                Field field = changes.get(s - 1).field();
                if (field.isKnown(i)) {
                    double arm = charge[s] - mean;
                    square += arm * arm;
                    values[i] += arm * field.values()[i];
                    double one = field.sigma()[i] * field.sigma()[i] / 2;
                    variance += arm * arm * one;
                    variance += (charge[0] - mean) * (charge[0] - mean) * one / (known - 1);
                }
            }
            values[i] *= range / square;
            sigma[i] = Math.abs(range) / square * Math.sqrt(variance);
        }
        return new Change(new Field(last.grid(), values, sigma), changes.getLast().nuisance());
    }
}
