package org.lauescope.index;

import java.util.Arrays;
import java.util.BitSet;
import org.lauescope.crystal.Matrix3;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;

/// How well an orientation explains the peaks: the log-likelihood ratio of "these spots are there" against "these peaks
/// are chance".
///
/// A predicted spot is seen with probability p. With ρ the local density of peaks (1/px²) and g a two-dimensional normal
/// distribution of width σ, a spot with its nearest peak at distance d contributes
///
///     ln LR = ln( 1 − p + p g(d)/ρ ),   g(d) = exp(−d²/2σ²) / (2πσ²)
///
/// and one without a peak ln(1 − p): spots that are missing count against the orientation. Spots on masked pixels and
/// spots whose peak is already explained say nothing. How faint a spot the frame still shows is unknown, so spots are
/// counted from the brightest predicted to the faintest, and the count ends where the sum is largest.
///
/// Buffers are reused; one object belongs to one thread and one crystal.
final class Evidence {

    /// Probability that a spot above the threshold is in the peak list.
    private static final double SEEN = 0.6;

    /// Peaks whose explanation is asked for first.
    private static final int TRUSTED = 40;

    private static final double MISSING = Math.log(1 - SEEN);

    private final SpotPattern pattern;
    private final Detector detector;
    private final PeakField field;

    private int spots;
    private long[] order = new long[64];
    private int[] nearest = new int[64];
    private double[] square = new double[64];
    private boolean[] claimed = new boolean[0];

    /// What was matched last, and with it the present columns.
    private record Match(Matrix3 state, int directions, double radius, long field) {}

    private Match last = new Match(Matrix3.IDENTITY, 0, 0, -1);
    private long patternVersion;

    private int counted;
    private int matched;
    private double explained;

    Evidence(ReflectionList reflections, Geometry geometry, PeakField field) {
        pattern = new SpotPattern(reflections, geometry);
        detector = geometry.detector();
        this.field = field;
    }

    SpotPattern pattern() {
        return pattern;
    }

    /// Predicts the spots of the first `directions` of the list and pairs each with the nearest
    /// peak within `radius` px, brightest first; a peak is given to one spot only.
    void match(Matrix3 reciprocalDeformation, int directions, double radius) {
        Match wanted = new Match(reciprocalDeformation, directions, radius, field.version());
        if (wanted.equals(last) && pattern.version() == patternVersion) {
            return;
        }
        last = wanted;
        int n = pattern.compute(reciprocalDeformation, directions);
        if (order.length < n) {
            order = new long[2 * n];
            nearest = new int[2 * n];
            square = new double[2 * n];
        }
        if (claimed.length < field.size()) {
            claimed = new boolean[field.size()];
        }
        Arrays.fill(claimed, 0, field.size(), false);
        for (int i = 0; i < n; i++) {
            // Positive floats sort like their bits.
            order[i] =
                    (long) (Integer.MAX_VALUE - Float.floatToIntBits((float) pattern.intensity(i)))
                                    << 32
                            | i;
        }
        Arrays.sort(order, 0, n);
        patternVersion = pattern.version();
        spots = 0;
        for (int k = 0; k < n; k++) {
            int i = (int) order[k];
            double x = pattern.x(i);
            double y = pattern.y(i);
            int peak = field.nearest(x, y, radius);
            if (peak >= 0 && claimed[peak]) {
                continue;
            }
            if (peak < 0 && hidden(x, y)) {
                continue;
            }
            if (peak >= 0) {
                claimed[peak] = true;
                double dx = x - field.x(peak);
                double dy = y - field.y(peak);
                square[spots] = dx * dx + dy * dy;
            }
            nearest[spots] = peak;
            order[spots] = i;
            spots++;
        }
    }

    /// Whether a peak here could not have been seen.
    private boolean hidden(double x, double y) {
        int column = (int) Math.rint(x);
        int row = (int) Math.rint(y);
        for (int dy = -2; dy <= 2; dy += 2) {
            for (int dx = -2; dx <= 2; dx += 2) {
                int c = column + dx;
                int r = row + dy;
                if (c < 0
                        || r < 0
                        || c >= detector.columns()
                        || r >= detector.rows()
                        || detector.isMasked(c, r)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Sums the evidence of the pairs for a width `sigma` px per coordinate.
    ///
    /// @return the log-likelihood ratio, at its largest over the number of spots counted, less the
    ///   choice among them
    double sum(double sigma) {
        double sum = 0;
        double best = 0;
        int bestCount = 0;
        double norm = SEEN / (2 * Math.PI * sigma * sigma);
        for (int k = 0; k < spots; k++) {
            int peak = nearest[k];
            if (peak < 0) {
                sum += MISSING;
            } else if (!field.isTaken(peak)) {
                double ratio =
                        norm * Math.exp(-square[k] / (2 * sigma * sigma)) / field.density(peak);
                sum += Math.log(1 - SEEN + ratio);
            }
            if (sum > best) {
                best = sum;
                bestCount = k + 1;
            }
        }
        counted = bestCount;
        count(sigma);
        return best - Math.log(Math.max(spots, 1));
    }

    /// Counts the free peaks that the counted spots explain, and of the most trusted ones the part.
    private void count(double sigma) {
        double limit = 16 * sigma * sigma;
        Arrays.fill(claimed, 0, field.size(), false);
        matched = 0;
        for (int k = 0; k < counted; k++) {
            int peak = nearest[k];
            if (peak >= 0 && square[k] < limit && !field.isTaken(peak)) {
                claimed[peak] = true;
                matched++;
            }
        }
        int trusted = 0;
        int seen = 0;
        for (int i = 0; i < field.size() && trusted < TRUSTED; i++) {
            if (!field.isTaken(i)) {
                trusted++;
                seen += claimed[i] ? 1 : 0;
            }
        }
        explained = seen / (double) Math.max(trusted, 1);
    }

    /// What the position of each free peak alone says for the first `most` spots: ln(1 − p + p
    /// g(d)/ρ), 0 for a peak without a spot. Spots without a peak say nothing here.
    ///
    /// @param evidence one number per peak is written
    void positions(double sigma, int most, double[] evidence) {
        Arrays.fill(evidence, 0, field.size(), 0);
        double norm = SEEN / (2 * Math.PI * sigma * sigma);
        for (int k = 0; k < most; k++) {
            int peak = nearest[k];
            if (peak >= 0 && !field.isTaken(peak)) {
                double ratio =
                        norm * Math.exp(-square[k] / (2 * sigma * sigma)) / field.density(peak);
                evidence[peak] = Math.max(0, Math.log(1 - SEEN + ratio));
            }
        }
    }

    /// The free peaks that spots have been paired with.
    BitSet explainedPeaks() {
        BitSet peaks = new BitSet(field.size());
        for (int k = 0; k < counted; k++) {
            if (nearest[k] >= 0 && !field.isTaken(nearest[k])) {
                peaks.set(nearest[k]);
            }
        }
        return peaks;
    }

    /// How many of these peaks have no spot.
    int leaves(BitSet peaks) {
        int left = peaks.cardinality();
        for (int k = 0; k < spots; k++) {
            left -= nearest[k] >= 0 && peaks.get(nearest[k]) ? 1 : 0;
        }
        return left;
    }

    /// Standard deviation per coordinate, px, of the pairs nearer than `radius`: from the median of
    /// squared distances, which a few chance pairs do not move; free peaks only.
    double width(double radius) {
        double limit = radius * radius;
        int count = 0;
        double[] kept = new double[spots];
        for (int k = 0; k < spots; k++) {
            if (nearest[k] >= 0 && square[k] < limit) {
                kept[count++] = square[k];
            }
        }
        if (count == 0) {
            return radius;
        }
        Arrays.sort(kept, 0, count);
        // The median of a squared Rayleigh variable is 2 ln 2 · σ².
        return Math.sqrt(kept[count / 2] / (2 * Math.log(2)));
    }

    /// Spots that [#sum] counted.
    int counted() {
        return counted;
    }

    /// Free peaks that the counted spots explain.
    int matched() {
        return matched;
    }

    /// Part of the [#TRUSTED] most trusted free peaks that the counted spots explain.
    double explained() {
        return explained;
    }

    /// Spots that were looked for, brightest first.
    int spots() {
        return spots;
    }

    /// Index of spot `k` in the pattern.
    int spot(int k) {
        return (int) order[k];
    }

    /// Peak paired with spot `k`, or −1.
    int peak(int k) {
        return nearest[k];
    }

    /// Squared distance of the pair, px².
    double square(int k) {
        return square[k];
    }
}
