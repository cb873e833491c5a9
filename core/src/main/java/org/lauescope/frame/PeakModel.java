package org.lauescope.frame;

import java.util.Arrays;
import org.lauescope.simd.FitKernels;
import org.lauescope.simd.ProfileTerm;
import org.lauescope.simd.Quadrature;

/// Up to [#MOST] pixel-integrated rotated profiles and a constant on a list of pixels:
///
///     model = base + c + Σ bulk · l₁ l₂ g(u; x, y, l₁, k, l₂, tail)      (counts per pixel)
///
/// where `base` is the background known before and g is a [Profile] of height 1 on an [Ellipse]. The
/// bulk, height over l₁ l₂, is the volume but for a factor that depends on the tail alone: unlike the
/// height it hardly depends on the width, and the steps of a fit are straight. Widths are kept as
/// logarithms.
///
/// One object serves many fits, one after another; it allocates nothing after its first ones.
final class PeakModel {

    static final int MOST = 6;

    /// Parameters of one peak.
    static final int BULK = 0;

    static final int X = 1;
    static final int Y = 2;
    static final int LN_L1 = 3;
    static final int SHEAR = 4;
    static final int LN_L2 = 5;
    static final int TAIL = 6;

    static final int PER_PEAK = 7;
    static final int LARGEST = MOST * PER_PEAK + 1;

    final Profile profile;
    private final FitKernels kernels = FitKernels.BEST;

    int pixels;

    /// Pixels and the padding behind them.
    private int padded;

    private float[] dx = new float[256];
    private float[] dy = new float[256];
    float[] data = new float[256];
    private float[] base = new float[256];
    float[] expected = new float[256];
    private float[][] spare = new float[FitKernels.COLUMNS][256];
    private final float[][] columns = new float[FitKernels.COLUMNS][];

    /// Mean of the background known before.
    double level;

    int peaks;

    /// Whether all peaks have one shape: parts of one spot.
    boolean oneShape;

    /// Parameters, [#PER_PEAK] a peak, and the constant behind them.
    final double[] at = new double[LARGEST];

    private final double[] kept = new double[LARGEST];
    private int keptPeaks;
    private boolean keptOneShape;
    private final ProfileTerm term = new ProfileTerm();
    private final double[] gradient = new double[1];

    /// Free parameters: index of each in `at`.
    final int[] free = new int[LARGEST];

    int freedom;
    private int nodes;

    PeakModel(Profile profile) {
        this.profile = profile;
    }

    /// Forgets pixels and peaks.
    void clear() {
        pixels = 0;
        peaks = 0;
        oneShape = false;
    }

    /// Adds measured pixels of a row, the first at (x, y) px from the fit's origin.
    ///
    /// @param counts from element `at` on
    /// @param background from element `level` on
    void addPixels(
            float x, float y, int length, float[] counts, int at, float[] background, int level) {
        while (pixels + length > dx.length) {
            grow(2 * dx.length);
        }
        for (int i = 0; i < length; i++) {
            dx[pixels + i] = x + i;
            dy[pixels + i] = y;
            data[pixels + i] = counts[at + i];
            base[pixels + i] = background[level + i];
        }
        pixels += length;
    }

    private void grow(int capacity) {
        dx = Arrays.copyOf(dx, capacity);
        dy = Arrays.copyOf(dy, capacity);
        data = Arrays.copyOf(data, capacity);
        base = Arrays.copyOf(base, capacity);
        expected = new float[capacity];
        spare = new float[FitKernels.COLUMNS][capacity];
    }

    /// Length of the lists.
    int capacity() {
        return dx.length;
    }

    /// Adds a peak by its start values.
    void addPeak(double height, double x, double y, Ellipse ellipse, double tail) {
        int p = peaks++ * PER_PEAK;
        at[p + X] = x;
        at[p + Y] = y;
        at[p + LN_L1] = Math.log(ellipse.l1());
        at[p + SHEAR] = ellipse.shear();
        at[p + LN_L2] = Math.log(ellipse.l2());
        at[p + TAIL] = profile.tailFree ? tail : profile.usualTail;
        at[p + BULK] = height * ellipse.area();
    }

    /// Sets the lists past their end to harmless values, and the constant to none.
    void begin() {
        padded = (pixels + FitKernels.PADDING - 1) / FitKernels.PADDING * FitKernels.PADDING;
        level = 0;
        for (int i = 0; i < pixels; i++) {
            level += base[i] / pixels;
        }
        Arrays.fill(dx, pixels, padded, 0);
        Arrays.fill(dy, pixels, padded, 0);
        Arrays.fill(data, pixels, padded, 0);
        Arrays.fill(base, pixels, padded, 0);
        at[peaks * PER_PEAK] = 0;
        chooseFree();
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

    /// Chooses the quadrature for peaks as narrow as the narrowest times `factor`.
    ///
    /// @param error allowed, in parts of the height
    /// @return whether that is finer than before
    boolean refine(double factor, double error) {
        int before = nodes;
        nodes = Quadrature.nodesFor(factor * narrowest(), error);
        return nodes > before;
    }

    /// Model and Jacobian at `parameters`; the Jacobian has one column per free parameter.
    void evaluate(double[] parameters, float[][] out) {
        evaluate(parameters, nodes, out);
    }

    /// As [#evaluate], of the profiles that the pixel has blurred: a sixth of the work for an error
    /// of some thousandths.
    void evaluateBlurred(double[] parameters, float[][] out) {
        evaluate(parameters, 1, out);
    }

    private void evaluate(double[] parameters, int nodes, float[][] out) {
        float constant = (float) parameters[peaks * PER_PEAK];
        for (int i = 0; i < padded; i++) {
            expected[i] = base[i] + constant;
        }
        int column = 0;
        for (int k = 0; k < peaks; k++) {
            int p = k * PER_PEAK;
            int s = oneShape ? 0 : p;
            boolean own = k == 0 || !oneShape;
            term.set(
                    parameters[p + X],
                    parameters[p + Y],
                    Math.exp(parameters[s + LN_L1]),
                    parameters[s + SHEAR],
                    Math.exp(parameters[s + LN_L2]),
                    parameters[s + TAIL],
                    parameters[p + BULK],
                    nodes);
            int used = own ? (profile.tailFree ? 7 : 6) : 3;
            for (int i = 0; i < FitKernels.COLUMNS; i++) {
                columns[i] = i < used ? out[column + i] : spare[i];
            }
            profile.evaluate(dx, dy, pixels, term, expected, columns);
            for (int i = used; i < FitKernels.COLUMNS; i++) {
                if (i != TAIL || profile.tailFree) {
                    kernels.add(out[i], 1, columns[i], pixels);
                }
            }
            column += used;
        }
        Arrays.fill(out[column], 0, pixels, 1);
    }

    /// Smallest standard deviation of all peaks in any direction, px.
    private double narrowest() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < shapes(); k++) {
            smallest = Math.min(smallest, ellipse(k).minor());
        }
        return Math.sqrt(smallest);
    }

    /// How many shapes the peaks have.
    int shapes() {
        return oneShape ? 1 : peaks;
    }

    double constant() {
        return at[peaks * PER_PEAK];
    }

    double height(int k) {
        return at[k * PER_PEAK + BULK] * Math.exp(at[shapeOf(k) + LN_L1] + at[shapeOf(k) + LN_L2]);
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

    Ellipse ellipse(int k) {
        int s = shapeOf(k);
        return Ellipse.ofFactors(Math.exp(at[s + LN_L1]), at[s + SHEAR], Math.exp(at[s + LN_L2]));
    }

    /// Volume of a profile above the background, counts.
    double intensity(int k) {
        return at[k * PER_PEAK + BULK] * profile.volume(tail(k), gradient);
    }

    /// ∂ intensity ⁄ ∂ bulk.
    double intensityByBulk(int k) {
        return profile.volume(tail(k), gradient);
    }

    /// ∂ intensity ⁄ ∂ tail.
    double intensityByTail(int k) {
        profile.volume(tail(k), gradient);
        return at[k * PER_PEAK + BULK] * gradient[0];
    }

    /// Index in `at` of a parameter of a peak.
    int index(int k, int parameter) {
        return (parameter > Y ? shapeOf(k) : k * PER_PEAK) + parameter;
    }

    private int shapeOf(int k) {
        return oneShape ? 0 : k * PER_PEAK;
    }

    /// Keeps the peaks for [#restore].
    void keep() {
        System.arraycopy(at, 0, kept, 0, LARGEST);
        keptPeaks = peaks;
        keptOneShape = oneShape;
    }

    /// Goes back to the peaks that were kept.
    void restore() {
        System.arraycopy(kept, 0, at, 0, LARGEST);
        peaks = keptPeaks;
        oneShape = keptOneShape;
        chooseFree();
    }

    /// Puts two peaks of one shape in the place of the only one, apart along its major axis: so far
    /// that a round profile would show the elongation found, and never less than one standard
    /// deviation.
    void halve() {
        Ellipse whole = ellipse(0);
        double major = whole.major();
        double minor = whole.minor();
        double angle = whole.angle();
        double apart = Math.sqrt(Math.max(major - minor, 0.35 * major));
        double left = major - apart * apart;
        Ellipse part = Ellipse.ofAxes(left, minor, angle);
        double dx = apart * Math.cos(angle);
        double dy = apart * Math.sin(angle);
        double x = x(0);
        double y = y(0);
        double height = height(0) * Math.sqrt(major / left) / 2;
        double tail = tail(0);
        peaks = 0;
        addPeak(height, x + dx, y + dy, part, tail);
        addPeak(height, x - dx, y - dy, part, tail);
        oneShape = true;
    }

    /// Puts one peak in the place of the two, with their mean position and covariance.
    void merge() {
        double first = intensity(0) / (intensity(0) + intensity(1));
        double second = 1 - first;
        double dx = x(1) - x(0);
        double dy = y(1) - y(0);
        Ellipse a = ellipse(0);
        Ellipse b = ellipse(1);
        double apart = first * second;
        Ellipse whole =
                new Ellipse(
                        first * a.xx() + second * b.xx() + apart * dx * dx,
                        first * a.xy() + second * b.xy() + apart * dx * dy,
                        first * a.yy() + second * b.yy() + apart * dy * dy);
        double bulk = at[BULK] + at[PER_PEAK + BULK];
        double x = x(0) + second * dx;
        double y = y(0) + second * dy;
        double tail = first * tail(0) + second * tail(1);
        peaks = 0;
        oneShape = false;
        addPeak(bulk / whole.area(), x, y, whole, tail);
    }

    /// Distance of two peaks in standard deviations of their profiles (the mean of both).
    double separation(int j, int k) {
        double dx = x(j) - x(k);
        double dy = y(j) - y(k);
        return (ellipse(j).distance(dx, dy) + ellipse(k).distance(dx, dy)) / 2;
    }

    /// What of the data stands above the background, in absolute values.
    double content() {
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
            sum += Math.abs(data[i] - base[i] - constant());
        }
        return sum;
    }
}
