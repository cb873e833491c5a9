package org.lauescope.crystal;

/// Symmetric second-rank tensor, components in the project's order xx, yy, zz, yz, xz, xy;
/// off-diagonal components are tensor (not engineering) shears.
public record SymmetricTensor(double xx, double yy, double zz, double yz, double xz, double xy) {

    public static final SymmetricTensor ZERO = new SymmetricTensor(0, 0, 0, 0, 0, 0);

    /// Symmetric part of a matrix.
    public static SymmetricTensor of(Matrix3 m) {
        return new SymmetricTensor(
                m.xx(),
                m.yy(),
                m.zz(),
                (m.yz() + m.zy()) / 2,
                (m.xz() + m.zx()) / 2,
                (m.xy() + m.yx()) / 2);
    }

    public Matrix3 matrix() {
        return new Matrix3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
    }

    public double trace() {
        return xx + yy + zz;
    }

    public SymmetricTensor deviatoric() {
        double mean = trace() / 3;
        return new SymmetricTensor(xx - mean, yy - mean, zz - mean, yz, xz, xy);
    }

    /// The same tensor in another frame: R T Rᵀ with R = `targetFromThis`.
    public SymmetricTensor in(Matrix3 targetFromThis) {
        return of(targetFromThis.times(matrix()).times(targetFromThis.transpose()));
    }

    public SymmetricTensor plus(SymmetricTensor o) {
        return new SymmetricTensor(
                xx + o.xx, yy + o.yy, zz + o.zz, yz + o.yz, xz + o.xz, xy + o.xy);
    }

    public SymmetricTensor minus(SymmetricTensor o) {
        return plus(o.times(-1));
    }

    public SymmetricTensor times(double f) {
        return new SymmetricTensor(f * xx, f * yy, f * zz, f * yz, f * xz, f * xy);
    }

    /// Double contraction T:T = Σᵢⱼ TᵢⱼTᵢⱼ (each shear counts twice).
    public double square() {
        return xx * xx + yy * yy + zz * zz + 2 * (yz * yz + xz * xz + xy * xy);
    }

    /// von Mises equivalent √(⅔ T':T') of a strain T, with T' its deviatoric part; a uniaxial
    /// deviator (ε, −ε/2, −ε/2) gives ε.
    public double equivalentStrain() {
        return Math.sqrt(deviatoric().square() * 2 / 3);
    }

    public double[] toArray() {
        return new double[] {xx, yy, zz, yz, xz, xy};
    }
}
