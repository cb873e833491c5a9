package org.lauescope.simd;

/// Loops of a least-squares fit over a list of pixels.
///
/// Lists are `float[]` whose length is a multiple of [#PADDING] at least as long as the list; weights
/// of the elements past its end must be 0 and the other lists finite there.
///
/// A profile is a function g(u) of height 1 of the quadratic form
///
///     t = l₁ (x − x₀ + k (y − y₀)),   s = l₂ (y − y₀),   u = t² + s²,
///
/// scaled so that g = ½ at u = 2 ln 2: for a Gaussian u is the squared Mahalanobis distance, and the
/// full width at half maximum is the same for all profiles. Its mean over the pixel is taken by
/// Gauss–Legendre quadrature, or that of the blurred profile at the pixel's centre ([ProfileTerm]).
public interface FitKernels {

    /// Lists are padded to a multiple of this.
    int PADDING = 16;

    /// The columns that a profile fills: its derivatives by bulk, x₀, y₀, ln l₁, k, ln l₂ and its
    /// tail parameter.
    int COLUMNS = 7;

    /// u of the Cauchy profile at half maximum is (2^⅔ − 1) of its own scale.
    float CAUCHY = (float) ((Math.cbrt(4) - 1) / (2 * Math.log(2)));

    /// The fastest kernels that this Java can run.
    FitKernels BEST = VectorUnit.PRESENT ? new VectorFitKernels() : new ScalarFitKernels();

    /// Adds a peak of pseudo-Voigt profile to a model and finds its derivatives; mean over each pixel
    /// of
    ///
    ///     g(u) = (1 − η) exp(−u/2) + η (1 + c u)^(−3/2),   c = CAUCHY.
    ///
    /// The second term is the two-dimensional Cauchy distribution, whose projection on any line is a
    /// Lorentzian; unlike 1/(1 + u) it has a finite volume.
    ///
    /// @param dx columns of the pixels, px
    /// @param dy rows of the pixels, px
    /// @param n pixels in the list
    /// @param peak its tail is η
    /// @param sum modified: the list that it is added to
    /// @param out modified: [#COLUMNS] lists
    void pseudoVoigt(float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out);

    /// Adds a peak of Pearson VII profile to a model and finds its derivatives; mean over each pixel
    /// of
    ///
    ///     g(u) = (1 + c u)^(−m),   c = (2^τ − 1) / (2 ln 2),   τ = 1/m.
    ///
    /// @param peak its tail is τ, 0 < τ < 1
    /// @param sum modified: the list that it is added to
    void pearson(float[] dx, float[] dy, int n, ProfileTerm peak, float[] sum, float[][] out);

    /// Adds `factor · column` to `sum`.
    ///
    /// @param sum modified
    void add(float[] sum, float factor, float[] column, int n);

    /// Replaces the weights of the list by the inverse of the expected variance, `1 / max(gain ·
    /// model + constant, smallest)`.
    ///
    /// @param weight modified up to n − 1
    void weigh(float[] model, double gain, double constant, double smallest, float[] weight, int n);

    /// Residuals data − model, and Σ weight · residual².
    ///
    /// @param residual modified
    double residuals(float[] data, float[] model, float[] weight, float[] residual, int n);

    /// Normal equations: `matrix[i·p + j] = Σ w Jᵢ Jⱼ` for j ≤ i, `vector[i] = Σ w Jᵢ r`.
    ///
    /// @param scratch modified; a list
    void normal(
            float[][] jacobian,
            int p,
            float[] weight,
            float[] residual,
            int n,
            float[] scratch,
            double[] matrix,
            double[] vector);

    /// Products with a list: `out[i] = Σ Jᵢ list`.
    ///
    /// @param list of the pixels, 0 past its end
    void project(float[][] jacobian, int p, float[] list, int n, double[] out);
}
