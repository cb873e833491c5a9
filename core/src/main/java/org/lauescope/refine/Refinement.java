package org.lauescope.refine;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Refines orientation and deviatoric strain of a grain from the positions of its spots.
///
/// Minimises Σ ρ(rᵀ C⁻¹ r) over matched spots, r = (observed − predicted) in px, both components, C the peak's covariance
/// plus σ_sys² 1, by Gauss–Newton steps on the Lie group,
///
///     F⁻ᵀ ← exp([ω]×) exp(−E) F⁻ᵀ,   E = Σ pₖ Mₖ  (basis of [GrainFit], LAB)
///
/// so there are no cell angles, no singular parameters, and every crystal system is treated alike. Passes of shrinking
/// match radius; ρ is Huber's, then Tukey's, then pairs beyond four σ are dropped, the rest fitted by plain least squares,
/// and pairs that fall within four σ of that fit are taken in again once.
///
/// Eight spots or more give strain; four to seven the orientation alone; fewer nothing. An object belongs to one thread and
/// keeps its buffers; a fit of 200 spots costs some 0.1 ms.
public final class Refinement {

    private static final int LEAST_FOR_ORIENTATION = 4;
    private static final int LEAST_FOR_STRAIN = 8;
    private static final int ROTATION = 3;

    /// Below this the spots leave a combination of strain and rotation free (scaled condition
    /// number above 1000).
    private static final double SMALLEST_PIVOT = 1e-6;

    /// Steps below this (rad, strain) end a fit: the next one would be its square.
    private static final double CONVERGED = 1e-8;

    private final Geometry geometry;
    private final RefinementOptions options;
    private final Projection projection;
    private final Pairs pairs;
    private final NormalEquations normal = new NormalEquations();
    private final double[] rowX = new double[Projection.STATE];
    private final double[] rowY = new double[Projection.STATE];
    private final double systematic;

    private Matrix3 reciprocalDeformation = Matrix3.IDENTITY;
    private @Nullable SpotPattern placed;
    private int spots;
    private double[] x = new double[0];
    private double[] y = new double[0];
    private double[] intensity = new double[0];
    private double[] sorted = new double[0];

    public Refinement(Geometry geometry, RefinementOptions options) {
        this.geometry = geometry;
        this.options = options;
        this.projection = new Projection(geometry.detector());
        this.pairs = new Pairs(new PeakGrid(geometry.detector()));
        this.systematic = systematic(geometry, options);
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
        begin(peaks, pattern, start);
        double radius = options.startRadius();
        for (int pass = 0; pass < 3; pass++) {
            match(radius);
            if (pairs.size < LEAST_FOR_ORIENTATION) {
                return Optional.empty();
            }
            int unknowns = pass > 0 ? unknowns(pairs.size) : ROTATION;
            for (int step = 0; step < 2; step++) {
                pairs.weighHuber(pairs.threshold(unknowns));
                if (!step(unknowns)) {
                    return Optional.empty();
                }
            }
            radius =
                    pass == 0
                            ? Math.clamp(options.startRadius() / 2, Math.min(3, radius), radius)
                            : Math.min(3, radius);
        }
        place(pattern);
        match(3);
        if (pairs.size < LEAST_FOR_ORIENTATION) {
            return Optional.empty();
        }
        match(Math.clamp(5 * pairs.medianPixels(), 0.5, 3));
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
        begin(peaks, pattern, start);
        for (int round = 0; round < 2; round++) {
            assign(peak, reflection);
            if (pairs.size < LEAST_FOR_ORIENTATION) {
                return Optional.empty();
            }
            for (int step = 0; step < 4; step++) {
                if (!step(step < 2 && round == 0 ? ROTATION : unknowns(pairs.size))) {
                    return Optional.empty();
                }
            }
            place(pattern);
        }
        assign(peak, reflection);
        return finish(pattern);
    }

    /// Turns a candidate onto the peaks: the quick step of indexing. Two matches, two steps each,
    /// no strain.
    ///
    /// @param directions how many of the list's strongest directions to use
    /// @param radius match radius of the first pass, px; the second uses half of it
    /// @return empty if fewer than four spots match
    public Optional<Orientation> orient(
            Peaks peaks, SpotPattern pattern, CrystalState start, int directions, double radius) {
        pairs.load(peaks, systematic);
        reciprocalDeformation = start.reciprocalDeformation();
        place(pattern, directions);
        for (int pass = 0; pass < 2; pass++) {
            match(pass == 0 ? radius : radius / 2);
            if (pairs.size < LEAST_FOR_ORIENTATION) {
                return Optional.empty();
            }
            for (int step = 0; step < 2; step++) {
                pairs.weighHuber(pairs.scale(ROTATION));
                if (!step(ROTATION)) {
                    return Optional.empty();
                }
            }
        }
        predict();
        return Optional.of(new Orientation(state(), pairs.size, pairs.rmsPixels()));
    }

    private void begin(Peaks peaks, SpotPattern pattern, CrystalState start) {
        if (!pattern.geometry().detector().equals(geometry.detector())) {
            throw new IllegalArgumentException(
                    "the spot pattern is of detector %s in another pose; expected the geometry this refinement was made for"
                            .formatted(pattern.geometry().detector().name()));
        }
        pairs.load(peaks, systematic);
        reciprocalDeformation = start.reciprocalDeformation();
        place(pattern);
    }

    private void place(SpotPattern pattern) {
        place(pattern, pattern.reflections().size());
    }

    /// Computes which spots there are, from scratch.
    private void place(SpotPattern pattern, int directions) {
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
    private void move() {
        for (int s = 0; s < spots; s++) {
            project(s);
            x[s] = projection.x;
            y[s] = projection.y;
        }
    }

    private void project(int s) {
        SpotPattern pattern = pattern();
        ReflectionList list = pattern.reflections();
        int r = pattern.reflection(s);
        projectReflection(list, r, pattern.depth(s));
    }

    private void projectReflection(ReflectionList list, int r, double depth) {
        double qx = list.reciprocalX()[r];
        double qy = list.reciprocalY()[r];
        double qz = list.reciprocalZ()[r];
        Matrix3 m = reciprocalDeformation;
        projection.position(
                m.xx() * qx + m.xy() * qy + m.xz() * qz,
                m.yx() * qx + m.yy() * qy + m.yz() * qz,
                m.zx() * qx + m.zy() * qy + m.zz() * qz,
                depth);
    }

    private SpotPattern pattern() {
        if (placed == null) {
            throw new IllegalStateException("no spot pattern has been placed");
        }
        return placed;
    }

    /// Pairs the spots with peaks. The wider the circle, the fewer of the weak spots are asked: a
    /// circle that covers a tenth of the detector together with the others would find a peak by
    /// chance.
    private void match(double radius) {
        move();
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
        predict();
    }

    private void assign(int[] peak, int[] reflection) {
        pairs.clear();
        SpotPattern pattern = pattern();
        int[] spotOfReflection = new int[pattern.reflections().size()];
        Arrays.fill(spotOfReflection, -1);
        for (int s = 0; s < spots; s++) {
            spotOfReflection[pattern.reflection(s)] = s;
        }
        for (int i = 0; i < peak.length; i++) {
            if (spotOfReflection[reflection[i]] >= 0) {
                pairs.add(peak[i], spotOfReflection[reflection[i]]);
            }
        }
        predict();
    }

    private void predict() {
        for (int i = 0; i < pairs.size; i++) {
            project(pairs.spot[i]);
            pairs.predict(i, projection.x, projection.y);
        }
    }

    private int unknowns(int count) {
        return options.strain() && count >= LEAST_FOR_STRAIN ? Projection.STATE : ROTATION;
    }

    /// One Gauss–Newton step with the present weights, residuals renewed after it.
    ///
    /// @return false if the spots do not determine the unknowns, or the step is larger than any
    ///   start can need
    private boolean step(int unknowns) {
        accumulate(unknowns);
        if (!normal.factorise()) {
            return false;
        }
        double[] delta = normal.solve();
        largestStep = 0;
        for (int i = 0; i < unknowns; i++) {
            largestStep = Math.max(largestStep, Math.abs(delta[i]));
        }
        if (!(largestStep < 0.2)) {
            return false;
        }
        reciprocalDeformation = Step.matrix(delta, unknowns).times(reciprocalDeformation);
        predict();
        return true;
    }

    private double largestStep;

    private void accumulate(int unknowns) {
        normal.clear(unknowns);
        for (int i = 0; i < pairs.size; i++) {
            if (!(pairs.weight[i] > 0)) {
                continue;
            }
            project(pairs.spot[i]);
            if (unknowns == ROTATION) {
                projection.differentiateRotation();
            } else {
                projection.differentiate();
            }
            double root = Math.sqrt(pairs.weight[i]);
            for (int k = 0; k < unknowns; k++) {
                rowX[k] = root * pairs.whiteFirst(i, projection.rowX[k], projection.rowY[k]);
                rowY[k] = root * pairs.whiteSecond(i, projection.rowY[k]);
            }
            normal.add(rowX, root * pairs.whiteFirst(i, pairs.dx[i], pairs.dy[i]));
            normal.add(rowY, root * pairs.whiteSecond(i, pairs.dy[i]));
        }
    }

    /// From pairs near their peaks to the result: Tukey, rejection, least squares, re-inclusion.
    private Optional<GrainFit> finish(SpotPattern pattern) {
        for (int step = 0; step < 2; step++) {
            pairs.weighTukey(pairs.threshold(unknowns(pairs.size)));
            if (!step(unknowns(pairs.size))) {
                return Optional.empty();
            }
        }
        for (int round = 0; round < 2; round++) {
            boolean changed = pairs.reject(pairs.threshold(unknowns(pairs.size)));
            if (round > 0 && !changed) {
                break;
            }
            if (!converge()) {
                return Optional.empty();
            }
        }
        return Optional.of(fit(pattern));
    }

    private boolean converge() {
        for (int step = 0; step < 8; step++) {
            int used = pairs.usedCount();
            if (used < LEAST_FOR_ORIENTATION || !step(unknowns(used))) {
                return false;
            }
            if (largestStep < CONVERGED) {
                return true;
            }
        }
        return largestStep < 1e-6;
    }

    private GrainFit fit(SpotPattern pattern) {
        int used = pairs.usedCount();
        int unknowns = unknowns(used);
        accumulate(unknowns);
        if (unknowns == Projection.STATE
                && (!normal.factorise() || normal.smallestPivot() < SMALLEST_PIVOT)) {
            unknowns = ROTATION;
            accumulate(unknowns);
        }
        normal.factorise();
        double[] inverse = normal.inverse();
        double reduced = pairs.sumOfSquares() / (2 * used - unknowns);
        // With errors known, residuals larger than them are errors of the model: the claim grows,
        // it never shrinks.
        double variance = pairs.errorsKnown() ? Math.max(1, reduced) : reduced;
        double[] noise = new double[Projection.STATE * Projection.STATE];
        Arrays.fill(noise, Double.NaN);
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j < unknowns; j++) {
                noise[i * Projection.STATE + j] = variance * inverse[i * unknowns + j];
            }
        }
        Matches matches = pairs.matches(pattern);
        return new GrainFit(
                pattern.reflections(),
                state(),
                noise,
                calibrationCovariance(inverse, unknowns),
                matches,
                expected(),
                pairs.rmsPixels(),
                pairs.errorsKnown() ? reduced : 1,
                Double.NaN);
    }

    /// How the fit follows the pose: at the minimum Jᵀ W r = 0, so dθ = −(Jᵀ W J)⁻¹ Jᵀ W J_pose
    /// d(pose).
    private double[] calibrationCovariance(double[] inverse, int unknowns) {
        double[] covariance = new double[Projection.STATE * Projection.STATE];
        CalibrationRecord calibration = geometry.calibration();
        if (calibration == null) {
            return covariance;
        }
        double[] mixed = new double[unknowns * 5];
        for (int i = 0; i < pairs.size; i++) {
            if (!pairs.used[i]) {
                continue;
            }
            project(pairs.spot[i]);
            projection.differentiate();
            projection.differentiatePose();
            for (int k = 0; k < unknowns; k++) {
                double first = pairs.whiteFirst(i, projection.rowX[k], projection.rowY[k]);
                double second = pairs.whiteSecond(i, projection.rowY[k]);
                for (int c = 0; c < 5; c++) {
                    double poseX = projection.rowX[Projection.STATE + c];
                    double poseY = projection.rowY[Projection.STATE + c];
                    mixed[k * 5 + c] +=
                            first * pairs.whiteFirst(i, poseX, poseY)
                                    + second * pairs.whiteSecond(i, poseY);
                }
            }
        }
        double[] response = Covariances.product(inverse, unknowns, mixed, 5);
        double[] small = Covariances.propagate(response, unknowns, calibration.covariance(), 5);
        if (unknowns < Projection.STATE) {
            Arrays.fill(covariance, Double.NaN);
        }
        for (int i = 0; i < unknowns; i++) {
            System.arraycopy(small, i * unknowns, covariance, i * Projection.STATE, unknowns);
        }
        return covariance;
    }

    /// Spots on unmasked pixels that are at least as strong as all but the faintest tenth of those
    /// found.
    private int expected() {
        int n = 0;
        for (int i = 0; i < pairs.size; i++) {
            if (pairs.used[i]) {
                sorted[n++] = intensity[pairs.spot[i]];
            }
        }
        double faintest = Quantile.of(sorted, n, 0.1);
        int count = 0;
        for (int s = 0; s < spots; s++) {
            boolean seen = intensity[s] >= faintest && geometry.detector().contains(x[s], y[s]);
            if (seen
                    && !geometry.detector()
                            .isMasked((int) Math.rint(x[s]), (int) Math.rint(y[s]))) {
                count++;
            }
        }
        return count;
    }

    private CrystalState state() {
        return CrystalState.ofDeformation(reciprocalDeformation.inverse().transpose());
    }
}
