package org.lauescope.frame;

import java.util.Arrays;
import org.lauescope.simd.FitKernels;
import org.lauescope.simd.Quadrature;

/// Least-squares fit of up to [#MOST] pixel-integrated rotated profiles and a constant to a list of
/// pixels:
///
///     model = base + c + Σ bulk · l₁ l₂ g(u; x, y, l₁, l₂₁, l₂, tail)      (counts per pixel)
///
/// where `base` is the background known before and g is a [Profile] of height 1. The bulk, height
/// over l₁ l₂, is the volume but for a factor that depends on the tail alone: unlike the height it
/// hardly depends on the width, and the steps are straight. The weights are the inverse
/// variances that the model itself predicts, renewed at each step: for counts that is the maximum of
/// the Poisson likelihood, and the result is free of the bias of weights taken from the data. The
/// steps are Levenberg–Marquardt with analytic derivatives; widths are fitted as logarithms.
///
/// The covariance is the inverse Fisher matrix times the noise's correlation and times the reduced
/// chi-square where that exceeds 1: a bright spot's profile is never quite the model's.
///
/// One fit object serves many fits, one after another; it allocates nothing after its first ones.
final class PeakFit {

    static final int MOST = 6;

    /// Parameters of one peak.
    static final int BULK = 0;

    static final int X = 1;
    static final int Y = 2;
    static final int LN_L1 = 3;
    static final int L21 = 4;
    static final int LN_L2 = 5;
    static final int TAIL = 6;

    private static final int PER_PEAK = 7;
    private static final int LARGEST = MOST * PER_PEAK + 1;
    private static final int MOST_STEPS = 15;
    private static final int MORE_STEPS = 10;

    /// A step that lowers the reduced chi-square's worth of chi-square by less than this is over:
    /// it moves no parameter by more than 0.03 of its standard uncertainty.
    private static final double SMALL = 2e-3;

    /// Where the width of a spot narrower than a pixel is all but free the steps go on for long; if
    /// the last one promised less than this, a third of a standard uncertainty, the fit counts.
    private static final double TOLERABLE = 0.1;

    private static final double LARGEST_LN_L = Math.log(1 / 0.25);
    private static final double SMALLEST_LN_L = Math.log(1 / 60.0);

    final Profile profile;
    private final FitKernels kernels = FitKernels.BEST;

    int pixels;

    /// Pixels and the padding behind them.
    private int padded;

    private float[] dx = new float[256];
    private float[] dy = new float[256];
    private float[] data = new float[256];
    private float[] base = new float[256];
    private float[] model = new float[256];
    private float[] residual = new float[256];
    private float[] weight = new float[256];
    private float[] scratch = new float[256];
    private float[][] jacobian = new float[LARGEST][256];
    private float[][] trialJacobian = new float[LARGEST][256];
    private float[][] spare = new float[FitKernels.COLUMNS][256];
    private final float[][] columns = new float[FitKernels.COLUMNS][];

    /// Mean of the background known before.
    private double level;

    int peaks;

    /// Whether all peaks of the fit have one shape: parts of one spot.
    boolean oneShape;

    /// Parameters, [#PER_PEAK] a peak, and the constant behind them.
    final double[] at = new double[LARGEST];

    private final double[] kept = new double[PER_PEAK + 1];
    private final double[] trial = new double[LARGEST];
    private final double[] shape = new double[6];
    private final double[] matrix = new double[LARGEST * LARGEST];
    private final double[] damped = new double[LARGEST * LARGEST];
    private final double[] vector = new double[LARGEST];
    private final double[] step = new double[LARGEST];
    private final double[] covariance = new double[LARGEST * LARGEST];

    /// Free parameters: index of each in `at`.
    private final int[] free = new int[LARGEST];

    private int freedom;
    private int nodes;

    double chiSquare;
    boolean converged;

    PeakFit(Profile profile) {
        this.profile = profile;
    }

    /// Forgets pixels and peaks.
    void clear() {
        pixels = 0;
        peaks = 0;
        oneShape = false;
    }

    /// Adds a measured pixel at (x, y) px from the fit's origin.
    void addPixel(float x, float y, float counts, float background) {
        if (pixels == dx.length) {
            grow(2 * pixels);
        }
        dx[pixels] = x;
        dy[pixels] = y;
        data[pixels] = counts;
        base[pixels++] = background;
    }

    private void grow(int capacity) {
        dx = Arrays.copyOf(dx, capacity);
        dy = Arrays.copyOf(dy, capacity);
        data = Arrays.copyOf(data, capacity);
        base = Arrays.copyOf(base, capacity);
        model = new float[capacity];
        residual = new float[capacity];
        weight = new float[capacity];
        scratch = new float[capacity];
        jacobian = new float[LARGEST][capacity];
        trialJacobian = new float[LARGEST][capacity];
        spare = new float[FitKernels.COLUMNS][capacity];
    }

    /// Adds a peak by its start values.
    ///
    /// @param xx covariance of the profile, px²
    void addPeak(double height, double x, double y, double xx, double xy, double yy) {
        int p = peaks++ * PER_PEAK;
        at[p + X] = x;
        at[p + Y] = y;
        // inverse covariance = [[l₁², l₁ l₂₁], [l₁ l₂₁, l₂₁² + l₂²]]
        double determinant = xx * yy - xy * xy;
        double l1 = Math.sqrt(yy / determinant);
        at[p + LN_L1] = Math.log(l1);
        at[p + L21] = -xy / determinant / l1;
        at[p + LN_L2] = -0.5 * Math.log(yy);
        at[p + TAIL] = profile.usualTail;
        at[p + BULK] = height * Math.sqrt(determinant);
    }

    /// Fits; the parameters start from what [#addPeak] was given.
    ///
    /// The quadrature is fine enough for peaks a fifth narrower than the narrowest at the start; it
    /// stays the same throughout, since a change would look like a change of chi-square. Peaks that
    /// come out narrower are fitted again from there.
    ///
    /// @return whether a minimum was found within the bounds
    boolean fit(Noise noise) {
        pad();
        nodes = Quadrature.nodesFor(0.8 * narrowest());
        boolean found = minimize(noise);
        int needed = Quadrature.nodesFor(narrowest());
        if (found && needed > nodes) {
            nodes = needed;
            found = minimize(noise);
        }
        return found && invert(noise);
    }

    private boolean minimize(Noise noise) {
        at[peaks * PER_PEAK] = 0;
        chooseFree();
        converged = false;
        chiSquare = Double.POSITIVE_INFINITY;
        if (pixels <= freedom) {
            return false;
        }
        evaluate(at, jacobian);
        weigh(noise);
        chiSquare = kernels.residuals(data, model, weight, residual, pixels) + prior(at);
        double damping = 1e-3;
        double small = SMALL;
        double expected = Double.NaN;
        int most = MOST_STEPS + MORE_STEPS * (peaks - 1);
        for (int step = 1; step <= most; step++) {
            normal();
            small = SMALL * Math.max(1, reducedChiSquare());
            boolean accepted = false;
            while (!accepted && damping < 1e8) {
                expected = propose(damping);
                if (expected >= 0) {
                    evaluate(trial, trialJacobian);
                    double after =
                            kernels.residuals(data, model, weight, residual, pixels) + prior(trial);
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
                evaluate(at, jacobian);
                chiSquare = kernels.residuals(data, model, weight, residual, pixels) + prior(at);
                converged = expected >= 0 && expected < small;
                break;
            }
            System.arraycopy(trial, 0, at, 0, at.length);
            float[][] swap = jacobian;
            jacobian = trialJacobian;
            trialJacobian = swap;
            weigh(noise);
            chiSquare = kernels.residuals(data, model, weight, residual, pixels) + prior(at);
            if (expected < small) {
                converged = true;
                break;
            }
        }
        converged |= expected >= 0 && expected < TOLERABLE * small / SMALL;
        return converged;
    }

    /// Sets the lists past their end to harmless values.
    private void pad() {
        padded = (pixels + FitKernels.PADDING - 1) / FitKernels.PADDING * FitKernels.PADDING;
        level = 0;
        for (int i = 0; i < pixels; i++) {
            level += base[i] / pixels;
        }
        Arrays.fill(dx, pixels, padded, 0);
        Arrays.fill(dy, pixels, padded, 0);
        Arrays.fill(data, pixels, padded, 0);
        Arrays.fill(base, pixels, padded, 0);
        Arrays.fill(weight, pixels, padded, 0);
    }

    private void chooseFree() {
        freedom = 0;
        for (int k = 0; k < peaks; k++) {
            for (int i = 0; i < PER_PEAK; i++) {
                boolean own = !oneShape || k == 0 || i <= Y;
                if (own && (i != TAIL || profile.tailFree)) {
                    free[freedom++] = k * PER_PEAK + i;
                }
            }
        }
        free[freedom++] = peaks * PER_PEAK;
    }

    /// Model and Jacobian at `parameters`; the Jacobian has one column per free parameter.
    private void evaluate(double[] parameters, float[][] out) {
        float constant = (float) parameters[peaks * PER_PEAK];
        for (int i = 0; i < padded; i++) {
            model[i] = base[i] + constant;
        }
        int column = 0;
        for (int k = 0; k < peaks; k++) {
            int p = k * PER_PEAK;
            int s = oneShape ? 0 : p;
            boolean own = k == 0 || !oneShape;
            shape[0] = parameters[p + X];
            shape[1] = parameters[p + Y];
            shape[2] = Math.exp(parameters[s + LN_L1]);
            shape[3] = parameters[s + L21];
            shape[4] = Math.exp(parameters[s + LN_L2]);
            shape[5] = parameters[s + TAIL];
            int used = own ? (profile.tailFree ? 7 : 6) : 3;
            for (int i = 0; i < FitKernels.COLUMNS; i++) {
                columns[i] = i < used ? out[column + i] : spare[i];
            }
            profile.evaluate(dx, dy, pixels, shape, nodes, columns);
            float perBulk = (float) (shape[2] * shape[4]);
            float height = (float) parameters[p + BULK] * perBulk;
            kernels.add(model, height, columns[0], pixels);
            kernels.add(columns[LN_L1], 1, columns[0], pixels);
            kernels.add(columns[LN_L2], 1, columns[0], pixels);
            for (int i = 0; i < FitKernels.COLUMNS; i++) {
                scale(columns[i], i == BULK ? perBulk : height);
                if (i >= used && (i != TAIL || profile.tailFree)) {
                    kernels.add(out[i], 1, columns[i], pixels);
                }
            }
            column += used;
        }
        Arrays.fill(out[column], 0, pixels, 1);
    }

    private void scale(float[] column, float factor) {
        for (int i = 0; i < pixels; i++) {
            column[i] *= factor;
        }
    }

    /// Smallest standard deviation of all peaks in any direction, px: from the largest eigenvalue
    /// of the inverse covariance.
    private double narrowest() {
        double largest = 0;
        for (int k = 0; k < (oneShape ? 1 : peaks); k++) {
            double a = l1(k) * l1(k);
            double b = l1(k) * l21(k);
            double c = l21(k) * l21(k) + l2(k) * l2(k);
            largest = Math.max(largest, (a + c) / 2 + Math.hypot((a - c) / 2, b));
        }
        return 1 / Math.sqrt(largest);
    }

    /// A pixel that the model takes below half the background keeps the weight of half the
    /// background: with the tiny variance of an impossible model it would rule the next step.
    private void weigh(Noise noise) {
        double smallest = Math.max(noise.smallest(), noise.variance(level) / 2);
        kernels.weigh(model, noise.gain(), noise.constant(), smallest, weight, pixels);
    }

    private double prior(double[] parameters) {
        double sum = 0;
        if (profile.tailFree) {
            for (int k = 0; k < (oneShape ? 1 : peaks); k++) {
                double pull = parameters[k * PER_PEAK + TAIL] - profile.usualTail;
                sum += pull * pull / (Profile.TAIL_SIGMA * Profile.TAIL_SIGMA);
            }
        }
        return sum;
    }

    private void normal() {
        kernels.normal(jacobian, freedom, weight, residual, pixels, scratch, matrix, vector);
        if (profile.tailFree) {
            double weightOfPrior = 1 / (Profile.TAIL_SIGMA * Profile.TAIL_SIGMA);
            for (int i = 0; i < freedom; i++) {
                if (free[i] % PER_PEAK == TAIL && free[i] < peaks * PER_PEAK) {
                    matrix[i * freedom + i] += weightOfPrior;
                    vector[i] -= weightOfPrior * (at[free[i]] - profile.usualTail);
                }
            }
        }
    }

    /// Sets `trial` to the damped step.
    ///
    /// @return the decrease of chi-square that the linear model promises; negative if there is no
    ///   step
    private double propose(double damping) {
        System.arraycopy(matrix, 0, damped, 0, freedom * freedom);
        for (int i = 0; i < freedom; i++) {
            damped[i * freedom + i] *= 1 + damping;
            step[i] = vector[i];
            if (isHeld(free[i], vector[i])) {
                hold(i);
            }
        }
        if (!Cholesky.factor(damped, freedom)) {
            return -1;
        }
        Cholesky.solve(damped, freedom, step);
        double expected = 0;
        System.arraycopy(at, 0, trial, 0, at.length);
        for (int i = 0; i < freedom; i++) {
            int p = free[i];
            expected += step[i] * vector[i];
            trial[p] = p == peaks * PER_PEAK ? at[p] + step[i] : bounded(p, step[i]);
        }
        return expected;
    }

    /// Whether a parameter lies at a bound and chi-square falls beyond it.
    private boolean isHeld(int p, double descent) {
        if (p == peaks * PER_PEAK) {
            return false;
        }
        double now = at[p];
        return switch (p % PER_PEAK) {
            case LN_L1, LN_L2 ->
                    (now >= LARGEST_LN_L && descent > 0) || (now <= SMALLEST_LN_L && descent < 0);
            case TAIL ->
                    (now >= profile.largestTail && descent > 0)
                            || (now <= profile.smallestTail && descent < 0);
            default -> false;
        };
    }

    /// Takes a parameter out of the damped equations.
    private void hold(int i) {
        for (int k = 0; k < freedom; k++) {
            damped[i * freedom + k] = 0;
            damped[k * freedom + i] = 0;
        }
        damped[i * freedom + i] = 1;
        step[i] = 0;
    }

    private double bounded(int p, double change) {
        double now = at[p];
        return switch (p % PER_PEAK) {
            // a peak that shrinks to a tenth in a step is on its way out, one below zero would be a
            // hole
            case BULK -> Math.max(now + change, 0.1 * now);
            case X, Y -> now + Math.clamp(change, -1.5, 1.5);
            case LN_L1, LN_L2 ->
                    Math.clamp(now + Math.clamp(change, -0.7, 0.7), SMALLEST_LN_L, LARGEST_LN_L);
            case L21 -> now + Math.clamp(change, -1, 1);
            case TAIL -> Math.clamp(now + change, profile.smallestTail, profile.largestTail);
            default -> now + change;
        };
    }

    /// Covariance of the free parameters at the solution.
    private boolean invert(Noise noise) {
        normal();
        double scale = noise.correlation() * Math.max(1, reducedChiSquare());
        int n = freedom;
        if (!Cholesky.factor(matrix, n)) {
            return false;
        }
        for (int j = 0; j < n; j++) {
            Arrays.fill(step, 0, n, 0);
            step[j] = scale;
            Cholesky.solve(matrix, n, step);
            for (int i = 0; i < n; i++) {
                covariance[i * n + j] = step[i];
            }
        }
        return true;
    }

    double reducedChiSquare() {
        int believed = !profile.tailFree ? 0 : oneShape ? 1 : peaks;
        return chiSquare / (pixels + believed - freedom);
    }

    int freedom() {
        return freedom;
    }

    double constant() {
        return at[peaks * PER_PEAK];
    }

    double height(int k) {
        return at[k * PER_PEAK + BULK] * l1(k) * l2(k);
    }

    double x(int k) {
        return at[k * PER_PEAK + X];
    }

    double y(int k) {
        return at[k * PER_PEAK + Y];
    }

    double tail(int k) {
        return at[shapeOf(k) + TAIL];
    }

    double l1(int k) {
        return Math.exp(at[shapeOf(k) + LN_L1]);
    }

    double l21(int k) {
        return at[shapeOf(k) + L21];
    }

    double l2(int k) {
        return Math.exp(at[shapeOf(k) + LN_L2]);
    }

    /// Volume of a profile above the background, counts.
    double intensity(int k) {
        return at[k * PER_PEAK + BULK] * profile.volume(tail(k), step);
    }

    /// Standard uncertainty of the intensity, from the covariance of bulk and tail.
    double intensitySigma(int k) {
        double byBulk = profile.volume(tail(k), step);
        double variance = byBulk * byBulk * covariance(k, BULK, BULK);
        if (profile.tailFree) {
            double byTail = at[k * PER_PEAK + BULK] * step[0];
            variance +=
                    2 * byBulk * byTail * covariance(k, BULK, TAIL)
                            + byTail * byTail * covariance(k, TAIL, TAIL);
        }
        return Math.sqrt(variance);
    }

    /// Keeps the parameters of a fit of one peak for [#restore].
    void keep() {
        System.arraycopy(at, 0, kept, 0, PER_PEAK + 1);
    }

    /// Goes back to the fit of one peak that was kept.
    ///
    /// @return whether it has a covariance
    boolean restore(Noise noise) {
        System.arraycopy(kept, 0, at, 0, PER_PEAK + 1);
        peaks = 1;
        oneShape = false;
        chooseFree();
        evaluate(at, jacobian);
        weigh(noise);
        chiSquare = kernels.residuals(data, model, weight, residual, pixels) + prior(at);
        return invert(noise);
    }

    /// Puts two peaks of one shape in the place of the only one, apart along its major axis: so far
    /// that a round profile would show the elongation found, and never less than one standard
    /// deviation.
    void halve() {
        double l1 = l1(0);
        double l21 = l21(0);
        double l2 = l2(0);
        double determinant = l1 * l1 * l2 * l2;
        double xx = (l21 * l21 + l2 * l2) / determinant;
        double yy = l1 * l1 / determinant;
        double xy = -l1 * l21 / determinant;
        double half = Math.hypot((xx - yy) / 2, xy);
        double major = (xx + yy) / 2 + half;
        double minor = (xx + yy) / 2 - half;
        double angle = Math.atan2(2 * xy, xx - yy) / 2;
        double apart = Math.sqrt(Math.max(major - minor, 0.35 * major));
        double ux = Math.cos(angle);
        double uy = Math.sin(angle);
        double left = major - apart * apart;
        double x = x(0);
        double y = y(0);
        double height = height(0) * Math.sqrt(major / left) / 2;
        xx = left * ux * ux + minor * uy * uy;
        yy = left * uy * uy + minor * ux * ux;
        xy = (left - minor) * ux * uy;
        peaks = 0;
        addPeak(height, x + apart * ux, y + apart * uy, xx, xy, yy);
        addPeak(height, x - apart * ux, y - apart * uy, xx, xy, yy);
        oneShape = true;
    }

    /// Standard deviation of a pixel of the background.
    double pixelNoise(Noise noise) {
        return Math.sqrt(noise.variance(level + constant()));
    }

    /// Ratio of the largest to the smallest variance of the first peak's profile.
    double elongation() {
        double a = l1(0) * l1(0);
        double b = l1(0) * l21(0);
        double c = l21(0) * l21(0) + l2(0) * l2(0);
        double half = Math.hypot((a - c) / 2, b);
        return ((a + c) / 2 + half) / ((a + c) / 2 - half);
    }

    /// Distance of two peaks in standard deviations of their profiles (the mean of both).
    double separation(int j, int k) {
        double dx = x(j) - x(k);
        double dy = y(j) - y(k);
        return (distance(j, dx, dy) + distance(k, dx, dy)) / 2;
    }

    private double distance(int k, double dx, double dy) {
        return Math.hypot(l1(k) * dx + l21(k) * dy, l2(k) * dy);
    }

    /// Sum of the absolute residuals in parts of what stands above the background.
    double misfit() {
        double off = 0;
        double all = 0;
        double constant = constant();
        for (int i = 0; i < pixels; i++) {
            off += Math.abs(residual[i]);
            all += Math.abs(data[i] - base[i] - constant);
        }
        return off / all;
    }

    /// Covariance of two parameters of one peak.
    double covariance(int k, int a, int b) {
        return covariance[free(k, a) * freedom + free(k, b)];
    }

    private int free(int k, int parameter) {
        int p = (parameter > Y ? shapeOf(k) : k * PER_PEAK) + parameter;
        for (int i = 0; i < freedom; i++) {
            if (free[i] == p) {
                return i;
            }
        }
        throw new IllegalArgumentException("parameter %d is not fitted".formatted(parameter));
    }

    private int shapeOf(int k) {
        return oneShape ? 0 : k * PER_PEAK;
    }
}
