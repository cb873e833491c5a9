package org.lauescope.io.virtual;

import java.util.Set;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Detector;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.HotSpot;
import org.lauescope.simulate.LatticeField;
import org.lauescope.simulate.Mounting;
import org.lauescope.simulate.PoseMotion;
import org.lauescope.simulate.VirtualPoint;
import org.lauescope.simulate.VirtualSample;

/// A map of a virtual sample, one frame per point.
///
/// @param number of the scan in its experiment
/// @param snake whether every other row was measured backwards
/// @param mounting how the sample lies on the stage
/// @param pose how far the detector stands from where it was calibrated
/// @param missing numbers of the points whose frames are left out
/// @param damaged numbers of the points whose frames are cut off
public record VirtualScan(
        String name,
        int number,
        ScanGrid grid,
        boolean snake,
        VirtualSample sample,
        Mounting mounting,
        PoseMotion pose,
        Set<Integer> missing,
        Set<Integer> damaged) {

    public VirtualScan {
        missing = Set.copyOf(missing);
        damaged = Set.copyOf(damaged);
    }

    /// Number of the point that was measured as the `order`-th, from 0.
    public int point(int order) {
        int row = grid.row(order);
        int column = grid.column(order);
        return snake && row % 2 == 1 ? grid.index(row, grid.columns() - 1 - column) : order;
    }

    /// What the beam sees there.
    public VirtualPoint point(int row, int column) {
        int point = grid.index(row, column);
        return mounting.see(sample, grid.x(point), grid.y(point));
    }

    /// Size of the hot spots at a point, 1 in the middle of one.
    public double hotSpot(int point) {
        return hotSpot(mounting.place(grid.x(point), grid.y(point)));
    }

    /// The same at a place of the sample.
    double hotSpot(Vector3 place) {
        double largest = 0;
        for (LatticeField field : sample.recipe().fields()) {
            if (field instanceof HotSpot spot) {
                largest = Math.max(largest, spot.profile(place));
            }
        }
        return largest;
    }

    /// The detector as it stood when the `order`-th frame was taken.
    Detector detector(int order) {
        double part = grid.size() > 1 ? (double) order / (grid.size() - 1) : 0;
        return pose.at(part, sample.geometry().detector());
    }

    /// Name of the `order`-th frame without its ending; numbers sort as texts.
    String frameName(int order) {
        int digits = Math.max(4, Integer.toString(grid.size() - 1).length());
        String number = Integer.toString(order);
        return name + "_" + "0".repeat(digits - number.length()) + number;
    }
}
