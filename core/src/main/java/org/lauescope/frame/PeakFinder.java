package org.lauescope.frame;

import java.util.Arrays;

/// Turns hits into candidates: connected hits are filled one component after another, and a
/// component's local maxima are kept where a significant valley parts each from all higher ones.
final class PeakFinder {

    /// A valley must lie this many standard deviations (of a 3 × 3 sum) below the lower maximum,
    private static final double VALLEY_SIGNIFICANCE = 4;

    /// and below this part of it.
    private static final double VALLEY_DEPTH = 0.9;

    /// Most maxima kept of one component: a ring or the direct beam has thousands.
    private static final int MOST_PER_COMPONENT = 64;

    /// Half-height regions are followed this far, px.
    private static final int REACH = 24;

    /// Second moment of a Gaussian above half its height, in parts of its variance: 1 − ln 2 ⁄ 1
    /// per axis, ∫ r³e^(−r²/2) ⁄ 2∫ r e^(−r²/2) up to r² = 2 ln 2.
    private static final double HALF_HEIGHT_MOMENT = 1 - Math.log(2);

    /// Start value for a profile with few pixels above half height, px².
    private static final double SMALLEST_VARIANCE = 0.25;

    /// Distance of two maxima in standard deviations of their profiles below which there is no
    /// valley.
    private static final double ROOM = 2.5;

    /// Radius of the ring around a maximum, above whose median it must rise, px.
    private static final int RING = 7;

    private static final int RING_PIXELS = 24;
    private static final int[] RING_X = new int[RING_PIXELS];
    private static final int[] RING_Y = new int[RING_PIXELS];

    static {
        for (int i = 0; i < RING_PIXELS; i++) {
            RING_X[i] = (int) Math.round(RING * Math.cos(2 * Math.PI * i / RING_PIXELS));
            RING_Y[i] = (int) Math.round(RING * Math.sin(2 * Math.PI * i / RING_PIXELS));
        }
    }

    private final Plane plane;
    private final Background background;
    private final HitMap hits;
    private final Candidates candidates;

    /// 3 × 3 sums of the component at hand, 0 elsewhere; one row of zeros before the first and
    /// after the last one, so a pixel of the plane lies `stride` further on.
    private final float[] sums;

    private int[] pixels = new int[256];
    private int count;

    /// Maxima of the component at hand: the complement of the sum's bits, then the pixel, so that
    /// they sort with the highest first.
    private long[] maxima = new long[64];

    private final float[] ring = new float[RING_PIXELS];
    private final long[] visited = new long[2 * REACH + 1];
    private final int[] stack = new int[(2 * REACH + 1) * (2 * REACH + 1)];

    PeakFinder(Plane plane, Background background, HitMap hits, Candidates candidates) {
        this.plane = plane;
        this.background = background;
        this.hits = hits;
        this.candidates = candidates;
        sums = new float[plane.pixels.length + 2 * plane.stride];
    }

    /// Replaces the candidates by those of the hits, which it clears.
    ///
    /// @param threshold in standard deviations
    void find(Noise noise, double threshold) {
        candidates.clear();
        int components = 0;
        for (int word = 0; word < hits.words.length; word++) {
            while (hits.words[word] != 0) {
                int row = word / hits.wordsPerRow;
                int column =
                        (word % hits.wordsPerRow) * Long.SIZE
                                + Long.numberOfTrailingZeros(hits.words[word])
                                - Plane.MARGIN;
                if (plane.contains(column, row)) {
                    fill(column, row);
                    maxima(noise, threshold, components++);
                } else {
                    hits.clear(column, row);
                }
            }
        }
    }

    /// Collects the component of a hit and its 3 × 3 sums.
    private void fill(int column, int row) {
        count = 0;
        take(column, row);
        for (int i = 0; i < count; i++) {
            int at = pixels[i];
            int r = at / plane.stride;
            int c = at % plane.stride - Plane.MARGIN;
            sums[at + plane.stride] = sum(c, r);
            for (int b = Math.max(0, r - 1); b <= Math.min(plane.rows - 1, r + 1); b++) {
                int near = hits.three(c, b);
                for (int a = c - 1; near != 0; a++, near >>>= 1) {
                    if ((near & 1) != 0 && plane.contains(a, b)) {
                        take(a, b);
                    }
                }
            }
        }
    }

    private void take(int column, int row) {
        hits.clear(column, row);
        if (count == pixels.length) {
            pixels = Arrays.copyOf(pixels, 2 * count);
        }
        pixels[count++] = plane.index(column, row);
    }

    private float sum(int column, int row) {
        float level = background.at(column, row);
        float sum = 0;
        for (int b = Math.max(0, row - 1); b <= Math.min(plane.rows - 1, row + 1); b++) {
            int at = plane.index(column, b);
            for (int a = at - 1; a <= at + 1; a++) {
                float x = plane.pixels[a];
                sum += Float.isNaN(x) ? 0 : x - level;
            }
        }
        return Math.max(sum, Float.MIN_VALUE);
    }

    private void maxima(Noise noise, double threshold, int component) {
        int n = 0;
        for (int i = 0; i < count; i++) {
            int at = pixels[i];
            if (isMaximum(at + plane.stride)) {
                if (n == maxima.length) {
                    maxima = Arrays.copyOf(maxima, 2 * n);
                }
                int order = ~Float.floatToIntBits(sums[at + plane.stride]);
                maxima[n++] = (long) order << 32 | at;
            }
        }
        Arrays.sort(maxima, 0, n);
        int first = candidates.size;
        for (int i = 0; i < n && candidates.size - first < MOST_PER_COMPONENT; i++) {
            int at = (int) maxima[i];
            int row = at / plane.stride;
            int column = at % plane.stride - Plane.MARGIN;
            if (stands(column, row, noise, threshold)
                    && isParted(column, row, first, noise)
                    && !isHotPixel(column, row, noise)) {
                add(column, row, component);
            }
        }
        for (int i = 0; i < count; i++) {
            sums[pixels[i] + plane.stride] = 0;
        }
        disentangle(first);
    }

    /// The region above half height of a maximum may take in its neighbours: then the fit starts
    /// from the maximum itself and a round profile, as narrow as the region and narrow enough for a
    /// valley.
    private void disentangle(int first) {
        Candidates c = candidates;
        for (int i = first; i < c.size; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            boolean entangled = false;
            for (int k = first; k < c.size; k++) {
                double dx = c.column[i] - c.column[k];
                double dy = c.row[i] - c.row[k];
                double square = dx * dx + dy * dy;
                if (k != i && square < 16 * REACH * REACH) {
                    double along =
                            (c.xx[i] * dx * dx + 2 * c.xy[i] * dx * dy + c.yy[i] * dy * dy)
                                    / square;
                    entangled |= along * ROOM * ROOM > square;
                    nearest = Math.min(nearest, square);
                }
            }
            if (entangled) {
                double half = Math.hypot((c.xx[i] - c.yy[i]) / 2, c.xy[i]);
                double minor = (c.xx[i] + c.yy[i]) / 2 - half;
                double variance =
                        Math.max(SMALLEST_VARIANCE, Math.min(minor, nearest / (ROOM * ROOM)));
                c.x[i] = c.column[i];
                c.y[i] = c.row[i];
                c.xx[i] = variance;
                c.xy[i] = 0;
                c.yy[i] = variance;
            }
        }
    }

    /// Highest of its neighbours; of equal ones, the first in the order of pixels.
    private boolean isMaximum(int i) {
        float own = sums[i];
        int up = i - plane.stride;
        int down = i + plane.stride;
        return own > sums[up - 1]
                && own > sums[up]
                && own > sums[up + 1]
                && own > sums[i - 1]
                && own >= sums[i + 1]
                && own >= sums[down - 1]
                && own >= sums[down]
                && own >= sums[down + 1];
    }

    private float sumAt(int column, int row) {
        return sums[plane.index(column, row) + plane.stride];
    }

    /// Whether a maximum rises above the ring around it, which the flank of a bright spot, a powder
    /// ring or a broad feature of the background does not.
    private boolean stands(int column, int row, Noise noise, double threshold) {
        int n = 0;
        float level = background.at(column, row);
        for (int i = 0; i < RING_PIXELS; i++) {
            float x = plane.at(column + RING_X[i], row + RING_Y[i]);
            if (x < Float.POSITIVE_INFINITY) {
                ring[n++] = x;
            }
        }
        Arrays.sort(ring, 0, n);
        float around = n == 0 ? level : Math.max(level, (ring[(n - 1) / 2] + ring[n / 2]) / 2);
        double rise = sumAt(column, row) - 9 * (around - level);
        float top = plane.at(column, row) - around;
        return rise > noise.excess(around, 9, threshold)
                || top > noise.excess(around, 1, threshold);
    }

    /// Whether all counts are in one pixel, or in two that touch: hot pixels and zingers. A
    /// Gaussian of 0.3 px has 22 % of its highest pixel's counts around it if centred, 11 % of the
    /// highest two's if between them.
    private boolean isHotPixel(int column, int row, Noise noise) {
        int at = highest(column, row);
        int c = at % plane.stride - Plane.MARGIN;
        int r = at / plane.stride;
        float level = background.at(c, r);
        float first = plane.pixels[at] - level;
        if (first == Float.POSITIVE_INFINITY) {
            return false;
        }
        float second = 0;
        for (int d = 0; d < 4; d++) {
            float x = plane.at(c + (d - 1) % 2, r + (d - 2) % 2) - level;
            second = x > second ? x : second;
        }
        double around = sum(c, r) - first;
        double deviation = Math.sqrt(8 * noise.correlation() * noise.variance(level));
        return around + deviation < 0.12 * first
                || around - second + deviation < 0.05 * (first + second);
    }

    /// Index of the highest pixel of a 3 × 3 neighbourhood.
    private int highest(int column, int row) {
        int best = plane.index(column, row);
        for (int b = Math.max(0, row - 1); b <= Math.min(plane.rows - 1, row + 1); b++) {
            for (int a = Math.max(0, column - 1);
                    a <= Math.min(plane.columns - 1, column + 1);
                    a++) {
                int at = plane.index(a, b);
                if (!(plane.pixels[at] <= plane.pixels[best]) && !Float.isNaN(plane.pixels[at])) {
                    best = at;
                }
            }
        }
        return best;
    }

    /// Whether a valley lies between a maximum and each one of the component kept so far.
    private boolean isParted(int column, int row, int first, Noise noise) {
        float own = sumAt(column, row);
        double deviation =
                Math.sqrt(
                        9
                                * noise.correlation()
                                * noise.variance(own / 9 + background.at(column, row)));
        double limit = Math.min(VALLEY_DEPTH * own, own - VALLEY_SIGNIFICANCE * deviation);
        for (int k = first; k < candidates.size; k++) {
            int dx = candidates.column[k] - column;
            int dy = candidates.row[k] - row;
            int steps = Math.max(Math.abs(dx), Math.abs(dy));
            if (steps > 2 * REACH) {
                continue;
            }
            boolean valley = false;
            for (int s = 1; s < steps && !valley; s++) {
                float between =
                        sumAt(
                                column + Math.round((float) dx * s / steps),
                                row + Math.round((float) dy * s / steps));
                valley = between < limit;
            }
            if (!valley) {
                return false;
            }
        }
        return true;
    }

    /// Adds a maximum with the moments of the region above half its height.
    private void add(int column, int row, int component) {
        int at = highest(column, row);
        int topColumn = at % plane.stride - Plane.MARGIN;
        int topRow = at / plane.stride;
        float top = plane.pixels[at];
        float level = background.at(topColumn, topRow);
        float strength = sumAt(column, row);
        int k = candidates.add(topColumn, topRow, component, top - level, strength);
        moments(k, top, level);
    }

    private void moments(int k, float top, float level) {
        int column = candidates.column[k];
        int row = candidates.row[k];
        float ceiling = top - level;
        if (ceiling == Float.POSITIVE_INFINITY) {
            ceiling = highestFinite(column, row, level);
            candidates.height[k] = 2 * ceiling;
        }
        float half = ceiling / 2;
        double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        Arrays.fill(visited, 0);
        int open = 0;
        stack[open++] = 0;
        visited[REACH] |= 1L << REACH;
        while (open > 0) {
            int packed = stack[--open];
            int dx = (short) packed;
            int dy = packed >> 16;
            double w = Math.min(plane.at(column + dx, row + dy) - level, ceiling);
            n += w;
            x += w * dx;
            y += w * dy;
            xx += w * dx * dx;
            xy += w * dx * dy;
            yy += w * dy * dy;
            for (int b = Math.max(-REACH, dy - 1); b <= Math.min(REACH, dy + 1); b++) {
                for (int a = Math.max(-REACH, dx - 1); a <= Math.min(REACH, dx + 1); a++) {
                    long bit = 1L << (a + REACH);
                    if ((visited[b + REACH] & bit) == 0
                            && isUpper(plane.at(column + a, row + b), half + level, top)) {
                        visited[b + REACH] |= bit;
                        stack[open++] = b << 16 | (a & 0xffff);
                    }
                }
            }
        }
        x /= n;
        y /= n;
        candidates.x[k] = column + x;
        candidates.y[k] = row + y;
        candidates.xx[k] = variance(xx / n - x * x);
        candidates.yy[k] = variance(yy / n - y * y);
        double limit = 0.95 * Math.sqrt(candidates.xx[k] * candidates.yy[k]);
        candidates.xy[k] = Math.clamp((xy / n - x * y) / HALF_HEIGHT_MOMENT, -limit, limit);
    }

    /// Above half height, and not of a higher spot.
    private static boolean isUpper(float x, float half, float top) {
        return x > half && x <= top;
    }

    private float highestFinite(int column, int row, float level) {
        float highest = 1;
        for (int b = row - REACH; b <= row + REACH; b++) {
            for (int a = column - REACH; a <= column + REACH; a++) {
                float x = plane.at(a, b) - level;
                if (x > highest && x < Float.POSITIVE_INFINITY) {
                    highest = x;
                }
            }
        }
        return highest;
    }

    private static double variance(double moment) {
        return Math.max(SMALLEST_VARIANCE, moment / HALF_HEIGHT_MOMENT);
    }
}
