package org.lauescope.refine;

/// Products of small row-major matrices as the propagation of errors needs them.
final class Covariances {

    private Covariances() {}

    /// A B, with A `rows` × n and B n × `columns`.
    static double[] product(double[] a, int rows, double[] b, int columns) {
        int inner = a.length / rows;
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += a[i * inner + k] * b[k * columns + j];
                }
                product[i * columns + j] = sum;
            }
        }
        return product;
    }

    /// A C Aᵀ, with A `rows` × n and C n × n: the covariance of A v for v of covariance C.
    static double[] propagate(double[] a, int rows, double[] c, int n) {
        double[] transposed = new double[n * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j * rows + i] = a[i * n + j];
            }
        }
        return product(product(a, rows, c, n), rows, transposed, rows);
    }
}
