package org.lauescope.picture;

import org.lauescope.crystal.UnitCell;
import org.lauescope.crystal.Vector3;

/// Small integers u, v, w of the lattice direction that a direction is.
final class LatticeDirection {

    private static final int LARGEST = 3;

    /// rad; cells written with few digits are off by less.
    private static final double TOLERANCE = 2e-3;

    private LatticeDirection() {}

    /// @param direction CRYSTAL axes
    /// @return u, v, w; empty if no small ones fit
    static int[] nearest(Vector3 direction, UnitCell cell) {
        int[] best = {};
        int least = Integer.MAX_VALUE;
        for (int u = -LARGEST; u <= LARGEST; u++) {
            for (int v = -LARGEST; v <= LARGEST; v++) {
                for (int w = -LARGEST; w <= LARGEST; w++) {
                    int size = Math.abs(u) + Math.abs(v) + Math.abs(w);
                    Vector3 lattice = cell.direct().times(new Vector3(u, v, w));
                    if (size > 0 && size < least && lattice.angleTo(direction) < TOLERANCE) {
                        best = new int[] {u, v, w};
                        least = size;
                    }
                }
            }
        }
        return best;
    }
}
