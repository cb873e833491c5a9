package org.lauescope.refine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.SpotPattern;

/// Refines orientation and deviatoric strain of a grain from the positions of its spots.
///
/// Minimises Σ ρ(rᵀ C⁻¹ r) over matched spots, r = (observed − predicted) in px, both components, C
/// the peak's covariance plus σ_sys² 1, by Gauss–Newton steps on the Lie group of orientation and
/// strain ([StateFit]): there are no cell angles, no singular parameters, and every crystal system
/// is treated alike. Passes of shrinking match radius; ρ is Huber's, then Tukey's, then pairs
/// beyond four σ are dropped, the rest fitted by plain least squares, and pairs that fall within
/// four σ of that fit are taken in again once.
///
/// σ_sys starts as the calibration or the default gives it. Unless the options fix it, the
/// residuals are then heard, the more the more spots there are, and the fit is repeated with what
/// they tell.
///
/// Six spots or more give strain; four or five the orientation alone; fewer nothing. A fit that
/// loses so many spots that no strain is left begins again without one: the strain that wrong spots
/// made would stay, and turn the orientation. An object belongs to one thread and keeps its
/// buffers.
public final class Refinement {

    private static final int LEAST_FOR_ORIENTATION = 4;
    private static final int LEAST_FOR_STRAIN = 6;

    /// What is known of σ_sys beforehand weighs as much as this many degrees of freedom.
    private static final double PRIOR_FREEDOM = 3;

    private static final int ROTATION = StateFit.ROTATION;
    private static final int ALL = StateFit.ALL;

    /// Radius at which a match is no longer doubtful, px.
    private static final double CLOSE = 3;

    /// Residuals beyond this many standard deviations of chance are errors of the model.
    private static final double LARGEST_CHANCE = 2.5;

    /// Below this the spots leave a combination of strain and rotation free (scaled condition
    /// number above 1000).
    private static final double SMALLEST_PIVOT = 1e-6;

    /// Steps below this (rad, strain) end a fit: the next would be a thousandth of it.
    private static final double CONVERGED = 1e-8;

    /// The strongest directions are enough to come close: tens of spots, at a fraction of the cost
    /// of all.
    private static final int FIRST_DIRECTIONS = 1000;

    private final Geometry geometry;
    private final RefinementOptions options;
    private final StateFit fit;
    private final Pairs pairs;

    /// σ_sys that fits begin with, px, and whether their residuals may change it.
    private double systematic;

    private boolean isHeard;

    /// Whether strain may be fitted.
    private boolean strain;

    /// Whether it was, in this fit.
    private boolean strained;

    public Refinement(Geometry geometry, RefinementOptions options) {
        this.geometry = geometry;
        this.options = options;
        this.fit = new StateFit(geometry);
        this.pairs = fit.pairs();
        assumeSystematic(Double.NaN);
    }

    /// Takes σ_sys as known from now on: what all grains of a scan told together
    /// ([SharedSystematic]).
    ///
    /// @param pixels NaN: as the options say, and unless they fix it as each grain's residuals tell
    public void assumeSystematic(double pixels) {
        isHeard = Double.isNaN(pixels) && Double.isNaN(options.systematicPixels());
        systematic = Double.isNaN(pixels) ? systematic(geometry, options) : pixels;
    }

    private static double systematic(Geometry geometry, RefinementOptions options) {
        if (!Double.isNaN(options.systematicPixels())) {
            return options.systematicPixels();
        }
        CalibrationRecord calibration = geometry.calibration();
        return calibration == null || Double.isNaN(calibration.systematicPixels())
                ? RefinementOptions.DEFAULT_SYSTEMATIC
                : calibration.systematicPixels();
    }

    /// Refines from a state whose spots lie within the start radius of their peaks.
    ///
    /// @param pattern spots of the crystal in this geometry; recomputed here, left at the refined
    ///   state
    /// @return empty if fewer than four spots match or the fit runs away
    public Optional<GrainFit> refine(Peaks peaks, SpotPattern pattern, CrystalState start) {
        return refined(start, state -> matched(peaks, pattern, state));
    }

    private Optional<GrainFit> matched(Peaks peaks, SpotPattern pattern, CrystalState start) {
        begin(peaks, pattern, start);
        if (!approach(pattern, FIRST_DIRECTIONS)
                && !approach(pattern, pattern.reflections().size())) {
            return Optional.empty();
        }
        fit.place(pattern, pattern.reflections().size());
        fit.match(CLOSE);
        if (pairs.size < LEAST_FOR_ORIENTATION) {
            return Optional.empty();
        }
        fit.match(Math.clamp(5 * pairs.medianPixels(), 0.5, CLOSE));
        return finish(pattern);
    }

    /// Refines the given pairs alone: `peak[i]` is the spot of direction `reflection[i]` of the
    /// pattern's list.
    ///
    /// @return empty if there are fewer than four pairs or the fit runs away
    public Optional<GrainFit> refineAssigned(
            Peaks peaks, SpotPattern pattern, int[] peak, int[] reflection, CrystalState start) {
        if (peak.length != reflection.length) {
            throw new IllegalArgumentException(
                    "%d peaks for %d reflections; expected as many of both"
                            .formatted(peak.length, reflection.length));
        }
        return refined(start, state -> assigned(peaks, pattern, peak, reflection, state));
    }

    /// Refines the pairs that a fit has once more, as after [#assumeSystematic].
    ///
    /// @return the fit as it was if the new one fails
    public GrainFit refineAgain(Peaks peaks, SpotPattern pattern, GrainFit fit) {
        Matches matches = fit.matches();
        return refineAssigned(peaks, pattern, matches.peak(), matches.reflection(), fit.state())
                .filter(found -> found.hasStrain() == fit.hasStrain())
                .map(found -> found.withLogOdds(fit.logOdds()))
                .orElse(fit);
    }

    private Optional<GrainFit> assigned(
            Peaks peaks, SpotPattern pattern, int[] peak, int[] reflection, CrystalState start) {
        begin(peaks, pattern, start);
        fit.place(pattern, pattern.reflections().size());
        fit.assign(peak, reflection);
        if (!huberSteps(ROTATION) || !huberSteps(unknowns(pairs.size))) {
            return Optional.empty();
        }
        fit.place(pattern, pattern.reflections().size());
        fit.assign(peak, reflection);
        return finish(pattern);
    }

    /// A fit with strain, or one without if the spots turn out not to tell it.
    private Optional<GrainFit> refined(
            CrystalState start, Function<CrystalState, Optional<GrainFit>> attempt) {
        strain = options.strain();
        strained = false;
        Optional<GrainFit> found = attempt.apply(start);
        if (!strained || found.filter(GrainFit::hasStrain).isPresent()) {
            return found;
        }
        strain = false;
        return attempt.apply(CrystalState.unstrained(start.labFromCrystal()));
    }

    private void begin(Peaks peaks, SpotPattern pattern, CrystalState start) {
        if (!pattern.geometry().detector().equals(geometry.detector())) {
            throw new IllegalArgumentException(
                    "the spot pattern is of detector %s in another pose; expected the geometry this refinement was made for"
                            .formatted(pattern.geometry().detector().name()));
        }
        pairs.load(peaks, systematic);
        fit.begin(start);
    }

    /// Rotation from spots within the start radius, then strain too from those within [#CLOSE].
    private boolean approach(SpotPattern pattern, int directions) {
        fit.place(pattern, directions);
        fit.match(options.startRadius());
        if (!huberSteps(ROTATION)) {
            return false;
        }
        for (double radius = options.startRadius() / 2; radius > CLOSE + 3; radius /= 2) {
            fit.move();
            fit.match(radius);
            if (!huberSteps(ROTATION)) {
                return false;
            }
        }
        fit.move();
        fit.match(Math.min(CLOSE + 1, options.startRadius()));
        return huberSteps(unknowns(pairs.size));
    }

    /// Two steps with Huber's weights.
    private boolean huberSteps(int unknowns) {
        if (pairs.size < LEAST_FOR_ORIENTATION) {
            return false;
        }
        for (int step = 0; step < 2; step++) {
            pairs.weighHuber(pairs.threshold(unknowns));
            fit.linearise(unknowns);
            if (!fit.step(unknowns)) {
                return false;
            }
        }
        return true;
    }

    private int unknowns(int count) {
        boolean isEnough = strain && count >= LEAST_FOR_STRAIN;
        strained |= isEnough;
        return isEnough ? ALL : ROTATION;
    }

    /// From pairs near their peaks to the result: Tukey, rejection, least squares, re-inclusion.
    private Optional<GrainFit> finish(SpotPattern pattern) {
        int unknowns = unknowns(pairs.size);
        fit.linearise(unknowns);
        for (int step = 0; step < 2; step++) {
            pairs.weighTukey(pairs.threshold(unknowns));
            if (!fit.step(unknowns)) {
                return Optional.empty();
            }
        }
        if (!rejectAndConverge(unknowns)) {
            return Optional.empty();
        }
        if (isHeard && pairs.errorsKnown()) {
            pairs.weighWith(systematicOfResiduals());
            fit.residuals();
            fit.linearise(unknowns);
            if (!rejectAndConverge(unknowns)) {
                return Optional.empty();
            }
        }
        return Optional.of(result(pattern));
    }

    /// σ_sys as residuals and prior knowledge tell it together: the mean of both variances,
    /// weighted by their degrees of freedom.
    private double systematicOfResiduals() {
        int unknowns = unknowns(pairs.usedCount());
        double freedom = Math.max(0, 2.0 * pairs.usedCount() - unknowns);
        double found = freedom > 0 ? pairs.systematicOfResiduals(unknowns) : 0;
        return Math.sqrt(
                (freedom * found * found + PRIOR_FREEDOM * systematic * systematic)
                        / (freedom + PRIOR_FREEDOM));
    }

    /// Drops what lies beyond four σ, fits the rest, and takes in once what the fit brings back.
    private boolean rejectAndConverge(int unknowns) {
        for (int round = 0; round < 2; round++) {
            boolean changed = pairs.reject(pairs.threshold(unknowns));
            if (round > 0 && !changed) {
                break;
            }
            if (!converge()) {
                return false;
            }
        }
        return true;
    }

    private boolean converge() {
        int used = pairs.usedCount();
        if (used < LEAST_FOR_ORIENTATION || !fit.step(unknowns(used))) {
            return false;
        }
        for (int step = 1; step < 8 && !(fit.largestStep() < CONVERGED); step++) {
            if (!fit.stepAgain(unknowns(used))) {
                return false;
            }
        }
        return fit.largestStep() < 1e-6;
    }

    private GrainFit result(SpotPattern pattern) {
        int used = pairs.usedCount();
        int unknowns = unknowns(used);
        NormalEquations normal = fit.normal();
        fit.accumulate(unknowns);
        if (!normal.factorise() || (unknowns == ALL && normal.smallestPivot() < SMALLEST_PIVOT)) {
            unknowns = ROTATION;
            fit.accumulate(unknowns);
            normal.factorise();
        }
        double[] inverse = normal.inverse();
        double reduced = pairs.sumOfSquares() / (2 * used - unknowns);
        double variance = pairs.errorsKnown() ? inflation(reduced, 2 * used - unknowns) : reduced;
        double[] noise = inverse.clone();
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= variance;
        }
        return new GrainFit(
                pattern.reflections(),
                fit.state(),
                full(noise, unknowns),
                calibrationCovariance(inverse, unknowns),
                pairs.matches(pattern),
                fit.expected(),
                pairs.rmsPixels(),
                pairs.errorsKnown() ? reduced : 1,
                Double.NaN);
    }

    /// With errors known, residuals larger than chance makes them are errors of the model: the
    /// claim grows. It never shrinks, nor grows with every chance excess: on average it would be
    /// too large.
    private static double inflation(double reduced, int freedom) {
        return reduced > ChiSquare.quantile(LARGEST_CHANCE, freedom) / freedom ? reduced : 1;
    }

    /// How the fit follows the pose: at the minimum Jᵀ W r = 0, so dθ = −(Jᵀ W J)⁻¹ Jᵀ W J_pose
    /// d(pose).
    private double[] calibrationCovariance(double[] inverse, int unknowns) {
        CalibrationRecord calibration = geometry.calibration();
        if (calibration == null) {
            return new double[ALL * ALL];
        }
        double[] response = Covariances.product(inverse, unknowns, fit.mixedWithPose(unknowns), 5);
        return full(
                Covariances.propagate(response, unknowns, calibration.covariance(), 5), unknowns);
    }

    /// An 8 × 8 covariance whose unknown part is NaN.
    private static double[] full(double[] covariance, int unknowns) {
        if (unknowns == ALL) {
            return covariance;
        }
        double[] full = new double[ALL * ALL];
        Arrays.fill(full, Double.NaN);
        for (int i = 0; i < unknowns; i++) {
            System.arraycopy(covariance, i * unknowns, full, i * ALL, unknowns);
        }
        return full;
    }
}
