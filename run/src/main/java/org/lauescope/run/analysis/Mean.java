package org.lauescope.run.analysis;

/// Mean of the values added, with its standard error; NaN is not counted.
final class Mean {

    private int count;
    private double value;

    /// Σ (x − mean)², by Welford's recurrence (Technometrics 4 (1962) 419).
    private double squares;

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

    double value() {
        return count == 0 ? Double.NaN : value;
    }

    /// Standard deviation over √n; NaN for fewer than two values.
    double standardError() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    }

    double least() {
        return least;
    }

    double largest() {
        return largest;
    }
}
