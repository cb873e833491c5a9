package org.lauescope.io.virtual;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.Plane;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.Mounting;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualPoint;

/// What was found of a later scan of a virtual sample against the first, beside what is true. Both
/// see the sample of the first; only the later one was put back.
public record SeriesComparison(VirtualScan first, VirtualScan later) {

    /// A change of so many standard uncertainties of its point can be seen, …
    public static final double SEEN = 3;

    /// … and one of so many is as good as none.
    public static final double UNSEEN = 0.5;

    /// A found and a true area of points.
    ///
    /// @param truth number of points that have changed
    /// @param found how many of these were found
    /// @param unchanged number of points that have not changed
    /// @param invented how many of these were found all the same
    public record Places(int truth, int found, int unchanged, int invented) {}

    /// Root mean square distance, in steps, of where the points of the later scan were found to lie
    /// in the first from where they lie.
    public double placeError(Registration found) {
        ScanGrid grid = later.grid();
        double sum = 0;
        for (int point = 0; point < grid.size(); point++) {
            double x = grid.x(point);
            double y = grid.y(point);
            Vector3 truth = later.mounting().place(x, y);
            double dx = (found.x(x, y) - truth.x()) / grid.columnStep();
            double dy = (found.y(x, y) - truth.y()) / grid.rowStep();
            sum += dx * dx + dy * dy;
        }
        return Math.sqrt(sum / grid.size());
    }

    /// Angle between the re-mount rotation that was found and the true one, rad.
    public double remountError(Registration found) {
        Mounting mounting = later.mounting();
        Quaternion error =
                Quaternion.ofRotationVector(found.remount().vector())
                        .times(Quaternion.ofRotationVector(mounting.rotation()).conjugate());
        return 2
                * Math.atan2(
                        Math.sqrt(
                                error.x() * error.x()
                                        + error.y() * error.y()
                                        + error.z() * error.z()),
                        Math.abs(error.w()));
    }

    /// Largest true change of a component of the strain at each point of the first scan against its
    /// σ; NaN where several grains are in the beam, or none.
    ///
    /// @param change six planes of the change that was found, with σ
    public double[] largestChange(List<Plane> change) {
        ScanGrid grid = first.grid();
        double[] largest = new double[grid.size()];
        for (int point = 0; point < largest.length; point++) {
            SymmetricTensor before = strain(first, grid, point);
            SymmetricTensor after = strain(later, grid, point);
            largest[point] = Double.NaN;
            if (before == null || after == null) {
                continue;
            }
            double[] difference = after.minus(before).toArray();
            double most = 0;
            for (int c = 0; c < change.size(); c++) {
                double[] sigma = change.get(c).sigma();
                most =
                        Math.max(
                                most,
                                Math.abs(difference[c])
                                        / (sigma == null ? Double.NaN : sigma[point]));
            }
            largest[point] = most;
        }
        return largest;
    }

    /// Of a place of the first scan, SAMPLE axes of the first scan.
    private static @Nullable SymmetricTensor strain(VirtualScan scan, ScanGrid grid, int point) {
        VirtualPoint seen = scan.sample().at(grid.x(point), grid.y(point));
        if (seen.parts().size() != 1 || seen.amorphous() > 0) {
            return null;
        }
        VirtualGrain grain = seen.parts().getFirst().grain();
        return grain.visibleStrain()
                .in(scan.sample().geometry().sampleFromLab().times(grain.labFromCrystal()));
    }

    /// @param largest of [#largestChange]
    /// @param reported points at which a change was reported
    public static Places places(double[] largest, boolean[] reported) {
        int truth = 0;
        int found = 0;
        int unchanged = 0;
        int invented = 0;
        for (int point = 0; point < largest.length; point++) {
            if (largest[point] >= SEEN) {
                truth++;
                found += reported[point] ? 1 : 0;
            } else if (largest[point] <= UNSEEN) {
                unchanged++;
                invented += reported[point] ? 1 : 0;
            }
        }
        return new Places(truth, found, unchanged, invented);
    }

    /// Points of the first scan that lie within the radius of a hot spot by the time of the later
    /// one, and not in lithium.
    public boolean[] hotSpot() {
        ScanGrid grid = first.grid();
        boolean[] inside = new boolean[grid.size()];
        double rim = Math.exp(-0.5);
        for (int point = 0; point < inside.length; point++) {
            Vector3 place = new Vector3(grid.x(point), grid.y(point), 0);
            inside[point] =
                    later.hotSpot(place) >= rim
                            && !first.sample().at(place.x(), place.y()).parts().isEmpty();
        }
        return inside;
    }

    public static int count(boolean[] points) {
        int count = 0;
        for (boolean point : points) {
            count += point ? 1 : 0;
        }
        return count;
    }

    /// Points that have a value.
    public static boolean[] known(double[] values) {
        boolean[] known = new boolean[values.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = !Double.isNaN(values[i]);
        }
        return known;
    }
}
