package org.lauescope.simd;

/// Gauss–Legendre rules on a pixel, −½ … ½, weights adding up to 1 (Abramowitz & Stegun, table
/// 25.4).
///
/// For a Gaussian of standard deviation σ px the relative error of the mean over the pixel at the
/// maximum is about 7e-4 σ⁻⁴ (2 nodes), 7e-6 σ⁻⁶ (3), 6e-8 σ⁻⁸ (4), 4e-10 σ⁻¹⁰ (5). One node stands
/// for the blurred profile ([ProfileTerm]), whose tails are the larger part of the error: 5e-3 σ⁻²
/// for a Cauchy part of 0.15 of the height.
public final class Quadrature {

    /// Largest number of nodes per axis.
    public static final int MOST = 6;

    /// The counting error of a spot of 10⁷ counts.
    private static final double SMALLEST_ERROR = 3e-4;

    private static final int FEWEST = 1;

    /// Relative error at the maximum for σ = 1 px, by the number of nodes.
    private static final double[] ERROR = {1, 5e-3, 7e-4, 7e-6, 6e-8, 4e-10};

    static final float[][] NODES = {
        {},
        {0},
        {-0.28867513f, 0.28867513f},
        {-0.38729833f, 0, 0.38729833f},
        {-0.43056816f, -0.16999052f, 0.16999052f, 0.43056816f},
        {-0.45308992f, -0.26923466f, 0, 0.26923466f, 0.45308992f},
        {-0.46623476f, -0.33060469f, -0.11930959f, 0.11930959f, 0.33060469f, 0.46623476f},
    };
    static final float[][] WEIGHTS = {
        {},
        {1},
        {0.5f, 0.5f},
        {0.27777778f, 0.44444444f, 0.27777778f},
        {0.17392742f, 0.32607258f, 0.32607258f, 0.17392742f},
        {0.11846344f, 0.23931434f, 0.28444444f, 0.23931434f, 0.11846344f},
        {0.08566225f, 0.18038079f, 0.23395697f, 0.23395697f, 0.18038079f, 0.08566225f},
    };

    private Quadrature() {}

    /// Nodes per axis that keep the error within `error` of the height for a profile whose
    /// narrowest standard deviation is `sigma` px.
    ///
    /// @param error not asked to be smaller than [#SMALLEST_ERROR]
    public static int nodesFor(double sigma, double error) {
        double allowed = Math.max(error, SMALLEST_ERROR);
        int nodes = FEWEST;
        while (nodes < MOST && ERROR[nodes] * Math.pow(sigma, -2 * nodes) > allowed) {
            nodes++;
        }
        return nodes;
    }
}
