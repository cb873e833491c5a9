package org.lauescope.refine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.frame.Peaks;
import org.lauescope.frame.ProfileCovariance;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// Finds the detector pose from one pattern of a known, unstrained crystal whose orientation is
/// unknown.
///
/// Five parameters of the pose can be seen ([DetectorPose]); the sixth, a turn about the beam, is
/// the crystal's too and keeps its given value. Where the start is wrong by a millimetre or a
/// hundred pixels, angles between spots are wrong by degrees. So the foot of the normal is tried on
/// a grid; at each node candidate orientations come from [CalibrantSearch]; the best are refined
/// together with the pose ([PoseFit]), from the strongest spots to all, from wide circles to narrow
/// ones. The one that explains most of the bright peaks wins, if it explains enough of them.
public final class Calibration {

    /// The range that a start may be wrong by.
    ///
    /// @param distance mm
    /// @param foot px, of x0 and of y0
    /// @param angle rad, of pitch and of roll
    public record Range(double distance, double foot, double angle) {

        public static final Range DEFAULT = new Range(1, 100, Math.toRadians(1));
    }

    /// Spacing of the foot's grid: half of it moves spots by less than the search's circle.
    private static final double GRID_STEP = 50;

    /// Calibrants are exposed until their weak spots show.
    private static final double FAINTEST = 1e-6;

    private static final int CANDIDATES_PER_NODE = 6;
    private static final int CANDIDATES_TO_FIT = 40;
    private static final int LEAST_SPOTS = 12;
    private static final int BRIGHT = 30;

    /// Part of the bright peaks that a right pose explains; the rest may be another crystal, dust
    /// Part of the bright peaks that a right pose explains; the rest may be another crystal, dust
    /// or noise.
    private static final double LEAST_EXPLAINED = 0.5;

    /// A candidate that explains this much of the bright peaks ends the search.
    private static final double CERTAIN = 0.8;

    private final ReflectionList reflections;
    private final Geometry start;
    private final Range range;

    /// A calibration within [Range#DEFAULT] with every reflection of the crystal that a bright
    /// frame can show.
    public Calibration(Crystal crystal, Geometry start) {
        this(ReflectionList.of(crystal, start.beam(), FAINTEST), start, Range.DEFAULT);
    }

    public Calibration(ReflectionList reflections, Geometry start, Range range) {
        this.reflections = reflections;
        this.start = start;
        this.range = range;
    }

    private record Fit(
            Detector detector, Matrix3 labFromCrystal, int matched, double explained, double rms) {}

    /// @param frame name of the frame, for the record
    public CalibrationResult calibrate(Peaks peaks, String frame) {
        if (peaks.size() < LEAST_SPOTS) {
            return new CalibrationResult.NotCalibrated(
                    "%d peaks; a calibration needs at least %d"
                            .formatted(peaks.size(), LEAST_SPOTS),
                    DetectorPose.of(start.detector()),
                    0,
                    Double.NaN);
        }
        int[] order = strongestFirst(peaks);
        Peaks sorted = peaks.select(order);
        CalibrantSearch search = new CalibrantSearch(reflections, start, sorted);
        PoseFit fit =
                new PoseFit(
                        reflections,
                        start,
                        new double[] {
                            range.distance, range.foot, range.foot, range.angle, range.angle
                        });
        List<CalibrantSearch.Candidate> candidates = new ArrayList<>();
        Fit best = null;
        for (Detector node : nodes()) {
            List<CalibrantSearch.Candidate> here = search.candidates(node, CANDIDATES_PER_NODE);
            candidates.addAll(here);
            if (!here.isEmpty()) {
                best = better(best, attempt(fit, sorted, here.getFirst()));
            }
            if (best != null && best.explained >= CERTAIN) {
                break;
            }
        }
        if (best == null || best.explained < CERTAIN) {
            candidates.sort(
                    Comparator.comparingDouble(CalibrantSearch.Candidate::score).reversed());
            for (CalibrantSearch.Candidate candidate :
                    candidates.subList(0, Math.min(CANDIDATES_TO_FIT, candidates.size()))) {
                best = better(best, attempt(fit, sorted, candidate));
            }
        }
        if (best == null) {
            return new CalibrationResult.NotCalibrated(
                    "no orientation of %s explains the bright peaks within %s mm, %s px, %.2f° of the start"
                            .formatted(
                                    reflections.crystal().name(),
                                    range.distance,
                                    range.foot,
                                    Math.toDegrees(range.angle)),
                    DetectorPose.of(start.detector()),
                    0,
                    Double.NaN);
        }
        return finish(fit, sorted, order, best, frame);
    }

    /// Peak indices, brightest first; lists without intensities keep their order.
    private static int[] strongestFirst(Peaks peaks) {
        return IntStream.range(0, peaks.size())
                .boxed()
                .sorted(
                        Comparator.comparingDouble(
                                i -> Double.isNaN(peaks.intensity(i)) ? 0 : -peaks.intensity(i)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Poses to start from, the given one first, then outwards.
    private List<Detector> nodes() {
        DetectorPose given = DetectorPose.of(start.detector());
        int steps = (int) Math.ceil(range.foot / GRID_STEP);
        double step = steps == 0 ? 0 : range.foot / steps;
        List<double[]> shifts = new ArrayList<>();
        for (int i = -steps; i <= steps; i++) {
            for (int j = -steps; j <= steps; j++) {
                shifts.add(new double[] {i * step, j * step});
            }
        }
        shifts.sort(Comparator.comparingDouble(s -> Math.hypot(s[0], s[1])));
        List<Detector> nodes = new ArrayList<>();
        for (double[] shift : shifts) {
            nodes.add(
                    new DetectorPose(
                                    given.distance(),
                                    given.x0() + shift[0],
                                    given.y0() + shift[1],
                                    given.pitch(),
                                    given.roll(),
                                    given.yaw(),
                                    given.mirrored())
                            .applyTo(start.detector()));
        }
        return nodes;
    }

    private static @Nullable Fit better(@Nullable Fit one, @Nullable Fit other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.explained * other.matched > one.explained * one.matched ? other : one;
    }

    private static @Nullable Fit attempt(
            PoseFit fit, Peaks peaks, CalibrantSearch.Candidate candidate) {
        fit.begin(peaks, candidate.detector(), candidate.labFromCrystal());
        if (!fit.approach(LEAST_SPOTS)) {
            return null;
        }
        Pairs pairs = fit.pairs();
        pairs.reject(Math.min(pairs.scale(PoseFit.UNKNOWNS), 1));
        return new Fit(
                fit.detector(),
                fit.labFromCrystal(),
                pairs.usedCount(),
                explained(pairs, peaks),
                pairs.rmsPixels());
    }

    /// Part of the brightest peaks that are used.
    private static double explained(Pairs pairs, Peaks peaks) {
        int bright = Math.min(BRIGHT, peaks.size());
        int count = 0;
        for (int i = 0; i < pairs.size; i++) {
            count += pairs.used[i] && pairs.peak[i] < bright ? 1 : 0;
        }
        return (double) count / bright;
    }

    private CalibrationResult finish(
            PoseFit fit, Peaks peaks, int[] order, Fit best, String frame) {
        fit.begin(peaks, best.detector, best.labFromCrystal);
        boolean converged = true;
        SpotPattern pattern = new SpotPattern(reflections, start.withDetector(fit.detector()));
        double radius = 3;
        double systematic = RefinementOptions.DEFAULT_SYSTEMATIC;
        for (int round = 0; round < 4 && converged; round++) {
            pattern = new SpotPattern(reflections, start.withDetector(fit.detector()));
            fit.pairs().load(peaks, systematic);
            converged = fit.converge(pattern, radius);
            radius = Math.clamp(5 * fit.pairs().medianPixels(), 0.5, 3);
            systematic =
                    CalibrationResult.Calibrated.systematic(
                            expectedNoise(fit.pairs()), foundNoise(fit.pairs()));
        }
        Pairs pairs = fit.pairs();
        double explained = explained(pairs, peaks);
        if (!converged || explained < LEAST_EXPLAINED || pairs.usedCount() < LEAST_SPOTS) {
            return new CalibrationResult.NotCalibrated(
                    "the best pose explains %.0f %% of the brightest peaks with %d spots; expected at least %.0f %% and %d spots — wrong crystal, or a start further off than %s mm, %s px, %.2f°"
                            .formatted(
                                    100 * explained,
                                    pairs.usedCount(),
                                    100 * LEAST_EXPLAINED,
                                    LEAST_SPOTS,
                                    range.distance,
                                    range.foot,
                                    Math.toDegrees(range.angle)),
                    fit.pose(),
                    pairs.usedCount(),
                    pairs.rmsPixels());
        }
        return calibrated(fit, pattern, order, frame);
    }

    private CalibrationResult.Calibrated calibrated(
            PoseFit fit, SpotPattern pattern, int[] order, String frame) {
        Pairs pairs = fit.pairs();
        int used = pairs.usedCount();
        double freedom = 2.0 * used - PoseFit.UNKNOWNS;
        double reduced = pairs.sumOfSquares() / freedom;
        double variance = pairs.errorsKnown() ? Math.max(1, reduced) : reduced;
        double[] covariance = fit.inverse();
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] *= variance;
        }
        double found = foundNoise(pairs);
        double expected = expectedNoise(pairs);
        CalibrationRecord calibrationRecord =
                new CalibrationRecord(
                        frame,
                        reflections.crystal().name(),
                        used,
                        pairs.rmsPixels(),
                        CalibrationResult.Calibrated.systematic(expected, found),
                        medianWidth(pairs),
                        CalibrationResult.poseBlock(covariance));
        Geometry geometry =
                new Geometry(
                        start.beam(),
                        fit.detector(),
                        start.tilt(),
                        calibrationRecord,
                        start.emissionDepth());
        return new CalibrationResult.Calibrated(
                geometry,
                CrystalState.unstrained(fit.labFromCrystal()),
                covariance,
                pairs.matches(pattern).withPeaks(order),
                pairs.meanPixels(),
                pairs.rmsPixels(),
                expected,
                found);
    }

    /// Median of the mean widths of the used peaks, px; NaN if they have none.
    private static double medianWidth(Pairs pairs) {
        double[] widths = new double[pairs.size];
        int count = 0;
        for (int i = 0; i < pairs.size; i++) {
            ProfileCovariance shape = ProfileCovariance.of(pairs.peaks(), pairs.peak[i]);
            double width = (shape.major() + shape.minor()) / 2;
            if (pairs.used[i] && width > 0) {
                widths[count++] = width;
            }
        }
        return Quantile.of(widths, count, 0.5);
    }

    /// Root mean square σ per coordinate that the used peaks claim, px; NaN if they claim none.
    private static double expectedNoise(Pairs pairs) {
        if (!pairs.errorsKnown()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < pairs.size; i++) {
            if (pairs.used[i]) {
                sum +=
                        pairs.peaks().value(Peaks.Column.VARIANCE_X, pairs.peak[i])
                                + pairs.peaks().value(Peaks.Column.VARIANCE_Y, pairs.peak[i]);
            }
        }
        return Math.sqrt(sum / 2 / pairs.usedCount());
    }

    /// σ per coordinate of the residuals, px: their root mean square, grown by what the fit's
    /// freedom took away.
    private static double foundNoise(Pairs pairs) {
        int used = pairs.usedCount();
        return pairs.rmsPixels() * Math.sqrt(used / (2.0 * used - PoseFit.UNKNOWNS));
    }
}
