package org.lauescope.run.analysis;

/// Mean of the values added, with its standard error; NaN is not counted. Values may have
/// uncertainties of their own: their scatter is too small where their errors are not independent.
final class Mean {

    private int count;
    private double value;

    /// Σ (x − mean)², by Welford's recurrence (Technometrics 4 (1962) 419).
    private double squares;

    /// Σ of the values' own variances.
    private double variances;

    private double least = Double.NaN;
    private double largest = Double.NaN;

    void add(double x) {
        if (Double.isNaN(x)) {
            return;
        }
        count++;
        double before = x - value;
        value += before / count;
        squares += before * (x - value);
        least = count == 1 ? x : Math.min(least, x);
        largest = count == 1 ? x : Math.max(largest, x);
    }

    /// Adds a value with an uncertainty of its own.
    void add(double x, double sigma) {
        add(x);
        variances += Double.isNaN(x) ? 0 : sigma * sigma;
    }

    double value() {
        return count == 0 ? Double.NaN : value;
    }

    /// Standard deviation over √n, or what the values' own uncertainties leave if that is more; NaN
    /// for fewer than two values.
    double standardError() {
        return count < 2
                ? Double.NaN
                : Math.sqrt(Math.max(squares / (count - 1), variances / count) / count);
    }

    double least() {
        return least;
    }

    double largest() {
        return largest;
    }
}
