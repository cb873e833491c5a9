package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.frame.AngularWidth;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;

/// A refined grain: state, uncertainty, and the spots it rests on.
///
/// Both covariances are 8 × 8, row-major, of a small rotation vector ω (rad, LAB) and five coefficients p of the
/// deviatoric strain in LAB, ε = Σ pₖ Mₖ, in the orthonormal basis
///
///     M₁ = diag(1, −1, 0)/√2   M₂ = diag(1, 1, −2)/√6   M₃ = yz/√2   M₄ = xz/√2   M₅ = xy/√2
///
/// Where too few spots determined the orientation alone, the strain's part of both is NaN, and so is every strain below.
///
/// @param noiseCovariance from the peaks' errors: differs from point to point
/// @param calibrationCovariance from the detector pose: common to a whole map, never averaged away; zero if unknown
/// @param predicted spots on unmasked pixels at least as strong as all but the faintest tenth of the matched ones
/// @param chiSquare weighted sum of squared residuals per degree of freedom; 1 where the peaks have no errors and the
///     noise was taken from the residuals
/// @param logOdds natural logarithm of the odds that the orientation is right against the best chance solution; NaN until
///     an indexer has judged it
public record GrainFit(
        ReflectionList reflections,
        CrystalState state,
        double[] noiseCovariance,
        double[] calibrationCovariance,
        Matches matches,
        int predicted,
        double rmsPixels,
        double chiSquare,
        double logOdds) {

    private static final int UNKNOWNS = Projection.STATE;
    private static final int ROTATION = 3;
    private static final int COEFFICIENTS = 5;

    /// Whether the spots determined the strain, not the orientation alone.
    public boolean hasStrain() {
        return !Double.isNaN(noiseCovariance[ROTATION * UNKNOWNS + ROTATION]);
    }

    public GrainFit withLogOdds(double newLogOdds) {
        return new GrainFit(
                reflections,
                state,
                noiseCovariance,
                calibrationCovariance,
                matches,
                predicted,
                rmsPixels,
                chiSquare,
                newLogOdds);
    }

    /// The same fit with peaks counted in the list that `selection` was taken from.
    public GrainFit withPeaks(int[] selection) {
        return new GrainFit(
                reflections,
                state,
                noiseCovariance,
                calibrationCovariance,
                matches.withPeaks(selection),
                predicted,
                rmsPixels,
                chiSquare,
                logOdds);
    }

    /// Deviatoric strain in CRYSTAL axes. It changes its components with the choice among
    /// equivalent cells.
    public SymmetricTensor strainCrystal() {
        return hasStrain() ? state.strain() : UNKNOWN_STRAIN;
    }

    /// Deviatoric strain in LAB axes.
    public SymmetricTensor strainLab() {
        return strainCrystal().in(state.labFromCrystal());
    }

    /// Deviatoric strain in SAMPLE axes.
    public SymmetricTensor strainSample(Matrix3 sampleFromLab) {
        return strainLab().in(sampleFromLab);
    }

    /// σ of the components of [#strainSample] in the order of [SymmetricTensor], noise and
    /// calibration together.
    public double[] strainSampleSigma(Matrix3 sampleFromLab) {
        return sigma(sampleFromLab, totalCovariance());
    }

    /// The part of [#strainSampleSigma] that differs from point to point.
    public double[] strainSampleNoise(Matrix3 sampleFromLab) {
        return sigma(sampleFromLab, noiseCovariance);
    }

    /// Sum of both covariances.
    public double[] totalCovariance() {
        double[] total = noiseCovariance.clone();
        for (int i = 0; i < total.length; i++) {
            total[i] += calibrationCovariance[i];
        }
        return total;
    }

    /// Root of the summed variances of the three components of ω, rad, noise and calibration
    /// together.
    public double rotationSigma() {
        return rotationSigma(totalCovariance());
    }

    /// The part of [#rotationSigma] that differs from point to point, rad.
    public double rotationNoise() {
        return rotationSigma(noiseCovariance);
    }

    private static double rotationSigma(double[] covariance) {
        return Math.sqrt(covariance[0] + covariance[UNKNOWNS + 1] + covariance[2 * UNKNOWNS + 2]);
    }

    /// von Mises equivalent √(⅔ ε:ε) of the fitted strain. Noise alone makes it positive: see
    /// [#debiasedSquare].
    public double equivalentStrain() {
        return strainCrystal().equivalentStrain();
    }

    /// Mean of the square of [#equivalentStrain] that noise alone gives, ⅔ tr Cov_p.
    public double noiseSquare() {
        double trace = 0;
        for (int k = ROTATION; k < UNKNOWNS; k++) {
            trace += noiseCovariance[k * UNKNOWNS + k];
        }
        return trace * 2 / 3;
    }

    /// Mean of [#equivalentStrain] that noise alone gives, √⅔ E|p|: the floor below which it says
    /// nothing. NaN where there is no strain.
    public double equivalentStrainNoise() {
        double[] covariance = new double[COEFFICIENTS * COEFFICIENTS];
        for (int k = 0; k < COEFFICIENTS; k++) {
            System.arraycopy(
                    noiseCovariance,
                    (ROTATION + k) * UNKNOWNS + ROTATION,
                    covariance,
                    k * COEFFICIENTS,
                    COEFFICIENTS);
        }
        return Math.sqrt(2.0 / 3) * GaussianNorm.mean(covariance, COEFFICIENTS);
    }

    /// Square of the equivalent strain without what noise adds to it, ⅔ (p·p − tr Cov_p): unbiased,
    /// so it may be negative. Average first, take the root afterwards.
    public double debiasedSquare() {
        return strainCrystal().square() * 2 / 3 - noiseSquare();
    }

    /// σ of [#equivalentStrain] from the peaks' errors, to first order: √⅔ √(pᵀ Cov_p p) / |p|.
    public double equivalentStrainSigma() {
        double[] p = StrainBasis.coefficients(strainLab());
        double square = 0;
        for (double coefficient : p) {
            square += coefficient * coefficient;
        }
        return Math.sqrt(2.0 / 3 * along(p) / square);
    }

    /// σ of [#debiasedSquare] from the peaks' errors, ⅔ √(4 pᵀ Cov_p p + 2 tr Cov_p²) with the true
    /// p: what noise adds to the first term, tr Cov_p², is taken off.
    public double debiasedSquareSigma() {
        double traceOfSquare = 0;
        for (int k = ROTATION; k < UNKNOWNS; k++) {
            for (int m = ROTATION; m < UNKNOWNS; m++) {
                double c = noiseCovariance[k * UNKNOWNS + m];
                traceOfSquare += c * c;
            }
        }
        double along = along(StrainBasis.coefficients(strainLab()));
        double signal = Math.max(0, along - traceOfSquare);
        return 2.0 / 3 * Math.sqrt(4 * signal + 2 * traceOfSquare);
    }

    /// pᵀ Cov_p p of the noise.
    private double along(double[] p) {
        double sum = 0;
        for (int k = 0; k < COEFFICIENTS; k++) {
            for (int m = 0; m < COEFFICIENTS; m++) {
                sum += p[k] * p[m] * noiseCovariance[(ROTATION + k) * UNKNOWNS + ROTATION + m];
            }
        }
        return sum;
    }

    /// Probability that an unstrained crystal would show less strain than this one, 0 … 1: pᵀ
    /// Cov_p⁻¹ p as χ² of five degrees of freedom, noise and calibration together.
    public double detectionProbability() {
        if (!hasStrain()) {
            return Double.NaN;
        }
        double[] total = totalCovariance();
        double[] p = StrainBasis.coefficients(strainLab());
        NormalEquations covariance = new NormalEquations();
        covariance.load(total, UNKNOWNS, ROTATION, COEFFICIENTS, p);
        if (!covariance.factorise()) {
            return Double.NaN;
        }
        double[] weighted = covariance.solve();
        double chiSquared = 0;
        for (int k = 0; k < COEFFICIENTS; k++) {
            chiSquared += p[k] * weighted[k];
        }
        return ChiSquare.probability(chiSquared, COEFFICIENTS);
    }

    /// Mean angular width of the used spots' peaks, rad: the mean of full width at half maximum
    /// along major and minor axis of the spot as seen from the sample. NaN where the peaks have no
    /// widths. It includes the beam's divergence.
    public double meanWidth(Peaks peaks, Geometry geometry) {
        return meanWidth(peaks, geometry, ProfileCovariance.NONE);
    }

    /// As [#meanWidth(Peaks, Geometry)], without what a perfect crystal would show: `instrument` is
    /// taken from each spot's covariance.
    public double meanWidth(Peaks peaks, Geometry geometry, ProfileCovariance instrument) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < matches.size(); i++) {
            double width = matches.used()[i] ? width(peaks, i, geometry, instrument) : Double.NaN;
            if (!Double.isNaN(width)) {
                sum += width;
                count++;
            }
        }
        return sum / count;
    }

    private double width(Peaks peaks, int i, Geometry geometry, ProfileCovariance instrument) {
        int peak = matches.peak()[i];
        if (instrument.equals(ProfileCovariance.NONE)) {
            return AngularWidth.of(peaks, peak, geometry.detector()).mean();
        }
        ProfileCovariance own = ProfileCovariance.of(peaks, peak).without(instrument);
        return AngularWidth.of(
                        geometry.detector(),
                        peaks.x(peak),
                        peaks.y(peak),
                        own.major(),
                        own.minor(),
                        own.angle())
                .mean();
    }

    private static final SymmetricTensor UNKNOWN_STRAIN =
            new SymmetricTensor(
                    Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /// σ of the tensor components in a frame: rows of the 6 × 5 matrix of the basis tensors turned
    /// there.
    static double[] sigma(Matrix3 targetFromLab, double[] covariance) {
        double[][] basis = new double[COEFFICIENTS][];
        for (int k = 0; k < COEFFICIENTS; k++) {
            double[] unit = new double[COEFFICIENTS];
            unit[k] = 1;
            basis[k] = SymmetricTensor.of(StrainBasis.strain(unit, 0)).in(targetFromLab).toArray();
        }
        double[] sigma = new double[6];
        for (int c = 0; c < 6; c++) {
            double variance = 0;
            for (int k = 0; k < COEFFICIENTS; k++) {
                for (int m = 0; m < COEFFICIENTS; m++) {
                    variance +=
                            basis[k][c]
                                    * basis[m][c]
                                    * covariance[(ROTATION + k) * UNKNOWNS + ROTATION + m];
                }
            }
            sigma[c] = Math.sqrt(variance);
        }
        return sigma;
    }
}
