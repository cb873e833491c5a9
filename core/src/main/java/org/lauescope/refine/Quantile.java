package org.lauescope.refine;

/// Order statistics without sorting (Hoare's selection).
final class Quantile {

    private Quantile() {}

    /// The element that a part `fraction` (0 … 1) of the first `n` lies below or at. Modified:
    /// `values` is reordered.
    static double of(double[] values, int n, double fraction) {
        if (n == 0) {
            return Double.NaN;
        }
        int rank = Math.clamp((long) (fraction * n), 0, n - 1);
        int low = 0;
        int high = n - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                return values[rank];
            }
        }
        return values[rank];
    }
}
