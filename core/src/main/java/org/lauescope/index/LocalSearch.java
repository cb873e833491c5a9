package org.lauescope.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.laue.SpotPattern;
import org.lauescope.refine.Projection;

/// Finds the small rotation that takes a predicted state to the peaks: a step of a scan turns the
/// lattice a little, and every spot moves by Jᵥ ω, Jᵥ = ∂(x, y)/∂ω its own.
///
/// The brightest spots are tried where they are predicted. Where fewer than half of them find a
/// peak, the rotations of a grid are tried instead, in the order of nothing but their hits. Each
/// start is improved by least squares on the hits, the radius shrinking. Only free peaks count.
/// Buffers are reused; one object belongs to one thread and one crystal.
final class LocalSearch {

    /// Directions of which the brightest spots are taken.
    private static final int DIRECTIONS = 2000;

    /// Spots that decide.
    static final int SPOTS = 48;

    /// Largest rotation tried, rad: half a degree in a step of the scan and a margin.
    static final double REACH = Math.toRadians(0.65);

    /// Step of the grid of rotations, rad. A rotation between is at most 0.87 steps off one of
    /// them.
    private static final double STEP = Math.toRadians(0.2);

    private static final int STEPS = (int) Math.ceil(REACH / STEP);

    /// Best rotations of the grid that are improved.
    private static final int STARTS = 4;

    /// Last radius of a hit, px: strain may have changed between the points.
    static final double CLOSE = 2;

    /// States whose spots are kept: what is expected of one point is expected of its neighbours
    /// too.
    private static final int MOST_KNOWN = 64;

    private final SpotPattern pattern;
    private final ReflectionList reflections;
    private final PeakField field;
    private final Projection projection;
    private final double gridRadius;
    private final FreeCells cells;
    private final Map<Matrix3, Spots> known =
            new LinkedHashMap<>(2 * MOST_KNOWN, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Matrix3, Spots> eldest) {
                    return size() > MOST_KNOWN;
                }
            };
    private double[] x = {};
    private double[] y = {};
    private double[] jacobian = {};
    private long[] order = new long[64];
    private int spots;

    private final int[] startHits = new int[STARTS];
    private final Vector3[] start = new Vector3[STARTS];

    private int hits;

    /// The brightest spots of a state.
    ///
    /// @param x, y px
    /// @param jacobian ∂x/∂ω, then ∂y/∂ω of each, px/rad
    private record Spots(double[] x, double[] y, double[] jacobian) {}

    LocalSearch(SpotPattern pattern, PeakField field) {
        this.pattern = pattern;
        this.field = field;
        reflections = pattern.reflections();
        Geometry geometry = pattern.geometry();
        projection = new Projection(geometry.detector());
        double pixelsPerRadian =
                2
                        * geometry.detector().distance()
                        / Math.min(
                                geometry.detector().pitchColumn(), geometry.detector().pitchRow());
        gridRadius = 0.87 * STEP * pixelsPerRadian;
        cells = new FreeCells(geometry.detector(), gridRadius);
    }

    /// Brightest spots that found a peak in the last search.
    int hits() {
        return hits;
    }

    /// Brightest spots that were asked for in the last search.
    int spots() {
        return spots;
    }

    /// The predicted state turned to the peaks; [#hits] tells what speaks for it.
    ///
    /// @param wide whether the grid of rotations is tried where the prediction itself fails
    Matrix3 search(Matrix3 predicted, boolean wide) {
        Spots brightest = known.computeIfAbsent(predicted, this::brightest);
        x = brightest.x;
        y = brightest.y;
        jacobian = brightest.jacobian;
        spots = x.length;
        cells.mark(field);
        Vector3 best = improved(Vector3.ZERO);
        if (wide && 2 * hits < spots) {
            int mostHits = hits;
            scan();
            for (int s = 0; s < STARTS && startHits[s] > 0; s++) {
                Vector3 turned = improved(start[s]);
                if (hits > mostHits) {
                    mostHits = hits;
                    best = turned;
                }
            }
            hits = mostHits;
        }
        return Matrix3.rotation(best).times(predicted);
    }

    /// The brightest spots and how they move.
    private Spots brightest(Matrix3 m) {
        int n = pattern.compute(m, Math.min(DIRECTIONS, reflections.size()));
        if (order.length < n) {
            order = new long[2 * n];
        }
        for (int i = 0; i < n; i++) {
            // Positive floats sort like their bits.
            order[i] =
                    (long) (Integer.MAX_VALUE - Float.floatToIntBits((float) pattern.intensity(i)))
                                    << 32
                            | i;
        }
        Arrays.sort(order, 0, n);
        int count = Math.min(n, SPOTS);
        Spots found = new Spots(new double[count], new double[count], new double[6 * count]);
        for (int s = 0; s < count; s++) {
            int i = (int) order[s];
            int r = pattern.reflection(i);
            Vector3 q =
                    m.times(
                            new Vector3(
                                    reflections.reciprocalX()[r],
                                    reflections.reciprocalY()[r],
                                    reflections.reciprocalZ()[r]));
            projection.position(q.x(), q.y(), q.z(), pattern.depth(i));
            projection.differentiateRotation();
            found.x[s] = projection.x;
            found.y[s] = projection.y;
            System.arraycopy(projection.rowX, 0, found.jacobian, 6 * s, 3);
            System.arraycopy(projection.rowY, 0, found.jacobian, 6 * s + 3, 3);
        }
        return found;
    }

    /// Keeps the rotations of the grid with most hits.
    private void scan() {
        Arrays.fill(startHits, 0);
        for (int a = -STEPS; a <= STEPS; a++) {
            for (int b = -STEPS; b <= STEPS; b++) {
                for (int c = -STEPS; c <= STEPS; c++) {
                    if (STEP * STEP * (a * a + b * b + c * c) <= (REACH + STEP) * (REACH + STEP)) {
                        keep(new Vector3(a * STEP, b * STEP, c * STEP));
                    }
                }
            }
        }
    }

    private void keep(Vector3 rotation) {
        int count = 0;
        for (int s = 0; s < spots; s++) {
            if (hit(s, rotation, gridRadius) >= 0) {
                count++;
            }
        }
        if (count <= startHits[STARTS - 1]) {
            return;
        }
        int at = STARTS - 1;
        while (at > 0 && count > startHits[at - 1]) {
            startHits[at] = startHits[at - 1];
            start[at] = start[at - 1];
            at--;
        }
        startHits[at] = count;
        start[at] = rotation;
    }

    /// Least squares on the hits of shrinking radius; counts the hits of the last one.
    private Vector3 improved(Vector3 from) {
        Vector3 rotation = from;
        for (double radius = gridRadius; radius > CLOSE; radius /= 1.6) {
            rotation = leastSquares(rotation, radius);
        }
        rotation = leastSquares(rotation, CLOSE);
        hits = 0;
        for (int s = 0; s < spots; s++) {
            hits += hit(s, rotation, CLOSE) >= 0 ? 1 : 0;
        }
        return rotation;
    }

    private Vector3 leastSquares(Vector3 rotation, double radius) {
        double xx = 0;
        double xy = 0;
        double xz = 0;
        double yy = 0;
        double yz = 0;
        double zz = 0;
        Vector3 right = Vector3.ZERO;
        int count = 0;
        for (int s = 0; s < spots; s++) {
            int peak = hit(s, rotation, radius);
            if (peak < 0) {
                continue;
            }
            count++;
            for (int row = 6 * s; row < 6 * s + 6; row += 3) {
                double jx = jacobian[row];
                double jy = jacobian[row + 1];
                double jz = jacobian[row + 2];
                double d = row == 6 * s ? field.x(peak) - x[s] : field.y(peak) - y[s];
                xx += jx * jx;
                xy += jx * jy;
                xz += jx * jz;
                yy += jy * jy;
                yz += jy * jz;
                zz += jz * jz;
                right = right.plus(new Vector3(jx * d, jy * d, jz * d));
            }
        }
        Matrix3 normal = new Matrix3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
        double scale = normal.trace() / 3;
        if (count < 3 || !(normal.determinant() > 1e-6 * scale * scale * scale)) {
            return rotation;
        }
        return normal.inverse().times(right);
    }

    /// The free peak nearest to spot `s` after the rotation, or −1.
    private int hit(int s, Vector3 w, double radius) {
        int j = 6 * s;
        double px = x[s] + jacobian[j] * w.x() + jacobian[j + 1] * w.y() + jacobian[j + 2] * w.z();
        double py =
                y[s] + jacobian[j + 3] * w.x() + jacobian[j + 4] * w.y() + jacobian[j + 5] * w.z();
        if (!cells.mayHold(px, py)) {
            return -1;
        }
        int peak = field.nearest(px, py, radius);
        return peak >= 0 && !field.isTaken(peak) ? peak : -1;
    }
}
