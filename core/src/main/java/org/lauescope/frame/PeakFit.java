package org.lauescope.frame;

import java.util.Arrays;
import org.lauescope.simd.FitKernels;

/// Least-squares fit of a [PeakModel] to its pixels.
///
/// The weights are the inverse variances that the model itself predicts, renewed at each step: for
/// counts that is the maximum of the Poisson likelihood (Fisher scoring), and the result is free of
/// the bias of weights taken from the data. The [ShapePrior] adds what is known of the shapes. The
/// steps are Levenberg–Marquardt with analytic derivatives.
///
/// The covariance is the inverse information at the solution times the noise's correlation, and
/// times what the reduced chi-square exceeds chance by: a bright spot's profile is never quite the
/// model's. The information is Fisher's (expected) one; for faint peaks it is the observed one,
/// which tells the error of this very fit (Efron & Hinkley, Biometrika 65 (1978) 457): noise that
/// makes a faint spot narrower or higher than it is makes Fisher's matrix claim too much.
///
/// One fit object serves many fits, one after another; it allocates nothing after its first ones.
final class PeakFit {

    private static final int MOST_STEPS = 15;
    private static final int MORE_STEPS = 10;

    /// A step that promises to lower chi-square, in units of the reduced one, by less than this is
    /// the last: it moves no parameter by more than a fifth of its standard uncertainty, and its
    /// own error is a small part of that: a hundredth in the root mean square. It is taken without
    /// looking at the model once more.
    private static final double SMALL = 4e-2;

    /// With more of it the step is that of the damping, and its promise tells nothing of the
    /// minimum.
    private static final double LITTLE_DAMPING = 0.05;

    /// Where the width of a spot narrower than a pixel is all but free the steps go on for long; if
    /// the last one promised less than this, a third of a standard uncertainty, the fit counts.
    private static final double TOLERABLE = 0.1;

    /// Error of the quadrature in parts of the counting error. The error of a profile that repeats
    /// itself at each pixel moves a peak by no more than its own relative size times the width, and
    /// counting by the counting error times the width.
    private static final double QUADRATURE = 0.1;

    private static final double LARGEST_LN_L = Math.log(1 / 0.2);
    private static final double SMALLEST_LN_L = Math.log(1 / 60.0);

    /// Standard deviations of a reduced chi-square that pass for chance.
    private static final double CHANCE = 2;

    /// Peaks of less significance are faint. What both informations differ by falls with the square
    /// of the significance and is a hundredth here.
    private static final double FAINT = 25;

    /// Step of the differences that give the model's curvature, in standard uncertainties.
    private static final double CURVATURE_STEP = 0.1;

    final PeakModel model;
    private final ShapePrior prior;
    private final FitKernels kernels = FitKernels.BEST;

    private float[] residual = new float[0];
    private float[] weight = new float[0];
    private float[] observed = new float[0];
    private float[] pull = new float[0];
    private float[] scratch = new float[0];
    private float[][] jacobian = new float[0][0];
    private float[][] trialJacobian = new float[0][0];

    /// Point of the Jacobian and of the normal equations.
    private final double[] evaluated = new double[PeakModel.LARGEST];

    private final double[] trial = new double[PeakModel.LARGEST];
    private final double[] matrix = new double[PeakModel.LARGEST * PeakModel.LARGEST];
    private final double[] damped = new double[PeakModel.LARGEST * PeakModel.LARGEST];
    private final double[] vector = new double[PeakModel.LARGEST];
    private final double[] step = new double[PeakModel.LARGEST];
    private final double[] significance = new double[PeakModel.MOST];
    private final double[] covariance = new double[PeakModel.LARGEST * PeakModel.LARGEST];

    /// Variance of a sum over pixels in parts of that of independent ones.
    private double correlation;

    double chiSquare;

    PeakFit(PeakModel model, ShapePrior prior) {
        this.model = model;
        this.prior = prior;
    }

    private void reserve(int capacity) {
        residual = new float[capacity];
        weight = new float[capacity];
        observed = new float[capacity];
        pull = new float[capacity];
        scratch = new float[capacity];
        jacobian = new float[PeakModel.LARGEST][capacity];
        trialJacobian = new float[PeakModel.LARGEST][capacity];
    }

    /// Fits the model from its start values.
    ///
    /// The quadrature is fine enough for peaks a fifth narrower than the narrowest at the start; it
    /// stays the same throughout, since a change would look like a change of chi-square. Peaks that
    /// come out narrower are fitted again from there.
    ///
    /// @return whether a minimum was found within the bounds
    boolean fit(Noise noise) {
        if (residual.length < model.capacity()) {
            reserve(model.capacity());
        }
        model.begin();
        Arrays.fill(weight, model.pixels, weight.length, 0);
        correlation = noise.correlation();
        model.refine(0.8, QUADRATURE * countingError(noise));
        boolean found = minimize(noise);
        if (found && model.refine(1, QUADRATURE * countingError(noise))) {
            found = minimize(noise);
        }
        return found && invert(noise);
    }

    /// Relative error of the largest intensity by its own counts.
    private double countingError(Noise noise) {
        double largest = 0;
        for (int k = 0; k < model.peaks; k++) {
            largest = Math.max(largest, model.intensity(k));
        }
        return Math.sqrt(noise.gain() / largest);
    }

    /// Leaves the normal equations of the last point that was evaluated behind: the solution, or
    /// one small step before it.
    private boolean minimize(Noise noise) {
        double[] at = model.at;
        chiSquare = Double.POSITIVE_INFINITY;
        if (model.pixels <= model.freedom) {
            return false;
        }
        model.evaluate(at, jacobian);
        weigh(noise);
        chiSquare = misfit(at);
        double damping = 1e-3;
        double small = SMALL;
        double expected = Double.NaN;
        int most = MOST_STEPS + MORE_STEPS * (model.peaks - 1);
        for (int step = 1; step <= most; step++) {
            normal(weight);
            small = SMALL * Math.max(1, reducedChiSquare());
            boolean accepted = false;
            while (!accepted && damping < 1e8) {
                expected = propose(damping);
                if (expected >= 0 && expected < small && damping < LITTLE_DAMPING) {
                    System.arraycopy(at, 0, evaluated, 0, at.length);
                    System.arraycopy(trial, 0, at, 0, at.length);
                    chiSquare -= expected;
                    return true;
                }
                if (expected >= 0) {
                    model.evaluate(trial, trialJacobian);
                    double after = misfit(trial);
                    accepted = after <= chiSquare + small;
                }
                if (accepted) {
                    damping = Math.max(1e-6, damping * 0.1);
                } else {
                    if (expected >= 0 && expected < small) {
                        break;
                    }
                    damping *= 10;
                }
            }
            if (!accepted) {
                model.evaluate(at, jacobian);
                chiSquare = misfit(at);
                break;
            }
            System.arraycopy(trial, 0, at, 0, at.length);
            float[][] swap = jacobian;
            jacobian = trialJacobian;
            trialJacobian = swap;
            weigh(noise);
            chiSquare = misfit(at);
        }
        normal(weight);
        System.arraycopy(at, 0, evaluated, 0, at.length);
        return expected >= 0 && expected < TOLERABLE * Math.max(1, reducedChiSquare());
    }

    /// Renews the residuals of the model as it was evaluated; chi-square with the prior's part.
    private double misfit(double[] parameters) {
        double sum = kernels.residuals(model.data, model.expected, weight, residual, model.pixels);
        for (int k = 0; k < model.shapes(); k++) {
            for (int i = PeakModel.LN_L1; i < believed(); i++) {
                double pull = parameters[k * PeakModel.PER_PEAK + i] - prior.mean(i);
                sum += correlation * pull * pull / prior.variance(i);
            }
        }
        return sum;
    }

    /// End of a peak's parameters that have a prior.
    private int believed() {
        return model.profile.tailFree ? PeakModel.TAIL + 1 : PeakModel.TAIL;
    }

    /// A pixel that the model takes below half the background keeps the weight of half the
    /// background: with the tiny variance of an impossible model it would rule the next step.
    private void weigh(Noise noise) {
        double smallest = Math.max(noise.smallest(), noise.variance(model.level) / 2);
        kernels.weigh(
                model.expected, noise.gain(), noise.constant(), smallest, weight, model.pixels);
    }

    private void normal(float[] weights) {
        int n = model.freedom;
        kernels.normal(jacobian, n, weights, residual, model.pixels, scratch, matrix, vector);
        for (int i = 0; i < n - 1; i++) {
            int parameter = model.free[i] % PeakModel.PER_PEAK;
            if (parameter >= PeakModel.LN_L1) {
                double weightOfPrior = correlation / prior.variance(parameter);
                matrix[i * n + i] += weightOfPrior;
                vector[i] -= weightOfPrior * (model.at[model.free[i]] - prior.mean(parameter));
            }
        }
    }

    /// Sets `trial` to the damped step.
    ///
    /// @return the decrease of chi-square that the linear model promises; negative if there is no
    ///   step
    private double propose(double damping) {
        int freedom = model.freedom;
        System.arraycopy(matrix, 0, damped, 0, freedom * freedom);
        for (int i = 0; i < freedom; i++) {
            damped[i * freedom + i] *= 1 + damping;
            step[i] = vector[i];
            if (isHeld(model.free[i], vector[i])) {
                hold(i);
            }
        }
        if (!Cholesky.factor(damped, freedom)) {
            return -1;
        }
        Cholesky.solve(damped, freedom, step);
        double expected = 0;
        System.arraycopy(model.at, 0, trial, 0, trial.length);
        for (int i = 0; i < freedom; i++) {
            int p = model.free[i];
            expected += step[i] * vector[i];
            trial[p] = isConstant(p) ? model.at[p] + step[i] : bounded(p, step[i]);
        }
        return expected;
    }

    /// Whether a parameter lies at a bound and chi-square falls beyond it.
    private boolean isHeld(int p, double descent) {
        if (isConstant(p)) {
            return false;
        }
        double now = model.at[p];
        return switch (p % PeakModel.PER_PEAK) {
            case PeakModel.LN_L1, PeakModel.LN_L2 ->
                    (now >= LARGEST_LN_L && descent > 0) || (now <= SMALLEST_LN_L && descent < 0);
            case PeakModel.TAIL ->
                    (now >= model.profile.largestTail && descent > 0)
                            || (now <= model.profile.smallestTail && descent < 0);
            default -> false;
        };
    }

    /// Takes a parameter out of the damped equations.
    private void hold(int i) {
        int freedom = model.freedom;
        for (int k = 0; k < freedom; k++) {
            damped[i * freedom + k] = 0;
            damped[k * freedom + i] = 0;
        }
        damped[i * freedom + i] = 1;
        step[i] = 0;
    }

    private double bounded(int p, double change) {
        double now = model.at[p];
        return switch (p % PeakModel.PER_PEAK) {
            // a peak that shrinks to a tenth in a step is on its way out, one below zero would be a
            // hole
            case PeakModel.BULK -> Math.max(now + change, 0.1 * now);
            case PeakModel.X, PeakModel.Y -> now + Math.clamp(change, -1.5, 1.5);
            case PeakModel.LN_L1, PeakModel.LN_L2 ->
                    Math.clamp(now + Math.clamp(change, -0.7, 0.7), SMALLEST_LN_L, LARGEST_LN_L);
            case PeakModel.SHEAR -> now + Math.clamp(change, -1, 1);
            case PeakModel.TAIL ->
                    Math.clamp(now + change, model.profile.smallestTail, model.profile.largestTail);
            default -> now + change;
        };
    }

    private boolean isConstant(int p) {
        return p == model.peaks * PeakModel.PER_PEAK;
    }

    /// Covariance of the free parameters at the solution.
    private boolean invert(Noise noise) {
        double scale = correlation * excess(noise);
        int n = model.freedom;
        boolean faint = false;
        for (int k = 0; k < model.peaks; k++) {
            significance[k] = significance(free(k, PeakModel.BULK), n - 1, scale);
            faint |= significance[k] < FAINT;
        }
        System.arraycopy(matrix, 0, damped, 0, n * n);
        if (faint) {
            observe(noise);
            if (Cholesky.factor(matrix, n)) {
                Cholesky.invert(matrix, n, scale, covariance);
                return true;
            }
        }
        if (!Cholesky.factor(damped, n)) {
            return false;
        }
        Cholesky.invert(damped, n, scale, covariance);
        return true;
    }

    /// Makes the matrix that of the observed information: with the variance v(μ), residuals r and
    /// weights w = 1 ⁄ v
    ///
    ///     Σ (w + v′ w² r) Jᵢ Jⱼ − Σ w r ∂²μ ⁄ ∂pᵢ ∂pⱼ,
    ///
    /// the latter for the rows and columns of positions, by differences of the Jacobian. Residuals are
    /// noise and these terms corrections: the blurred profiles do.
    private void observe(Noise noise) {
        int n = model.freedom;
        float gain = (float) noise.gain();
        for (int i = 0; i < model.pixels; i++) {
            pull[i] = weight[i] * residual[i];
            observed[i] = weight[i] * (1 + gain * pull[i]);
        }
        Arrays.fill(pull, model.pixels, pull.length, 0);
        Arrays.fill(observed, model.pixels, observed.length, 0);
        normal(observed);
        System.arraycopy(evaluated, 0, trial, 0, trial.length);
        model.evaluateBlurred(trial, trialJacobian);
        kernels.project(trialJacobian, n, pull, model.pixels, vector);
        for (int i = 0; i < n - 1; i++) {
            int p = model.free[i];
            if (!isPosition(p)) {
                continue;
            }
            double h = CURVATURE_STEP / Math.sqrt(damped[i * n + i]);
            trial[p] = evaluated[p] + h;
            model.evaluateBlurred(trial, trialJacobian);
            trial[p] = evaluated[p];
            kernels.project(trialJacobian, n, pull, model.pixels, step);
            for (int j = 0; j < n; j++) {
                double curvature = (step[j] - vector[j]) / h;
                // that of two positions comes twice, once from each
                boolean twice = i != j && isPosition(model.free[j]);
                matrix[Math.max(i, j) * n + Math.min(i, j)] -= twice ? curvature / 2 : curvature;
            }
        }
    }

    private boolean isPosition(int p) {
        int parameter = p % PeakModel.PER_PEAK;
        return !isConstant(p) && (parameter == PeakModel.X || parameter == PeakModel.Y);
    }

    /// Of the normal equations' two unknowns `bulk` and `constant`, the others known.
    private double significance(int bulk, int constant, double scale) {
        int n = model.freedom;
        double cross = matrix[constant * n + bulk];
        double information =
                matrix[bulk * n + bulk] - cross * cross / matrix[constant * n + constant];
        return model.at[model.free[bulk]] * Math.sqrt(information / scale);
    }

    /// How many standard deviations of a volume of noise a peak's volume is, for the shape it was
    /// found to have: what speaks for its existence, however well its shape and tail are known.
    double significance(int k) {
        return significance[k];
    }

    /// The part of the reduced chi-square that chance does not explain, 1 or more. The variance of
    /// a pixel's (n − μ)² ⁄ μ is 2 + 1/μ for counts.
    private double excess(Noise noise) {
        double variance = 2.0 * model.pixels;
        if (noise.counting()) {
            for (int i = 0; i < model.pixels; i++) {
                variance += weight[i];
            }
        }
        return Math.max(1, reducedChiSquare() - CHANCE * Math.sqrt(variance) / degrees());
    }

    double reducedChiSquare() {
        return chiSquare / degrees();
    }

    /// Degrees of freedom; what is believed of a parameter counts like a measurement.
    int degrees() {
        int known = (believed() - PeakModel.LN_L1) * model.shapes();
        return model.pixels + known - model.freedom;
    }

    /// Standard uncertainty of a peak's intensity, from the covariance of bulk and tail.
    double intensitySigma(int k) {
        double byBulk = model.intensityByBulk(k);
        double variance = byBulk * byBulk * covariance(k, PeakModel.BULK, PeakModel.BULK);
        if (model.profile.tailFree) {
            double byTail = model.intensityByTail(k);
            variance +=
                    2 * byBulk * byTail * covariance(k, PeakModel.BULK, PeakModel.TAIL)
                            + byTail * byTail * covariance(k, PeakModel.TAIL, PeakModel.TAIL);
        }
        return Math.sqrt(variance);
    }

    /// Goes back to the model that was kept.
    ///
    /// @return whether it has a covariance
    boolean restore(Noise noise) {
        model.restore();
        model.evaluate(model.at, jacobian);
        weigh(noise);
        chiSquare = misfit(model.at);
        normal(weight);
        System.arraycopy(model.at, 0, evaluated, 0, evaluated.length);
        return invert(noise);
    }

    /// Standard deviation of a pixel of the background.
    double pixelNoise(Noise noise) {
        return Math.sqrt(noise.variance(model.level + model.constant()));
    }

    /// Sum of the absolute residuals in parts of what stands above the background.
    double relativeMisfit() {
        double off = 0;
        for (int i = 0; i < model.pixels; i++) {
            off += Math.abs(residual[i]);
        }
        return off / model.content();
    }

    /// Covariance of two parameters of one peak.
    double covariance(int k, int a, int b) {
        return covariance[free(k, a) * model.freedom + free(k, b)];
    }

    private int free(int k, int parameter) {
        int p = model.index(k, parameter);
        for (int i = 0; i < model.freedom; i++) {
            if (model.free[i] == p) {
                return i;
            }
        }
        throw new IllegalArgumentException("parameter %d is not fitted".formatted(parameter));
    }
}
