package org.lauescope.simd;

/// One peak's part of a model, `bulk · l₁ l₂ · g(u)` averaged over each pixel, and how the average
/// is taken: see [FitKernels]. Belongs to one thread and serves many evaluations.
///
/// The rule of one node takes the profile that the pixel has blurred, at the pixel's centre: the
/// covariance C of the profile grows by that of a pixel, I ⁄ 12, and its volume stays. For a
/// Gaussian that is right up to the fourth moment of the pixel. The factors of the blurred covariance
/// are, with h = 1/12 and r₂ = 1 ⁄ (1 + h l₂²),
///
///     l₂′ = l₂ √r₂,   k′ = k r₂,   l₁′⁻² = l₁⁻² + h (1 + k² r₂)
///
/// and what the kernels find by l₁′, k′, l₂′ is led back to l₁, k, l₂ by the chain rule.
public final class ProfileTerm {

    /// Variance of the position in a pixel along each axis, px².
    private static final double PIXEL = 1.0 / 12;

    /// Centre, px.
    double x;

    double y;

    /// Factors of the inverse covariance, the blurred one if there is one node; l₂₁ = l₁ k.
    double l1;

    double l21;
    double l2;
    double tail;
    int nodes;

    /// ∂ term ⁄ ∂ bulk of a profile of height 1, and the height.
    double perBulk;

    double height;

    /// Derivatives of ln l₁′, k′ and ln l₂′ by ln l₁, k and ln l₂: those that are neither 0 nor
    /// equal to another one.
    double l1ByL1;

    double l1ByShear;
    double l1ByL2;
    double shearByShear;
    double shearByL2;

    /// @param l1 l₁, shear k and l₂ of the profile before the pixel blurs it
    /// @param bulk height over l₁ l₂
    /// @param nodes per axis of a pixel, 1 … [Quadrature#MOST]
    public void set(
            double x,
            double y,
            double l1,
            double shear,
            double l2,
            double tail,
            double bulk,
            int nodes) {
        this.x = x;
        this.y = y;
        this.tail = tail;
        this.nodes = nodes;
        double h = nodes == 1 ? PIXEL : 0;
        double r2 = 1 / (1 + h * l2 * l2);
        double square = 1 / (1 / (l1 * l1) + h * (1 + shear * shear * r2));
        this.l1 = Math.sqrt(square);
        this.l2 = l2 * Math.sqrt(r2);
        l21 = this.l1 * shear * r2;
        perBulk = this.l1 * this.l2;
        height = bulk * perBulk;
        double r2ByL2 = -2 * h * l2 * l2 * r2 * r2;
        l1ByL1 = square / (l1 * l1);
        l1ByShear = -h * shear * r2 * square;
        l1ByL2 = -h * shear * shear * r2ByL2 * square / 2;
        shearByShear = r2;
        shearByL2 = shear * r2ByL2;
    }
}
