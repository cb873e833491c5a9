package org.lauescope.refine;

import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Gauss–Newton for the five observable parameters of a detector pose and the orientation of an
/// unstrained crystal.
///
/// Unknowns in the order ω (rad, LAB), distance (mm), x0, y0 (px), pitch, roll (rad). A step that
/// leaves six times the search range ends the fit: it follows wrong pairs.
final class PoseFit {

    static final int UNKNOWNS = 8;
    private static final int ROTATION = 3;
    private static final int POSE = 5;

    /// In search ranges.
    private static final double LARGEST_MOVE = 6;

    private final ReflectionList reflections;
    private final Geometry start;
    private final double[] startPose;
    private final double[] range;
    private final Pairs pairs;
    private final NormalEquations normal = new NormalEquations();
    private final double[] x;
    private final double[] y;
    private final double[] depth;
    private final int[] direction;
    private final double[] equal;
    private int spots;

    private double[] pose;
    private final double yaw;
    private final boolean mirrored;
    private Detector detector;
    private Projection projection;
    private Matrix3 rotation = Matrix3.IDENTITY;

    PoseFit(ReflectionList reflections, Geometry start, double[] range) {
        this.reflections = reflections;
        this.start = start;
        this.range = range;
        detector = start.detector();
        DetectorPose given = DetectorPose.of(detector);
        startPose = parameters(given);
        pose = startPose.clone();
        yaw = given.yaw();
        mirrored = given.mirrored();
        projection = new Projection(detector);
        pairs = new Pairs(new PeakGrid(detector));
        int n = reflections.size();
        x = new double[n];
        y = new double[n];
        depth = new double[n];
        direction = new int[n];
        equal = new double[n];
        java.util.Arrays.fill(equal, 1);
    }

    static double[] parameters(DetectorPose pose) {
        return new double[] {pose.distance(), pose.x0(), pose.y0(), pose.pitch(), pose.roll()};
    }

    void begin(Peaks peaks, Detector newDetector, Matrix3 labFromCrystal) {
        pairs.load(peaks, 0);
        rotation = labFromCrystal;
        place(parameters(DetectorPose.of(newDetector)));
    }

    private void place(double[] newPose) {
        pose = newPose;
        detector = pose().applyTo(start.detector());
        projection = new Projection(detector);
    }

    DetectorPose pose() {
        return new DetectorPose(pose[0], pose[1], pose[2], pose[3], pose[4], yaw, mirrored);
    }

    Detector detector() {
        return detector;
    }

    Matrix3 labFromCrystal() {
        return rotation;
    }

    Pairs pairs() {
        return pairs;
    }

    /// Direction of the spot that pair `i` holds.
    int reflection(int i) {
        return direction[pairs.spot[i]];
    }

    /// From a candidate to a fit of the spots within 3 px. The strongest spots fix the pose
    /// roughly; it is then good enough for more of them and a smaller circle.
    ///
    /// @return whether at least `least` spots are matched in the end
    boolean approach(int least) {
        double[] radii = {35, 25, 16, 10, 6, 4, 3, 3};
        int[] counts = {25, 35, 50, 70, 100, 200, 1000, 1000};
        for (int pass = 0; pass < radii.length; pass++) {
            predictSpots(counts[pass]);
            pairs.match(x, y, equal, spots, 0, radii[pass]);
            if (pairs.size < Math.min(least, 6)) {
                return false;
            }
            for (int step = 0; step < 3; step++) {
                residuals();
                pairs.weighHuber(pairs.scale(UNKNOWNS));
                if (!step()) {
                    return false;
                }
            }
        }
        residuals();
        return pairs.size >= least;
    }

    /// The final fit of spots placed by the full model (harmonics, depth) within `radius`.
    boolean converge(SpotPattern pattern, double radius) {
        spots = pattern.compute(rotation);
        for (int s = 0; s < spots; s++) {
            x[s] = pattern.x(s);
            y[s] = pattern.y(s);
            depth[s] = pattern.depth(s);
            direction[s] = pattern.reflection(s);
        }
        pairs.match(x, y, equal, spots, 0, radius);
        residuals();
        for (int step = 0; step < 3; step++) {
            pairs.weighTukey(pairs.threshold(UNKNOWNS));
            if (pairs.size < UNKNOWNS || !step()) {
                return false;
            }
            residuals();
        }
        for (int round = 0; round < 3; round++) {
            if (!pairs.reject(pairs.threshold(UNKNOWNS)) && round > 0) {
                break;
            }
            for (int step = 0; step < 6; step++) {
                if (pairs.usedCount() < UNKNOWNS || !step()) {
                    return false;
                }
                residuals();
            }
        }
        return true;
    }

    /// Inverse of the normal matrix of the used pairs, 8 × 8; their weights are those of the peaks.
    double[] inverse() {
        accumulate();
        if (!normal.factorise()) {
            throw new IllegalStateException(
                    "the normal matrix of a converged pose fit is singular");
        }
        return normal.inverse();
    }

    /// Which of the first directions of the list hit the detector, `most` spots at most, strongest
    /// directions first.
    private void predictSpots(int most) {
        spots = 0;
        for (int i = 0; i < reflections.size() && spots < most; i++) {
            double qx = rotated(i, 0);
            if (qx >= 0) {
                continue;
            }
            double qy = rotated(i, 1);
            double qz = rotated(i, 2);
            projection.position(qx, qy, qz, 0);
            if (detector.contains(projection.x, projection.y)
                    && Excitation.isPossible(reflections, i, qx, qy, qz, start.beam())) {
                x[spots] = projection.x;
                y[spots] = projection.y;
                depth[spots] = 0;
                direction[spots] = i;
                spots++;
            }
        }
    }

    private double rotated(int i, int row) {
        double qx = reflections.reciprocalX()[i];
        double qy = reflections.reciprocalY()[i];
        double qz = reflections.reciprocalZ()[i];
        return switch (row) {
            case 0 -> rotation.xx() * qx + rotation.xy() * qy + rotation.xz() * qz;
            case 1 -> rotation.yx() * qx + rotation.yy() * qy + rotation.yz() * qz;
            default -> rotation.zx() * qx + rotation.zy() * qy + rotation.zz() * qz;
        };
    }

    private void project(int pair) {
        int s = pairs.spot[pair];
        int i = direction[s];
        projection.position(rotated(i, 0), rotated(i, 1), rotated(i, 2), depth[s]);
    }

    void residuals() {
        for (int i = 0; i < pairs.size; i++) {
            project(i);
            pairs.predict(i, projection.x, projection.y);
        }
    }

    private void accumulate() {
        normal.clear(UNKNOWNS);
        double[] alongX = new double[UNKNOWNS];
        double[] alongY = new double[UNKNOWNS];
        double[] rows = new double[2 * UNKNOWNS];
        for (int i = 0; i < pairs.size; i++) {
            if (!(pairs.weight[i] > 0)) {
                continue;
            }
            project(i);
            projection.differentiateRotation();
            projection.differentiatePose();
            for (int k = 0; k < UNKNOWNS; k++) {
                int column = k < ROTATION ? k : k - ROTATION + Projection.STATE;
                alongX[k] = projection.rowX[column];
                alongY[k] = projection.rowY[column];
            }
            pairs.whiten(i, alongX, alongY, UNKNOWNS, rows, 0);
            normal.add(rows, 0, pairs.weight[i], pairs.whiteFirst(i, pairs.dx[i], pairs.dy[i]));
            normal.add(rows, UNKNOWNS, pairs.weight[i], pairs.whiteSecond(i, pairs.dy[i]));
        }
    }

    private boolean step() {
        accumulate();
        if (!normal.factorise()) {
            return false;
        }
        double[] delta = normal.solve();
        double[] moved = pose.clone();
        for (int k = 0; k < POSE; k++) {
            moved[k] += delta[ROTATION + k];
            if (!(Math.abs(moved[k] - startPose[k]) < LARGEST_MOVE * range[k])) {
                return false;
            }
        }
        double turn =
                Math.max(Math.abs(delta[0]), Math.max(Math.abs(delta[1]), Math.abs(delta[2])));
        if (!(turn < 0.2) || !(moved[0] > 0.1)) {
            return false;
        }
        rotation = Step.matrix(delta, ROTATION).times(rotation).polar().rotation();
        place(moved);
        return true;
    }
}
