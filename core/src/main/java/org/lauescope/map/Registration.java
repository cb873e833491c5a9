package org.lauescope.map;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;

/// Where the points of a later scan lie in an earlier one of the same sample, found from
/// orientations, grain boundaries and numbers of peaks, never from strain.
///
/// The point that the later scan calls p lies, in the earlier scan's µm, at
///
///     q = c + R(φ) (p − c) + s + d(p_y)
///
/// with the middle c of the earlier scan and the drift d of the stage within the later scan,
/// piecewise linear in the raster line between knots and zero on average over the lines.
///
/// All uncertainties are standard uncertainties from the scatter between parts of the map, and
/// from what the steps of the scans leave open.
///
/// @param remount rotation of the lattices that all grains have in common
/// @param shiftX, shiftY s, µm
/// @param rotation φ, rad, from x towards y
/// @param drift d at the knots
/// @param agreement part of the common points with a grain in both scans that are of the same grain,
///   0 … 1
public record Registration(
        ScanGrid earlier,
        ScanGrid later,
        RemountRotation remount,
        Estimate shiftX,
        Estimate shiftY,
        Estimate rotation,
        List<Knot> drift,
        double agreement)
        implements Alignment {

    /// Points further than this from their partner, in steps, have none.
    public static final double LARGEST_MISMATCH = 0.7;

    /// Drift of the raster lines near one height.
    ///
    /// @param line height y of the line in the later scan, µm
    /// @param x, y µm
    public record Knot(double line, Estimate x, Estimate y) {}

    public Registration {
        drift = List.copyOf(drift);
    }

    /// @param peaksEarlier, peaksLater numbers of peaks; null where unknown
    public static Alignment of(
            Grains earlier,
            @Nullable Plane peaksEarlier,
            Grains later,
            @Nullable Plane peaksLater) {
        ScanGrid grid = earlier.grid();
        ScanGrid other = later.grid();
        if (!sameStep(grid.columnStep(), other.columnStep())
                || !sameStep(grid.rowStep(), other.rowStep())) {
            return new Alignment.Unrelated(
                    "steps of %s × %s µm and of %s × %s µm; expected equal steps: points of different size see different volumes"
                            .formatted(
                                    grid.columnStep(),
                                    grid.rowStep(),
                                    other.columnStep(),
                                    other.rowStep()));
        }
        if (earlier.list().isEmpty() || later.list().isEmpty()) {
            return new Alignment.Unrelated(
                    "a scan without grains; expected indexed points in both scans");
        }
        Optional<RemountRotation> remount = RemountRotation.between(earlier, later);
        if (remount.isEmpty()) {
            return new Alignment.Unrelated(
                    "fewer than half of the grains have a partner of the same orientation within 1° after any common rotation up to 5°; is this another sample, or another place on it?");
        }
        Matrix3 back = remount.get().matrix().transpose();
        GrainPartners partners = new GrainPartners(earlier, later, back);
        CoarseShift coarse = CoarseShift.of(earlier, partners);
        if (!(coarse.agreement() >= 0.5)) {
            return new Alignment.Unrelated(
                    "wherever the scans are laid over each other, at most %.0f %% of their points are of the same grain; expected half or more — is this another place on the sample?"
                            .formatted(100 * coarse.agreement()));
        }
        int[] refined = partners.at(coarse.columns(), coarse.rows());
        int[] own = new int[earlier.list().size()];
        Arrays.setAll(own, n -> n);
        return new ShiftFit(
                        ScanFeatures.of(earlier, own, earlier, Matrix3.IDENTITY, peaksEarlier),
                        ScanFeatures.of(later, refined, earlier, back, peaksLater))
                .registration(remount.get(), coarse);
    }

    private static boolean sameStep(double one, double two) {
        return Math.abs(one - two) <= 1e-6 * one;
    }

    /// x in the earlier scan of a place in the later one, µm.
    public double x(double px, double py) {
        double cosine = Math.cos(rotation.value());
        double sine = Math.sin(rotation.value());
        double x = middleX() + cosine * (px - middleX()) - sine * (py - middleY());
        return x + shiftX.value() + drift(py, false);
    }

    /// y in the earlier scan of a place in the later one, µm.
    public double y(double px, double py) {
        double cosine = Math.cos(rotation.value());
        double sine = Math.sin(rotation.value());
        double y = middleY() + sine * (px - middleX()) + cosine * (py - middleY());
        return y + shiftY.value() + drift(py, true);
    }

    double middleX() {
        return earlier.originX() + (earlier.columns() - 1) * earlier.columnStep() / 2;
    }

    double middleY() {
        return earlier.originY() + (earlier.rows() - 1) * earlier.rowStep() / 2;
    }

    private double drift(double line, boolean alongY) {
        if (drift.isEmpty()) {
            return 0;
        }
        int last = drift.size() - 1;
        int next = 1;
        while (next < last && drift.get(next).line() < line) {
            next++;
        }
        if (last == 0) {
            return value(drift.getFirst(), alongY);
        }
        Knot a = drift.get(next - 1);
        Knot b = drift.get(next);
        double t = Math.clamp((line - a.line()) / (b.line() - a.line()), 0, 1);
        return (1 - t) * value(a, alongY) + t * value(b, alongY);
    }

    private static double value(Knot knot, boolean alongY) {
        return alongY ? knot.y().value() : knot.x().value();
    }

    /// The nearest point of the later scan for each point of the earlier one: values are taken over
    /// as they are, never interpolated.
    public PointMatches matches() {
        int[] point = new int[earlier.size()];
        double[] mismatch = new double[earlier.size()];
        for (int i = 0; i < point.length; i++) {
            double x = earlier.x(i);
            double y = earlier.y(i);
            double px = x - shiftX.value();
            double py = y - shiftY.value();
            // Rotation and drift are small: each round gains their size, a hundredfold or more.
            for (int round = 0; round < 6; round++) {
                double ex = x(px, py) - x;
                double ey = y(px, py) - y;
                px -= ex;
                py -= ey;
            }
            int column = (int) Math.rint((px - later.originX()) / later.columnStep());
            int row = (int) Math.rint((py - later.originY()) / later.rowStep());
            point[i] = -1;
            mismatch[i] = Double.NaN;
            if (later.contains(row, column)) {
                int j = later.index(row, column);
                mismatch[i] =
                        Math.hypot(
                                (x(later.x(j), later.y(j)) - x) / earlier.columnStep(),
                                (y(later.x(j), later.y(j)) - y) / earlier.rowStep());
                if (mismatch[i] <= LARGEST_MISMATCH) {
                    point[i] = j;
                }
            }
        }
        return new PointMatches(point, mismatch);
    }
}
