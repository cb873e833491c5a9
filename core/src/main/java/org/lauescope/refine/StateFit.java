package org.lauescope.refine;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Gauss–Newton for orientation and strain: the spots of a pattern, where a state puts them, their pairs with peaks, and
/// the steps
///
///     F⁻ᵀ ← exp([ω]×) exp(−E) F⁻ᵀ,   E = Σ pₖ Mₖ  (basis of [GrainFit], LAB)
///
/// The Jacobian of the pairs is taken by [#linearise] and kept until the next call: near the solution it changes by as little
/// as the state does, so steps with the old one still gain three digits each.
final class StateFit {

    static final int ROTATION = 3;
    static final int ALL = Projection.STATE;

    private final Geometry geometry;
    private final Projection projection;
    private final Pairs pairs;
    private final NormalEquations normal = new NormalEquations();

    private Matrix3 reciprocalDeformation = Matrix3.IDENTITY;
    private @Nullable SpotPattern placed;
    private int spots;
    private double[] x = new double[0];
    private double[] y = new double[0];
    private double[] intensity = new double[0];
    private double[] sorted = new double[0];

    /// Whitened derivatives, a row of [#ALL] for each of both residual components of each pair.
    private double[] jacobian = new double[0];

    private double largestStep;

    StateFit(Geometry geometry) {
        this.geometry = geometry;
        projection = new Projection(geometry.detector());
        pairs = new Pairs(new PeakGrid(geometry.detector()));
    }

    Pairs pairs() {
        return pairs;
    }

    NormalEquations normal() {
        return normal;
    }

    CrystalState state() {
        return CrystalState.ofDeformation(reciprocalDeformation.inverse().transpose());
    }

    void begin(CrystalState start) {
        reciprocalDeformation = start.reciprocalDeformation();
    }

    /// Computes which spots there are of the strongest `directions` of the pattern's list.
    void place(SpotPattern pattern, int directions) {
        placed = pattern;
        spots =
                pattern.compute(
                        reciprocalDeformation, Math.min(directions, pattern.reflections().size()));
        if (spots > x.length) {
            x = new double[spots];
            y = new double[spots];
            intensity = new double[spots];
            sorted = new double[spots];
        }
        for (int s = 0; s < spots; s++) {
            x[s] = pattern.x(s);
            y[s] = pattern.y(s);
            intensity[s] = pattern.intensity(s);
        }
    }

    /// Moves the spots that are there to where the present state puts them.
    void move() {
        for (int s = 0; s < spots; s++) {
            project(s);
            x[s] = projection.x;
            y[s] = projection.y;
        }
    }

    /// Pairs the spots with peaks. The wider the circle, the fewer of the weak spots are asked:
    /// circles that cover a fifth of the detector together would find peaks by chance.
    void match(double radius) {
        double area = (double) geometry.detector().columns() * geometry.detector().rows();
        double most =
                Math.max(
                        20,
                        Math.min(
                                2.0 * pairs.peaks().size(),
                                0.2 * area / (Math.PI * radius * radius)));
        double faintest = 0;
        if (radius > 3 && spots > most) {
            System.arraycopy(intensity, 0, sorted, 0, spots);
            faintest = Quantile.of(sorted, spots, 1 - most / spots);
        }
        pairs.match(x, y, intensity, spots, faintest, radius);
        residuals();
    }

    /// Pairs peaks with the spots of the given directions; directions without a spot are left out.
    void assign(int[] peak, int[] reflection) {
        pairs.clear();
        for (int i = 0; i < peak.length; i++) {
            int spot = pattern().spotOf(reflection[i]);
            if (spot >= 0) {
                pairs.add(peak[i], spot);
            }
        }
        residuals();
    }

    /// Residuals of all pairs at the present state.
    void residuals() {
        for (int i = 0; i < pairs.size; i++) {
            project(pairs.spot[i]);
            pairs.predict(i, projection.x, projection.y);
        }
    }

    /// The Jacobian of all pairs at the present state.
    void linearise(int unknowns) {
        int needed = 2 * ALL * pairs.size;
        if (jacobian.length < needed) {
            jacobian = new double[Math.max(needed, 2 * jacobian.length)];
        }
        double[] alongX = projection.rowX;
        double[] alongY = projection.rowY;
        for (int i = 0; i < pairs.size; i++) {
            project(pairs.spot[i]);
            if (unknowns == ROTATION) {
                projection.differentiateRotation();
            } else {
                projection.differentiate();
            }
            pairs.whiten(i, alongX, alongY, unknowns, jacobian, 2 * ALL * i);
        }
    }

    /// One step with the present weights and Jacobian; residuals are renewed.
    ///
    /// @return false if the spots do not determine the unknowns, or the step is larger than any
    ///   start can need
    boolean step(int unknowns) {
        accumulate(unknowns);
        return normal.factorise() && apply(unknowns);
    }

    /// As [#step] with the weights and the Jacobian of the last one, whose matrix still holds: only
    /// the residuals are new.
    boolean stepAgain(int unknowns) {
        normal.clearRight();
        for (int i = 0; i < pairs.size; i++) {
            double weight = pairs.weight[i];
            if (weight > 0) {
                int row = 2 * ALL * i;
                normal.addRight(
                        jacobian, row, weight, pairs.whiteFirst(i, pairs.dx[i], pairs.dy[i]));
                normal.addRight(jacobian, row + ALL, weight, pairs.whiteSecond(i, pairs.dy[i]));
            }
        }
        return apply(unknowns);
    }

    private boolean apply(int unknowns) {
        double[] delta = normal.solve();
        largestStep = 0;
        for (int k = 0; k < unknowns; k++) {
            largestStep = Math.max(largestStep, Math.abs(delta[k]));
        }
        if (!(largestStep < 0.2)) {
            return false;
        }
        reciprocalDeformation = Step.matrix(delta, unknowns).times(reciprocalDeformation);
        residuals();
        return true;
    }

    /// Largest component of the last step, rad or strain.
    double largestStep() {
        return largestStep;
    }

    /// Fills the normal equations from the present weights, Jacobian and residuals.
    void accumulate(int unknowns) {
        normal.clear(unknowns);
        for (int i = 0; i < pairs.size; i++) {
            double weight = pairs.weight[i];
            if (weight > 0) {
                int row = 2 * ALL * i;
                normal.add(jacobian, row, weight, pairs.whiteFirst(i, pairs.dx[i], pairs.dy[i]));
                normal.add(jacobian, row + ALL, weight, pairs.whiteSecond(i, pairs.dy[i]));
            }
        }
    }

    /// Jᵀ W J_pose of the used pairs, row-major, `unknowns` × 5.
    double[] mixedWithPose(int unknowns) {
        double[] mixed = new double[unknowns * 5];
        double[] pose = new double[2 * ALL];
        double[] poseX = new double[5];
        double[] poseY = new double[5];
        for (int i = 0; i < pairs.size; i++) {
            if (!pairs.used[i]) {
                continue;
            }
            project(pairs.spot[i]);
            projection.differentiatePose();
            System.arraycopy(projection.rowX, Projection.STATE, poseX, 0, 5);
            System.arraycopy(projection.rowY, Projection.STATE, poseY, 0, 5);
            pairs.whiten(i, poseX, poseY, 5, pose, 0);
            int row = 2 * ALL * i;
            for (int k = 0; k < unknowns; k++) {
                for (int c = 0; c < 5; c++) {
                    mixed[k * 5 + c] +=
                            jacobian[row + k] * pose[c] + jacobian[row + ALL + k] * pose[ALL + c];
                }
            }
        }
        return mixed;
    }

    /// Spots on unmasked pixels that are at least as strong as all but the faintest tenth of those
    /// in use; the faint ones in use are among them.
    int expected() {
        int n = 0;
        for (int i = 0; i < pairs.size; i++) {
            if (pairs.used[i]) {
                sorted[n++] = intensity[pairs.spot[i]];
            }
        }
        double faintest = Quantile.of(sorted, n, 0.1);
        int count = 0;
        for (int i = 0; i < pairs.size; i++) {
            count += pairs.used[i] && intensity[pairs.spot[i]] < faintest ? 1 : 0;
        }
        for (int s = 0; s < spots; s++) {
            count += intensity[s] >= faintest && isOnPixel(x[s], y[s]) ? 1 : 0;
        }
        return count;
    }

    private boolean isOnPixel(double column, double row) {
        return geometry.detector().contains(column, row)
                && !geometry.detector().isMasked((int) Math.rint(column), (int) Math.rint(row));
    }

    private void project(int s) {
        SpotPattern pattern = pattern();
        ReflectionList list = pattern.reflections();
        int r = pattern.reflection(s);
        double qx = list.reciprocalX()[r];
        double qy = list.reciprocalY()[r];
        double qz = list.reciprocalZ()[r];
        Matrix3 m = reciprocalDeformation;
        projection.position(
                m.xx() * qx + m.xy() * qy + m.xz() * qz,
                m.yx() * qx + m.yy() * qy + m.yz() * qz,
                m.zx() * qx + m.zy() * qy + m.zz() * qz,
                pattern.depth(s));
    }

    private SpotPattern pattern() {
        if (placed == null) {
            throw new IllegalStateException("no spot pattern has been placed");
        }
        return placed;
    }
}
